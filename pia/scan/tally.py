"""Counts of what recognizers matched, per column; tallies of any split of the rows merge to the same tally."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from pia.model.finding import Evidence
from pia.recognizers import Match, Recognizer
from pia.scan.context import supports
from pia.scan.masking import mask
from pia.sources import Batch

EVIDENCE_ROWS = 3
MOST_DISTINCT = 1 << 20
"""Distinct values are counted exactly up to this number; beyond it the count is a lower bound."""

_SENTENCE_CHARACTERS = 15
Hashes = npt.NDArray[np.uint64]


@dataclass(frozen=True, slots=True)
class Level:
    """Cells that one recognizer matched at one score.

    Attributes:
        cells: How many.
        embedded: How many of them hold more text around the match: personal data inside sentences.
        evidence: The lowest-numbered rows, masked.
    """

    cells: int
    embedded: int
    evidence: tuple[Evidence, ...]

    def merge(self, other: Level) -> Level:
        """Both together."""
        lowest = tuple(sorted(set(self.evidence) | set(other.evidence))[:EVIDENCE_ROWS])
        return Level(self.cells + other.cells, self.embedded + other.embedded, lowest)


@dataclass(frozen=True, slots=True, eq=False)
class ColumnTally:
    """One column.

    Attributes:
        dtype: Arrow type.
        cells: Cells, empty ones included.
        filled: Cells with anything but white space.
        levels: Per recognizer and score, what matched.
        distinct: Keyed hashes of the distinct values, ascending, the lowest `MOST_DISTINCT` of them.
    """

    dtype: str
    cells: int
    filled: int
    levels: Mapping[tuple[str, float], Level]
    distinct: Hashes

    def merge(self, other: ColumnTally) -> ColumnTally:
        """Both together."""
        levels = dict(self.levels)
        for key, level in other.levels.items():
            levels[key] = levels[key].merge(level) if key in levels else level
        distinct = np.union1d(self.distinct, other.distinct)[:MOST_DISTINCT]
        return ColumnTally(self.dtype, self.cells + other.cells, self.filled + other.filled, levels, distinct)


@dataclass(frozen=True, slots=True, eq=False)
class ScanTally:
    """All tables of one dataset; `ScanTally()` is the empty unit of `merge`.

    Attributes:
        rows: Rows per table.
        columns: Tallies by table and column.
        order: Place of each column in its table.
    """

    rows: Mapping[str, int] = field(default_factory=dict)
    columns: Mapping[tuple[str, str], ColumnTally] = field(default_factory=dict)
    order: Mapping[tuple[str, str], int] = field(default_factory=dict)

    def merge(self, other: ScanTally) -> ScanTally:
        """Both together; associative and commutative."""
        rows = dict(self.rows)
        for table, count in other.rows.items():
            rows[table] = rows.get(table, 0) + count
        columns = dict(self.columns)
        for key, column in other.columns.items():
            columns[key] = columns[key].merge(column) if key in columns else column
        return ScanTally(rows, columns, {**other.order, **self.order})


def tally_batch(batch: Batch, recognizers: Sequence[Recognizer], key: bytes) -> ScanTally:
    """The tally of one batch; work is done once per distinct value.

    Args:
        batch: Some rows.
        recognizers: What to look for.
        key: Secret of this run under which distinct values are hashed; it lands in no output.
    """
    names = batch.data.schema.names
    columns = {
        (batch.table, name): _tally_column(name, batch.data.column(place), batch.first_row, recognizers, key)
        for place, name in enumerate(names)
    }
    return ScanTally(
        {batch.table: batch.data.num_rows}, columns, {(batch.table, name): place for place, name in enumerate(names)}
    )


def _tally_column(
    name: str, cells: pa.Array[Any], first_row: int, recognizers: Sequence[Recognizer], key: bytes
) -> ColumnTally:
    encoded: Any = pc.dictionary_encode(pc.cast(cells, pa.string()))
    values: list[str] = encoded.dictionary.to_pylist()
    places = encoded.indices.fill_null(-1).to_numpy(zero_copy_only=False)
    blank = np.array([not value.strip() for value in values] + [True], dtype=bool)
    wanted = [
        recognizer
        for recognizer in recognizers
        if not recognizer.needs_header or supports(name, recognizer.context, recognizer.against)
    ]
    levels: dict[tuple[str, float], Level] = {}
    for recognizer in wanted:
        for score, matches in _by_score(recognizer.matches(values)):
            levels[recognizer.name, score] = _level(matches, values, places, first_row)
    filled = int(np.count_nonzero(~blank[places]))
    return ColumnTally(str(cells.type), len(cells), filled, levels, _hashes(values, key))


def _hashes(values: Iterable[str], key: bytes) -> Hashes:
    digests = b"".join(
        hashlib.blake2b(value.encode(), digest_size=8, key=key).digest() for value in values if value.strip()
    )
    return np.unique(np.frombuffer(digests, dtype=np.uint64))[:MOST_DISTINCT]


def _by_score(matches: Iterable[Match]) -> list[tuple[float, list[Match]]]:
    """The best match of each value, by its score."""
    best: dict[int, Match] = {}
    for match in matches:
        if match.value_index not in best or match.score > best[match.value_index].score:
            best[match.value_index] = match
    ordered = sorted(best.values(), key=lambda match: match.score)
    return [(score, list(group)) for score, group in groupby(ordered, key=lambda match: match.score)]


def _level(matches: Sequence[Match], values: Sequence[str], places: npt.NDArray[Any], first_row: int) -> Level:
    index_of = np.full(len(values) + 1, -1)
    index_of[[match.value_index for match in matches]] = range(len(matches))
    hits = index_of[places]
    rows = np.flatnonzero(hits >= 0)
    evidence = []
    for row in rows[:EVIDENCE_ROWS]:
        match = matches[hits[row]]
        excerpt = values[match.value_index][match.start : match.end]
        evidence.append(Evidence(first_row + int(row), mask(excerpt)))
    inside = np.array([_is_inside(values[match.value_index], match) for match in matches], dtype=bool)
    return Level(len(rows), int(np.count_nonzero(inside[hits[rows]])), tuple(evidence))


def _is_inside(value: str, match: Match) -> bool:
    return len(value) - (match.end - match.start) >= _SENTENCE_CHARACTERS
