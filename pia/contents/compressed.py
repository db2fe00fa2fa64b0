"""A compressed file: gzip, Zstandard, bzip2 or xz over any other content."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import zlib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, BinaryIO, cast

import pyarrow as pa

from pia.contents import Content
from pia.contents._streams import JumpingStream
from pia.errors import Problem, UnreadableError
from pia.model.limits import DEFAULT, Limits

_MOST_DECODER_BYTES = 128 << 20
_PIECE = 1 << 16
_ERRORS = (EOFError, OSError, ValueError, zlib.error, lzma.LZMAError, pa.ArrowException)


class Compressed:
    """The bytes inside a compressed file.

    Attributes:
        locator: See `Content`.
        name: See `Content`.
        path: None: no file holds exactly these bytes.
    """

    path: Path | None = None

    def __init__(self, content: Content, compression: str, limits: Limits = DEFAULT) -> None:
        """Nothing is opened yet; `compression` is a key of `COMPRESSIONS`."""
        self._content, self._compression, self._limits = content, compression, limits
        self.locator = content.locator
        self.name = content.name[: -len(compression)] if content.name.lower().endswith(compression) else content.name

    @property
    def size(self) -> int:
        """Compressed bytes."""
        return self._content.size

    def open(self) -> BinaryIO:
        """A new stream over the decompressed bytes, in bounded memory.

        Raises:
            SourceError: There is no such file.
            UnreadableError: It cannot be read. Reading raises it where the file is cut off or damaged, or is a bomb.
        """
        return cast("BinaryIO", JumpingStream(self._begin, self.locator))

    def sha256(self) -> str:
        """Digest of the compressed bytes; see `Content`."""
        return self._content.sha256()

    def _begin(self) -> BinaryIO:
        return cast("BinaryIO", _Unpacked(self._content.open(), self._compression, self.locator, self._limits))


class _Stored(io.RawIOBase):
    """The compressed bytes, counted."""

    def __init__(self, file: BinaryIO) -> None:
        super().__init__()
        self._file = file
        self.count = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        count = int(cast("io.RawIOBase", self._file).readinto(buffer) or 0)
        self.count += count
        return count

    def close(self) -> None:
        self._file.close()
        super().close()


class _Unpacked(io.RawIOBase):
    """The decompressed bytes, in order."""

    def __init__(self, file: BinaryIO, compression: str, locator: str, limits: Limits) -> None:
        super().__init__()
        self._stored = _Stored(file)
        self._kind, decoder = COMPRESSIONS[compression]
        self._decoder = decoder(cast("BinaryIO", self._stored))
        self._locator, self._limits = locator, limits
        self._count = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        try:
            count = int(self._decoder.readinto(buffer) or 0)
        except _ERRORS as error:
            raise self._failed(_reason(error)) from None
        self._count += count
        if not count and not self._stored.count:
            raise self._failed("is empty")
        if self._limits.bomb(self._count, self._stored.count):
            raise self._failed(
                f"unpacks to more than {self._limits.times:,} times its size, as a decompression bomb does",
                "If it is none, unpack it yourself and name the unpacked file.",
            )
        if 0 < self._limits.unpacked < self._count:
            raise self._failed("is larger than the limit 'unpacked' allows", "Raise it with --limits unpacked=N.")
        return count

    def _failed(self, what: str, fix: str = "Make or fetch the file anew.") -> UnreadableError:
        place = f" (after {self._count:,} unpacked bytes)" if self._count else ""
        return UnreadableError(Problem(self._locator, f"the {self._kind} file {what}{place}", fix))

    def close(self) -> None:
        self._stored.close()
        super().close()


def _reason(error: Exception) -> str:
    said = str(error)
    if isinstance(error, EOFError) or "runcated" in said:
        return "is cut off"
    if "Memory usage" in said or "too much memory" in said:
        return f"needs more than {_MOST_DECODER_BYTES:,} bytes of memory to be unpacked"
    return "is damaged, or is none"


class _Chain(io.RawIOBase):
    """Streams of bzip2 or xz that follow one another; unlike the standard library's, damage behind the first counts."""

    def __init__(self, file: BinaryIO, new: Callable[[], Any]) -> None:
        super().__init__()
        self._file, self._new, self._decoder = file, new, new()

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        data = b""
        while not data:
            piece = self._next()
            if piece is None:
                return 0
            data = self._decoder.decompress(piece, len(buffer))
        buffer[: len(data)] = data
        return len(data)

    def _next(self) -> bytes | None:
        """What the decoder is given next: nothing where it still has some, `None` at the end."""
        if not self._decoder.eof:
            if not self._decoder.needs_input:
                return b""
            piece = self._file.read(_PIECE)
            if not piece:
                raise EOFError
            return piece
        rest = self._decoder.unused_data.lstrip(b"\0")
        while not rest:
            piece = self._file.read(_PIECE)
            if not piece:
                return None
            rest = piece.lstrip(b"\0")
        self._decoder = self._new()
        return bytes(rest)


def _gzip(file: BinaryIO) -> Any:
    return gzip.GzipFile(fileobj=file, mode="rb")


def _zstd(file: BinaryIO) -> Any:
    return pa.CompressedInputStream(pa.PythonFile(cast("io.IOBase", file), mode="r"), "zstd")


def _bzip2(file: BinaryIO) -> Any:
    return _Chain(file, bz2.BZ2Decompressor)


def _xz(file: BinaryIO) -> Any:
    return _Chain(file, lambda: lzma.LZMADecompressor(lzma.FORMAT_XZ, _MOST_DECODER_BYTES))


COMPRESSIONS: Mapping[str, tuple[str, Callable[[BinaryIO], Any]]] = {
    ".gz": ("gzip", _gzip),
    ".zst": ("Zstandard", _zstd),
    ".bz2": ("bzip2", _bzip2),
    ".xz": ("xz", _xz),
}
"""By suffix: the name, and what decodes it."""
