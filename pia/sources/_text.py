"""Which encoding a text is written in."""

from __future__ import annotations

import codecs
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache

UNDECODABLE = "\ufdd0\ufdef\ufdd1"
"""Stands for bytes that do not decode until they are counted: noncharacters, which no text interchanges."""

ERRORS = "pia-undecodable"
"""Name of the codec error handler that puts `UNDECODABLE` for them."""

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
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_WIDE = ("utf-32-le", "utf-32-be", "utf-16-le", "utf-16-be")
_CONTROLS = bytes(set(range(32)) - set(b"\t\n\v\f\r\x1a\x1b"))
_MOST_CONTROLS = 0.05
_LEAST_ASCII = 0.02
_ADJACENT = re.compile(rb"[\x80-\xff]{2}")
_CHINESE = 0.6
_OTHER = 0.3


class BinaryFileError(ValueError):
    """The bytes are no text; the message says what they look like."""


def _marked(error: UnicodeError) -> tuple[str, int]:
    if isinstance(error, UnicodeDecodeError):
        return UNDECODABLE, error.end
    raise error


codecs.register_error(ERRORS, _marked)


def encoding_of(sample: bytes) -> str:
    """The encoding of a text file, from its first bytes.

    A byte order mark decides; then UTF-32 and UTF-16 are known by their NULs, which a text of another encoding holds in
    no such order; then see `narrow_encoding_of`.

    Raises:
        BinaryFileError: These bytes are no text: they begin as another format does, or every twentieth is a control.
    """
    for mark, kind in _BINARIES.items():
        if sample.startswith(mark):
            raise BinaryFileError(kind)
    for mark, encoding in _MARKS:
        if sample.startswith(mark):
            return encoding
    wide = _wide_encoding_of(sample) if b"\x00" in sample else ""
    if not wide and len(sample) - len(sample.translate(None, _CONTROLS)) > _MOST_CONTROLS * len(sample):
        raise BinaryFileError("a binary file")
    return wide or narrow_encoding_of(sample)


def _wide_encoding_of(sample: bytes) -> str:
    """UTF-32 or UTF-16 without a mark, or nothing: UTF-8 may hold a few NULs, too."""
    if sample.count(b"\x00") <= _MOST_CONTROLS * len(sample) and not _decoded(sample, "utf-8")[1]:
        return ""
    shares = {encoding: _ascii_share(sample, encoding) for encoding in _WIDE}
    best = max(shares, key=lambda encoding: shares[encoding])
    return best if shares[best] > _LEAST_ASCII else ""


def _ascii_share(sample: bytes, encoding: str) -> float:
    """Share of ASCII, which delimits cells, in [0, 1]; 0 unless all of it decodes, to text that has no control.

    Nor may most characters be two letters of ASCII side by side.
    """
    try:
        text = codecs.getincrementaldecoder(encoding)().decode(sample)
    except UnicodeDecodeError:
        return 0.0
    ascii_bytes = text.encode("ascii", "ignore")
    controls = len(ascii_bytes) - len(ascii_bytes.translate(None, _CONTROLS))
    pairs = sum(count for character, count in Counter(text).items() if _is_pair(ord(character)))
    return 0.0 if controls or 2 * pairs > len(text) else len(ascii_bytes) / (len(text) or 1)


def _is_pair(code: int) -> bool:
    return 0x20 <= code >> 8 < 0x7F and 0x20 <= code & 0xFF < 0x7F


def narrow_encoding_of(sample: bytes) -> str:
    """UTF-8, GB18030, Big5 (`cp950`, with Hong Kong's characters `big5hkscs`) or else Windows-1252.

    It is UTF-8 if at least twice as many characters decode as do not. A Chinese encoding must turn the bytes above
    ASCII into mostly common characters; the one with more of these wins. Where no two such bytes stand together, they
    are accented letters.
    """
    good, bad = _decoded(sample, "utf-8")
    if good.total() >= 2 * bad:
        return "utf-8"
    if not _ADJACENT.search(sample):
        return "windows-1252"
    scores = {encoding: _score(sample, encoding) for encoding in ("gb18030", "cp950", "big5hkscs")}
    best = max(scores, key=lambda encoding: scores[encoding])
    return best if scores[best] >= _CHINESE else "windows-1252"


def _score(sample: bytes, encoding: str) -> float:
    """Share of the characters above ASCII that are common in this encoding; rarer ones count for less, in [0, 1]."""
    good, bad = _decoded(sample, encoding)
    common = sum(count for character, count in good.items() if character in _common(encoding))
    return (common + _OTHER * (good.total() - common)) / ((good.total() + bad) or 1)


def _decoded(sample: bytes, encoding: str) -> tuple[Counter[str], int]:
    """Characters above ASCII, and how many do not decode; the last may be cut in two."""
    counts = Counter(codecs.getincrementaldecoder(encoding)(errors="replace").decode(sample))
    bad = counts.pop("\ufffd", 0)
    return Counter({character: count for character, count in counts.items() if character > "\x7f"}), bad


@cache
def _common(encoding: str) -> frozenset[str]:
    """Signs and the characters of the first level, which the standards order by use."""
    first = range(0xA1, 0xD8) if encoding == "gb18030" else range(0xA1, 0xC7)
    return frozenset(_characters(encoding, first))


def _characters(encoding: str, leads: range) -> Iterator[str]:
    trails = range(0xA1, 0xFF) if encoding == "gb18030" else (*range(0x40, 0x7F), *range(0xA1, 0xFF))
    for lead in leads:
        for trail in trails:
            yield from bytes((lead, trail)).decode(encoding, "ignore")
