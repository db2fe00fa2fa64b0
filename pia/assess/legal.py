"""Entity types x further laws -> entity types with every legal category."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from difflib import get_close_matches

from pia.documents import Loaded
from pia.errors import Problem, RuleError
from pia.model.finding import EntityCategory, LegalSheet


def with_further_laws(categories: Mapping[str, EntityCategory], sheet: Loaded[LegalSheet]) -> dict[str, EntityCategory]:
    """The categories, each with the tags of the kind of data that it is.

    Raises:
        RuleError: The sheet speaks of a kind or a tag that there is not, or has a tag that nothing uses.
    """
    tags = sheet.value.tags
    if problems := sorted(_faults(categories, sheet)):
        raise RuleError(problems)
    kinds = {name: sheet.value.facts.get(category.fact, ()) for name, category in categories.items()}
    kinds |= sheet.value.types
    return {
        name: replace(category, legal=(*category.legal, *(tags[tag] for tag in kinds[name])))
        for name, category in categories.items()
    }


def _faults(categories: Mapping[str, EntityCategory], sheet: Loaded[LegalSheet]) -> Iterator[Problem]:
    value, used = sheet.value, set[str]()
    facts = {category.fact for category in categories.values() if category.fact}
    for key, kinds, known in (("facts", value.facts, facts), ("types", value.types, set(categories))):
        for name, own in kinds.items():
            used |= set(own)
            if name not in known:
                yield Problem(sheet.at(key, name), f"there is no '{name}' among the {key}", _nearest(name, known))
            for tag in set(own) - value.tags.keys():
                yield Problem(sheet.at(key, name), f"there is no tag '{tag}'", _nearest(tag, set(value.tags)))
    for tag in value.tags.keys() - used:
        yield Problem(sheet.at("tags", tag), f"no kind of data has the tag '{tag}'", "Remove it.")


def _nearest(name: str, known: set[str]) -> str:
    near = get_close_matches(name, sorted(known), 1)
    return f"Did you mean '{near[0]}'?" if near else f"Known: {', '.join(sorted(known)[:6])}."
