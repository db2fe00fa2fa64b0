"""Tables whose first row was taken for a header and is one of their rows: it is put back, and shown as no name."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache

import pyarrow as pa

from pia import plugins
from pia.recognizers import LIKELY, Match, Recognizer
from pia.recognizers.person import HAN_NAME
from pia.scan.context import says
from pia.sources import Batch

_SAMPLE, _MOST_NAMES = 200, 200
"""Cells of a column that are held against its name, and columns that are looked at."""

_ENOUGH = 0.5
_NEARLY_ALL = 0.9
_COVERED = 0.8
_HAN, _HAN_NAME, _DIGIT = re.compile(r"[\u4e00-\u9fff]{2}"), re.compile(HAN_NAME), re.compile(r"\d")
_WORDS = re.compile(r"[A-ZÀ-Þ][^\W\d_]+(?:[ '’-]+[A-ZÀ-Þ][^\W\d_]*\.?)+")
"""Several words that all begin with a capital, as names of people, streets and firms do."""


def with_first_rows(batches: Iterator[Batch]) -> Iterator[Batch]:
    """The same rows, and before those of a table without a header the one that was taken for it.

    The columns of such a table are called `column 1`, `column 2`. Limits: a first row of single words that no
    recognizer knows, above other words, cannot be told from a header.
    """
    anew: dict[str, bool] = {}
    for batch in batches:
        if batch.table not in anew:
            anew[batch.table] = is_row(batch.data)
            yield _with_first_row(batch) if anew[batch.table] else batch
        elif anew[batch.table]:
            yield replace(batch, first_row=batch.first_row + 1, data=_renamed(batch.data))
        else:
            yield batch


def _renamed(data: pa.RecordBatch) -> pa.RecordBatch:
    return pa.record_batch(data.columns, names=[f"column {place}" for place in range(1, data.num_columns + 1)])


def _with_first_row(batch: Batch) -> Batch:
    data = batch.data
    cells = [None if name == f"column {place}" else name for place, name in enumerate(data.schema.names, 1)]
    columns = [
        pa.concat_arrays([pa.array([cell], pa.string()), column.cast(pa.string())])
        for cell, column in zip(cells, data.columns, strict=True)
    ]
    return replace(batch, data=_renamed(pa.record_batch(columns, names=data.schema.names)))


def is_row(data: pa.RecordBatch) -> bool:
    """Whether a name is like the cells below it, is no word of headers, and no other column says otherwise."""
    if not data.num_rows:
        return False
    names = data.schema.names[:_MOST_NAMES]
    candidates = {place: name for place, name in enumerate(names) if _may_be_a_cell(name)}
    sample = data.slice(0, _SAMPLE)
    return (
        bool(candidates)
        and any(_alike(name, _cells(sample, place)) for place, name in candidates.items())
        and not any(_differ(name, _cells(sample, place)) for place, name in enumerate(names))
    )


def _may_be_a_cell(name: str) -> bool:
    return bool(_HAN.search(name) or _WORDS.fullmatch(name)) and not says(name, *_header_words())


def _cells(sample: pa.RecordBatch, place: int) -> list[str]:
    cells: list[str | None] = sample.column(place).cast(pa.string()).to_pylist()
    return [cell for cell in cells if cell]


def _alike(name: str, cells: Sequence[str]) -> bool:
    """Whether nearly all cells have the form of the name, or a recognizer finds in both what fills the name."""
    for form in (_WORDS, _HAN_NAME):
        if form.fullmatch(name) and _share(cells, form.fullmatch) >= _NEARLY_ALL:
            return True
    return any(
        _fills(recognizer, name)
        and len({match.value_index for match in _hits(recognizer, cells)}) >= _ENOUGH * len(cells)
        for recognizer in (_recognizers() if cells else ())
    )


def _fills(recognizer: Recognizer, name: str) -> bool:
    return any(match.end - match.start >= _COVERED * len(name) for match in _hits(recognizer, [name]))


def _hits(recognizer: Recognizer, values: Sequence[str]) -> Iterator[Match]:
    return (match for match in recognizer.matches(values) if match.score >= LIKELY)


def _differ(name: str, cells: Sequence[str]) -> bool:
    """Whether nearly all cells hold digits, as the name does not."""
    return not _DIGIT.search(name) and _share(cells, _DIGIT.search) >= _NEARLY_ALL


def _share(cells: Sequence[str], test: Callable[[str], object]) -> float:
    return sum(bool(test(cell)) for cell in cells) / len(cells) if cells else 0.0


@cache
def _recognizers() -> tuple[Recognizer, ...]:
    """Those that judge a value by itself."""
    families: Iterable[Sequence[Recognizer]] = plugins.load_all("recognizers").values()
    return tuple(one for family in families for one in family if not one.needs_header)


@cache
def _header_words() -> tuple[str, ...]:
    families: Iterable[Sequence[Recognizer]] = plugins.load_all("recognizers").values()
    return tuple(sorted({word for family in families for one in family for word in (*one.context, *one.against)}))
