"""Streams that lie between the stored bytes and a source: they digest, jump and turn errors into words."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Callable
from typing import Any, BinaryIO, cast

from pia.errors import PiaError, Problem, UnreadableError

MOST_IN_MEMORY = 256 << 20
"""Bytes held in memory of a content that has no places to jump to."""

_PIECE = 1 << 20


class DigestedStream(io.RawIOBase):
    """A stream that digests what passes through it in order, and says so at its end.

    A seek to anywhere but the start gives the digest up.
    """

    def __init__(self, file: io.FileIO | BinaryIO, finished: Callable[[str], None], locator: str = "") -> None:
        """Take over an open file; `finished` is called with the hexadecimal digest when its end is reached."""
        super().__init__()
        self._file: Any = file
        self._finished = finished
        self._locator = locator
        self._digest: Any = hashlib.sha256()

    def readable(self) -> bool:
        """Always."""
        return True

    def seekable(self) -> bool:
        """As the file."""
        return bool(self._file.seekable())

    def readinto(self, buffer: Any) -> int:
        """Fill the buffer with the next bytes; 0 at the end.

        Raises:
            UnreadableError: The place where the bytes lie does not give them.
        """
        try:
            count = int(self._file.readinto(buffer) or 0)
        except OSError as error:
            raise broken(self._locator, error) from None
        if self._digest is not None:
            if count:
                self._digest.update(memoryview(buffer)[:count])
            elif len(buffer):
                self._finished(self._digest.hexdigest())
        return count

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """Move; the digest starts anew at the start and is given up elsewhere."""
        place = int(self._file.seek(offset, whence))
        self._digest = hashlib.sha256() if place == 0 else None
        return place

    def tell(self) -> int:
        """Where the next byte is read from."""
        return int(self._file.tell())

    def close(self) -> None:
        """Close the file."""
        self._file.close()
        super().close()


class JumpingStream(io.RawIOBase):
    """A stream over bytes that can only be had in order, made seekable.

    Going back to the start begins anew; any other jump goes to where the place itself can jump, or else takes the whole
    into memory, up to `MOST_IN_MEMORY`.
    """

    def __init__(
        self, begin: Callable[[], BinaryIO], locator: str, jump: Callable[[], BinaryIO | None] | None = None
    ) -> None:
        """`begin` gives a stream over the bytes from their start, `jump` one with places, if it can."""
        super().__init__()
        self._begin, self._locator, self._jump = begin, locator, jump
        self._file = begin()
        self._place = 0
        self._held = False

    def readable(self) -> bool:
        """Always."""
        return True

    def seekable(self) -> bool:
        """Always."""
        return True

    def tell(self) -> int:
        """Where the next byte is read from."""
        return self._place

    def readinto(self, buffer: Any) -> int:
        """Fill the whole buffer; less only at the end."""
        view, got = memoryview(buffer).cast("B"), 0
        while got < len(view) and (count := cast("io.RawIOBase", self._file).readinto(view[got:])):
            got += count
        self._place += got
        return got

    def readall(self) -> bytes:
        """Everything that is left."""
        return b"".join(iter(lambda: self.read(_PIECE) or b"", b""))

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """Move to any place.

        Raises:
            UnreadableError: That needs the whole, which is too large to be held or cannot be read again.
        """
        if whence == io.SEEK_CUR:
            offset, whence = self._place + offset, io.SEEK_SET
        if whence == io.SEEK_SET and offset == self._place:
            return self._place
        if whence == io.SEEK_SET and offset == 0 and not self._held:
            self._anew()
            return 0
        if not self._held:
            self._take_places()
        self._place = self._file.seek(offset, whence)
        return self._place

    def _anew(self) -> None:
        self._file.close()
        self._file, self._place = self._begin(), 0

    def _take_places(self) -> None:
        file = self._jump() if self._jump else None
        if file is None:
            file = self._hold()
        self._file.close()
        self._file, self._held = file, True

    def _hold(self) -> BinaryIO:
        if self._place:
            self._anew()
        pieces, room = [], MOST_IN_MEMORY
        while room >= 0 and (piece := self.read(min(_PIECE, room + 1))):
            pieces.append(piece)
            room -= len(piece)
        if room < 0:
            what = f"a file of this format must be held as a whole here, and it is larger than {MOST_IN_MEMORY:,} bytes"
            raise UnreadableError(Problem(self._locator, what, "Unpack or save it to a file first."))
        return io.BytesIO(b"".join(pieces))

    def close(self) -> None:
        """Close the stream below."""
        self._file.close()
        super().close()


def broken(locator: str, error: Exception) -> PiaError:
    """What a place that stops giving its bytes is told as; the words of a library are not repeated.

    Args:
        locator: The place.
        error: What was raised; an error of pia stays as it is.
    """
    if isinstance(error, PiaError):
        return error
    what = "reading broke off before the end"
    return UnreadableError(Problem(locator, what, "Check the disk or the connection, and try again."))
