"""Datasets, read again -> coded tables; and what a user says about them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import numpy as np

from pia.contents.address import masked, scheme_of
from pia.errors import Problem, SourceError, UnreadableError
from pia.model.dataset import Input
from pia.model.deployment import DeclaredDataset, Deployment
from pia.model.finding import Finding
from pia.regrouping import Away, measured
from pia.reidentification import groups
from pia.reidentification.attributes import numeric
from pia.reidentification.codes import MOST_CODES, CodedTable, encode
from pia.reidentification.exposure import THRESHOLD, People
from pia.reidentification.groups import Grouping
from pia.reidentification.large import Sketches, Sketching
from pia.scan.datasets import Dataset, open_apart, together
from pia.scan.opening import LOCAL, Access

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
        access: How locators may be opened.
        most_cells: Cells up to which classes are counted exactly; beyond, they are sketched.
    """

    quasi: tuple[str, ...] = ()
    sensitive: tuple[str, ...] = ()
    threshold: int = THRESHOLD
    population_size: int = 0
    population_counts: str = ""
    count_column: str = "count"
    access: Access = LOCAL
    most_cells: int = MOST_CODES


def choices_of(deployment: Deployment, folder: Path, access: Access = LOCAL) -> dict[str, Choice]:
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
            access=access,
        )
        for item in deployment.datasets
    }


def without_secrets(dataset: DeclaredDataset) -> DeclaredDataset:
    """A declared dataset as it may be shown: addresses without what lets in."""
    counted = dataset.population
    shown = replace(counted, counts=masked(counted.counts)) if counted else None
    return replace(dataset, path=masked(dataset.path), population=shown)


def _located(path: str, folder: Path) -> str:
    return path if not path or scheme_of(path) else str(folder / path)


@dataclass(frozen=True, slots=True)
class Rereadable:
    """A dataset with what the scan says about it.

    Attributes:
        input: What was read.
        findings: Personal data in it.
        dataset: The dataset, to be read again.
    """

    input: Input
    findings: tuple[Finding, ...]
    dataset: Dataset


def open_one(locator: str, access: Access) -> Dataset:
    """The one dataset behind a locator.

    Raises:
        PiaError: It cannot be opened, or holds several files.
    """
    found = open_apart([(locator, locator)], access)
    if found.errors:
        raise together(found.errors)
    if len(found.datasets) != 1:
        raise SourceError(Problem(masked(locator), "this holds several files", "Name one of them."))
    return found.datasets[0]


def encoded(
    item: Rereadable,
    wanted: Callable[[str, str], bool],
    progress: Progress,
    most_cells: int = MOST_CODES,
    away: Away | None = None,
) -> tuple[CodedTable, ...]:
    """The tables of a scanned dataset, with their wanted columns; rows are in an order of their own if read `away`.

    Raises:
        UnreadableError: The dataset changed since it was scanned.
        TooLargeError: It has too many cells to be held as codes.
    """
    name = item.input.dataset
    if away:
        columns = [scanned.column for scanned in item.input.columns]
        named = frozenset((own.table, own.name) for own in columns if wanted(own.table, own.name))
        found, digest = measured(item.dataset, away, Grouping(named, most_cells))
        tables = groups.coded(found, name, most_cells)
    else:
        reading = item.dataset.read(partial(progress, name))
        tables = encode(reading.batches, name, wanted, most_cells)
        digest = reading.sha256()
    if digest != item.input.sha256:
        raise UnreadableError(Problem(item.input.locator, "it changed while pia was reading it", "Run it again."))
    return tables


def population(choice: Choice, names: tuple[str, ...], progress: Progress) -> People | None:
    """The population.

    Raises:
        SourceError: The counts cannot be read, share no column with the quasi-identifiers, or are no numbers.
    """
    if not choice.population_counts:
        return People(choice.population_size) if choice.population_size else None
    wanted = {*names, choice.count_column}
    dataset = open_one(choice.population_counts, choice.access)
    locator = dataset.locator
    batches = dataset.read(partial(progress, dataset.name)).batches
    table = encode(batches, dataset.name, lambda _, name: name in wanted)[0]
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


def sketches(dataset: Dataset, wanted: Sketching, progress: Progress, away: Away | None = None) -> Sketches:
    """Sketches of a dataset that is too large to be held as codes.

    Raises:
        SourceError: It cannot be read.
    """
    if away:
        return measured(dataset, away, wanted, numbered=True)[0]
    return wanted.of(dataset.read(partial(progress, dataset.name)).batches)


def coded(
    dataset: Dataset,
    names: Sequence[str],
    progress: Progress,
    most_cells: int = MOST_CODES,
    away: Away | None = None,
) -> CodedTable:
    """The table of a dataset that has most of some columns, without a scan.

    Raises:
        SourceError: It cannot be read.
        TooLargeError: It has too many cells to be held as codes.
    """
    wanted = set(names)
    if away:
        found, _ = measured(dataset, away, Grouping(frozenset((None, name) for name in wanted), most_cells))
        tables = groups.coded(found, dataset.name, most_cells)
    else:
        batches = dataset.read(partial(progress, dataset.name)).batches
        tables = encode(batches, dataset.name, lambda _, name: name in wanted, most_cells)
    return max(tables, key=lambda table: len(wanted & set(table.names)))
