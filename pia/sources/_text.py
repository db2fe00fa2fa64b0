"""Bytes of a text file as UTF-8."""

from __future__ import annotations

import codecs
import io
from collections.abc import Mapping
from typing import BinaryIO

from pia.sources import Progress

_BINARIES: Mapping[bytes, str] = {
    b"PK\x03\x04": "a ZIP archive or an Excel workbook",
    b"PAR1": "a Parquet file",
    b"%PDF": "a PDF",
    b"\x1f\x8b": "a gzip file",
    b"\x28\xb5\x2f\xfd": "a Zstandard file",
    b"\xd0\xcf\x11\xe0": "an old Office file",
    b"SQLite format 3": "an SQLite database",
    b"ARROW1": "an Arrow file",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"\x7fELF": "a program",
}


class BinaryFileError(ValueError):
    """The bytes are no text; the message says what they look like."""


def encoding_of(sample: bytes) -> str:
    """The encoding of a text file, from its first bytes: byte order mark, UTF-8, GB18030, else Latin-1.

    Raises:
        BinaryFileError: These bytes are no text.
    """
    for mark, kind in _BINARIES.items():
        if sample.startswith(mark):
            raise BinaryFileError(kind)
    if sample.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    if b"\x00" in sample:
        raise BinaryFileError("a binary file")
    if _damage(sample, "utf-8") < 0.02:
        return "utf-8"
    return "gb18030" if _damage(sample, "gb18030") < 0.02 else "latin-1"


def _damage(sample: bytes, encoding: str) -> float:
    """Share of the bytes above ASCII that do not decode; the last character may be cut in two."""
    above = len(sample) - len(sample.decode("ascii", errors="ignore"))
    text = codecs.getincrementaldecoder(encoding)(errors="replace").decode(sample)
    return text.count("\ufffd") / above if above else 0.0


class Utf8Stream(io.RawIOBase):
    """A binary file as UTF-8 bytes; counts what did not decode.

    Attributes:
        encoding: Encoding of the file.
        replaced: Characters that did not decode.
    """

    def __init__(self, file: BinaryIO, encoding: str, size: int, progress: Progress) -> None:
        """Take over an open file; `close` closes it."""
        super().__init__()
        self.encoding = encoding
        self.replaced = 0
        self._file, self._size, self._progress = file, size, progress
        self._done = 0
        self._decoder = None if encoding == "utf-8" else codecs.getincrementaldecoder(encoding)(errors="replace")
        self._ahead = b""

    def readable(self) -> bool:
        """Always."""
        return True

    def read(self, size: int = -1) -> bytes:
        """The next bytes, at most `size` of them; empty at the end."""
        while not self._ahead and (chunk := self._file.read(size if size > 0 else 1 << 20)):
            first = self._done == 0
            self._take(chunk)
            self._ahead = self._decoded(chunk)
            if first:
                self._ahead = self._ahead.removeprefix(codecs.BOM_UTF8)
        wanted = size if size > 0 else len(self._ahead)
        head, self._ahead = self._ahead[:wanted], self._ahead[wanted:]
        return head

    def _decoded(self, chunk: bytes) -> bytes:
        if self._decoder is None:
            return chunk
        text = self._decoder.decode(chunk)
        self.replaced += text.count("\ufffd")
        return text.encode()

    def _take(self, chunk: bytes) -> None:
        self._done += len(chunk)
        self._progress(self._done, self._size)

    def drain(self) -> None:
        """Read to the end, so that the file's digest covers every byte."""
        while chunk := self._file.read(1 << 20):
            self._take(chunk)

    def close(self) -> None:
        """Close the file."""
        self._file.close()
        super().close()
