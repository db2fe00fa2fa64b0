"""Ranges of bytes of a text, cut where a record surely ends."""

from __future__ import annotations

import io
from itertools import pairwise
from typing import BinaryIO

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from pia.contents import Content
from pia.errors import Problem, SourceError
from pia.sources._blocks import MOST_BYTES, is_utf8

_PIECE = 1 << 16
_QUOTE, _NEWLINE, _RETURN = b'"\n\r'


def ranges(start: int, end: int, size: int) -> list[tuple[int, int]]:
    """Ranges of about `size` bytes from `start` to `end`; none is much smaller than the others.

    >>> ranges(10, 100, 40)
    [(10, 55), (55, 100)]
    """
    count = max(1, (end - start) // size)
    edges = [start + (end - start) * place // count for place in range(count + 1)]
    return list(pairwise(edges))


def records(content: Content, start: int, end: int, delimiter: str, *, first: bool) -> bytes:
    """The records of delimited text that begin in a range.

    Args:
        content: As for `lines`.
        start: As for `lines`.
        end: As for `lines`.
        delimiter: What stands between cells.
        first: As for `lines`.

    Raises:
        SourceError: As for `lines`, or it cannot be told that each line end in them ends a record.
    """
    block = lines(content, start, end, first=first)
    if not lines_are_records(block, delimiter):
        raise whole_only(content)
    return block


def lines(content: Content, start: int, end: int, *, first: bool) -> bytes:
    """The lines that begin in a range: from behind the first line end before it, or at it, to that of its last line.

    Args:
        content: A text.
        start: First byte of the range.
        end: Byte after its last.
        first: Whether a line surely begins at `start`.

    Raises:
        SourceError: These bytes are not UTF-8, or have no line end for long.
    """
    behind = start - (not first)
    with content.open() as stream:
        stream.seek(behind)
        block = bytearray(_read(stream, end - behind))
        while block and not block.endswith(b"\n") and (rest := stream.read(_PIECE)):
            block += rest[: rest.find(b"\n") + 1 or len(rest)]
            if len(block) > end - behind + MOST_BYTES:
                raise whole_only(content)
    if not first:
        del block[: block.find(b"\n") + 1 or len(block)]
    if not is_utf8(pa.py_buffer(block)):
        raise whole_only(content)
    return bytes(block)


def whole_only(content: Content) -> SourceError:
    """That some lines of a text cannot be read by themselves."""
    what = "its lines cannot be told apart without those before them"
    return SourceError(Problem(content.locator, what, "Read it as a whole."))


def lines_are_records(block: bytes | bytearray, delimiter: str) -> bool:
    r"""Whether every line end in some whole lines ends a record, as a reader of delimited text sees it.

    So it is where each quote opens a cell, closes it, or is doubled inside of it, and no cell holds a line end. What
    precedes the block is not looked at: if it holds of each range of a file, it holds of the file.

    >>> lines_are_records(b'a,"b ""c"" d"\n1,2\n', ","), lines_are_records(b'a,"b\nc"\n', ",")
    (True, False)
    >>> lines_are_records(b'5" pipe,"x\n', ",")
    False
    """
    raw = np.frombuffer(block, np.uint8)
    quotes = np.flatnonzero(raw == _QUOTE)
    if not len(quotes):
        return True
    if len(quotes) % 2:
        return False
    opening, closing = quotes[::2], quotes[1::2]
    edges = np.zeros(256, bool)
    edges[[_NEWLINE, _RETURN, *delimiter.encode()]] = True
    doubled = opening[1:] == closing[:-1] + 1
    begins = edges[raw[opening - 1]]
    begins[0] = opening[0] == 0 or begins[0]
    begins[1:] |= doubled
    following = np.minimum(closing + 1, len(raw) - 1)
    ends = edges[raw[following]] | (closing + 1 == len(raw))
    ends[:-1] |= doubled
    return bool(begins.all() and ends.all()) and not _any_between(raw, opening, closing)


def _any_between(raw: npt.NDArray[np.uint8], opening: npt.NDArray[np.intp], closing: npt.NDArray[np.intp]) -> bool:
    """Whether a line end stands inside quotes."""
    lines = np.flatnonzero((raw == _NEWLINE) | (raw == _RETURN))
    return bool((np.searchsorted(lines, opening) != np.searchsorted(lines, closing)).any())


def _read(stream: BinaryIO, wanted: int) -> bytes:
    pieces = io.BytesIO()
    while wanted > 0 and (piece := stream.read(wanted)):
        pieces.write(piece)
        wanted -= len(piece)
    return pieces.getvalue()
