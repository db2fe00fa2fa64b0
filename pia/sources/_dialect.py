"""How a delimited text is laid out: delimiter, lines above the table, header."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from pia.sources._header import HEADER_SAMPLE, is_header, unique

DELIMITERS = ",;\t|^"
"""What may stand between cells."""

MOST_COLUMNS = 1 << 18
"""More than so many cells in a record are no table."""

_SEPARATOR_LINE = re.compile(r'"?sep=([^"\r\n])"?(?:\r\n|\r|\n|$)', re.IGNORECASE)
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
_LINES = 50
_CHARACTERS = 1 << 16

csv.field_size_limit(128 << 20)


class TooWideError(ValueError):
    """A record has more cells than any table has columns."""


@dataclass(frozen=True, slots=True)
class Dialect:
    """The layout of a delimited text.

    Attributes:
        delimiter: What stands between cells.
        names: Column names, which differ.
        header: The first record as it stands, if it names the columns.
        above: Records above the table, which have another number of fields.
        start: Characters before the first data row.
    """

    delimiter: str
    names: tuple[str, ...]
    header: tuple[str, ...]
    above: int
    start: int


def dialect_of(text: str, *, whole: bool) -> Dialect:
    """The layout of a text, from its first records.

    Args:
        text: The beginning of a file; not blank.
        whole: Whether it is all of it; otherwise its last record may be cut off.

    Raises:
        TooWideError: A record has more than `MOST_COLUMNS` cells.
    """
    told = _SEPARATOR_LINE.match(text)
    start = told.end() if told else 0
    delimiter = told.group(1) if told else _delimiter(text)
    records = _records(text[start:], delimiter)
    if len(records) > 1 and not whole:
        records.pop()
    if not records:
        return Dialect(delimiter, ("column 1",), (), 0, start)
    above = _above([record for record, _ in records])
    first, end = records[above]
    titled = is_header(first, [record for record, _ in records[above + 1 :]])
    names = unique([_CONTROLS.sub(" ", title) for title in first] if titled else [""] * len(first))
    start += end if titled else records[above - 1][1] if above else 0
    return Dialect(delimiter, tuple(names), tuple(first) if titled else (), above, start)


def _records(text: str, delimiter: str) -> list[tuple[list[str], int]]:
    """The first records that are not blank, and where each ends."""
    lines = io.StringIO(text, newline="")
    reader = csv.reader(lines, delimiter=delimiter)
    records: list[tuple[list[str], int]] = []
    for record in islice(reader, HEADER_SAMPLE):
        if len(record) > MOST_COLUMNS:
            raise TooWideError
        if any(cell.strip() for cell in record) or (records and record):
            records.append((record, lines.tell()))
    return records


def _above(records: Sequence[Sequence[str]]) -> int:
    """How many records stand above the table: those before the first of the commonest width."""
    widths = Counter(len(record) for record in records)
    width, times = max(widths.items(), key=lambda item: item[1])
    if width == 1:
        return next((place for place, record in enumerate(records) if not _is_comment(record)), 0)
    if times <= widths[len(records[0])]:
        return 0
    return next(place for place, record in enumerate(records) if len(record) == width)


def _is_comment(record: Sequence[str]) -> bool:
    return record[0].startswith("#")


def _delimiter(text: str) -> str:
    """The delimiter that cuts the first records into the same number of fields, at least two; else the comma."""
    lines = list(islice(io.StringIO(text[:_CHARACTERS], newline=""), _LINES))
    best = (0.0, 0, ",")
    for delimiter in DELIMITERS:
        widths = Counter(len(record) for record in csv.reader(lines, delimiter=delimiter) if record)
        width, times = max(widths.items(), key=lambda item: (item[1], item[0]), default=(1, 0))
        if width > 1:
            best = max(best, (times / widths.total(), width, delimiter), key=lambda found: found[:2])
    return best[2]
