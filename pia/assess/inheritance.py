"""Packs that extend packs: whose rules are taken over, in which order, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import partial

from pia.assess.checked import CheckedRule, LoadedPack
from pia.assess.parameters import Setting, settled
from pia.documents import Loaded
from pia.errors import Problem
from pia.model.rule import RulePack
from pia.model.tailoring import PackPin


@dataclass(frozen=True, slots=True)
class Inheritance:
    """What a pack takes over.

    Attributes:
        rules: Rules, without those it drops or replaces.
        settings: Parameters, with the values it sets.
        pins: The packs they come from.
    """

    rules: tuple[CheckedRule, ...] = ()
    settings: tuple[Setting, ...] = ()
    pins: tuple[PackPin, ...] = ()


def parents_first(files: Sequence[Loaded[RulePack]]) -> tuple[tuple[Loaded[RulePack], ...], list[Problem]]:
    """Packs in an order in which each stands behind those it extends; those that cannot be ordered are left out."""
    known = {file.value.id for file in files}
    problems = [problem for file in files for problem in _unknown(file, known)]
    waiting, ordered, done = list(files), list[Loaded[RulePack]](), set[str]()
    while ready := [file for file in waiting if all(item.pack in done for item in file.value.extends)]:
        ordered += ready
        done |= {file.value.id for file in ready}
        waiting = [file for file in waiting if file.value.id not in done]
    above = {file.value.id: {item.pack for item in file.value.extends} for file in waiting}
    problems += [
        Problem(file.at("extends"), f"the pack '{file.value.id}' extends itself, through others or directly")
        for file in waiting
        if file.value.id in _all_above(file.value.id, above)
    ]
    return tuple(ordered), problems


def _unknown(file: Loaded[RulePack], known: set[str]) -> Iterator[Problem]:
    for place, item in enumerate(file.value.extends):
        if item.pack not in known:
            near = get_close_matches(item.pack, sorted(known), 1)
            hint = f"Did you mean '{near[0]}'?" if near else f"Known: {', '.join(sorted(known))}."
            yield Problem(file.at("extends", place), f"there is no pack '{item.pack}' to extend", hint)


def _all_above(name: str, above: Mapping[str, set[str]]) -> set[str]:
    found: set[str] = set()
    queue = [name]
    while queue:
        new = above.get(queue.pop(), set()) - found
        found |= new
        queue += new
    return found


def inherited(file: Loaded[RulePack], packs: Mapping[str, LoadedPack]) -> tuple[Inheritance, list[Problem]]:
    """What a pack takes over from the packs it extends, and what is wrong with it.

    Args:
        file: The pack.
        packs: The packs above it, by id.
    """
    rules: dict[str, CheckedRule] = {}
    settings: list[Setting] = []
    pins: list[PackPin] = []
    problems: list[Problem] = []
    for place, item in enumerate(file.value.extends):
        parent = packs[item.pack]
        problems += _not_dropped(file, place, parent)
        problems += [
            Problem(file.at("extends", place), f"the rule '{checked.rule.id}' comes from two packs", "Extend one.")
            for checked in parent.rules
            if checked.rule.id in rules
        ]
        rules |= {checked.rule.id: checked for checked in parent.rules if checked.rule.id not in item.drop}
        own, wrong = settled(parent.settings, item.parameters, file.value.id, partial(_at, file, place))
        settings += own
        problems += wrong
        pins += [*parent.pins, PackPin(parent.pack.id, parent.pack.version, parent.sha256)]
    problems += _not_replaced(file, rules)
    replaced = {name for rule in file.value.rules for name in rule.replaces}
    left = tuple(checked for name, checked in rules.items() if name not in replaced)
    return Inheritance(left, tuple(settings), tuple(dict.fromkeys(pins))), problems


def _at(file: Loaded[RulePack], place: int, name: str) -> str:
    return file.at("extends", place, "parameters", name)


def _not_dropped(file: Loaded[RulePack], place: int, parent: LoadedPack) -> Iterator[Problem]:
    rules = {checked.rule.id: checked.rule for checked in parent.rules}
    for nth, name in enumerate(file.value.extends[place].drop):
        where = file.at("extends", place, "drop", nth)
        if name not in rules:
            near = get_close_matches(name, rules, 1)
            hint = f"Did you mean '{near[0]}'?" if near else f"See: pia rules show {parent.pack.id}"
            yield Problem(where, f"the pack '{parent.pack.id}' has no rule '{name}' to drop", hint)
        elif not rules[name].waivable:
            yield Problem(where, f"the rule '{name}' is a prohibition and cannot be dropped", "Keep it.")


def _not_replaced(file: Loaded[RulePack], rules: Mapping[str, CheckedRule]) -> Iterator[Problem]:
    for place, rule in enumerate(file.value.rules):
        where = file.at("rules", place)
        if rule.id in rules:
            what = f"the rule id '{rule.id}' is that of a rule taken over from '{rules[rule.id].pack}'"
            yield Problem(where, what, "Give it an id of its own, and name the other under replaces.")
        for name in rule.replaces:
            if name in rules and rule.waivable and not rules[name].rule.waivable:
                what = f"the rule '{rule.id}' replaces the prohibition '{name}' and could be waived"
                yield Problem(where, what, "Write waivable: false.")
