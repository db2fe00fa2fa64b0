"""One column of a data file -> why it was judged as it was."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Sequence
from dataclasses import asdict
from difflib import get_close_matches
from functools import partial

from pia import plugins
from pia.assess.categories import load_categories
from pia.engines import Engine
from pia.errors import Problem, SourceError
from pia.model.dataset import Column
from pia.model.explanation import ColumnExplanation
from pia.recognition import Own
from pia.recognizers import Recognizer
from pia.rereading import open_one
from pia.resources import resource
from pia.scan.context import supports, words
from pia.scan.explaining import LIMITS, Judged, voices
from pia.scan.findings import columns_of, findings
from pia.scan.opening import Access
from pia.scan.overriding import allowances, is_named, override
from pia.scan.profile import profile
from pia.scan.scanner import scanner
from pia.scan.tally import merged
from pia.scanning import NOTHING, sought

Progress = Callable[[str, int, int], None]


def explain_column(address: str, access: Access, progress: Progress, own: Own = NOTHING) -> ColumnExplanation:
    """Why a column was judged as it was.

    Args:
        address: `LOCATOR::column`, or `LOCATOR::table.column`.
        access: How the locator may be opened.
        progress: Called with the name of a dataset, bytes read, bytes in all.
        own: What users added to the recognizers.

    Raises:
        PiaError: The dataset cannot be read, or has no such column.
    """
    locator, separator, name = address.rpartition("::")
    if not separator or not locator:
        raise SourceError(Problem(address, "this names no column", "Write FILE::COLUMN, as residents.csv::tel."))
    dataset = open_one(locator, access)
    categories = {**load_categories(resource("rules") / "categories.yaml"), **own.categories}
    recognizers, key = sought(categories, own), secrets.token_bytes(32)
    counted = allowances(own.sayings, recognizers)
    reading = dataset.read(partial(progress, dataset.name))
    work, batches = scanner(reading.batches, (*recognizers, *(item.counter for item in counted)), key, ())
    engine: Engine = plugins.load("engines", "local")
    tally = merged(engine.run(work, batches))
    dependent = {type_ for type_, category in categories.items() if not category.alone}
    found = findings(tally, dataset.name, recognizers, dependent)
    columns = [(item.column, item.filled) for item in columns_of(tally, dataset.name)]
    kept, _ = override(found, tally, columns, own.sayings, counted)
    column = _chosen(address, name, [column for column, _ in columns])
    spoken = voices(column, recognizers, Judged(tally, dataset.name, dependent, found, kept))
    unasked = _unasked(column, recognizers)
    again = dataset.read(partial(progress, dataset.name)).batches
    return ColumnExplanation(
        column=column,
        profile=profile(again, column.table, column.name, key),
        header_words=words(column.name),
        findings=tuple(item for item in kept if item.column == column),
        voices=spoken,
        silent=len(recognizers) - len(spoken) - unasked,
        unasked=unasked,
        neighbours={
            other.name: types
            for other, _ in columns
            if other.table == column.table and other != column
            if (types := tuple(item.entity_type for item in kept if item.column == other))
        },
        thresholds=asdict(LIMITS),
    )


def _unasked(column: Column, recognizers: Sequence[Recognizer]) -> int:
    """How many recognizers do not look under this header."""
    return sum(one.needs_header and not supports(column.name, one.context, one.against) for one in recognizers)


def _chosen(address: str, name: str, columns: list[Column]) -> Column:
    chosen = [column for column in columns if name and is_named(column, name)]
    if not chosen:
        known = [column.name for column in columns]
        near = get_close_matches(name, known, 1)
        hint = f"Did you mean '{near[0]}'?" if near else f"Columns: {', '.join(known[:8])}."
        raise SourceError(Problem(address, "there is no such column", hint))
    if len(chosen) > 1:
        tables = ", ".join(column.table for column in chosen)
        raise SourceError(Problem(address, "several tables have this column", f"Write TABLE.COLUMN; tables: {tables}."))
    return chosen[0]
