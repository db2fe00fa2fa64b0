"""Bytes of a text file as blocks of valid UTF-8, read once and in order."""

from __future__ import annotations

import codecs
import re
import struct
from typing import Any, BinaryIO

import pyarrow as pa

from pia.sources import Progress
from pia.sources._text import ERRORS, UNDECODABLE, encoding_of, narrow_encoding_of

BLOCK_BYTES = 1 << 20
"""Bytes of a block, unless a record is longer."""

MOST_BYTES = 64 << 20
"""Bytes of the longest record that is read."""

_SAMPLE_BYTES = 1 << 20
_PIECE = 1 << 18
_QUOTE_PIECE = 1 << 12
_OPEN, _TURN = 1, 3
_TAIL = 3


class Utf8Blocks:
    """A binary file as blocks of valid UTF-8, each with the end of a record in it.

    Attributes:
        encoding: Encoding of the file; for a file that begins in ASCII, of what follows.
        replaced: Bytes or characters that did not decode; `UNDECODABLE` stands in their place.
        closed: Whether no more blocks are given out.
    """

    def __init__(self, file: BinaryIO, size: int, progress: Progress) -> None:
        """Take over an open file, of which nothing was read; `close` closes it."""
        self.encoding = "utf-8"
        self.replaced = 0
        self.closed = False
        self._file, self._size, self._progress = file, size, progress
        self._done = 0
        self._ended = False
        self._carry = b""
        self._ascii = True
        self._decoder: codecs.IncrementalDecoder | None = None
        self._head: Any = b""
        self._quotes = QuoteState(",")

    def head(self) -> str:
        """The text of the first megabyte, or of more if there is no line end in it; without a byte order mark.

        Raises:
            BinaryFileError: These bytes are no text.
        """
        sample = bytes(self._raw(_SAMPLE_BYTES))
        while not self._ended and len(sample) < MOST_BYTES and not (b"\n" in sample or b"\r" in sample):
            sample += bytes(self._raw(len(sample)))
        self._switch(encoding_of(sample))
        text = bytes(self._valid(pa.py_buffer(sample))).decode().removeprefix("\ufeff")
        self._head = text.encode()
        return text

    @property
    def whole(self) -> bool:
        """Whether the end of the file has been reached."""
        return self._ended

    def begin(self, skipped: int, delimiter: str) -> None:
        """Leave out the first characters of the head, and know what delimits a quoted cell."""
        self._head = self._head.decode()[skipped:].encode()
        self._quotes = QuoteState(delimiter)

    def at_end(self) -> bool:
        """Whether nothing is left to be read."""
        if not len(self._head):
            self._head = self._next()
        return not len(self._head)

    def read(self) -> Any:
        """The next block; empty at the end."""
        block, self._head = self._head, b""
        block = block or self._next()
        if not len(block) or self._quotes.ends_record(block):
            return block
        parts, length = [block], len(block)
        while length < MOST_BYTES and len(block := self._next()):
            parts.append(block)
            length += len(block)
            if self._quotes.ends_record(block):
                break
        return b"".join(parts)

    def _next(self) -> Any:
        while not (self._ended or self.closed):
            if len(block := self._valid(self._raw(BLOCK_BYTES))):
                return block
        return b""

    def _raw(self, wanted: int) -> pa.Buffer:
        """The next bytes, behind those that the last block left over."""
        start = len(self._carry)
        buffer = pa.allocate_buffer(start + wanted)
        view = _view(buffer)
        view[:start] = self._carry
        self._carry = b""
        end = start
        while end < len(view) and (count := self._file.readinto(view[end:])):  # type: ignore[attr-defined]
            end += count
        self._ended = end < len(view)
        self._done += end - start
        self._progress(self._done, self._size)
        return buffer.slice(0, end)

    def _valid(self, raw: pa.Buffer) -> Any:
        if self._decoder is not None:
            return self._decoded(self._decoder, raw)
        end = len(raw) if self._ended else whole_characters(_view(raw))
        block = raw.slice(0, end)
        if is_utf8(block):
            self._carry = bytes(_view(raw)[end:])
            self._ascii = self._ascii and bytes(_view(block)).isascii()
            return block
        if self._ascii and (decoder := self._switch(narrow_encoding_of(_above_ascii(bytes(_view(raw)))))):
            return self._decoded(decoder, raw)
        self._ascii = False
        self._carry = bytes(_view(raw)[end:])
        return self._counted(str(_view(block), "utf-8", ERRORS))

    def _decoded(self, decoder: codecs.IncrementalDecoder, raw: pa.Buffer) -> bytes:
        return self._counted(decoder.decode(_view(raw), self._ended))

    def _switch(self, encoding: str) -> codecs.IncrementalDecoder | None:
        self.encoding = encoding
        self._decoder = None if encoding == "utf-8" else codecs.getincrementaldecoder(encoding)(errors=ERRORS)
        return self._decoder

    def _counted(self, text: str) -> bytes:
        self.replaced += text.count(UNDECODABLE)
        return text.encode()

    def stop(self) -> None:
        """Give out no more blocks."""
        self.closed = True

    def close(self) -> None:
        """Close the file."""
        self.closed = True
        self._file.close()


def _view(buffer: Any) -> memoryview:
    """Its bytes as numbers from 0 to 255; Arrow's own view has signed ones."""
    return memoryview(buffer).cast("B")


def is_utf8(block: pa.Buffer) -> bool:
    """Whether these bytes are UTF-8."""
    offsets = pa.py_buffer(struct.pack("=ii", 0, len(block)))
    try:
        pa.Array.from_buffers(pa.string(), 1, [None, offsets, block]).validate(full=True)
    except pa.ArrowInvalid:
        return False
    return True


def whole_characters(block: memoryview) -> int:
    """Length of a block without the UTF-8 character that is cut off at its end.

    >>> whole_characters(memoryview("a好".encode()[:-1])), whole_characters(memoryview("a好".encode()))
    (1, 4)
    """
    for back in range(1, min(_TAIL, len(block)) + 1):
        byte = block[-back]
        if byte >= 0xC0:
            needed = 2 if byte < 0xE0 else 3 if byte < 0xF0 else 4
            return len(block) - back if needed > back else len(block)
        if byte < 0x80:
            break
    return len(block)


def _above_ascii(raw: bytes) -> bytes:
    """At most a sample's length from the line that holds the first byte above ASCII."""
    ahead = re.search(rb"[\x80-\xff]", raw)
    at = ahead.start() if ahead else 0
    start = max(raw.rfind(b"\n", 0, at) + 1, at - _PIECE)
    return raw[start : start + _SAMPLE_BYTES]


class QuoteState:
    """Whether a record ends in a block: a long cell in quotes may hold many lines.

    A quote between an edge (a delimiter or line end) and text opens or closes; one between two edges does what is due;
    others say nothing. A wrong guess makes a block longer or too short for its record, which is then an error.
    """

    def __init__(self, delimiter: str) -> None:
        """Start outside of quotes."""
        edge = re.escape((delimiter + "\r\n").encode())
        patterns = (rb'(?<=[%b])"(?=[^"%b])', rb'(?<=[^"%b])"(?=[%b])', rb'(?<=[%b])"(?=[%b])')
        self._quote = re.compile(b"|".join(b"(%b)" % (pattern % (edge, edge)) for pattern in patterns))
        self._inside = False

    def ends_record(self, block: Any) -> bool:
        """Whether a record ends in the next block."""
        view = memoryview(block)
        was_inside = self._inside
        place = self._pass(view)
        if self._inside:
            return place >= 0 and _has_line_end(view[:place])
        return _has_line_end(view[place + 1 :] if was_inside else view)

    def _pass(self, view: memoryview) -> int:
        """Place of the last quote that says something, -1 if there is none; what was said is kept."""
        whole = b"" if self._inside else b"\n"
        edge = len(whole)
        whole += bytes(view)
        place, turns, opened, size = -1, 0, None, _QUOTE_PIECE
        end = whole.rfind(b'"') + 1
        while end and opened is None:
            start = max(end - size, 0)
            found = list(self._quote.finditer(whole, start, end + 1))
            if found and place < 0:
                place = found[-1].start() - edge
            sure = next((at for at in range(len(found) - 1, -1, -1) if found[at].lastindex != _TURN), -1)
            turns += len(found) - 1 - sure
            opened = found[sure].lastindex == _OPEN if sure >= 0 else None
            end, size = whole.rfind(b'"', 0, start) + 1, min(4 * size, _PIECE)
        self._inside = (self._inside if opened is None else opened) != bool(turns % 2)
        return place


def _has_line_end(view: memoryview) -> bool:
    for end in range(len(view), 0, -_PIECE):
        piece = bytes(view[max(end - _PIECE, 0) : end])
        if b"\n" in piece or b"\r" in piece:
            return True
    return False
