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
_WEB = ("http", "https")
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
        stream = JumpingStream(self._in_order, self.locator, self._with_places)
        return cast("BinaryIO", stream)

    def sha256(self) -> str:
        """Digest of the bytes; see `Content`."""
        if not self._digest:
            with self._in_order() as file:
                while file.read(_PIECE):
                    pass
        return self._digest

    def _keep(self, digest: str) -> None:
        self._digest = digest

    def _in_order(self) -> BinaryIO:
        file = _RemoteStream(self._connect(in_order=True), self.size, self.locator)
        return cast("BinaryIO", DigestedStream(cast("BinaryIO", file), self._keep, self.locator))

    def _with_places(self) -> BinaryIO | None:
        """A stream that the server gives from any place; nothing where it can only give the whole."""
        file = self._connect(in_order=False)
        try:
            file.seek(max(0, self.size - 1))
            file.read(1)
        except (ValueError, OSError):
            file.close()
            return None
        return cast("BinaryIO", _RemoteStream(file, self.size, self.locator))

    def _connect(self, *, in_order: bool) -> Any:
        system, path = _told(self.locator, lambda: _system(self._address, self.locator))
        self.size = int(_told(self.locator, lambda: system.info(path)).get("size") or 0)
        options = {"block_size": 0} if in_order and scheme_of(self._address) in _WEB else {}
        return _told(self.locator, lambda: system.open(path, "rb", **options))


class _RemoteStream(io.RawIOBase):
    """An open file of fsspec whose errors are told in words, and whose end must be where the server said."""

    def __init__(self, file: Any, size: int, locator: str) -> None:
        super().__init__()
        self._file, self._size, self._locator = file, size, locator
        self._place = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        count = int(_told(self._locator, lambda: self._file.readinto(buffer), reading=True) or 0)
        self._place += count
        if not count and self._place < self._size:
            raise broken(self._locator, EOFError())
        return count

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        self._place = int(_told(self._locator, lambda: self._file.seek(offset, whence), reading=True))
        return self._place

    def close(self) -> None:
        self._file.close()
        super().close()


def _system(address: str, locator: str) -> tuple[AbstractFileSystem, str]:
    """The file system of an address and the path in it."""
    try:
        from fsspec.core import url_to_fs

        options: dict[str, Any] = {}
        if scheme_of(address) in _WEB:
            from aiohttp import ClientTimeout

            limits = ClientTimeout(total=None, sock_connect=_CONNECT_SECONDS, sock_read=_READ_SECONDS)
            options |= {"client_kwargs": {"timeout": limits}, "headers": {"Accept-Encoding": "identity"}}
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
    except Exception as error:
        if reading:
            raise broken(locator, error) from None
        raise _refusal(locator, error) from None


def _refusal(locator: str, error: Exception) -> PiaError:
    """Why a file cannot be opened; fsspec tells whatever happened on the web as a file that is not found."""
    cause = error.__cause__ or error
    status = getattr(cause, "status", 0)
    missing = isinstance(error, FileNotFoundError) and not status and not _is_of_the_network(cause)
    if missing or status in {404, 410}:
        return SourceError(Problem(locator, "there is no such file", "Check the address."))
    if isinstance(error, PermissionError) or status in {401, 403}:
        return UnreadableError(Problem(locator, "access is refused", "Check the credentials."))
    what = f"the server refuses it (status {status})" if status else "the server cannot be reached"
    return UnreadableError(Problem(locator, what, "Check the address and the network."))


def _is_of_the_network(cause: BaseException) -> bool:
    return isinstance(cause, OSError) and not isinstance(cause, FileNotFoundError)
