"""Databases in partitions: small tables together, big ones cut."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from pia.contents import Content
from pia.errors import Problem, SourceError
from pia.sources import Batch, Partition, Reading, Summand
from pia.sources._tables import Database, LeftOut, file_digest, read_tables


@dataclass(frozen=True, slots=True)
class Extent:
    """How much of a table there is, and where it is cut.

    Attributes:
        table: The table.
        size: Bytes, about; 0 if that is not known.
        edges: Places at which it is cut, as the source names them, in order.
    """

    table: str
    size: int = 0
    edges: Sequence[str] = ()


def partitions(extents: Iterable[Extent], size: int, state: str) -> tuple[Partition, ...]:
    """Partitions that together are some tables, in order.

    Args:
        extents: The tables, in order.
        size: Bytes that a partition should have.
        state: See `Partition`.
    """
    found: list[Partition] = []
    for start, waiting in _groups(list(extents), size):
        names = tuple(extent.table for extent in waiting)
        if waiting[0].edges:
            spans = pairwise(["", *waiting[0].edges, ""])
            found += [Partition("parts", n, n + 1, 0, 0, names, span, state) for n, span in enumerate(spans)]
        else:
            found.append(Partition("tables", start, start + len(names), 0, 0, names, (), state))
    return tuple(found)


def _groups(extents: Sequence[Extent], size: int) -> Iterator[tuple[int, list[Extent]]]:
    """Tables that are read together, and the place of the first; one that is cut stands alone."""
    waiting: list[Extent] = []
    for place, extent in enumerate(extents):
        if extent.edges and waiting:
            yield place - len(waiting), waiting
            waiting = []
        waiting.append(extent)
        if extent.edges or sum(own.size or size for own in waiting) >= size:
            yield place + 1 - len(waiting), waiting
            waiting = []
    if waiting:
        yield len(extents) - len(waiting), waiting


def even_edges(first: int, last: int, size: int, most: int) -> tuple[str, ...]:
    """Numbers that cut those from `first` to `last`, which are so many bytes, into ranges of `most` bytes.

    >>> even_edges(1, 100, 1000, 300)
    ('34', '67')
    """
    count = min(size // max(1, most), last - first + 1)
    return tuple(str(first + (last - first + 1) * place // count) for place in range(1, count))


def read_cut(
    partition: Partition,
    database: Database,
    left: LeftOut,
    *,
    shown: str,
    check: Callable[[], None] = lambda: None,
    summand: Summand | None = None,
) -> Reading:
    """The rows of a partition; the database is closed at the end.

    It ends with an error where a table that is cut cannot be read to its end: a reading of all tells after which row.

    Args:
        partition: What to read.
        database: Where it is, which knows of places within tables.
        left: What is left out.
        shown: What messages call the database; without its password.
        check: Raises an error if the database is in another state than the partition names.
        summand: What the partition adds to the digest.
    """
    every = read_tables(
        partition.tables, database, left, shown=shown, sha256=lambda: "", progress=lambda _done, _all: None
    )

    def batches() -> Iterator[Batch]:
        yield from every.batches
        if partition.within and left.has_parts:
            raise SourceError(Problem(shown, "what is left out is not told by its parts", "Read it as a whole."))
        check()

    return Reading(batches(), lambda: "", left.all, summand=summand)


def stamp(*files: Path) -> str:
    """What changes when files do: their sizes, and when they were last written."""
    return " ".join(_stamp(file) for file in files)


def _stamp(file: Path) -> str:
    try:
        told = file.stat()
    except OSError:
        return "-"
    return f"{told.st_size} {told.st_mtime_ns}"


def unchanged(shown: str, state: str, *files: Path) -> None:
    """Nothing, if files are as they were.

    Raises:
        SourceError: They are not.
    """
    if stamp(*files) != state:
        raise changed(shown)


def changed(shown: str) -> SourceError:
    """That a database changed while its partitions were read."""
    return SourceError(Problem(shown, "it changed while pia was reading it", "Run it again."))


def unchanged_digest(file: Content, path: Path, log: Path, state: str) -> str:
    """The digest of a database file, if it is as it was.

    Raises:
        SourceError: It is not, or cannot be read.
    """
    digest = file_digest(file, log)
    unchanged(file.locator, state, path, log)
    return digest
