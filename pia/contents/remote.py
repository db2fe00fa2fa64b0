"""A file on another machine, read through fsspec; only ever opened where the user allowed it."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any, BinaryIO, TypeVar, cast
from urllib.parse import unquote, urlsplit

from pia.contents._streams import DigestedStream, JumpingStream, broken
from pia.contents.address import masked, scheme_of
from pia.errors import PiaError, Problem, SourceError, UnreadableError

if TYPE_CHECKING:
    from fsspec import AbstractFileSystem

SCHEMES = (
    *("abfs", "abfss", "az", "ftp", "gcs", "gs", "hdfs", "hf", "http", "https", "memory", "oss", "s3", "s3a", "sftp"),
    *("ssh", "webhdfs"),
)
"""Schemes that can be read; those that keep copies on the disk or lead to local files are left out."""

_CONNECT_SECONDS, _READ_SECONDS = 30, 120
_PIECE = 1 << 20
_Result = TypeVar("_Result")


class RemoteFile:
    """A file behind an address.

    Attributes:
        locator: The address without its secrets.
        name: See `Content`.
        size: Bytes, once it was opened; 0 before, and where the server does not say.
        path: None: it is on another machine.
    """

    path: Path | None = None

    def __init__(self, address: str) -> None:
        """Nothing is connected yet."""
        self._address = address
        self.locator = masked(address)
        self.name = unquote(PurePosixPath(urlsplit(address).path or address).name)
        self.size = 0
        self._digest = ""

    def open(self) -> BinaryIO:
        """A new stream over the bytes, read as they are asked for; nothing is kept on the disk.

        Raises:
            SourceError: There is no such file, the server refuses it, or what reads such addresses is not installed.
            UnreadableError: The connection fails. Reading from the stream may raise it, too.
        """
        file = self._connect()
        if file.jumps():
            return cast("BinaryIO", DigestedStream(cast("BinaryIO", file), self._keep, self.locator))
        first = [file]
        return cast("BinaryIO", JumpingStream(lambda: self._digested(first.pop() if first else None), self.locator))

    def sha256(self) -> str:
        """Digest of the bytes; see `Content`."""
        if not self._digest:
            with self._digested(None) as file:
                while file.read(_PIECE):
                    pass
        return self._digest

    def _keep(self, digest: str) -> None:
        self._digest = digest

    def _digested(self, file: _RemoteStream | None) -> BinaryIO:
        stream = DigestedStream(cast("BinaryIO", file or self._connect()), self._keep, self.locator)
        return cast("BinaryIO", stream)

    def _connect(self) -> _RemoteStream:
        system, path = _told(self.locator, lambda: _system(self._address, self.locator))
        file = _told(self.locator, lambda: system.open(path, "rb"))
        self.size = int(getattr(file, "size", 0) or 0)
        return _RemoteStream(file, self.locator)


class _RemoteStream(io.RawIOBase):
    """An open file of fsspec whose errors are told in words."""

    def __init__(self, file: Any, locator: str) -> None:
        super().__init__()
        self._file, self._locator = file, locator

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def jumps(self) -> bool:
        """Whether the server gives the bytes from any place."""
        try:
            self._file.seek(0, io.SEEK_END)
            self._file.seek(0)
        except (ValueError, OSError):
            return False
        return True

    def readinto(self, buffer: Any) -> int:
        return int(_told(self._locator, lambda: self._file.readinto(buffer), reading=True) or 0)

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        return int(_told(self._locator, lambda: self._file.seek(offset, whence), reading=True))

    def tell(self) -> int:
        return int(self._file.tell())

    def close(self) -> None:
        self._file.close()
        super().close()


def _system(address: str, locator: str) -> tuple[AbstractFileSystem, str]:
    """The file system of an address and the path in it."""
    try:
        from fsspec.core import url_to_fs

        options: dict[str, Any] = {}
        if scheme_of(address) in {"http", "https"}:
            from aiohttp import ClientTimeout

            limits = ClientTimeout(total=None, sock_connect=_CONNECT_SECONDS, sock_read=_READ_SECONDS)
            options["client_kwargs"] = {"timeout": limits}
        return cast("tuple[AbstractFileSystem, str]", url_to_fs(address, **options))
    except ImportError:
        what = f"what reads {scheme_of(address)}:// is not installed"
        fix = "Install it with: pip install 'pia-toolkit[remote]'; some schemes need another package of fsspec."
        raise SourceError(Problem(locator, what, fix)) from None


def _told(locator: str, work: Callable[[], _Result], *, reading: bool = False) -> _Result:
    """What a library does, its errors told in our words: theirs may carry the address with its secrets."""
    try:
        return work()
    except PiaError:
        raise
    except FileNotFoundError:
        raise SourceError(Problem(locator, "there is no such file", "Check the address.")) from None
    except PermissionError:
        raise UnreadableError(Problem(locator, "access is refused", "Check the credentials.")) from None
    except Exception as error:
        if reading:
            raise broken(locator, error) from None
        status = getattr(error, "status", 0)
        what = f"the server refuses it (status {status})" if status else "the server cannot be reached"
        raise UnreadableError(Problem(locator, what, "Check the address, the network and the credentials.")) from None
