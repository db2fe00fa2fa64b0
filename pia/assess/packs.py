"""Rule packs: loaded whole or refused whole, with every error, and proven by their own examples."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from pia import documents
from pia.assess.conditions import Condition, compile_condition
from pia.assess.fact_types import ConditionTypeError
from pia.assess.grammar import ConditionError
from pia.assess.legal import with_further_laws
from pia.documents import Loaded
from pia.errors import DocumentError, Problem, RuleError
from pia.model.deployment import Deployment
from pia.model.finding import CategorySheet, EntityCategory, LegalSheet
from pia.model.rule import FactDeclaration, FactSheet, FactType, FactValue, Interval, Rule, RulePack

Facts = Mapping[str, FactDeclaration]
_ASKED = "ans."
_PREFIXES = ("scan.", _ASKED, "proj.", "prev.")


@dataclass(frozen=True, slots=True)
class CheckedRule:
    """A rule whose conditions can be evaluated.

    Attributes:
        rule: The rule.
        applies: Its condition `applies_when`.
        satisfied: Its condition `satisfied_when`.
        where: `file:line` of the rule.
    """

    rule: Rule
    applies: Condition
    satisfied: Condition
    where: str


@dataclass(frozen=True, slots=True)
class LoadedPack:
    """A pack whose every rule can be evaluated.

    Attributes:
        pack: The pack.
        rules: Its rules, in the order of the file.
        sha256: Digest of the file.
        where: The file.
    """

    pack: RulePack
    rules: tuple[CheckedRule, ...]
    sha256: str
    where: str


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


def load_categories(path: Path) -> dict[str, EntityCategory]:
    """What each entity type means in law, by entity type; `legal.yaml` beside the file adds further laws.

    Raises:
        DocumentError: A file is malformed.
        RuleError: An entity type stands twice, or the further laws speak of what there is not.
    """
    loaded = documents.load(path, CategorySheet)
    times = Counter(category.entity_type for category in loaded.value.categories)
    twice = [
        Problem(loaded.at("categories", place), f"the entity type '{category.entity_type}' stands twice", "Keep one.")
        for place, category in enumerate(loaded.value.categories)
        if times[category.entity_type] > 1
    ]
    if twice:
        raise RuleError(twice)
    categories = {category.entity_type: category for category in loaded.value.categories}
    further = path.with_name("legal.yaml")
    return with_further_laws(categories, documents.load(further, LegalSheet)) if further.exists() else categories


def find_packs(folders: Iterable[Path]) -> tuple[Path, ...]:
    """The pack files below some folders, in alphabetical order: `<folder>/<regime>/<pack>.yaml`."""
    return tuple(sorted(path for folder in folders for path in folder.glob("*/*.yaml")))


def load_packs(paths: Sequence[Path], facts: Facts) -> tuple[tuple[LoadedPack, ...], dict[str, FactDeclaration]]:
    """Packs, ordered by id, and all facts that they may use; if one has an error none is used.

    Raises:
        PiaError: All errors of all packs.
    """
    files = [documents.load(path, RulePack) for path in paths]
    known, problems = dict(facts), list[Problem]()
    for document in files:
        known, wrong = _declare(document, known, (_ASKED,))
        problems += wrong
    loaded = []
    for document in files:
        pack, own = _compile(document, known)
        loaded.append(pack)
        problems += own
    ids = Counter(pack.pack.id for pack in loaded)
    problems += [
        Problem(pack.where, f"two packs have the id '{pack.pack.id}'") for pack in loaded if ids[pack.pack.id] > 1
    ]
    if problems:
        raise RuleError(problems)
    return tuple(sorted(loaded, key=lambda pack: pack.pack.id)), known


def _compile(document: Loaded[RulePack], facts: Facts) -> tuple[LoadedPack, list[Problem]]:
    problems: list[Problem] = []
    rules: list[CheckedRule] = []
    times = Counter(rule.id for rule in document.value.rules)
    for place, rule in enumerate(document.value.rules):
        where = document.at("rules", place)
        if times[rule.id] > 1:
            problems.append(
                Problem(where, f"the rule id '{rule.id}' stands {times[rule.id]} times", "Ids never repeat.")
            )
        applies, wrong = _condition(document, place, "applies_when", facts)
        satisfied, wrong_too = _condition(document, place, "satisfied_when", facts)
        problems += [*wrong, *wrong_too]
        if applies and satisfied:
            rules.append(CheckedRule(rule, applies, satisfied, where))
    return LoadedPack(document.value, tuple(rules), document.sha256, document.where), problems


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


def packs_for(loaded: Loaded[Deployment], packs: Sequence[LoadedPack]) -> tuple[LoadedPack, ...]:
    """The packs a deployment names, or all that fit its jurisdictions.

    Raises:
        DocumentError: It names a pack that does not exist.
    """
    deployment, known = loaded.value, {pack.pack.id: pack for pack in packs}
    unknown = [name for name in deployment.rule_packs if name not in known]
    if unknown:
        hint = f"Known: {', '.join(known)}."
        raise DocumentError(
            Problem(loaded.at("rule_packs"), f"there is no rule pack '{name}'", hint) for name in unknown
        )
    if deployment.rule_packs:
        return tuple(known[name] for name in sorted(set(deployment.rule_packs)))
    places = set(deployment.jurisdictions)
    return tuple(pack for pack in packs if not pack.pack.jurisdictions or places & set(pack.pack.jurisdictions))
