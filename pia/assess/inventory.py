"""Inputs and findings -> named facts about columns: how many hold what, and what stands side by side in a table."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from pia.model.dataset import Input
from pia.model.finding import EntityCategory, Finding
from pia.model.interval import Interval
from pia.model.rule import FactValue

SECRETS = frozenset({"password", "secret_key"})
Facts = dict[str, tuple[FactValue, tuple[str, ...]]]


def inventory_facts(
    inputs: Sequence[Input],
    findings: Sequence[Finding],
    categories: Mapping[str, EntityCategory],
    recognized: Collection[str],
    *,
    complete: bool,
) -> Facts:
    """What the columns hold, with the columns each fact rests on.

    Of a part of the data, numbers of columns are lower bounds; shares and negatives are unknown.

    Args:
        inputs: What was read.
        findings: Personal data found.
        categories: Legal categories by entity type.
        recognized: Entity types that some recognizer looked for.
        complete: Whether nothing was left unexamined.
    """
    groups = _groups(findings, categories)
    facts: Facts = {
        f"scan.{name}_columns": (len(group) if complete else Interval(len(group)), group)
        for name, group in groups.items()
    }
    facts |= _tables(findings, categories, complete=complete) | _secrets(findings, categories, recognized, complete)
    return facts | (_shares(inputs, columns_of(findings)) if complete else {})


def columns_of(findings: Iterable[Finding]) -> tuple[str, ...]:
    """The columns that findings are about, each once, in alphabetical order."""
    return tuple(sorted({str(finding.column) for finding in findings}))


def special_types(categories: Mapping[str, EntityCategory], law: str) -> frozenset[str]:
    """Entity types to which a law gives special or sensitive treatment."""
    return frozenset(
        name for name, kind in categories.items() if any(item.law == law and item.special for item in kind.legal)
    )


def types_of_kind(categories: Mapping[str, EntityCategory], kind: str) -> frozenset[str]:
    """Entity types of one role in disclosure control."""
    return frozenset(name for name, category in categories.items() if category.kind == kind)


def _groups(findings: Sequence[Finding], categories: Mapping[str, EntityCategory]) -> dict[str, tuple[str, ...]]:
    types = {
        "identifier": types_of_kind(categories, "identifier"),
        "special": special_types(categories, "GDPR"),
        "sensitive": special_types(categories, "PIPL"),
    }
    found = {name: columns_of(item for item in findings if item.entity_type in own) for name, own in types.items()}
    return found | {"free_text": columns_of(item for item in findings if item.embedded)}


def _secrets(
    findings: Sequence[Finding], categories: Mapping[str, EntityCategory], recognized: Collection[str], complete: bool
) -> Facts:
    """Kleene's "or": a secret found is enough; that there is none needs every kind to have been looked for."""
    by_fact = {fact: {name for name, own in categories.items() if own.fact == fact} for fact in SECRETS}
    found = columns_of(item for item in findings if any(item.entity_type in types for types in by_fact.values()))
    sought = all(types & set(recognized) for types in by_fact.values())
    return {"scan.secrets": (bool(found), found)} if found or (complete and sought) else {}


def _tables(findings: Sequence[Finding], categories: Mapping[str, EntityCategory], *, complete: bool) -> Facts:
    direct = types_of_kind(categories, "identifier")
    grave = special_types(categories, "GDPR") | special_types(categories, "PIPL")
    per_table: dict[tuple[str, str], list[Finding]] = {}
    for finding in findings:
        per_table.setdefault((finding.column.dataset, finding.column.table), []).append(finding)
    richest = max(per_table.values(), key=lambda own: _kinds(own, categories, direct), default=[])
    kinds = _kinds(richest, categories, direct)
    named = [own for own in per_table.values() if any(item.entity_type in direct for item in own)]
    beside = columns_of(item for own in named for item in own if item.entity_type in grave - direct)
    together = columns_of(item for item in richest if item.entity_type in direct)
    facts: Facts = {"scan.combined_identifiers": (kinds if complete else Interval(kinds), together)}
    if beside or complete:
        facts["scan.sensitive_named"] = (bool(beside), beside)
    return facts


def _kinds(findings: Iterable[Finding], categories: Mapping[str, EntityCategory], types: Collection[str]) -> int:
    return len({categories[item.entity_type].fact for item in findings if item.entity_type in types})


def _shares(inputs: Sequence[Input], personal: tuple[str, ...]) -> Facts:
    """Shares in percent of what was read; absent where there is nothing to take a share of."""
    columns = [column for item in inputs for column in item.columns]
    cells = sum(column.cells for column in columns)
    empty = tuple(sorted(str(column.column) for column in columns if not column.filled))
    facts: Facts = {"scan.empty_columns": (len(empty), empty)}
    if columns:
        facts["scan.share_personal"] = (round(100 * len(personal) / len(columns), 1), personal)
    if cells:
        unfilled = sum(column.cells - column.filled for column in columns)
        gappy = tuple(sorted(str(column.column) for column in columns if column.filled < column.cells))
        facts["scan.share_empty"] = (round(100 * unfilled / cells, 1), gappy)
    return facts
