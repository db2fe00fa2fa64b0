"""Rule packs: loaded whole or refused whole, with every error, and proven by their own examples."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Literal

from pia import documents
from pia.assess.checked import CheckedRule, LoadedPack
from pia.assess.conditions import Condition, compile_condition
from pia.assess.fact_types import ConditionTypeError
from pia.assess.grammar import ConditionError
from pia.assess.inheritance import inherited, parents_first
from pia.assess.parameters import declaration, declared, values_of
from pia.documents import Loaded
from pia.errors import DocumentError, Problem, RuleError
from pia.model.interval import Interval
from pia.model.rule import FactDeclaration, FactSheet, FactType, FactValue, RulePack
from pia.model.tailoring import Period

Facts = Mapping[str, FactDeclaration]
_ASKED = "ans."
_MOST_BYTES = 20_000_000
_PREFIXES = ("scan.", _ASKED, "proj.", "prev.")


__all__ = ["CheckedRule", "LoadedPack", "find_packs", "flat_facts", "load_facts", "load_packs"]


def load_facts(path: Path) -> dict[str, FactDeclaration]:
    """The facts that every rule may use, by name.

    Raises:
        DocumentError: The file is malformed.
        RuleError: A fact is declared twice, has no known prefix, or has options where it should not.
    """
    loaded = documents.load(path, FactSheet)
    known, problems = _declare(loaded, {}, _PREFIXES)
    if problems:
        raise RuleError(problems)
    return known


def fact_places(path: Path) -> dict[str, str]:
    """`file:line` of every fact declared in a file, by name.

    Raises:
        DocumentError: The file is malformed.
    """
    loaded = documents.load(path, FactSheet)
    return {fact.name: loaded.at("facts", place) for place, fact in enumerate(loaded.value.facts)}


def _declare(
    loaded: Loaded[FactSheet] | Loaded[RulePack], known: Facts, prefixes: tuple[str, ...]
) -> tuple[dict[str, FactDeclaration], list[Problem]]:
    """The facts known so far with those of one more file."""
    times = Counter([*known, *(fact.name for fact in loaded.value.facts)])
    problems: list[Problem] = []
    for place, fact in enumerate(loaded.value.facts):
        at = loaded.at("facts", place)
        if times[fact.name] > 1:
            problems.append(Problem(at, f"the fact '{fact.name}' is declared {times[fact.name]} times", "Keep one."))
        if not fact.name.startswith(prefixes):
            problems.append(Problem(at, f"the fact '{fact.name}' has no known prefix", f"Use {', '.join(prefixes)}."))
        if bool(fact.options) != (fact.type in {FactType.CHOICE, FactType.CHOICES}):
            problems.append(
                Problem(at, f"the fact '{fact.name}' is a {fact.type}", "A choice, and only one, has options.")
            )
    return {**known, **{fact.name: fact for fact in loaded.value.facts}}, problems


def find_packs(folders: Iterable[Path]) -> tuple[Path, ...]:
    """The pack files below some folders, in alphabetical order: `<folder>/<regime>/<pack>.yaml`."""
    return tuple(sorted(path for folder in folders for path in folder.glob("*/*.yaml")))


def load_packs(paths: Sequence[Path], facts: Facts) -> tuple[tuple[LoadedPack, ...], dict[str, FactDeclaration]]:
    """Packs, ordered by id, and all facts that they may use; if one has an error none is used.

    Raises:
        PiaError: All errors of all packs.
    """
    files = _read(paths)
    known, problems = dict(facts), list[Problem]()
    for document in files:
        known, wrong = _declare(document, known, (_ASKED,))
        problems += wrong
    ids = Counter(document.value.id for document in files)
    problems += [
        Problem(document.where, f"two packs have the id '{document.value.id}'")
        for document in files
        if ids[document.value.id] > 1
    ]
    ordered, wrong = parents_first(files)
    problems += wrong
    loaded: dict[str, LoadedPack] = {}
    for document in ordered:
        pack, own = _compile(document, known, loaded)
        loaded[pack.pack.id] = pack
        problems += own
    if problems:
        raise RuleError(problems)
    return tuple(loaded[name] for name in sorted(loaded)), known


def _read(paths: Sequence[Path]) -> list[Loaded[RulePack]]:
    """Every pack file; what is wrong with any of them is told together."""
    if (size := sum(path.stat().st_size for path in paths if path.is_file())) > _MOST_BYTES:
        what = f"the rule packs hold {size // 1_000_000} MB together, {_MOST_BYTES // 1_000_000} MB are the most"
        raise RuleError(Problem("", what, "Name fewer folders with --rules."))
    files: list[Loaded[RulePack]] = []
    problems: list[Problem] = []
    for path in paths:
        try:
            files.append(documents.load(path, RulePack))
        except DocumentError as error:
            problems += error.problems
    if problems:
        raise DocumentError(problems)
    return files


def _compile(
    document: Loaded[RulePack], facts: Facts, packs: Mapping[str, LoadedPack]
) -> tuple[LoadedPack, list[Problem]]:
    pack = document.value
    taken, problems = inherited(document, packs)
    settings, wrong = declared(document, taken.settings)
    problems += [*wrong, *_retired(document)]
    words = {**facts, **{f"param.{item.parameter.name}": declaration(item.parameter) for item in settings}}
    defaults = values_of(settings)
    rules: list[CheckedRule] = []
    for place, rule in enumerate(pack.rules):
        where = document.at("rules", place)
        applies, wrong = _condition(document, place, "applies_when", words)
        satisfied, wrong_too = _condition(document, place, "satisfied_when", words)
        binding = (rule.in_force or Period()).within(pack.in_force or Period())
        problems += [*wrong, *wrong_too]
        if binding.empty:
            problems.append(Problem(where, f"rule {rule.id}: in_force ends before it begins", "Mend the dates."))
        if applies and satisfied:
            in_force = None if binding == Period() else binding
            rules.append(CheckedRule(rule, applies, satisfied, where, pack.id, in_force, defaults))
    asked_at = {fact.name: document.at("facts", place) for place, fact in enumerate(pack.facts)}
    checked = (*taken.rules, *rules)
    return LoadedPack(pack, checked, document.sha256, document.where, settings, taken.pins, asked_at), problems


def _retired(document: Loaded[RulePack]) -> list[Problem]:
    """Ids that stand twice in a pack, and ids that live on although a rule stands for them."""
    rules = document.value.rules
    times = Counter(rule.id for rule in rules)
    successors = {name: rule.id for rule in rules for name in rule.replaces}
    problems: list[Problem] = []
    for place, rule in enumerate(rules):
        where = document.at("rules", place)
        if times[rule.id] > 1:
            what = f"the rule id '{rule.id}' stands {times[rule.id]} times"
            problems.append(Problem(where, what, "Ids never repeat."))
        if rule.id in successors and not (rule.in_force and rule.in_force.until):
            what = f"the rule id '{rule.id}' is retired: '{successors[rule.id]}' replaces it"
            problems.append(Problem(where, what, "Remove it, or end it with in_force: {until: ...}."))
    return problems


def _condition(
    document: Loaded[RulePack], place: int, key: Literal["applies_when", "satisfied_when"], facts: Facts
) -> tuple[Condition | None, list[Problem]]:
    rule = document.value.rules[place]
    try:
        return compile_condition(rule.applies_when if key == "applies_when" else rule.satisfied_when, facts), []
    except ConditionTypeError as error:
        wrong = error.errors
    except ConditionError as error:
        wrong = (error,)
    at = document.at("rules", place, key)
    return None, [Problem(at, f"rule {rule.id}: {key}: column {item.column}: {item.what}", item.fix) for item in wrong]


def flat_facts(nested: Mapping[str, Any], prefix: str = "") -> dict[str, FactValue]:
    """Facts of an example, by dotted name: `{scan: {rows: 3}}` is `{"scan.rows": 3}`.

    A mapping with `min` and perhaps `max` is an interval.
    """
    flat: dict[str, FactValue] = {}
    for key, value in nested.items():
        name = f"{prefix}{key}"
        if isinstance(value, Mapping) and set(value) <= {"min", "max"} and "min" in value:
            flat[name] = Interval(value["min"], value.get("max"))
        elif isinstance(value, Mapping):
            flat |= flat_facts(value, f"{name}.")
        else:
            flat[name] = tuple(value) if isinstance(value, list | tuple) else value
    return flat
