"""The shape of a text, and whether a form can match in any text of a shape.

A column of numbers has a thousand texts and one or two shapes; what no text of a shape can match is not looked for.
"""

from __future__ import annotations

import string
from collections.abc import Iterable, Iterator
from contextlib import suppress
from functools import cache
from typing import NamedTuple

from pia.matching.expressions import compile_program
from pia.matching.forms import Form
from pia.matching.needs import held_by
from pia.matching.programs import Charset, Instruction, UnsupportedError

HAN, OTHER = 0xFE, 0xFF
"""Bytes of a shape that stand for a Han character, and for what is neither that nor ASCII."""

SPACES = b"\t\n\v\f\r\x1c\x1d\x1e\x1f "
"""What `str.strip` takes away, of ASCII."""

_FOLLOWING = bytes(range(0x80, 0xC0))


def _written() -> bytes:
    table = bytearray(range(256))
    table[0x30:0x3A], table[0x41:0x5B], table[0x61:0x7B] = b"0" * 10, b"A" * 26, b"a" * 26
    table[0x80:] = bytes([OTHER]) * 128
    table[0xE4:0xEA] = bytes([HAN]) * 6
    return bytes(table)


_TABLE = _written()


def shape_of(text: str) -> bytes:
    """The shape of a text: a byte for every character, the same for all digits, all capitals, all small letters.

    >>> shape_of("Li 3-14"), shape_of("王é")
    (b'Aa 0-00', b'\\xfe\\xff')
    """
    return text.encode(errors="surrogatepass").translate(_TABLE, _FOLLOWING)


class _Place(NamedTuple):
    """Where a form can stand in a shape.

    Attributes:
        threads: Instructions that wait for a character.
        before: The last character of the shape; -1 at its start.
        seen: Whether a match has ended.
    """

    threads: frozenset[int]
    before: int
    seen: bool


_NONE = -1
"""In place of a character: there is none."""


class Coarse:
    """A form, applied to shapes: it matches in one if it matches in any text of that shape, and perhaps in others."""

    def __init__(self, form: Form) -> None:
        """Nothing is built but the program of the form."""
        self._form, self._code = form, list[Instruction]()
        self._places: list[_Place] = []
        self._numbers: dict[_Place, int] = {}
        self._moves: dict[tuple[int, int], int] = {}
        self._ends: dict[int, bool] = {}
        with suppress(UnsupportedError):
            program = compile_program(form.expression, form.flags, form.engine, coarse=True)
            self._code, self._charsets = program.code, program.charsets

    def may_match(self, shape: bytes) -> bool:
        """Whether a text of this shape may hold a match; always true of a shape with an `OTHER`."""
        if not self._code or OTHER in shape:
            return True
        if self._form.whole:
            shape = shape.strip(SPACES)
        number = self._number(_Place(frozenset([len(self._code) - 1]), _NONE, seen=False))
        for character in shape:
            after = self._moves.get((number, character))
            number = self._move(number, character) if after is None else after
        if number not in self._ends:
            self._ends[number] = self._closed(self._places[number], _NONE)[1] or self._places[number].seen
        return self._ends[number]

    def _number(self, place: _Place) -> int:
        number = self._numbers.setdefault(place, len(self._places))
        if number == len(self._places):
            self._places.append(place)
        return number

    def _move(self, number: int, character: int) -> int:
        place = self._places[number]
        waiting, found = self._closed(place, character)
        if place.seen or (found and not self._form.whole):
            after = _Place(frozenset(), _NONE, seen=True)
        else:
            charsets = ((self._code[one].to[0], self._charsets[self._code[one].charset]) for one in waiting)
            threads = {to for to, charset in charsets if True in _in(charset, character)}
            start = set() if self._form.whole else {len(self._code) - 1}
            after = _Place(frozenset(threads | start), character, seen=False)
        return self._moves.setdefault((number, character), self._number(after))

    def _closed(self, place: _Place, after: int) -> tuple[list[int], bool]:
        """Which instructions wait for a character, and whether a match may end here."""
        seen, waiting, found = set[int](), list(place.threads), False
        characters = []
        while waiting:
            number = waiting.pop()
            if number in seen:
                continue
            seen.add(number)
            step = self._code[number]
            if step.kind == "match":
                found = True
            elif step.kind == "char":
                characters.append(number)
            elif self._may_pass(step, place.before, after):
                waiting += step.to
        return characters, found

    def _may_pass(self, step: Instruction, before: int, after: int) -> bool:
        if step.kind == "start":
            return before == _NONE
        if step.kind == "end":
            return after == _NONE
        if step.kind == "boundary":
            words = self._charsets[step.charset]
            pairs = {one != other for one in _in(words, before) for other in _in(words, after)}
            return (not step.negative) in pairs
        if step.kind in ("before", "next"):
            character = before if step.kind == "before" else after
            return (not step.negative) in _in(self._charsets[step.charset], character)
        return True


@cache
def _in(charset: Charset, character: int) -> frozenset[bool]:
    """Whether a character of this kind is in a set: yes, no, or either."""
    if character == _NONE:
        return frozenset([False])
    return frozenset([True] * _some(charset, character) + [False] * (not _all(charset, character)))


_MEANT = {ord("0"): string.digits, ord("A"): string.ascii_uppercase, ord("a"): string.ascii_lowercase}


@cache
def _meant(character: int) -> int:
    """The ASCII characters that a byte of a shape stands for, as bits of a number."""
    return sum(1 << ord(one) for one in _MEANT.get(character, chr(character)))


def _some(charset: Charset, character: int) -> bool:
    held = held_by(charset)
    return held.some_han if character == HAN else bool(held.ascii & _meant(character))


def _all(charset: Charset, character: int) -> bool:
    held = held_by(charset)
    return held.all_han if character == HAN else not _meant(character) & ~held.ascii


_DIGITS = [b"0" * size for size in range(1, 25)]
_TEMPLATES = b"""
0000-00-00 0000-0-0 0000-00-0 0000-0-00 0000/00/00 0000/0/0 0000/00/0 0000/0/00 00/00/0000 0/0/0000 0/00/0000 00/0/0000
00.00.0000 0.0.0000 00-00-0000 0000.00.00 00/00/00 00-00-00 00.00.00 0000-00 0000/00 00-Aaa-0000 0000-00-00T00:00:00
0000-00-00T00:00:00Z 0000-00-00T00:00:00.000Z 0000-00-00T00:00:00+00:00 0000-00-00T00:00:00.000000 00:00:00 00:00 0:00
000-00-0000 000-000-0000 (000)000-0000 000.000.0000 00-0000000 000000-0000 000-00000000 0000-0000000 000-0000-0000
+00-000-0000-0000 0000-0000-0000-0000 a0 aa-00 aaa_aaa AA-00 AA-000 AA-0000 AA-00000 AA-000000 A-00000 AAA-0000 AAA-00000
""".split()
_SPACED = (
    b"0000-00-00 00:00:00",
    b"0000-00-00 00:00",
    b"0000/00/00 00:00:00",
    b"0000/00/00 00:00",
    b"0000/0/0 0:00",
    b"0000 0000 0000 0000",
    b"(000) 000-0000",
    b"+0 000 000 0000",
    b"+00 000 000 0000",
    b"+00 00 0000 0000",
    b"+00 000 0000 0000",
    b"+00 00000000000",
    b"000 0000 0000",
)


def known_shapes() -> Iterator[bytes]:
    """Shapes that columns of numbers, codes, dates and short words have; the same every time."""
    yield from dict.fromkeys((*_TEMPLATES, *_SPACED, *_numbers(), *_codes(), *_words()))


def _numbers() -> Iterator[bytes]:
    yield from _DIGITS
    for size in range(1, 8):
        for places in range(1, 8):
            yield from (sign + b"0" * size + b"." + b"0" * places for sign in (b"", b"-"))
        yield b"-" + b"0" * size
    for size in range(1, 4):
        yield from (b"0" * size + tail for tail in (b",000", b",000.00", b",000,000", b",000,000.00", b"%", b".0%"))
    for size in range(7, 16):
        yield b"+" + b"0" * size
    yield from (b".".join(parts) for parts in _mixed([b"0", b"00", b"000"], 4))


def _codes() -> Iterator[bytes]:
    for letters in range(1, 5):
        for size in range(1, 21):
            yield from (b"A" * letters + b"0" * size, b"0" * size + b"A" * letters)
    yield from (bytes([HAN]) + b"A" + b"".join(rest) for size in (5, 6) for rest in _mixed([b"0", b"A"], size))


def _words() -> Iterator[bytes]:
    for size in range(1, 13):
        yield from (b"a" * size, b"A" * size, b"A" + b"a" * size, bytes([HAN]) * size)
        yield from (b"A" + b"a" * size + b" A" + b"a" * other for other in range(1, 11))


def _mixed(parts: Iterable[bytes], size: int) -> Iterator[tuple[bytes, ...]]:
    """Every row of so many of the parts."""
    parts = list(parts)
    rows: list[tuple[bytes, ...]] = [()]
    for _ in range(size):
        rows = [(*row, part) for row in rows for part in parts]
    yield from rows
