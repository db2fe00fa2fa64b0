"""The contract of a data source: a content in, Arrow record batches out, text kept as text.

One source per file. A source module holds `SOURCE`, an object that fits `Source`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

import pyarrow as pa

from pia.contents import Content
from pia.model.finding import NotExamined

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Batch:
    """Some consecutive rows of one table.

    Attributes:
        table: Table, sheet or member; empty where the format holds just one.
        first_row: Number of the first row in the table; the first data row is 1.
        data: The cells. Text stays text: every column of a text format is `pa.string()`, an empty cell is null.
    """

    table: str
    first_row: int
    data: pa.RecordBatch


class Summand(Protocol):
    """What one partition adds to the digest of a content; it is pickled."""

    def together(self, others: Sequence[Summand]) -> Summand:
        """The sum of itself and others, in any order."""
        ...

    def hexdigest(self) -> str:
        """The digest of the content, if this is the sum of all."""
        ...


@dataclass(slots=True)
class Reading:
    """One dataset being read.

    Attributes:
        batches: The rows, in order, read as they are asked for. A table without rows still gives one empty batch.
        sha256: Digest of the bytes; complete once the batches are exhausted, empty before.
        not_examined: What could not be read; complete once the batches are exhausted.
        guessed: Whether column names are a first record that was taken for a header without being told.
        summand: What a partition adds to the digest where that is a sum; complete once the batches are exhausted.
    """

    batches: Iterator[Batch]
    sha256: Callable[[], str]
    not_examined: Callable[[], tuple[NotExamined, ...]]
    guessed: bool = False
    summand: Summand | None = None


class Source(Protocol):
    """What a source module offers as `SOURCE`."""

    name: str
    suffixes: tuple[str, ...]
    schemes: tuple[str, ...]

    def read(self, content: Content, dataset: str, progress: Progress) -> Reading:
        """Open a dataset.

        Args:
            content: Where its bytes are; a source with `schemes` (a database) is given an `Address`, whose `address`
                it connects to and whose `locator` it shows.
            dataset: Name of the dataset, used in messages and addresses.
            progress: Called with (bytes read, bytes in all).

        Raises:
            SourceError: The dataset cannot be opened or holds nothing that can be read.
            UnreadableError: It breaks while it is read; iterating the batches may raise it, too.
        """
        ...


@dataclass(frozen=True, slots=True)
class Partition:
    """Some consecutive rows of a content, to be read by themselves.

    Attributes:
        unit: What `start` and `end` count, in English: bytes, row groups, tables, or parts of a table.
        start: The first one, from 0.
        end: The one after the last.
        first_row: Number of its first row in the table without a name; 0 where only those ahead of it can tell.
        rows: How many rows it has; 0 if that is not known.
        tables: Of a database, the tables that are read.
        within: Places between which rows of its one table are read, as the source names them and never by a value;
            empty for all rows.
        state: Of a database, what names the state that all of its partitions see.
    """

    unit: str
    start: int
    end: int
    first_row: int = 0
    rows: int = 0
    tables: tuple[str, ...] = ()
    within: tuple[str, ...] = ()
    state: str = ""

    @property
    def tells(self) -> bool:
        """Whether what partitions leave out is told in each as in a reading of all."""
        return bool(self.first_row or self.state)


@runtime_checkable
class Partitioned(Protocol):
    """A source that can read some rows of a content by themselves, so that several machines share the work."""

    def partitions(self, content: Content, size: int) -> tuple[Partition, ...]:
        """Partitions that together are the content, in order; none where it has to be read as a whole.

        Args:
            content: Where the bytes are.
            size: Bytes that a partition should have.

        Raises:
            SourceError: The content cannot be read.
        """
        ...

    def read_partition(self, content: Content, dataset: str, partition: Partition) -> Reading:
        """Open one partition; it has no digest.

        Rows are numbered from 1 in every table, or from `first_row` in the table without a name.

        Raises:
            SourceError: It cannot be read by itself, and the content has to be read as a whole.
        """
        ...


@runtime_checkable
class Digested(Protocol):
    """A partitioned source whose digest is not that of the content's bytes alone."""

    def digest(self, content: Content, partition: Partition) -> str:
        """The digest of a content in the state that a partition names.

        Raises:
            SourceError: It is in another state by now.
        """
        ...


@runtime_checkable
class Held(Protocol):
    """A source that holds a content in one state while its partitions are read, and whose digest is a sum."""

    def held(self, content: Content, size: int) -> AbstractContextManager[tuple[Partition, ...]]:
        """Partitions as of `Partitioned`, readable until the context is left.

        Raises:
            SourceError: The content cannot be read.
        """
        ...

    def read_partition(self, content: Content, dataset: str, partition: Partition) -> Reading:
        """Open one partition; see `Partitioned`."""
        ...
