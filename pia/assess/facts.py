"""Deployment, findings and inputs -> named facts: the only words a rule may use.

A scanner's negative is a fact only if everything was examined and a recognizer for it ran; otherwise the fact is
absent, which rules read as unknown.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from pia.assess.crosscheck import DONT_KNOW
from pia.assess.declared import declared_facts
from pia.assess.exposure import exposure_facts
from pia.assess.inventory import columns_of, inventory_facts, special_types, types_of_kind
from pia.assess.meter import excess_and_lack, meter_facts
from pia.model.dataset import Column, Input
from pia.model.deployment import Answer, Deployment
from pia.model.finding import EntityCategory, Finding, NotExamined
from pia.model.interval import Interval
from pia.model.necessity import ExcessAndLack
from pia.model.reidentification import Exposure
from pia.model.rule import FactValue


@dataclass(frozen=True, slots=True)
class Evidenced:
    """A value with what it rests on.

    Attributes:
        value: The value.
        because: Columns as `dataset.column`, or the key of `deployment.yaml`.
    """

    value: FactValue
    because: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Measured:
    """What the scan stage hands over.

    Attributes:
        inputs: What was read.
        findings: Personal data found.
        not_examined: What could not be looked at.
        subjects: Distinct data subjects, between two bounds.
        recognized: Entity types that some recognizer looked for.
        exposure: How easily people are singled out or linked.
    """

    inputs: tuple[Input, ...]
    findings: tuple[Finding, ...]
    not_examined: tuple[NotExamined, ...]
    subjects: Interval
    recognized: frozenset[str]
    exposure: Exposure = field(default_factory=Exposure)


_BASIC = frozenset({"GDPR", "PIPL"})
"""Laws by which kinds of data count as special; further laws only describe."""


def known_facts(
    deployment: Deployment, measured: Measured, categories: Mapping[str, EntityCategory]
) -> dict[str, Evidenced]:
    """Every fact that is known, by name; what is absent is unknown.

    Args:
        deployment: What is proposed.
        measured: What was found in its data.
        categories: Legal categories by entity type.
    """
    declared = {name: Evidenced(value, (key,)) for name, (value, key) in declared_facts(deployment).items()}
    metered = meter_facts(meter_of(deployment, measured, categories))
    declared |= {name: Evidenced(value, rests_on) for name, (value, rests_on) in metered.items()}
    return scan_facts(deployment, measured, categories) | declared | answers(deployment)


def meter_of(deployment: Deployment, measured: Measured, categories: Mapping[str, EntityCategory]) -> ExcessAndLack:
    """The excess-and-lack meter of what was measured."""
    complete = not measured.not_examined
    return excess_and_lack(deployment, measured.inputs, measured.findings, categories, complete=complete)


def answers(deployment: Deployment) -> dict[str, Evidenced]:
    """`ans.*`: the answers given; `dont_know` stays unknown."""
    given = {name: value.value if isinstance(value, Answer) else value for name, value in deployment.answers.items()}
    return {
        f"ans.{name}": Evidenced(value, (f"answers.{name}",)) for name, value in given.items() if value != DONT_KNOW
    }


def scan_facts(
    deployment: Deployment, measured: Measured, categories: Mapping[str, EntityCategory]
) -> dict[str, Evidenced]:
    """`scan.*`: what was measured in the data."""
    complete = not measured.not_examined
    personal = columns_of(measured.findings)
    mapped = {name for activity in deployment.activities for name in activity.columns}
    unmapped = tuple(column for column in personal if column not in mapped)
    sentences = columns_of([finding for finding in measured.findings if finding.embedded])
    shared = _shared_identifiers(measured.findings, categories)
    columns = [column for item in measured.inputs for column in item.columns]
    facts = {
        "scan.rows": _count(sum(item.rows for item in measured.inputs), complete),
        "scan.datasets": Evidenced(len(measured.inputs)),
        "scan.columns": _count(len(columns), complete),
        "scan.complete": Evidenced(complete, tuple(item.where for item in measured.not_examined)),
        "scan.personal_columns": _count(len(personal), complete, personal),
        "scan.unmapped_columns": _count(len(unmapped), complete, unmapped),
        "scan.subjects": Evidenced(_subjects(measured.subjects, complete), personal),
        "scan.shared_identifiers": _count(len(shared), complete, shared),
    }
    counted = exposure_facts(measured.exposure, examined=complete)
    counted |= inventory_facts(measured.inputs, measured.findings, categories, measured.recognized, complete=complete)
    facts |= {name: Evidenced(value, rests_on) for name, (value, rests_on) in counted.items()}
    facts |= _kinds(measured.findings, categories, complete=complete)
    has = _has(measured, categories)
    found = {"scan.personal": personal, "scan.free_text": sentences, **has, **_legal(measured.findings, categories)}
    for name, because in found.items():
        if because or (complete and because is not None):
            facts[name] = Evidenced(bool(because), because or ())
    return facts


def _count(number: int, complete: bool, because: tuple[str, ...] = ()) -> Evidenced:
    return Evidenced(number if complete else Interval(number), because)


def _subjects(subjects: Interval, complete: bool) -> FactValue:
    if not complete:
        return Interval(subjects.min)
    return int(subjects.min) if subjects.min == subjects.max else subjects


def _has(measured: Measured, categories: Mapping[str, EntityCategory]) -> dict[str, tuple[str, ...] | None]:
    """Columns per `scan.has.*`; `None` where no recognizer looked for it, so that an absence says nothing."""
    columns: dict[str, tuple[str, ...] | None] = {}
    for fact in {category.fact for category in categories.values() if category.fact}:
        types = {name for name, category in categories.items() if category.fact == fact}
        found = columns_of([finding for finding in measured.findings if finding.entity_type in types])
        columns[f"scan.has.{fact}"] = found if found or types & measured.recognized else None
    return columns


def _legal(findings: Sequence[Finding], categories: Mapping[str, EntityCategory]) -> dict[str, tuple[str, ...] | None]:
    def of(types: frozenset[str]) -> tuple[str, ...]:
        return columns_of(finding for finding in findings if finding.entity_type in types)

    return {
        "scan.special_category": of(special_types(categories, "GDPR")),
        "scan.sensitive": of(special_types(categories, "PIPL")),
        "scan.direct_identifier": of(types_of_kind(categories, "identifier")),
    }


def _kinds(
    findings: Sequence[Finding], categories: Mapping[str, EntityCategory], *, complete: bool
) -> dict[str, Evidenced]:
    """How many kinds of data were found, ordinary and special ones apart, and how grave the gravest is."""
    found = {item.entity_type: categories[item.entity_type] for item in findings if item.entity_type in categories}
    special = {
        name for name, category in found.items() if any(item.special and item.law in _BASIC for item in category.legal)
    }
    ordinary = {category.fact for name, category in found.items() if name not in special and category.fact}
    gravest = max((category.impact for category in found.values()), default=0)
    gravest_types = {name for name, category in found.items() if category.impact == gravest}
    columns = columns_of([item for item in findings if item.entity_type in gravest_types])
    return {
        "scan.ordinary_kinds": _count(len(ordinary), complete, tuple(sorted(ordinary))),
        "scan.special_kinds": _count(len({found[name].fact for name in special}), complete, tuple(sorted(special))),
        "scan.impact": Evidenced(gravest if complete else Interval(gravest, 4), columns),
    }


def _shared_identifiers(findings: Sequence[Finding], categories: Mapping[str, EntityCategory]) -> tuple[str, ...]:
    """Columns of the kinds of identifiers that occur in two or more datasets."""
    by_fact: dict[str, set[Column]] = {}
    for finding in findings:
        category = categories.get(finding.entity_type)
        if category and category.kind == "identifier":
            by_fact.setdefault(category.fact, set()).add(finding.column)
    return tuple(sorted(fact for fact, columns in by_fact.items() if len({column.dataset for column in columns}) > 1))
