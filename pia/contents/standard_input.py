"""Standard input: bytes that pass once."""

from __future__ import annotations

import hashlib
import io
import sys
from pathlib import Path
from typing import Any, BinaryIO, NoReturn, cast

from pia.contents._streams import MOST_IN_MEMORY, JumpingStream, broken
from pia.errors import Problem, SourceError, UnreadableError

MOST_KEPT = 8 << 20
"""So long as no more bytes than this were read, the start can be read again."""

_NEEDS_PLACES = (b"PK\x03\x04", b"PAR1\x15", b"ARROW1\x00")
"""Starts of formats that are read from several places; of these as much is kept as may be held in memory."""


class StandardInput:
    """What another program writes to this one.

    Attributes:
        locator: `-`.
        name: Empty; bytes that pass have no name.
        size: 0: it is not known.
        path: None: no file holds these bytes.
    """

    locator = "-"
    name = ""
    size = 0
    path: Path | None = None

    def __reduce__(self) -> NoReturn:
        """Never pickled.

        Raises:
            SourceError: Always: another process has not this one's standard input.
        """
        what = "standard input is here, and what scans for this one is another process"
        raise SourceError(Problem("-", what, "Save it to a file first, or scan it with --engine local."))

    def __init__(self, stream: BinaryIO | None = None) -> None:
        """Nothing is read yet; `stream` is that of the process unless given."""
        self._stream = stream
        self._kept: bytearray | None = bytearray()
        self._running = hashlib.sha256()
        self._digest = ""

    def open(self) -> BinaryIO:
        """A stream over the bytes; a second one only while the start is still kept.

        Raises:
            SourceError: The process has no standard input.
            UnreadableError: Too much of it was read to begin anew. Reading from the stream may raise it, too.
        """
        return cast("BinaryIO", JumpingStream(self._begin, self.locator))

    def sha256(self) -> str:
        """Digest of all that came, once the end was read; empty before."""
        return self._digest

    def _begin(self) -> BinaryIO:
        if self._stream is None:
            if sys.stdin is None:
                raise SourceError(Problem(self.locator, "there is no standard input", "Pipe the data into pia."))
            self._stream = sys.stdin.buffer
        if self._kept is None:
            what = "standard input can be read only once, and this format needs more"
            raise UnreadableError(Problem(self.locator, what, "Save the data to a file first."))
        return cast("BinaryIO", _Replayed(self))

    def take(self, start: int, size: int) -> bytes:
        """Some bytes from a place on: kept ones, else the next that come; empty at the end.

        Raises:
            UnreadableError: The other program's data cannot be read.
        """
        if self._kept is not None and start < len(self._kept):
            return bytes(self._kept[start : start + size])
        stream = cast("BinaryIO", self._stream)
        try:
            data = stream.read1(size) if isinstance(stream, io.BufferedReader) else stream.read(size)
        except (OSError, ValueError) as error:
            raise broken(self.locator, error) from None
        self._running.update(data)
        if not data:
            self._digest = self._running.hexdigest()
        if self._kept is not None:
            self._kept += data
            most = MOST_IN_MEMORY if self._kept.startswith(_NEEDS_PLACES) else MOST_KEPT
            if len(self._kept) > most:
                self._kept = None
        return data


class _Replayed(io.RawIOBase):
    """Standard input from its start."""

    def __init__(self, source: StandardInput) -> None:
        super().__init__()
        self._source, self._place = source, 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        data = self._source.take(self._place, len(buffer))
        buffer[: len(data)] = data
        self._place += len(data)
        return len(data)
