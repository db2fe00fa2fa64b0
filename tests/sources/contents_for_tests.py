"""Contents that lie in memory, and what a source reads from a content."""

from __future__ import annotations

import hashlib
import io
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, cast

import pyarrow as pa
import pyarrow.compute as pc

from pia.contents import Content
from pia.model.finding import NotExamined
from pia.sources import Batch, Source


class Memory:
    """Bytes in memory, as a stream that seeks or one that does not.

    Attributes:
        opened: Every stream that was given out.
    """

    def __init__(self, data: bytes, name: str, *, seekable: bool = True) -> None:
        self.data, self.name, self.locator = data, name, name
        self.path: Path | None = None
        self.size = len(data)
        self.opened: list[io.RawIOBase] = []
        self._seekable = seekable

    def open(self) -> BinaryIO:
        stream = _Stream(self.data, seekable=self._seekable)
        self.opened.append(stream)
        return cast("BinaryIO", stream)

    def sha256(self) -> str:
        return hashlib.sha256(self.data).hexdigest()


class _Stream(io.RawIOBase):
    """Gives few bytes at a time, as a pipe does."""

    def __init__(self, data: bytes, *, seekable: bool) -> None:
        super().__init__()
        self._file, self._seekable = io.BytesIO(data), seekable

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return self._seekable

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        return self._file.readinto(memoryview(buffer)[:50_000])

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        if not self._seekable:
            raise io.UnsupportedOperation("seek")
        return self._file.seek(offset, whence)

    def tell(self) -> int:
        if not self._seekable:
            raise io.UnsupportedOperation("tell")
        return self._file.tell()


@dataclass
class Read:
    """What a source read.

    Attributes:
        tables: Rows of each table, every cell as text.
        batches: The batches.
        left: What was not examined.
        sha256: Digest.
        progress: What progress was told.
    """

    tables: dict[str, list[dict[str, str | None]]]
    batches: list[Batch]
    left: tuple[NotExamined, ...]
    sha256: str
    progress: list[tuple[int, int]]

    @property
    def rows(self) -> list[dict[str, str | None]]:
        """The rows of all tables."""
        return [row for rows in self.tables.values() for row in rows]


def read(source: Source, content: Content) -> Read:
    """Everything that a source reads from a content; the rows of a table must be numbered without a gap."""
    progress: list[tuple[int, int]] = []
    reading = source.read(content, "d", lambda done, total: progress.append((done, total)))
    tables: dict[str, list[dict[str, str | None]]] = {}
    batches = []
    for batch in reading.batches:
        batch.data.validate(full=True)
        rows = tables.setdefault(batch.table, [])
        assert batch.first_row >= len(rows) + 1
        cells = [pc.cast(column, pa.string()).to_pylist() for column in batch.data.columns]
        rows += [dict(zip(batch.data.schema.names, row, strict=True)) for row in zip(*cells, strict=True)]
        batches.append(batch)
    return Read(tables, batches, reading.not_examined(), reading.sha256(), progress)
