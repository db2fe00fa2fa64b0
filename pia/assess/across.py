"""What only shows when all packs are seen together: rules that stand twice, questions that nothing waits for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from pia.assess.checked import LoadedPack
from pia.errors import Problem
from pia.model.rule import FactDeclaration


def check_across(
    packs: Sequence[LoadedPack],
    facts: Mapping[str, FactDeclaration],
    places: Mapping[str, str],
    scored: Mapping[str, frozenset[str]],
) -> tuple[Problem, ...]:
    """What keeps packs from being trusted together.

    Args:
        packs: All packs.
        facts: The words rules may use.
        places: `file:line` of facts, by name.
        scored: Facts that scoring models ask for, with the options they weigh; none if they weigh no option apart.
    """
    at = dict(places)
    for pack in packs:
        at |= pack.asked_at
    return (*_twice(packs), *_dead(packs, facts, at, scored), *_weighed(facts, at, scored))


def _twice(packs: Sequence[LoadedPack]) -> Iterator[Problem]:
    holder: dict[str, str] = {}
    for checked in (checked for pack in packs for checked in pack.own):
        if first := holder.get(checked.rule.id):
            what = f"the rule id '{checked.rule.id}' stands in the pack '{first}', too"
            yield Problem(checked.where, what, "Ids never repeat; to change a shipped rule, extend its pack.")
        holder.setdefault(checked.rule.id, checked.pack)


def _dead(
    packs: Sequence[LoadedPack],
    facts: Mapping[str, FactDeclaration],
    at: Mapping[str, str],
    scored: Mapping[str, frozenset[str]],
) -> Iterator[Problem]:
    used = frozenset(scored).union(*(checked.facts for pack in packs for checked in pack.rules))
    for name in facts:
        if name.startswith("ans.") and name not in used:
            what = f"no rule and no scoring model waits for the question '{name}'"
            yield Problem(at.get(name, ""), what, "Use it, or remove it.")


def _weighed(
    facts: Mapping[str, FactDeclaration], at: Mapping[str, str], scored: Mapping[str, frozenset[str]]
) -> Iterator[Problem]:
    """Weights under a key that is no option, and options without a weight."""
    for name, keys in scored.items():
        if name not in facts:
            yield Problem("", f"a scoring model asks for '{name}', which is not declared", "Declare it.")
            continue
        options = frozenset(option.value for option in facts[name].options)
        for key in sorted(keys - options):
            what = f"a scoring model weighs '{key}', which is no option of '{name}'"
            yield Problem(at.get(name, ""), what, "Such a weight can never count.")
        for option in sorted(options - keys if keys else ()):
            what = f"a scoring model asks for '{name}' and has no weight for its option '{option}'"
            yield Problem(at.get(name, ""), what, "Weigh it, or remove the option.")
