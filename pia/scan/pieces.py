"""Pieces of datasets, scanned anywhere; what is found in neighbours sums up to what one reading of both finds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import cast

from pia.errors import PiaError
from pia.model.finding import NotExamined
from pia.model.limits import DEFAULT, Limits
from pia.model.text import Text
from pia.scan.datasets import bounded, read_part
from pia.scan.headless import is_row
from pia.scan.limiting import within
from pia.scan.opening import Part
from pia.scan.tally import ColumnTally, Hashes, ScanTally
from pia.sources import Batch, Digested, Partition, Partitioned, Reading, Summand


@dataclass(frozen=True, slots=True)
class Piece:
    """Some of a dataset, as it is sent to where it is read.

    Attributes:
        dataset: Name under which it is read.
        number: Place of its part in the dataset.
        part: The content and its source; it holds what lets in where the address does.
        big: Whether the dataset is worth the kernel; the same for all of its pieces.
        partition: Which rows; `None` for all.
        digested: Whether the digest of the content is wanted instead of its rows.
        limits: How much of it is read.
    """

    dataset: str
    number: int
    part: Part
    big: bool
    partition: Partition | None = None
    digested: bool = False
    limits: Limits = DEFAULT


@dataclass(frozen=True, slots=True, eq=False)
class PieceTally:
    """What was found in consecutive pieces of a part.

    Attributes:
        number: Place of the part in its dataset.
        tally: Counts; rows are numbered from 1 in every table.
        numbered: Whether rows of the table without a name have the numbers of the whole part instead.
        sha256: Digest of the part, or empty.
        summand: What the pieces add to that digest, where it is a sum.
        left: What could not be read.
        error: Why reading the part broke off.
        again: Whether the part has to be read as a whole: its pieces do not tell exactly what a reading would.
    """

    number: int
    tally: ScanTally = field(default_factory=ScanTally)
    numbered: bool = False
    sha256: str = ""
    summand: Summand | None = None
    left: tuple[NotExamined, ...] = ()
    error: PiaError | None = None
    again: bool = False


Sum = tuple[PieceTally, ...]
"""One per part, by number."""


@dataclass(frozen=True, slots=True)
class Number:
    """How many distinct values there are, in place of their hashes.

    Attributes:
        count: So many.
    """

    count: int

    def __len__(self) -> int:
        """So many."""
        return self.count


def reading_of(piece: Piece) -> Reading:
    """The rows of a piece, within the limits.

    Raises:
        SourceError: It cannot be read.
    """
    if piece.partition is None:
        return read_part(piece.part, piece.dataset, piece.limits, lambda _done, _total: None)
    source = cast("Partitioned", bounded(piece.part.source, piece.limits))
    reading = source.read_partition(piece.part.content, piece.dataset, piece.partition)
    return within(reading, piece.limits, piece.dataset)


def digest_of(piece: Piece) -> str:
    """The digest of a part.

    Raises:
        SourceError: It cannot be read, or not in the state in which its pieces are.
    """
    source, content = piece.part.source, piece.part.content
    if piece.partition and isinstance(source, Digested):
        return source.digest(content, piece.partition)
    return content.sha256()


def has_end(limits: Limits) -> bool:
    """Whether a limit ends a part, so that its pieces would not add up to it."""
    return bool(limits.rows or limits.seconds)


def cannot_be_cut(piece: Piece) -> bool:
    """Whether pieces of a part would not add up to it: a limit ends it, or its first row was taken for a header.

    Raises:
        SourceError: It cannot be read.
    """
    if has_end(piece.limits) or not getattr(piece.part.source, "guesses", False):
        return has_end(piece.limits)
    reading = piece.part.source.read(piece.part.content, piece.dataset, lambda _done, _total: None)
    first = next(reading.batches, None) if reading.guessed else None
    return first is not None and is_row(first.data)


def up_to_error(batches: Iterator[Batch], errors: list[PiaError]) -> Iterator[Batch]:
    """The batches that can be read; why there are no more is appended to `errors`."""
    try:
        yield from batches
    except PiaError as error:
        errors.append(error)


def together(sums: Sequence[Sum]) -> Sum:
    """The sum of neighbours, in order; associative."""
    ordered = sorted((part for item in sums for part in item), key=lambda part: part.number)
    return tuple(_joined(list(own)) for _, own in groupby(ordered, key=lambda part: part.number))


def told(found: Sum) -> Sum:
    """The same without the hashes of distinct values, of which only the number matters once all are merged."""
    return tuple(_told(part) for part in found)


def _told(part: PieceTally) -> PieceTally:
    digest = part.summand.hexdigest() if part.summand else part.sha256
    return replace(part, tally=_without_hashes(part.tally), sha256=digest, summand=None)


def _without_hashes(tally: ScanTally) -> ScanTally:
    columns = {
        key: replace(column, distinct=cast("Hashes", Number(len(column.distinct))))
        for key, column in tally.columns.items()
    }
    named = {table for table, _ in columns}
    # A table in which no piece has a column is none in a reading of all, either; see `Records`.
    rows = {table: count for table, count in tally.rows.items() if table in named or not (named and count)}
    return replace(tally, rows=rows, columns=columns)


def _joined(parts: Sequence[PieceTally]) -> PieceTally:
    if len(parts) == 1:
        return parts[0]
    left, told = _left([part.left for part in parts])
    return PieceTally(
        number=parts[0].number,
        tally=_in_order(parts),
        numbered=any(part.numbered for part in parts),
        sha256="".join(part.sha256 for part in parts),
        summand=sum_of([part.summand for part in parts]),
        left=left,
        error=next((part.error for part in parts if part.error), None),
        again=not told or any(part.again for part in parts),
    )


def sum_of(summands: Sequence[Summand | None]) -> Summand | None:
    """The sum; nothing if one of them is lost, for then there is no digest."""
    known = [summand for summand in summands if summand]
    return known[0].together(known[1:]) if known and len(known) == len(summands) else None


def _in_order(parts: Sequence[PieceTally]) -> ScanTally:
    """The tally of all, in which rows have the numbers and columns the places that they have in one reading."""
    before: Counter[str] = Counter()
    moved = []
    for part in parts:
        moved.append(_moved(part.tally, before))
        before.update({table: rows for table, rows in part.tally.rows.items() if table or not part.numbered})
    tally = ScanTally.together(moved)
    return tally if any(part.numbered for part in parts) else replace(tally, order=_places(moved))


def _places(parts: Iterable[ScanTally]) -> dict[tuple[str, str], int]:
    """The place of each column, which follows those that stood in pieces before it."""
    places: dict[tuple[str, str], int] = {}
    widths: Counter[str] = Counter()
    for part in parts:
        for key in sorted(part.order.keys() - places.keys(), key=lambda key: part.order[key]):
            places[key] = widths[key[0]]
            widths[key[0]] += 1
    return places


def _moved(tally: ScanTally, before: Counter[str]) -> ScanTally:
    columns = {key: _renumbered(column, before[key[0]]) for key, column in tally.columns.items()}
    return ScanTally(tally.rows, columns, tally.order)


def _renumbered(column: ColumnTally, rows: int) -> ColumnTally:
    if not rows:
        return column
    levels = {
        key: replace(level, evidence=tuple(replace(item, row=item.row + rows) for item in level.evidence))
        for key, level in column.levels.items()
    }
    return replace(column, levels=levels)


def _left(lists: Sequence[tuple[NotExamined, ...]]) -> tuple[tuple[NotExamined, ...], bool]:
    """What was left out in all, and whether a reading of all would surely say it in this order.

    A source tells first of places, in their order, then how many cells of a column have a fault, by column. The latter
    begin with their number; those of one fault and column are added up.
    """
    counted = [own for items in lists if (own := [item for item in items if _rest(item)])]
    places = [item for items in lists for item in items if not _rest(item)]
    if len(counted) < 2:
        return (*places, *(item for items in counted for item in items)), True
    sums: Counter[tuple[str, Text]] = Counter()
    for items in counted:
        for item in items:
            sums[item.where, _rest(item) or item.reason] += item.rows
    added = [
        NotExamined(where, Text(f"{rows} {rest.en}", f"{rows} {rest.zh}"), rows)
        for (where, rest), rows in sorted(sums.items(), key=lambda item: item[0][0])
    ]
    return (*places, *added), len({rest for _, rest in sums}) == 1


def _rest(item: NotExamined) -> Text | None:
    """A reason without the number it begins with; nothing if it begins otherwise."""
    number, (en, zh) = f"{item.rows} ", (item.reason.en, item.reason.zh)
    if item.rows and en.startswith(number) and zh.startswith(number):
        return Text(en.removeprefix(number), zh.removeprefix(number))
    return None
