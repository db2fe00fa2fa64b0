"""A file on this machine."""

from __future__ import annotations

import hashlib
import io
from pathlib import Path
from typing import BinaryIO, cast

from pia.contents._streams import DigestedStream, broken
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

    def __reduce__(self) -> tuple[type[LocalFile], tuple[Path, str]]:
        """How it is pickled: another process may stand in another folder."""
        return type(self), (self.path.absolute(), self.locator)

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
        return cast("BinaryIO", DigestedStream(open_file(self.path, self.locator), self._keep, self.locator))

    def sha256(self) -> str:
        """Digest of the bytes; see `Content`."""
        if not self._digest:
            with open_file(self.path, self.locator) as file:
                try:
                    self._keep(hashlib.file_digest(file, "sha256").hexdigest())
                except OSError as error:
                    raise broken(self.locator, error) from None
        return self._digest

    def _keep(self, digest: str) -> None:
        self._digest = digest


def open_file(path: Path, locator: str) -> io.FileIO:
    """A file opened for reading, without a buffer; a folder, a device or a pipe is refused.

    Raises:
        SourceError: It is missing or no regular file.
        UnreadableError: It cannot be opened.
    """
    try:
        if path.is_dir():
            raise SourceError(Problem(locator, "this is a folder", "Name the files in it, one by one."))
        if not path.exists():
            raise SourceError(Problem(locator, "there is no such file", "Check the spelling and the folder."))
        if not path.is_file():
            what = "this is a device or a pipe, not a file"
            raise SourceError(Problem(locator, what, "Save the data to a file first, or pipe it to: pia scan -"))
        return path.open("rb", buffering=0)
    except OSError as error:
        reason = (error.strerror or "it cannot be opened").lower()
        raise UnreadableError(Problem(locator, reason, "Check the permissions.")) from None
