"""Datasets, read again -> coded tables; and what a user says about them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np

from pia.errors import Problem, SourceError, UnreadableError
from pia.model.dataset import Input
from pia.model.deployment import Deployment
from pia.model.finding import Finding
from pia.reidentification.attributes import numeric
from pia.reidentification.codes import MOST_CODES, CodedTable, encode
from pia.reidentification.exposure import THRESHOLD, People
from pia.scan.opening import open_source
from pia.sources import Reading

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Choice:
    """What the user says about one dataset.

    Attributes:
        quasi: Quasi-identifiers; none to have them suggested.
        sensitive: Sensitive attributes; none to have them suggested.
        threshold: Class size asked for.
        population_size: People in the population; 0 if unknown.
        population_counts: Locator of the population counts; empty if there are none.
        count_column: Their column with the number of people.
        most_cells: Cells up to which classes are counted exactly; beyond, they are sketched.
    """

    quasi: tuple[str, ...] = ()
    sensitive: tuple[str, ...] = ()
    threshold: int = THRESHOLD
    population_size: int = 0
    population_counts: str = ""
    count_column: str = "count"
    most_cells: int = MOST_CODES


def choices(deployment: Deployment, folder: Path) -> dict[str, Choice]:
    """What a deployment says about its datasets, by name; locators start at `folder`."""
    return {
        item.name: Choice(
            quasi=item.quasi_identifiers,
            sensitive=item.sensitive_attributes,
            population_size=item.population.size if item.population else 0,
            population_counts=str(folder / item.population.counts)
            if item.population and item.population.counts
            else "",
            count_column=item.population.count_column if item.population else "count",
        )
        for item in deployment.datasets
    }


@dataclass(frozen=True, slots=True)
class Scanned:
    """What the scan says about one dataset.

    Attributes:
        input: The dataset; its locator can be opened.
        findings: Personal data in it.
    """

    input: Input
    findings: tuple[Finding, ...]


def reading_of(locator: str, dataset: str, progress: Progress) -> Reading:
    """A dataset, being read once more.

    Raises:
        SourceError: It cannot be opened.
    """
    source, content = open_source(locator)
    return source.read(content, dataset, partial(progress, dataset))


def encoded(
    item: Scanned, wanted: Callable[[str, str], bool], progress: Progress, most_cells: int = MOST_CODES
) -> tuple[CodedTable, ...]:
    """The tables of a scanned dataset, with their wanted columns.

    Raises:
        UnreadableError: The dataset changed since it was scanned.
        TooLargeError: It has too many cells to be held as codes.
    """
    reading = reading_of(item.input.locator, item.input.dataset, progress)
    tables = encode(reading.batches, item.input.dataset, wanted, most_cells)
    if reading.sha256() != item.input.sha256:
        raise UnreadableError(Problem(item.input.locator, "it changed while pia was reading it", "Run it again."))
    return tables


def population(choice: Choice, names: tuple[str, ...], progress: Progress) -> People | None:
    """The population.

    Raises:
        SourceError: The counts cannot be read, share no column with the quasi-identifiers, or are no numbers.
    """
    if not choice.population_counts:
        return People(choice.population_size) if choice.population_size else None
    locator = choice.population_counts
    wanted = {*names, choice.count_column}
    table = encode(reading_of(locator, locator, progress).batches, locator, lambda _, name: name in wanted)[0]
    if choice.count_column not in table.columns:
        what = f"there is no column '{choice.count_column}' with the numbers of people"
        raise SourceError(Problem(locator, what, f"Columns: {', '.join(table.names)}."))
    column = table.columns[choice.count_column]
    numbers = numeric(column.values)
    if numbers is None or column.filled < table.rows or bool((numbers < 0).any() | (numbers % 1 != 0).any()):
        what = f"the column '{choice.count_column}' holds something else than numbers of people"
        raise SourceError(Problem(locator, what, "Write a whole number in every row."))
    shared = tuple(table.columns[name] for name in names if name in table.columns)
    if not shared:
        raise SourceError(Problem(locator, "it has none of the quasi-identifiers", f"Columns: {', '.join(names)}."))
    return People(choice.population_size, shared, numbers.astype(np.int64)[column.codes - 1])


def coded(locator: str, names: Sequence[str], progress: Progress, most_cells: int = MOST_CODES) -> CodedTable:
    """The table of a dataset that has most of some columns, without a scan.

    Raises:
        SourceError: It cannot be read.
        TooLargeError: It has too many cells to be held as codes.
    """
    wanted = set(names)
    batches = reading_of(locator, locator, progress).batches
    tables = encode(batches, locator, lambda _, name: name in wanted, most_cells)
    return max(tables, key=lambda table: len(wanted & set(table.names)))
