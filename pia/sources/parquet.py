"""Parquet, read some rows at a time; a row group that is broken is left out, the next ones are read."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, cast

import pyarrow as pa

from pia.contents import Content
from pia.errors import Problem, SourceError, UnreadableError
from pia.model.finding import NotExamined
from pia.model.text import Text
from pia.sources import Batch, Partition, Progress, Reading
from pia.sources._nested import BATCH_BYTES, BATCH_ROWS, FAULTS, FlatTables, names_in, no_rows
from pia.sources._places import has_places
from pia.sources._whole import whole

if TYPE_CHECKING:
    import pyarrow.parquet as pq

_BUFFER_BYTES = 1 << 20
_MOST_FILE_BYTES = 1 << 30
_LEAST_CELL_BYTES = 16
_AGAIN = "Write the file again."
_GROUPS = "row groups"


class ParquetSource:
    """The source for `.parquet` and `.pq` files."""

    name = "parquet"
    suffixes: tuple[str, ...] = (".parquet", ".pq")
    schemes: tuple[str, ...] = ()

    def read(self, content: Content, dataset: str, progress: Progress) -> Reading:
        """Open a Parquet file, whose directory stands at its end: what cannot seek is read into memory first.

        Raises:
            SourceError: It is missing, empty, encrypted, no Parquet file, or cannot seek and is larger than 1 GiB.
            UnreadableError: Its directory is damaged.
        """
        file, parquet = _parquet(content, progress)
        every = Partition(_GROUPS, 0, parquet.metadata.num_row_groups, 1)
        reading = _ParquetReading(content, dataset, (file, parquet), every, progress)
        return Reading(reading.batches(), content.sha256, reading.not_examined)

    def partitions(self, content: Content, size: int) -> tuple[Partition, ...]:
        """Row groups that stand together and unpack to about `size` bytes; none where places cost the whole file.

        Raises:
            SourceError: As `read`.
        """
        if not has_places(content):
            return ()
        file, parquet = _parquet(content, lambda _done, _total: None)
        found: list[Partition] = []
        start, rows, held, first = 0, 0, 0, 1
        groups = parquet.metadata.num_row_groups
        for place in range(groups):
            group = parquet.metadata.row_group(place)
            rows, held = rows + group.num_rows, held + group.total_byte_size
            if held >= size or place + 1 == groups:
                found.append(Partition(_GROUPS, start, place + 1, first, rows))
                start, first, rows, held = place + 1, first + rows, 0, 0
        parquet.close()
        _close(file)
        return tuple(found) if parquet.metadata.num_rows else ()

    def read_partition(self, content: Content, dataset: str, partition: Partition) -> Reading:
        """Open some row groups.

        Raises:
            SourceError: As `read`.
        """
        opened = _parquet(content, lambda _done, _total: None)
        reading = _ParquetReading(content, dataset, opened, partition, lambda _done, _total: None)
        return Reading(reading.batches(), lambda: "", reading.not_examined)


def _parquet(content: Content, progress: Progress) -> tuple[Path | BinaryIO, pq.ParquetFile]:
    """What is read from, and its directory.

    Raises:
        SourceError: As `read`.
    """
    import pyarrow.parquet as pq

    file = _opened(content, progress)
    try:
        parquet = pq.ParquetFile(file, pre_buffer=False, buffer_size=_BUFFER_BYTES, page_checksum_verification=True)
        names_in(parquet.schema_arrow)
    except FAULTS:
        _close(file)
        what = "the directory at the end of the file is missing or damaged"
        raise UnreadableError(Problem(content.locator, what, _AGAIN)) from None
    return file, parquet


def _opened(content: Content, progress: Progress) -> Path | BinaryIO:
    """What to read from: the file itself, a stream that seeks, or the bytes in memory."""
    stream = content.open()
    file = cast("BinaryIO", io.BufferedReader(cast("io.RawIOBase", stream), _BUFFER_BYTES))
    if not stream.seekable():
        file = io.BytesIO(whole(file, content, _MOST_FILE_BYTES, progress, "Save the data to a file first."))
    head = file.read(4)
    if head == b"PAR1":
        if content.path:
            file.close()
            return content.path
        file.seek(0)
        return file
    file.close()
    if not head:
        raise SourceError(Problem(content.locator, "the file is empty", "Give a file with data in it."))
    if head == b"PARE":
        raise SourceError(Problem(content.locator, "the file is encrypted", "Give a decrypted copy."))
    raise SourceError(Problem(content.locator, "this is no Parquet file", "Give it the suffix of what it is."))


def _close(file: Path | BinaryIO) -> None:
    if not isinstance(file, Path):
        file.close()


class _ParquetReading:
    """Row groups of one file being read."""

    def __init__(
        self,
        content: Content,
        dataset: str,
        opened: tuple[Path | BinaryIO, pq.ParquetFile],
        partition: Partition,
        progress: Progress,
    ) -> None:
        self.content, self.dataset, self.progress = content, dataset, progress
        self.file, self.parquet = opened
        self.partition = partition
        self.tables = FlatTables(dataset)
        self.tables.rows[""] = partition.first_row - 1
        self.left: list[NotExamined] = []

    def batches(self) -> Iterator[Batch]:
        """The rows of all tables, in the order of the file."""
        groups, done = self.parquet.metadata.num_row_groups, 0
        try:
            if not self.parquet.metadata.num_rows:
                yield from self.tables.batches(no_rows(self.parquet.schema_arrow))
            for place in range(self.partition.start, self.partition.end):
                yield from self._group(place)
                done = self.content.size * (place + 1) // groups
                self.progress(done, self.content.size)
        finally:
            self.parquet.close()
            _close(self.file)

    def _group(self, place: int) -> Iterator[Batch]:
        group = self.parquet.metadata.row_group(place)
        size = max(group.total_byte_size, group.num_rows * group.num_columns * _LEAST_CELL_BYTES, 1)
        step = max(1, min(BATCH_ROWS, group.num_rows * BATCH_BYTES // size))
        read = 0
        for data in self._readable(place, step):
            read += data.num_rows
            yield from self.tables.batches(data)
        if read != group.num_rows:
            self._leave_out(place, read, group.num_rows)

    def _readable(self, place: int, step: int) -> Iterator[pa.RecordBatch]:
        """The record batches of a row group, up to where it is broken."""
        try:
            yield from self.parquet.iter_batches(step, row_groups=[place])
        except FAULTS:
            return

    def _leave_out(self, place: int, read: int, rows: int) -> None:
        """Count the rows of a group that could not be read; the rows after them keep their numbers."""
        missing = max(0, rows - read)
        first = self.tables.rows[""] + 1
        self.tables.rows[""] += missing
        reason = Text(
            f"row group {place + 1} is damaged; its rows from {first} on ({missing}) were not examined",
            f"第 {place + 1} 个行组已损坏，其中自第 {first} 行起的 {missing} 行未予检查",
        )
        self.left.append(NotExamined(f"{self.dataset} row {first}", reason, missing))

    def not_examined(self) -> tuple[NotExamined, ...]:
        """What was left out, in words."""
        return (*self.left, *self.tables.not_examined())


SOURCE = ParquetSource()
