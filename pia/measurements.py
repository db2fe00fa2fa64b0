"""Datasets, read again -> coded tables -> re-identification risks and linkage: the pipeline's measuring stage."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from pia.errors import SourceError
from pia.model.dataset import Column, Input
from pia.model.finding import EntityCategory, Finding, NotExamined
from pia.model.reidentification import Exposure, ReidentificationRisk
from pia.model.text import Text
from pia.regrouping import Away
from pia.reidentification import large
from pia.reidentification.codes import CodedTable, TooLargeError
from pia.reidentification.exposure import measure, usable
from pia.reidentification.joinable import SketchedTable, sketched_table
from pia.reidentification.large import Sketches, Sketching
from pia.reidentification.linkage import LinkedTable, link
from pia.reidentification.mitigation import Mitigation
from pia.reidentification.suggestion import CHOSEN, Roles, roles, suggest
from pia.rereading import Choice, Progress, Rereadable, coded, encoded, open_one, population, sketches

MOST_EFFECTS_ROWS = 2_000_000
"""Rows up to which an assessment measures what single changes would do; `pia mitigate` always does."""


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    """One table on its way.

    Attributes:
        table: Its columns with a role, coded.
        roles: What they are in disclosure control.
        linked: The table, ready to be joined.
    """

    table: CodedTable
    roles: Roles
    linked: LinkedTable


def measure_all(
    datasets: Sequence[Rereadable],
    categories: Mapping[str, EntityCategory],
    choices: Mapping[str, Choice],
    key: bytes,
    progress: Progress,
    *,
    away: Away | None = None,
) -> Exposure:
    """Read each dataset once more and measure its tables.

    Args:
        datasets: What was scanned.
        categories: Legal categories by entity type.
        choices: What the user fixed, by name of the dataset.
        key: Secret under which values are hashed when datasets are compared; it lands in no output.
        progress: Called with the name of a dataset, bytes read, bytes in all.
        away: A cluster that reads; what is found in its groups is found in the rows.

    Raises:
        PiaError: A column that the user named is not there, or a dataset changed since the scan.
    """
    risks: list[ReidentificationRisk] = []
    left: list[NotExamined] = []
    every: list[Part] = []
    big: list[SketchedTable] = []
    for item in datasets:
        choice = choices.get(item.input.dataset, Choice())
        try:
            own = parts(item, categories, choice, key, progress, away=away)
        except TooLargeError:
            found = _sketched(item, _roles(item, categories, choice), key, progress, away)
            left.append(large.estimated(item.input.dataset, found.rows))
            big.append(sketched_table(item.input.dataset, found.columns, _kinds(item.findings, categories)))
            continue
        every += own
        for part in own:
            _measure_part(part, choice, risks, left, progress)
    linkage = link([part.linked for part in every], big) if len(datasets) > 1 else None
    return Exposure(tuple(risks), tuple(left), linkage)


def parts(
    item: Rereadable,
    categories: Mapping[str, EntityCategory],
    choice: Choice,
    key: bytes,
    progress: Progress,
    *,
    away: Away | None = None,
) -> list[Part]:
    """The tables of a dataset that have columns with a role.

    Raises:
        PiaError: A column that the user named is not there, or the dataset changed since the scan.
        TooLargeError: It has too many cells to be held as codes.
    """
    found = _roles(item, categories, choice)
    if not any(part.all for part in found.values()):
        return []
    tables = encoded(item, lambda table, name: name in found[table].all, progress, choice.most_cells, away)
    kinds = _kinds(item.findings, categories)
    columns = _columns(item.input)
    return [
        Part(
            table,
            found[table.table],
            LinkedTable(table, found[table.table], kinds.get(table.table, {}), columns[table.table], key),
        )
        for table in tables
        if found[table.table].all
    ]


def _roles(item: Rereadable, categories: Mapping[str, EntityCategory], choice: Choice) -> dict[str, Roles]:
    """The roles of the columns of each table, with those the user fixed.

    Raises:
        SourceError: No table has a column that the user named.
    """
    columns = _columns(item.input)
    found = {
        table: roles(own, [finding for finding in item.findings if finding.column.table == table], categories)
        for table, own in columns.items()
    }
    names = {table: {column.name for column in own} for table, own in columns.items()}
    fixed = (*choice.quasi, *choice.sensitive)
    holders = [table for table, own in names.items() if set(fixed) <= own]
    if fixed and not holders:
        every = CodedTable(
            item.input.dataset, "", 2, tuple(dict.fromkeys(n for own in names.values() for n in own)), {}
        )
        usable(every, [name for name in fixed if not any(name in own for own in names.values())] or fixed)
    for table in holders if fixed else ():
        quasi = dict.fromkeys(choice.quasi, CHOSEN) or found[table].quasi
        sensitive = choice.sensitive or tuple(name for name in found[table].sensitive if name not in quasi)
        header = frozenset() if choice.quasi else found[table].by_header
        found[table] = replace(found[table], quasi=quasi, sensitive=sensitive, by_header=header)
    return found


def _columns(item: Input) -> dict[str, list[Column]]:
    found: dict[str, list[Column]] = {}
    for scanned in item.columns:
        found.setdefault(scanned.column.table, []).append(scanned.column)
    return found


def _kinds(
    findings: Sequence[Finding], categories: Mapping[str, EntityCategory]
) -> dict[str, dict[str, frozenset[str]]]:
    """Per table and column, the kinds of personal data in it."""
    found: dict[str, dict[str, frozenset[str]]] = {}
    for finding in findings:
        category = categories.get(finding.entity_type)
        if category and category.fact:
            own = found.setdefault(finding.column.table, {})
            own[finding.column.name] = own.get(finding.column.name, frozenset()) | {category.fact}
    return found


def _measure_part(
    part: Part, choice: Choice, risks: list[ReidentificationRisk], left: list[NotExamined], progress: Progress
) -> None:
    fixed = bool(choice.quasi)
    reasons, notes = reasons_for(part, fixed=fixed)
    if not reasons:
        return
    try:
        people = population(choice, tuple(reasons), progress)
        risk = measure(part.table, reasons, part.roles.sensitive, choice.threshold, people)
    except SourceError as error:
        if fixed:
            raise
        left += [
            NotExamined(str(part.table), Text(problem.what, "表的行数或字段不足以测量重识别风险"))
            for problem in error.problems
        ]
        return
    if part.table.rows <= MOST_EFFECTS_ROWS:
        names = [item.column.name for item in risk.quasi_identifiers]
        risk = replace(risk, effects=tuple(Mitigation(part.table, names).singles(choice.threshold)))
    risks.append(replace(risk, notes=(*notes, *risk.notes)))


def reasons_for(part: Part, *, fixed: bool) -> tuple[dict[str, Text], tuple[Text, ...]]:
    """The quasi-identifiers of a table with their reasons, and notes on candidates left out."""
    return (dict(part.roles.quasi), ()) if fixed else suggest(part.table, part.roles)


def _sketched(
    item: Rereadable, found: Mapping[str, Roles], key: bytes, progress: Progress, away: Away | None
) -> Sketches:
    """Sketches of a dataset that is too large to be counted exactly."""
    quasi: dict[str | None, tuple[str, ...]] = {table: tuple(own.quasi) for table, own in found.items()}
    wanted = Sketching(quasi, {table: own.all for table, own in found.items()}, key)
    return sketches(item.dataset, wanted, progress, away)


def chosen_risk(locator: str, choice: Choice, key: bytes, progress: Progress, *, away: Away | None = None) -> Exposure:
    """The risk of one table by quasi-identifiers that the user names; nothing is scanned for it.

    Args:
        locator: The dataset.
        choice: What the user says about it.
        key: Secret under which values are hashed if they must be sketched; it lands in no output.
        progress: Called while it is read.
        away: A cluster that reads.

    Raises:
        PiaError: It cannot be read, lacks a column, or is too small.
    """
    dataset = open_one(locator, choice.access)
    try:
        table = coded(dataset, (*choice.quasi, *choice.sensitive), progress, choice.most_cells, away)
    except TooLargeError:
        found = sketches(dataset, Sketching({None: choice.quasi}, {}, key), progress, away)
        return Exposure(unmeasured=(large.estimated(dataset.name, found.rows),))
    usable(table, (*choice.quasi, *choice.sensitive))
    people = population(choice, choice.quasi, progress)
    reasons = dict.fromkeys(choice.quasi, CHOSEN)
    return Exposure((measure(table, reasons, choice.sensitive, choice.threshold, people),))
