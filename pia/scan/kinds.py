"""What kind of file a content is, by its first bytes where they are sure and by its name otherwise."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from typing import cast

from pia.contents import Content

HEAD_BYTES = 1 << 16
ARCHIVE = ".zip"
ZIPPED = (".xlsx", ".xlsm", ".xlsb", ".ods")
"""Formats that are ZIP archives themselves."""


@dataclass(frozen=True, slots=True)
class Kind:
    """What the first bytes say.

    Attributes:
        what: In words, for messages; empty where they say nothing.
        suffix: The file suffix of that format, where they are sure; empty otherwise.
    """

    what: str = ""
    suffix: str = ""


UNKNOWN = Kind()
EMPTY = Kind("an empty file")
TEXT = Kind("text")
DAMAGED = Kind("a damaged ZIP archive", ARCHIVE)
_BINARY = Kind("a binary file")
_OFFICE = Kind("an Office document")

_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x7f]")

_STARTS: Mapping[bytes, Kind] = {
    b"PAR1\x15": Kind("a Parquet file", ".parquet"),
    b"ARROW1\x00\x00": Kind("an Arrow file", ".arrow"),
    b"SQLite format 3\x00": Kind("an SQLite database", ".sqlite"),
    b"\x1f\x8b\x08": Kind("a gzip file", ".gz"),
    b"\x28\xb5\x2f\xfd": Kind("a Zstandard file", ".zst"),
    b"\xfd7zXZ\x00": Kind("an xz file", ".xz"),
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1": Kind("an old Office file or one with a password"),
    b"%PDF-": Kind("a PDF"),
    b"\x89PNG\r\n\x1a\n": Kind("a picture"),
    b"\xff\xd8\xff": Kind("a picture"),
    b"GIF8": Kind("a picture"),
    b"\x7fELF": Kind("a program"),
    b"7z\xbc\xaf\x27\x1c": Kind("a 7z archive"),
    b"Rar!\x1a\x07": Kind("a RAR archive"),
}


def kind_of(content: Content) -> Kind:
    """What the first bytes of a content say; for a ZIP archive, what its directory says.

    Raises:
        PiaError: It cannot be opened or read.
    """
    with content.open() as stream:
        head = stream.read(HEAD_BYTES)
        if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
            stream.seek(0)
            return _zip_kind(io.BufferedReader(cast("io.RawIOBase", stream)))
    return head_kind(head)


def head_kind(head: bytes) -> Kind:
    """What first bytes say, ZIP archives aside."""
    for start, kind in _STARTS.items():
        if head.startswith(start):
            return kind
    if head[8:12] == b"DUCK" and b"\x00" in head[:64]:
        return Kind("a DuckDB database", ".duckdb")
    if head[4:10] == b"1AY&SY" and head.startswith(b"BZh"):
        return Kind("a bzip2 file", ".bz2")
    if head[257:262] == b"ustar":
        return Kind("a tar archive")
    if not head:
        return EMPTY
    wide = head.startswith((b"\xff\xfe", b"\xfe\xff"))
    return TEXT if wide or not _CONTROL.search(head) else _BINARY


def _zip_kind(stream: io.BufferedReader) -> Kind:
    try:
        with zipfile.ZipFile(stream) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, EOFError, OSError, ValueError, RuntimeError):
        return DAMAGED
    if "xl/workbook.xml" in names:
        return Kind("an Excel workbook", ".xlsx")
    if "xl/workbook.bin" in names:
        return Kind("an Excel workbook", ".xlsb")
    if {"content.xml", "mimetype"} <= names:
        return Kind("an OpenDocument file", ".ods")
    return _OFFICE if "[Content_Types].xml" in names else Kind("a ZIP archive", ARCHIVE)


def text_suffix(head: bytes) -> str:
    r"""The suffix of text without a name: JSON where it starts so, JSON Lines where its first line is whole, else CSV.

    >>> text_suffix(b'{"a": 1}\n{"a": 2}\n'), text_suffix(b'[{"a": 1}]'), text_suffix(b"a,b\n1,2\n")
    ('.jsonl', '.json', '.csv')
    """
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if start.startswith(b"["):
        return ".json"
    if not start.startswith(b"{"):
        return ".csv"
    line, _, rest = start.partition(b"\n")
    return ".jsonl" if line.rstrip().endswith(b"}") and rest.strip() else ".json"
