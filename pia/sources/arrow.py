"""Arrow IPC: the file format (Feather 2) and the stream format, read as a stream."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from typing import BinaryIO

import pyarrow as pa

from pia.contents import Content
from pia.errors import Problem, SourceError, UnreadableError
from pia.model.finding import NotExamined
from pia.sources import Batch, Progress, Reading
from pia.sources._nested import FAULTS, FlatTables, names_in, no_rows

_BLOCK_BYTES = 1 << 20
_FILE = b"ARROW1\x00\x00"
"""A file is this, a stream, and a footer that repeats where the batches lie."""

_AGAIN = "Write the file again."


class ArrowSource:
    """The source for `.arrow`, `.arrows`, `.feather` and `.ipc` files."""

    name = "arrow"
    suffixes: tuple[str, ...] = (".arrow", ".arrows", ".feather", ".ipc")
    schemes: tuple[str, ...] = ()

    def read(self, content: Content, dataset: str, progress: Progress) -> Reading:
        """Open an Arrow file or stream; it is read in one pass.

        Raises:
            SourceError: It is missing, empty, or of Feather's first version.
            UnreadableError: It is damaged or no Arrow data.
        """
        stream: io.BufferedReader = io.BufferedReader(_Counted(content.open(), content.size, progress), _BLOCK_BYTES)
        try:
            _start(stream, content.locator)
            reader = pa.ipc.open_stream(pa.PythonFile(stream, mode="r"))
            names_in(reader.schema)
        except SourceError:
            stream.close()
            raise
        except FAULTS:
            stream.close()
            what = "this is no Arrow data, or damaged"
            raise UnreadableError(Problem(content.locator, what, _AGAIN)) from None
        reading = _ArrowReading(content, dataset, stream, reader)
        return Reading(reading.batches(), content.sha256, reading.not_examined)


def flattened(batches: Iterable[pa.RecordBatch], dataset: str) -> Reading:
    """Record batches that are in memory, as one dataset; it has no digest."""
    tables = FlatTables(dataset)
    rows = (batch for data in batches for batch in tables.batches(data))
    return Reading(rows, lambda: "", tables.not_examined)


def _start(stream: io.BufferedReader, locator: str) -> None:
    """Go to where the stream of messages starts."""
    head = stream.peek(len(_FILE))[: len(_FILE)]
    if not head:
        raise SourceError(Problem(locator, "the file is empty", "Give a file with data in it."))
    if head.startswith(b"FEA1"):
        raise SourceError(Problem(locator, "this is a Feather file of version 1", "Write it again as version 2."))
    if head == _FILE:
        stream.read(len(_FILE))


class _ArrowReading:
    """One file being read."""

    def __init__(
        self, content: Content, dataset: str, stream: io.BufferedReader, reader: pa.RecordBatchStreamReader
    ) -> None:
        self.content, self.stream, self.reader = content, stream, reader
        self.tables = FlatTables(dataset)

    def batches(self) -> Iterator[Batch]:
        """The rows of all tables, in the order of the file."""
        empty = True
        try:
            for data in self._record_batches():
                empty = False
                yield from self.tables.batches(data)
            if empty:
                yield from self.tables.batches(no_rows(self.reader.schema))
            while self.stream.read(_BLOCK_BYTES):
                pass
        finally:
            self.stream.close()

    def _record_batches(self) -> Iterator[pa.RecordBatch]:
        while True:
            try:
                yield self.reader.read_next_batch()
            except StopIteration:
                return
            except FAULTS:
                what = f"the file is damaged after row {self.tables.rows['']}"
                raise UnreadableError(Problem(self.content.locator, what, _AGAIN)) from None

    def not_examined(self) -> tuple[NotExamined, ...]:
        """What was left out, in words."""
        return self.tables.not_examined()


class _Counted(io.RawIOBase):
    """A stream that tells how far it was read."""

    def __init__(self, file: BinaryIO, size: int, progress: Progress) -> None:
        super().__init__()
        self._file, self._size, self._progress = file, size, progress
        self._done = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        chunk = self._file.read(len(buffer))
        buffer[: len(chunk)] = chunk
        self._done += len(chunk)
        self._progress(self._done, self._size)
        return len(chunk)

    def close(self) -> None:
        self._file.close()
        super().close()


SOURCE = ArrowSource()
