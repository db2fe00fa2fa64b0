"""Counts of what recognizers matched, per column; tallies of any split of the rows merge to the same tally."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

import numpy as np
import numpy.typing as npt

from pia.model.finding import Evidence
from pia.recognizers import Match, Recognizer
from pia.scan.asking import EVERY, Asking, Column
from pia.scan.columns import distinct
from pia.scan.context import HeaderIndex
from pia.scan.masking import mask
from pia.sources import Batch

EVIDENCE_ROWS = 3
MOST_DISTINCT = 1 << 20
"""Distinct values are counted exactly up to this number; beyond it the count is a lower bound."""

SENTENCE_CHARACTERS = 15
"""A match with at least so many characters more in its cell stands inside a sentence."""

_HELD, _HELD_HASHES = 32, 1 << 21
"""Tallies, and hashes in those that are not merged, that are held before they are merged."""

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
        distinct: Keyed hashes of the values in which an identifier was found; once merged, those of the distinct
            values, ascending, the lowest `MOST_DISTINCT` of them.
    """

    dtype: str
    cells: int
    filled: int
    levels: Mapping[tuple[str, float], Level]
    distinct: Hashes

    @staticmethod
    def together(parts: Sequence[ColumnTally]) -> ColumnTally:
        """All together."""
        levels: dict[tuple[str, float], Level] = {}
        for part in parts:
            for key, level in part.levels.items():
                levels[key] = levels[key].merge(level) if key in levels else level
        distinct = _merged_hashes([part.distinct for part in parts])
        cells, filled = sum(part.cells for part in parts), sum(part.filled for part in parts)
        return ColumnTally(parts[0].dtype, cells, filled, levels, distinct)


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
        return ScanTally.together((self, other))

    @staticmethod
    def together(parts: Iterable[ScanTally]) -> ScanTally:
        """All together; many at once are merged faster than one by one."""
        rows: dict[str, int] = {}
        columns: dict[tuple[str, str], list[ColumnTally]] = {}
        order: dict[tuple[str, str], int] = {}
        for part in parts:
            for table, count in part.rows.items():
                rows[table] = rows.get(table, 0) + count
            for key, column in part.columns.items():
                columns.setdefault(key, []).append(column)
            order |= part.order
        return ScanTally(rows, {key: ColumnTally.together(columns.pop(key)) for key in list(columns)}, order)

    def hashes(self) -> int:
        """How many hashes it holds."""
        return sum(len(column.distinct) for column in self.columns.values())


def merged(tallies: Iterable[ScanTally]) -> ScanTally:
    """The sum of a stream of tallies, of which it holds only a few at a time."""
    held: list[ScanTally] = []
    hashes = 0
    for tally in tallies:
        held.append(tally)
        hashes += tally.hashes()
        if len(held) == _HELD or hashes >= _HELD_HASHES:
            held, hashes = [ScanTally.together(_given_away(held))], 0
    return ScanTally.together(_given_away(held))


def _given_away(tallies: list[ScanTally]) -> Iterator[ScanTally]:
    """All of a list, in order, which holds none that was given: its parts can be let go of one by one."""
    tallies.reverse()
    while tallies:
        yield tallies.pop()


def tally_batch(
    batch: Batch,
    recognizers: Sequence[Recognizer],
    key: bytes,
    identifiers: Collection[str] = (),
    asking: Asking = EVERY,
) -> ScanTally:
    """The tally of one batch; work is done once per distinct value.

    Args:
        batch: Some rows.
        recognizers: What to look for.
        key: Secret of this run under which values are hashed; it lands in no output.
        identifiers: Entity types whose distinct values are counted.
        asking: What tells which values a recognizer is asked about.
    """
    names, index = batch.data.schema.names, HeaderIndex(recognizers)
    columns = {
        (batch.table, name): _tally_column(batch, place, index.wanted(name), key, identifiers, asking=asking)
        for place, name in enumerate(names)
    }
    order = {(batch.table, name): place for place, name in enumerate(names)}
    return ScanTally({batch.table: batch.data.num_rows}, columns, order)


def _tally_column(
    batch: Batch,
    place: int,
    recognizers: Sequence[Recognizer],
    key: bytes,
    identifiers: Collection[str],
    *,
    asking: Asking,
) -> ColumnTally:
    cells = batch.data.column(place)
    values, places = distinct(cells)
    blank = np.array([not value.strip() for value in values] + [True], dtype=bool)
    levels: dict[tuple[str, float], Level] = {}
    identified: set[int] = set()
    column = Column(asking, values)
    for recognizer in recognizers:
        for score, matches in _by_score(column.matches(recognizer)):
            levels[recognizer.name, score] = _level(matches, values, places, batch.first_row)
            if score > 0 and recognizer.entity_type in identifiers:
                identified |= {match.value_index for match in matches}
    filled = int(np.count_nonzero(~blank[places]))
    hashes = _hashes((values[number] for number in sorted(identified)), key)
    return ColumnTally(str(cells.type), len(cells), filled, levels, hashes)


def _hashes(values: Iterable[str], key: bytes) -> Hashes:
    digests = b"".join(hashlib.blake2b(value.encode(), digest_size=8, key=key).digest() for value in values)
    return _distinct(np.frombuffer(digests, dtype=np.uint64))


def _merged_hashes(parts: Sequence[Hashes]) -> Hashes:
    """The distinct hashes of all parts.

    The first is mostly what was merged before: a sort that finds sorted runs merges them, and once it is full only
    those below its last one count.
    """
    first, *others = parts
    new = np.concatenate([first[:0], *others])
    if len(first) == MOST_DISTINCT and bool((first[1:] > first[:-1]).all()):
        new = new[new < first[-1]]
    return _distinct(np.concatenate([first, np.sort(new)]))


def _distinct(hashes: Hashes) -> Hashes:
    """Each hash once, ascending, the lowest `MOST_DISTINCT`; sorting beats `np.unique`, which hashes them again."""
    ordered = np.sort(hashes, kind="stable")
    first = np.ones(len(ordered), dtype=bool)
    np.not_equal(ordered[1:], ordered[:-1], out=first[1:])
    return ordered[first][:MOST_DISTINCT]


def _by_score(matches: Iterable[Match]) -> list[tuple[float, list[Match]]]:
    """The best match of each value, by its score."""
    ordered = sorted(best_matches(matches), key=lambda match: match.score)
    return [(score, list(group)) for score, group in groupby(ordered, key=lambda match: match.score)]


def best_matches(matches: Iterable[Match]) -> list[Match]:
    """The match of each value that has the highest score, of those the first."""
    best: dict[int, Match] = {}
    for match in matches:
        if match.value_index not in best or match.score > best[match.value_index].score:
            best[match.value_index] = match
    return list(best.values())


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
    return len(value) - (match.end - match.start) >= SENTENCE_CHARACTERS
