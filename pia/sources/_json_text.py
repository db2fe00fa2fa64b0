"""The text of a JSON file, of which a window is in memory."""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Iterator
from typing import BinaryIO, cast

from pia.sources import Progress
from pia.sources._records import Json

BLOCK = 1 << 20
WINDOW_BLOCKS = 4
"""A value of more characters than this many blocks is taken apart instead of being read whole."""

MOST_CHARACTERS = 1 << 26
"""A string, or a line of JSON Lines, may have this many."""

_SPACE = re.compile(r"[ \t\r\n\x1e]*")
_STRUCTURE = re.compile(r'["\[\]{}]')
_DECODER = json.JSONDecoder(strict=False, parse_int=str, parse_float=str, parse_constant=str, object_pairs_hook=tuple)


class BrokenJsonError(ValueError):
    """The text goes on as no JSON does; carries nothing of it."""


def encoding_of(sample: bytes) -> str:
    """The encoding of a JSON file, from its first bytes: a UTF as its first characters tell, else GB18030.

    >>> encoding_of('["好"]'.encode("gb18030")), encoding_of('["好"]'.encode("utf-16"))
    ('gb18030', 'utf-16')
    """
    encoding = json.detect_encoding(sample)
    fitting = (candidate for candidate in (encoding, "gb18030") if _fits(sample, candidate))
    return next(fitting, encoding)


def _fits(sample: bytes, encoding: str) -> bool:
    """Whether nearly all bytes above ASCII decode; the last character may be cut in two."""
    above = len(sample) - len(sample.decode("ascii", errors="ignore"))
    return codecs.getincrementaldecoder(encoding)(errors="replace").decode(sample).count("\ufffd") <= above / 50


def parsed(text: str) -> Json:
    """One text as one value.

    Raises:
        BrokenJsonError: It is none.
        RecursionError: It is nested too deeply.
    """
    try:
        return cast("Json", _DECODER.decode(text.strip("\x1e \t\r\n")))
    except ValueError:
        raise BrokenJsonError from None


class JsonText:
    """A file being read from left to right.

    Attributes:
        replaced: Characters that did not decode.
    """

    def __init__(self, stream: BinaryIO, size: int, progress: Progress, block: int = BLOCK, encoding: str = "") -> None:
        """Take over a stream at its start, to be read in blocks of some bytes; `close` closes it."""
        self._block_bytes = block
        self.replaced = 0
        self._stream, self._size, self._progress = stream, size, progress
        self._done = self._passed = self._at = 0
        self._ended = False
        first = self._block()
        self.encoding = encoding or encoding_of(first)
        self._decoder = codecs.getincrementaldecoder(self.encoding)(errors="replace")
        self._text = self._decoded(first)

    @property
    def consumed(self) -> int:
        """Characters before the place where reading goes on."""
        return self._passed + self._at

    def _block(self) -> bytes:
        block = self._stream.read(self._block_bytes)
        self._done += len(block)
        self._progress(self._done, self._size)
        return block

    def _decoded(self, block: bytes) -> str:
        self._ended = not block
        text = self._decoder.decode(block, final=not block)
        self.replaced += text.count("\ufffd")
        return text

    def _fill(self, wanted: int) -> bool:
        """Have so many characters ahead if there are; whether more came in."""
        parts = [self._text[self._at :]]
        self._passed += self._at
        before = ahead = len(parts[0])
        self._at = 0
        while ahead < wanted and not self._ended:
            parts.append(self._decoded(self._block()))
            ahead += len(parts[-1])
        self._text = "".join(parts)
        return ahead > before

    def peek(self) -> str:
        """The next character that is no white space; empty at the end."""
        while True:
            found = _SPACE.match(self._text, self._at)
            self._at = found.end() if found else self._at
            if self._at < len(self._text):
                return self._text[self._at]
            if not self._fill(self._block_bytes) and self._ended:
                return ""

    def take(self, wanted: str) -> str:
        """The next character, which must be one of those wanted.

        Raises:
            BrokenJsonError: It is another.
        """
        character = self.peek()
        if not character or character not in wanted:
            raise BrokenJsonError
        self._at += 1
        return character

    def value(self, most: int = 0) -> Json:
        """The next value, if it has not more characters than `most`, or than the window.

        Raises:
            BrokenJsonError: It has more, or is none.
            RecursionError: It is nested too deeply.
        """
        self.peek()
        wanted, most = self._block_bytes, most or self._block_bytes * WINDOW_BLOCKS
        while True:
            try:
                value, end = _DECODER.raw_decode(self._text, self._at)
            except ValueError:
                value, end = None, -1
            if end >= 0 and (end < len(self._text) or self._text[end - 1] in '"]}' or self._ended):
                self._at = end
                return cast("Json", value)
            wanted = max(wanted, 2 * (len(self._text) - self._at))
            if len(self._text) - self._at > most or not (self._fill(min(wanted, most + 1)) or end >= 0):
                raise BrokenJsonError

    def string(self) -> str:
        """The next value, a string of any bearable length.

        Raises:
            BrokenJsonError: It is none, or never closed.
        """
        if self.peek() != '"':
            raise BrokenJsonError
        return cast("str", self.value(MOST_CHARACTERS))

    def skip(self) -> None:
        """Pass over the next object or array.

        Raises:
            BrokenJsonError: The file ends in it.
        """
        level = 0
        while True:
            found = _STRUCTURE.search(self._text, self._at)
            self._at = found.start() if found else len(self._text)
            if not found and not self._fill(self._block_bytes) and self._ended:
                raise BrokenJsonError
            if found and found[0] == '"':
                self.string()
            elif found:
                self._at += 1
                level += 1 if found[0] in "[{" else -1
                if level == 0:
                    return

    def first_lines(self) -> list[str]:
        """The lines in the first block that hold anything; the last one may be cut."""
        return [line for line in self._text.split("\n") if line.strip()]

    def lines(self) -> Iterator[str | None]:
        """The lines that hold anything, one after another; None for one that is too long."""
        long = False
        while True:
            end = self._text.find("\n", self._at)
            if end >= 0 or self._ended:
                line = self._text[self._at : end if end >= 0 else None]
                self._at = end + 1 if end >= 0 else len(self._text)
                if long or line.strip():
                    yield None if long else line
                long = False
                if end < 0:
                    return
            elif len(self._text) - self._at > MOST_CHARACTERS:
                long, self._at = True, len(self._text)
            else:
                self._fill(max(self._block_bytes, 2 * (len(self._text) - self._at)))

    def drain(self) -> None:
        """Read to the end, so that the digest covers every byte."""
        while self._block():
            pass

    def close(self) -> None:
        """Close the stream."""
        self._stream.close()
