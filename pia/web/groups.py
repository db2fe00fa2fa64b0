"""Which groups of an organisation work in which roles; who is in none of them is not let in."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from difflib import get_close_matches

from pia.errors import PiaError, Problem
from pia.model.review import ReviewRole

READER = "reader"
"""Lets somebody read, without a role."""

Groups = Mapping[str, frozenset[ReviewRole]]
"""Roles by the name of a group; none for readers."""


def groups_of(given: Iterable[str]) -> Groups:
    """Roles by group, from lines like `officer=privacy-team`; a group may stand in several.

    Raises:
        PiaError: A line is none, or names no role; all of them at once.
    """
    found: dict[str, frozenset[ReviewRole]] = {}
    problems = []
    known = [READER, *(role.value for role in ReviewRole)]
    for line in given:
        role, _, group = (part.strip() for part in line.partition("="))
        if role not in known or not group:
            near = get_close_matches(role, known, 1)
            hint = f"Did you mean '{near[0]}'?" if near else f"Roles: {', '.join(known)}."
            problems.append(Problem("group", "write a role, an equals sign and the name of a group", hint))
            continue
        own = frozenset() if role == READER else frozenset({ReviewRole(role)})
        found[group] = found.get(group, frozenset()) | own
    if problems:
        raise PiaError(problems)
    return found


def roles_of(names: Collection[str], groups: Groups) -> frozenset[ReviewRole] | None:
    """The roles of somebody who is in these groups; `None` if they are in none that counts."""
    known = [groups[name] for name in names if name in groups]
    return frozenset[ReviewRole]().union(*known) if known else None
