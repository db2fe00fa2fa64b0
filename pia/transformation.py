"""One dataset -> the cheapest changes after which people look alike, and the changed table if it is asked for."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from pia import documents
from pia.errors import Problem, SourceError
from pia.measurements import parts, reasons_for
from pia.model.finding import EntityCategory
from pia.model.limits import WHOLE
from pia.model.reidentification import MitigationReport, QuasiIdentifier
from pia.reidentification.codes import MOST_CODES, CodedTable, TooLargeError
from pia.reidentification.exposure import usable
from pia.reidentification.mitigation import Mitigation, Plan
from pia.reidentification.sketches import keyed_hashes
from pia.rereading import Choice, Progress, Rereadable
from pia.scan.datasets import Dataset

_FORMULA = re.compile(r"[=+\-@\t\r]")
_NUMBER = re.compile(r"[+-]?[\d.,]+(?:[eE][+-]?\d+)?%?")


@dataclass(frozen=True, slots=True, eq=False)
class Mitigated:
    """What the search found.

    Attributes:
        report: What is shown.
        plan: The changes.
        table: The table they are for, coded.
    """

    report: MitigationReport
    plan: Plan
    table: CodedTable


def mitigate(
    item: Rereadable,
    categories: Mapping[str, EntityCategory],
    names: Sequence[str],
    *,
    target: int,
    most_removed: float,
    progress: Progress,
    most_cells: int = MOST_CODES,
) -> Mitigated:
    """The cheapest changes to the table of a dataset that has quasi-identifiers.

    Args:
        item: The dataset, scanned.
        categories: Legal categories by entity type.
        names: The quasi-identifiers; none to have them suggested.
        target: Class size to reach.
        most_removed: Share of the rows that may be removed.
        progress: Called while it is read.
        most_cells: Cells that are held as codes.

    Raises:
        PiaError: A column is missing, the table is too small or too large, or several tables have quasi-identifiers.
    """
    where = item.input.locator
    try:
        found = parts(item, categories, Choice(quasi=tuple(names), most_cells=most_cells), b"", progress)
    except TooLargeError:
        what = "it has too many cells to search for changes in it"
        raise SourceError(Problem(where, what, "Name fewer columns with --qi, or split the table.")) from None
    reasons = [(part, reasons_for(part, fixed=bool(names))[0]) for part in found]
    chosen = [(part, why) for part, why in reasons if why]
    if not chosen:
        raise SourceError(Problem(where, "no quasi-identifier was found", "Name the columns with --qi."))
    if len(chosen) > 1:
        what = f"{len(chosen)} of its tables have quasi-identifiers"
        raise SourceError(Problem(where, what, "Save the table as a file of its own."))
    part, why = chosen[0]
    kept, _ = usable(part.table, list(why))
    work = Mitigation(part.table, kept)
    plan = work.cheapest(target, most_removed)
    report = MitigationReport(
        dataset=part.table.dataset,
        table=part.table.table,
        target=target,
        quasi_identifiers=tuple(
            QuasiIdentifier(part.table.columns[name].column, part.table.columns[name].distinct, why[name])
            for name in kept
        ),
        before=work.effect(tuple(0 for _ in kept)),
        best=plan.effect,
        searched=plan.searched,
        effects=tuple(work.singles(target)),
        identifiers=tuple(name for name in part.roles.identifiers if name not in kept),
    )
    return Mitigated(report, plan, part.table)


def write(
    found: Mitigated,
    dataset: Dataset,
    out: Path,
    *,
    dropped: Sequence[str],
    hashed: Sequence[str],
    key: bytes,
    progress: Progress,
) -> tuple[str, ...]:
    """Write the changed table as CSV, and return the names of the columns left out.

    Columns that name or number people are left out unless they are hashed. A cell that a spreadsheet would take for
    a formula gets an apostrophe in front.

    Args:
        found: What the search found.
        dataset: The dataset, to be read once more.
        out: Where to write.
        dropped: More columns to leave out.
        hashed: Columns whose values are replaced by a keyed hash of 16 hexadecimal digits.
        key: Secret for that; it lands in no output, so that nobody can hash a guess.
        progress: Called while the dataset is read.

    Raises:
        PiaError: A column is missing, the dataset cannot be read, or the file cannot be written.
    """
    table = found.table
    missing = [name for name in (*dropped, *hashed) if name not in table.names]
    if missing:
        raise SourceError(Problem(str(table), f"there is no column '{name}'", "") for name in missing)
    if Path(dataset.locator).exists() and out.exists() and Path(dataset.locator).samefile(out):
        raise SourceError(Problem(str(out), "this is the dataset itself", "Write to another file."))
    if dataset.limits.rows or dataset.limits.seconds:
        what = "a table is changed as a whole, and the limits rows and seconds leave some of it out"
        raise SourceError(Problem(str(table), what, "Leave these limits out."))
    gone = [name for name in (*found.report.identifiers, *dropped) if name not in hashed]
    gone += [name for name, step in found.plan.steps.items() if len(step.labels) == 1]
    names = [name for name in table.names if name not in gone]
    changes = {name: _labels(found, name) for name in found.plan.steps}
    changes |= {name: _hashing(key) for name in hashed}
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(_safe(name) for name in names)
    start = 0
    for batch in replace(dataset, limits=WHOLE).read(partial(progress, dataset.name)).batches:
        if batch.table != table.table:
            continue
        kept = found.plan.kept[start : start + batch.data.num_rows]
        columns = [_cells(batch.data, name, kept, changes.get(name), start) for name in names]
        writer.writerows(zip(*columns, strict=True))
        start += batch.data.num_rows
    documents.write(out, text.getvalue().encode())
    return tuple(dict.fromkeys(gone))


_Change = Callable[[Sequence[str], slice], Iterable[str]]


def _labels(found: Mitigated, name: str) -> _Change:
    step, codes = found.plan.steps[name], found.table.columns[name].codes
    return lambda _, rows: [step.labels[code] for code in step.codes[codes[rows]]]


def _hashing(key: bytes) -> _Change:
    def change(values: Sequence[str], _: slice) -> list[str]:
        return [
            f"{number:016x}" if value else "" for value, number in zip(values, keyed_hashes(values, key), strict=True)
        ]

    return change


def _cells(data: pa.RecordBatch, name: str, kept: Any, change: _Change | None, start: int) -> list[str]:
    """The cells of the rows that stay, changed."""
    cells: pa.Array[Any] = pc.cast(data.column(name), pa.string())
    values = [str(value or "") for value in cells.to_pylist()]
    changed = list(change(values, slice(start, start + len(values)))) if change else values
    return [_safe(changed[row]) for row in np.flatnonzero(kept)]


def _safe(value: str) -> str:
    """A cell that no spreadsheet takes for a formula.

    >>> _safe("=1+1"), _safe("-5"), _safe("a")
    ("'=1+1", '-5', 'a')
    """
    return f"'{value}" if _FORMULA.match(value) and not _NUMBER.fullmatch(value) else value
