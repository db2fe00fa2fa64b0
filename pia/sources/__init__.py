"""The contract of a data source: a content in, Arrow record batches out, text kept as text.

One source per file. A source module holds `SOURCE`, an object that fits `Source`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
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


@dataclass(slots=True)
class Reading:
    """One dataset being read.

    Attributes:
        batches: The rows, in order, read as they are asked for. A table without rows still gives one empty batch.
        sha256: Digest of the bytes; complete once the batches are exhausted, empty before.
        not_examined: What could not be read; complete once the batches are exhausted.
        guessed: Whether column names are a first record that was taken for a header without being told.
    """

    batches: Iterator[Batch]
    sha256: Callable[[], str]
    not_examined: Callable[[], tuple[NotExamined, ...]]
    guessed: bool = False


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
        unit: What `start` and `end` count, in English: bytes or row groups.
        start: The first one, from 0.
        end: The one after the last.
        first_row: Number of its first row in the table without a name; 0 where only those ahead of it can tell.
        rows: How many rows it has; 0 if that is not known.
    """

    unit: str
    start: int
    end: int
    first_row: int = 0
    rows: int = 0


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
