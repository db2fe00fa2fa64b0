"""A tally as bytes, and back; without pickle, which would run what it is given."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from pia import documents
from pia.model.finding import Evidence
from pia.scan.tally import ColumnTally, Level, ScanTally

_SIZE = 8


@dataclass(frozen=True, slots=True)
class KeptLevel:
    """One `Level` of a column.

    Attributes:
        recognizer: What matched.
        score: At this score.
        cells: See `Level`.
        embedded: See `Level`.
        evidence: See `Level`.
    """

    recognizer: str
    score: float
    cells: int
    embedded: int
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class KeptColumn:
    """One `ColumnTally`; its hashes lie behind the document.

    Attributes:
        table: Its table.
        name: Its name.
        place: Its place in the table.
        dtype: See `ColumnTally`.
        cells: See `ColumnTally`.
        filled: See `ColumnTally`.
        levels: See `ColumnTally`.
        distinct: How many hashes.
    """

    table: str
    name: str
    place: int
    dtype: str
    cells: int
    filled: int
    levels: tuple[KeptLevel, ...]
    distinct: int


@dataclass(frozen=True, slots=True)
class Kept:
    """How far the scan of one dataset came.

    Attributes:
        scanner: Digest of what looked for what.
        data: Digest that tells whether the data is still the same.
        rows: Rows per table that were tallied, the first ones in the order of reading.
        columns: Their tallies.
    """

    scanner: str
    data: str
    rows: tuple[tuple[str, int], ...]
    columns: tuple[KeptColumn, ...]


def packed(scanner: str, data: str, tally: ScanTally) -> bytes:
    """A tally, and of what it is: the size of a JSON document (8 bytes), the document (a `Kept`), all hashes."""
    order, columns = tally.order, tally.columns
    kept = Kept(
        scanner=scanner,
        data=data,
        rows=tuple(tally.rows.items()),
        columns=tuple(_column(table, name, order[table, name], column) for (table, name), column in columns.items()),
    )
    document = documents.dump_json(kept)
    hashes = b"".join(column.distinct.astype("<u8").tobytes() for column in columns.values())
    return len(document).to_bytes(_SIZE, "big") + document + hashes


def unpacked(data: bytes) -> tuple[Kept, bytes]:
    """The document and the hashes of what was packed; what they say is not to be trusted yet.

    Raises:
        DocumentError: There is no such document.
    """
    size = int.from_bytes(data[:_SIZE], "big")
    return documents.loads(data[_SIZE : _SIZE + size], "checkpoint.json", Kept).value, data[_SIZE + size :]


def _column(table: str, name: str, place: int, column: ColumnTally) -> KeptColumn:
    levels = tuple(
        KeptLevel(recognizer, score, level.cells, level.embedded, level.evidence)
        for (recognizer, score), level in column.levels.items()
    )
    return KeptColumn(table, name, place, column.dtype, column.cells, column.filled, levels, len(column.distinct))


def tally_of(kept: Kept, hashes: bytes) -> ScanTally:
    """The tally that was packed."""
    columns, place = {}, 0
    every = np.frombuffer(hashes, dtype="<u8").astype(np.uint64)
    for column in kept.columns:
        levels = {
            (level.recognizer, level.score): Level(level.cells, level.embedded, level.evidence)
            for level in column.levels
        }
        distinct = every[place : place + column.distinct]
        place += column.distinct
        columns[column.table, column.name] = ColumnTally(column.dtype, column.cells, column.filled, levels, distinct)
    order = {(column.table, column.name): column.place for column in kept.columns}
    return ScanTally(dict(kept.rows), columns, order)
