"""A file on this machine."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Callable
from pathlib import Path
from typing import Any, BinaryIO, cast

from pia.errors import Problem, SourceError, UnreadableError


class LocalFile:
    """A file on this machine, read as it lies.

    Attributes:
        locator: See `Content`.
        name: See `Content`.
        path: The file.
    """

    def __init__(self, path: Path, locator: str = "") -> None:
        """Nothing is opened yet."""
        self.path = path
        self.locator = locator or str(path)
        self.name = path.name
        self._digest = ""

    @property
    def size(self) -> int:
        """Bytes of the file; 0 if it cannot be asked."""
        try:
            return self.path.stat().st_size
        except OSError:
            return 0

    def open(self) -> BinaryIO:
        """A new stream over the bytes.

        Raises:
            SourceError: It is missing, a folder, a device or a pipe.
            UnreadableError: It cannot be opened.
        """
        return cast("BinaryIO", DigestedStream(open_file(self.path, self.locator), self._keep))

    def sha256(self) -> str:
        """Digest of the bytes; see `Content`."""
        if not self._digest:
            with open_file(self.path, self.locator) as file:
                self._keep(hashlib.file_digest(file, "sha256").hexdigest())
        return self._digest

    def _keep(self, digest: str) -> None:
        self._digest = digest


def open_file(path: Path, locator: str) -> io.FileIO:
    """A file opened for reading, without a buffer; a folder, a device or a pipe is refused.

    Raises:
        SourceError: It is missing or no regular file.
        UnreadableError: It cannot be opened.
    """
    if path.is_dir():
        raise SourceError(Problem(locator, "this is a folder", "Name the files in it, one by one."))
    if not path.exists():
        raise SourceError(Problem(locator, "there is no such file", "Check the spelling and the folder."))
    if not path.is_file():
        raise SourceError(Problem(locator, "this is a device or a pipe, not a file", "Save the data to a file first."))
    try:
        return path.open("rb", buffering=0)
    except OSError as error:
        reason = (error.strerror or "it cannot be opened").lower()
        raise UnreadableError(Problem(locator, reason, "Check the permissions.")) from None


class DigestedStream(io.RawIOBase):
    """A stream that digests what passes through it in order, and says so at its end.

    A seek to anywhere but the start gives the digest up.
    """

    def __init__(self, file: io.FileIO | BinaryIO, finished: Callable[[str], None]) -> None:
        """Take over an open file; `finished` is called with the hexadecimal digest when its end is reached."""
        super().__init__()
        self._file: Any = file
        self._finished = finished
        self._digest: Any = hashlib.sha256()

    def readable(self) -> bool:
        """Always."""
        return True

    def seekable(self) -> bool:
        """As the file."""
        return bool(self._file.seekable())

    def readinto(self, buffer: Any) -> int:
        """Fill the buffer with the next bytes; 0 at the end."""
        count = int(self._file.readinto(buffer) or 0)
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
