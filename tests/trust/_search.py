"""Searching bytes for values in every form in which they could be written."""

from __future__ import annotations

import base64
import hashlib
import html
import io
import json
import zipfile
import zlib
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import quote, quote_plus

import numpy as np
import pikepdf
from pypdf import PdfReader

LEAST_BYTES = 8
"""Shortest form that is searched for: shorter ones stand in any file by accident."""

_SLOTS = 1 << 20
_PIECE = 1 << 22
_DEEPEST = 3
_HASHES: tuple[Callable[[bytes], bytes], ...] = (
    *(lambda raw, name=name: hashlib.new(name, raw, usedforsecurity=False).digest() for name in ("md5", "sha1")),
    *(lambda raw, name=name: hashlib.new(name, raw).digest() for name in ("sha224", "sha256", "sha384", "sha512")),
    *(lambda raw, name=name: hashlib.new(name, raw).digest() for name in ("sha3_256", "sha3_512", "blake2s")),
    *(lambda raw, size=size: hashlib.blake2b(raw, digest_size=size).digest() for size in (8, 16, 20, 32, 64)),
)


@dataclass(frozen=True, slots=True)
class Hit:
    """A value where none may be.

    Attributes:
        value: Which; only ever a planted one.
        form: How it was written.
    """

    value: str
    form: str


class Search:
    """Finds values in any bytes: plain, in other encodings, in base64, in hexadecimal, escaped, or as bare hashes."""

    def __init__(self, values: Iterable[str], halved: Collection[str] | None = None) -> None:
        """Work out every form of every value; each must have at least eight bytes.

        Args:
            values: What to search for.
            halved: Of which also each half by itself is searched for; all, unless given.
        """
        folded: dict[bytes, Hit] = {}
        exact: dict[bytes, Hit] = {}
        for value in dict.fromkeys(values):
            if len(value.encode()) < LEAST_BYTES:
                raise ValueError(f"'{value}' is too short to be told from an accident")
            halves = _halves(value) if halved is None or value in halved else ()
            for name, form in (*_folded(value), *halves):
                folded.setdefault(form.lower(), Hit(value, name))
            for name, form in _exact(value):
                exact.setdefault(form, Hit(value, name))
        self.forms = len(folded) + len(exact)
        self._folded, self._exact = _Needles(folded), _Needles(exact)

    def hits(self, data: bytes) -> list[Hit]:
        """What is found in the bytes, and in everything that is packed in them."""
        found: set[Hit] = set()
        for part in unpacked(data):
            found |= self._exact.hits(part) | self._folded.hits(part.lower())
        return sorted(found, key=lambda hit: (hit.value, hit.form))


class _Needles:
    """Many byte strings to be found at once, by their first eight bytes."""

    def __init__(self, forms: Mapping[bytes, Hit]) -> None:
        self._forms: dict[bytes, list[tuple[bytes, Hit]]] = {}
        self._slots = np.zeros(_SLOTS, dtype=bool)
        for form, hit in forms.items():
            if len(form) >= LEAST_BYTES:
                self._forms.setdefault(form[:LEAST_BYTES], []).append((form, hit))
        heads = np.frombuffer(b"".join(self._forms), dtype="<u8")
        self._heads = np.sort(heads)
        self._slots[_slot(heads)] = True

    def hits(self, data: bytes) -> set[Hit]:
        found: set[Hit] = set()
        for start in range(0, max(0, len(data) - LEAST_BYTES + 1), _PIECE):
            piece = data[start : start + _PIECE + LEAST_BYTES - 1]
            for shift in range(LEAST_BYTES):
                words = np.frombuffer(piece, dtype="<u8", count=max(0, (len(piece) - shift) // 8), offset=shift)
                likely = np.flatnonzero(self._slots[_slot(words)])
                for place in likely[np.isin(words[likely], self._heads)].tolist():
                    found |= self._at(data, start + shift + 8 * place)
        return found

    def _at(self, data: bytes, place: int) -> set[Hit]:
        candidates = self._forms[data[place : place + LEAST_BYTES]]
        return {hit for form, hit in candidates if data.startswith(form, place)}


def _slot(words: np.ndarray[tuple[int], np.dtype[np.uint64]]) -> np.ndarray[tuple[int], np.dtype[np.uint64]]:
    return (words * np.uint64(0x9E3779B97F4A7C15)) >> np.uint64(44)


def _folded(value: str) -> Iterator[tuple[str, bytes]]:
    """Forms in which upper and lower case are the same."""
    plain = dict.fromkeys((value, "".join(character for character in value if character.isalnum())))
    for text in plain:
        yield "plain", text.encode()
        for encoding in ("utf-16-le", "utf-16-be", "utf-32-le", "gb18030", "big5"):
            yield encoding, text.encode(encoding, "ignore")
        yield "hexadecimal", text.encode().hex().encode()
        yield "hexadecimal", text.encode("utf-16-be").hex().encode()
        yield "hexadecimal", text.encode().hex(" ").encode()
    for quoted in (quote(value), quote(value, safe=""), quote_plus(value)):
        yield "URL", quoted.encode()
    yield "JSON", json.dumps(value)[1:-1].encode()
    yield "HTML", html.escape(value).encode()
    yield "XML", value.encode("ascii", "xmlcharrefreplace")
    yield "XML", "".join(f"&#x{ord(character):x};" for character in value).encode()
    yield "Python", repr(value.encode())[2:-1].encode()
    for digest in _digests(value):
        yield "hash", digest.hex()[:16].encode()


def _halves(value: str) -> Iterator[tuple[str, bytes]]:
    middle = len(value) // 2
    yield "half", value[:middle].strip().encode()
    yield "half", value[middle:].strip().encode()


def _exact(value: str) -> Iterator[tuple[str, bytes]]:
    """Forms in which case tells."""
    for raw in (value.encode(), value.encode("utf-16-le")):
        for shift in range(3):
            encoded = base64.b64encode(bytes(shift) + raw)
            # Characters that also hold bits of what stands around the value say nothing of it.
            inside = encoded[(0, 2, 3)[shift] : (len(raw) + shift) * 8 // 6]
            yield "base64", inside
            yield "base64", inside.replace(b"+", b"-").replace(b"/", b"_")
    for digest in _digests(value):
        yield "hash", digest[:LEAST_BYTES]
        yield "hash", base64.b64encode(digest)[:16]
        yield "hash", base64.urlsafe_b64encode(digest)[:16]


def _digests(value: str) -> Iterator[bytes]:
    texts = {value, value.lower(), value.upper(), "".join(character for character in value if character.isalnum())}
    for text in sorted(texts):
        for hashed in _HASHES:
            yield hashed(text.encode())


def unpacked(data: bytes, depth: int = 0) -> Iterator[bytes]:
    """The bytes, and those of every stream of a PDF, member of an archive and gzip file in them."""
    yield data
    if depth == _DEEPEST:
        return
    if data.startswith(b"%PDF"):
        yield from _of_pdf(data)
    elif data.startswith(b"PK\x03\x04"):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for info in archive.infolist():
                yield info.filename.encode()
                yield from unpacked(archive.read(info), depth + 1)
    elif data.startswith(b"\x1f\x8b"):
        yield from unpacked(zlib.decompress(data, wbits=31), depth + 1)


def _of_pdf(data: bytes) -> Iterator[bytes]:
    with pikepdf.open(io.BytesIO(data)) as document:
        for item in document.objects:
            if isinstance(item, pikepdf.Stream):
                try:
                    yield item.read_bytes()
                except (pikepdf.PdfError, zlib.error):
                    yield item.read_raw_bytes()
            elif isinstance(item, pikepdf.Dictionary | pikepdf.Array):
                yield item.unparse()
    for page in PdfReader(io.BytesIO(data)).pages:
        text = page.extract_text()
        yield text.encode()
        yield "".join(text.split()).encode()
