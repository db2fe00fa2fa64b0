"""One coded table -> how easily its people are singled out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from pia.errors import Problem, SourceError
from pia.model.reidentification import PopulationRisk, QuasiIdentifier, ReidentificationRisk
from pia.model.text import Text
from pia.reidentification import population
from pia.reidentification.attributes import sensitive_risk
from pia.reidentification.bands import bands
from pia.reidentification.codes import CodedColumn, CodedTable
from pia.reidentification.equivalence import Classes, Counts, classes, histogram
from pia.reidentification.subsets import search

THRESHOLD = 5
"""Class size below which a person counts as easily singled out, unless another is asked for."""


@dataclass(frozen=True, slots=True, eq=False)
class People:
    """The population that the people in the data come from.

    Attributes:
        size: How many they are; 0 if only counts are given, then their sum is taken.
        counts: Columns of the population counts, named as the quasi-identifiers.
        people: People per row of the counts.
    """

    size: int
    counts: tuple[CodedColumn, ...] = ()
    people: Counts | None = None


def usable(table: CodedTable, names: Sequence[str]) -> tuple[tuple[str, ...], tuple[Text, ...]]:
    """The columns that can tell people apart, and a note for each that cannot.

    Raises:
        SourceError: A column is not there, no column is left, or there are too few rows to say anything.
    """
    missing = [name for name in names if name not in table.columns]
    if missing:
        raise SourceError(_no_column(table, name) for name in missing)
    if table.rows < 2:
        what = "it has one row" if table.rows else "it has no rows"
        raise SourceError(Problem(str(table), f"{what}, so nobody can be told from anybody", "Give the whole table."))
    notes = {name: note for name in names if (note := _idle(table.columns[name]))}
    kept = tuple(dict.fromkeys(name for name in names if name not in notes))
    if not kept:
        why = "; ".join(note.en for note in notes.values())
        what = f"no quasi-identifier tells people apart: {why}" if why else "no quasi-identifier is named"
        raise SourceError(Problem(str(table), what, "Name other columns with --qi."))
    return kept, tuple(notes.values())


def _no_column(table: CodedTable, name: str) -> Problem:
    near = get_close_matches(name, table.names, 1)
    hint = f"Did you mean '{near[0]}'?" if near else f"Columns: {', '.join(table.names)}."
    return Problem(str(table), f"there is no column '{name}'", hint)


def _idle(column: CodedColumn) -> Text | None:
    name = column.column.name
    if not column.filled:
        return Text(f"'{name}' is empty in every row and was left out", f"字段“{name}”全部为空，未计入")
    if column.distinct == 1:
        return Text(f"'{name}' is the same in every row and was left out", f"字段“{name}”各行取值相同，未计入")
    return None


def measure(
    table: CodedTable,
    reasons: dict[str, Text],
    sensitive: Sequence[str] = (),
    threshold: int = THRESHOLD,
    people: People | None = None,
) -> ReidentificationRisk:
    """How easily the people in a table are singled out.

    Args:
        table: The coded table.
        reasons: The quasi-identifiers, each with the reason why it is taken for one.
        sensitive: Columns whose values a class must not give away.
        threshold: Class size asked for.
        people: The population, if it is known.

    Raises:
        SourceError: The table or the columns cannot give figures that mean anything.
    """
    names, notes = usable(table, list(reasons))
    if table.rows < threshold:
        what = f"it has {table.rows} rows, fewer than the class size of {threshold} asked for"
        raise SourceError(Problem(str(table), what, "Every class is too small; ask for less, or give the whole table."))
    columns = {name: table.columns[name] for name in names}
    found = classes([(column.codes, column.size) for column in columns.values()], table.rows)
    sizes, counts = histogram(found.sizes)
    subsets, searched = search(columns, found) if len(columns) > 1 else ((), None)
    sample, journalist, marketer = _population(columns, found, table, people)
    return ReidentificationRisk(
        dataset=table.dataset,
        table=table.table,
        rows=table.rows,
        quasi_identifiers=tuple(
            QuasiIdentifier(column.column, column.distinct, reasons[name]) for name, column in columns.items()
        ),
        threshold=threshold,
        classes=len(found.sizes),
        smallest_class=found.smallest,
        unique_rows=found.unique,
        rows_below=int((sizes * counts)[sizes < threshold].sum()),
        prosecutor=1 / found.smallest,
        journalist=journalist,
        marketer=marketer,
        bands=bands(sizes, counts),
        sensitive=tuple(sensitive_risk(found, table.columns[name]) for name in sensitive if name not in columns),
        subsets=subsets,
        searched=searched,
        population=sample,
        notes=notes,
    )


def _population(
    columns: dict[str, CodedColumn], found: Classes, table: CodedTable, people: People | None
) -> tuple[PopulationRisk | None, float | None, float]:
    """The population's figures, journalist risk and marketer risk.

    Source: El Emam 2013, "Guide to the De-Identification of Personal Health Information", chapters 16 and 17; the
    marketer risk over population classes is that of Dankar and El Emam 2010.
    """
    marketer = len(found.sizes) / table.rows
    if people is None:
        return None, None, marketer
    sizes, counts = histogram(found.sizes)
    size = people.size or (int(people.people.sum()) if people.people is not None else 0)
    if size < table.rows:
        what = f"the population of {size} people is smaller than the data, which has {table.rows} rows"
        raise SourceError(Problem(str(table), what, "Correct the population's size, or count people, not rows."))
    smallest, left, journalist = None, 0, None
    if people.people is not None:
        own = tuple(columns[column.column.name] for column in people.counts if column.column.name in columns)
        other = tuple(column for column in people.counts if column.column.name in columns)
        lives, held = population.k_map(own, other, people.people)
        left = int(held[lives == 0].sum())
        lives, held = lives[lives > 0], held[lives > 0]
        if len(lives):
            lives = lives.clip(min=held)
            smallest = int(lives.min())
            journalist, marketer = 1 / smallest, float((held / lives).sum() / held.sum())
    risk = PopulationRisk(
        size=size,
        sampling_fraction=table.rows / size,
        pitman=population.pitman(sizes, counts, size),
        zayatz=population.zayatz(sizes, counts, size),
        snb=population.snb(sizes, counts, size),
        k_map=smallest,
        not_counted=left,
    )
    return risk, journalist, marketer
