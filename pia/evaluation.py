"""Gold labels and the tables they are of -> how well a scan agrees with them."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from pia import documents
from pia.agreement import Marks, Words, by_cell, by_column, column_labels
from pia.assess.categories import load_categories
from pia.documents import Loaded
from pia.errors import DocumentError, Problem
from pia.model.dataset import Column
from pia.model.evaluation import ColumnLabels, Evaluation, Gold, GoldFile, Vocabulary
from pia.recognition import Own
from pia.recognizers import Recognizer
from pia.resources import resource
from pia.scan.datasets import Dataset, open_apart, together
from pia.scan.marking import MarkedColumn, mark
from pia.scan.opening import Access
from pia.scanning import NOTHING, Scanned, scan_all, sought

Progress = Callable[[str, int, int], None]
SCHEMA_VERSION = 1


def load_gold(path: Path) -> Loaded[GoldFile]:
    """The labels of a gold file.

    Raises:
        DocumentError: It is malformed, or a row of a cell label is below 1.
    """
    loaded = documents.load(path, GoldFile)
    wrong = [
        Problem(loaded.at(table, column), f"{table}: {column}: rows are counted from 1", "Number the first data row 1.")
        for table, columns in loaded.value.items()
        for column, labels in columns.items()
        if any(row < 1 for rows in (column_labels(labels).cells or {}).values() for row in rows)
    ]
    if wrong:
        raise DocumentError(wrong)
    return loaded


@dataclass(frozen=True, slots=True)
class Asked:
    """What to evaluate.

    Attributes:
        gold: The gold file.
        tables: Folder of the tables.
        ignored: Types that count neither way.
        cells: Whether cells are judged, too.
        access: How tables may be opened.
    """

    gold: Path
    tables: Path
    ignored: tuple[str, ...]
    cells: bool
    access: Access


def evaluate(asked: Asked, progress: Progress, own: Own = NOTHING) -> Evaluation:
    """Scan the tables that a gold file names, and compare; `own` is what users added to the recognizers.

    Raises:
        PiaError: The gold file is malformed, or a table cannot be read; all problems at once.
    """
    gold = load_gold(asked.gold)
    categories = {**load_categories(resource("rules") / "categories.yaml"), **own.categories}
    words = Words(documents.load(resource("rules") / "vocabulary.yaml", Vocabulary).value, categories)
    ignored = tuple(sorted(words.of(name) for name in asked.ignored))
    datasets = _open(gold.value, asked)
    scanned, errors = scan_all(datasets, categories, secrets.token_bytes(32), progress, own)
    if errors:
        raise together(errors)
    found = {item.input.dataset: _predicted(item, words, gold.value[item.input.dataset]) for item in scanned}
    sizes = {item.input.dataset: len(item.input.columns) for item in scanned}
    columns = by_column(gold.value, found, sizes, words, ignored)
    recognizers = {recognizer.name: recognizer for recognizer in sought(categories, own)}
    read = zip(datasets, scanned, strict=True) if asked.cells else ()
    marks = _marks(gold.value, read, recognizers, words, progress)
    return Evaluation(
        schema_version=SCHEMA_VERSION,
        gold_sha256=gold.sha256,
        ignored=ignored,
        columns=columns,
        cells=by_cell(gold.value, marks, words, ignored) if asked.cells else None,
        unknown_columns=_unknown(gold.value, scanned),
        predictions=found,
    )


def _open(gold: Gold, asked: Asked) -> list[Dataset]:
    """The tables as datasets, each under its name in the gold file."""
    datasets: list[Dataset] = []
    problems = []
    for name in gold:
        opened = open_apart([(name, str(asked.tables / name))], asked.access)
        if opened.errors:
            problems += [problem for error in opened.errors for problem in error.problems]
        elif [dataset.name for dataset in opened.datasets] != [name]:
            problems.append(Problem(name, "this is no single table", "Name one file."))
        else:
            datasets += opened.datasets
    if problems:
        raise DocumentError(problems)
    return datasets


def _name(column: Column) -> str:
    """A column as a gold file writes it: with its sheet where there is one."""
    return ".".join(part for part in (column.table, column.name) if part)


def _predicted(
    item: Scanned, words: Words, labels: Mapping[str, tuple[str, ...] | ColumnLabels]
) -> dict[str, tuple[str, ...]]:
    types: dict[str, set[str]] = {}
    for finding in item.findings:
        types.setdefault(_name(finding.column), set()).add(words.of(finding.entity_type))
    return {name: tuple(sorted(words.fitted(types[name], labels.get(name, ())))) for name in sorted(types)}


def _unknown(gold: Gold, scanned: Sequence[Scanned]) -> tuple[str, ...]:
    known = {item.input.dataset: {_name(column.column) for column in item.input.columns} for item in scanned}
    return tuple(
        sorted(f"{table}::{column}" for table, columns in gold.items() for column in columns.keys() - known[table])
    )


def _marks(
    gold: Gold,
    read: Iterable[tuple[Dataset, Scanned]],
    recognizers: Mapping[str, Recognizer],
    words: Words,
    progress: Progress,
) -> dict[tuple[str, str], Marks]:
    marks: dict[tuple[str, str], Marks] = {}
    for dataset, item in read:
        judged = {name for name, labels in gold[dataset.name].items() if column_labels(labels).cells is not None}
        if judged:
            reading = dataset.read(partial(progress, dataset.name))
            marked = mark(reading.batches, item.supported, recognizers, partial(_is_judged, judged))
            marks |= {
                (dataset.name, _name(Column("", table, name))): _in_words(column, words)
                for (table, name), column in marked.items()
            }
    return marks


def _in_words(column: MarkedColumn, words: Words) -> Marks:
    rows: dict[str, frozenset[int]] = {}
    for entity_type, found in column.rows.items():
        word = words.of(entity_type)
        rows[word] = rows.get(word, frozenset()) | found
    return Marks(frozenset(column.filled), rows)


def _is_judged(judged: set[str], table: str, name: str) -> bool:
    return _name(Column("", table, name)) in judged
