"""The shape of a text, and whether a form can match in any text of a shape.

A column of numbers has a thousand texts and one or two shapes; what no text of a shape can match is not looked for.
"""

from __future__ import annotations

import string
from functools import cache
from typing import NamedTuple

from pia.matching.forms import Form
from pia.matching.needs import Held, coarse_program, held_by
from pia.matching.programs import Instruction, Program

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
    r"""The shape of a text: a byte for every character, the same for all digits, all capitals, all small letters.

    >>> shape_of("Li 3-14"), shape_of("王é")
    (b'Aa 0-00', b'\xfe\xff')
    """
    return text.encode(errors="surrogatepass").translate(_TABLE, _FOLLOWING)


class _Place(NamedTuple):
    """Where a form can stand in a shape.

    Attributes:
        threads: Instructions that wait for a character.
        before: The class of the last character; -1 at the start.
        seen: Whether a match has ended.
    """

    threads: frozenset[int]
    before: int
    seen: bool


class Walk(NamedTuple):
    """A form, applied to shapes, as a table: it matches in one if it matches in any text of it, and perhaps in others.

    Attributes:
        alike: For every byte of a shape the class of those that are the same to the form.
        table: Next state by state and class; the first state is 0.
        ends: By state, whether a text that ends there may hold a match.
    """

    alike: bytes
    table: tuple[tuple[int, ...], ...]
    ends: tuple[bool, ...]

    def may_match(self, shape: bytes) -> bool:
        """Whether a text of this shape may hold a match; the white space around a whole text is to be taken off."""
        state = 0
        for character in shape:
            state = self.table[state][self.alike[character]]
        return self.ends[state]


_NONE = -1
"""In place of a character: there is none."""

_CHARACTERS = (*(place for place in range(128) if not chr(place).isalnum()), *b"0Aa", HAN)
_MOST_STATES = 400


def walk_of(form: Form) -> Walk | None:
    """The table of a form; `None` if no automaton can say it, or only one of too many states."""
    program = coarse_program(form)
    return _Walks(program, whole=form.whole).walk() if program else None


class _Walks:
    """Makes the table of one form; characters are numbered by classes."""

    def __init__(self, program: Program, *, whole: bool) -> None:
        self._code, self._whole = program.code, whole
        self._held = [held_by(charset) for charset in program.charsets]
        self._start = len(program.code) - 1
        self._told: list[tuple[frozenset[bool], ...]] = []

    def walk(self) -> Walk | None:
        alike = self._alike()
        places = [_Place(frozenset([self._start]), _NONE, seen=False)]
        numbers = {places[0]: 0}
        table: list[tuple[int, ...]] = []
        while len(table) < len(places):
            row = []
            for class_ in range(len(self._told)):
                after = self._move(places[len(table)], class_)
                number = numbers.setdefault(after, len(places))
                if number == len(places):
                    places.append(after)
                row.append(number)
            table.append(tuple(row))
            if len(places) > _MOST_STATES:
                return None
        ends = tuple(place.seen or self._closed(place, _NONE)[1] for place in places)
        return Walk(alike, tuple(table), ends)

    def _alike(self) -> bytes:
        """The class of every byte of a shape."""
        numbers: dict[tuple[frozenset[bool], ...], int] = {}
        alike = bytearray(256)
        for character in _CHARACTERS:
            told = tuple([_in(held, character) for held in self._held])
            alike[character] = numbers.setdefault(told, len(numbers))
        self._told = list(numbers)
        return bytes(alike)

    def _move(self, place: _Place, class_: int) -> _Place:
        if place.seen:
            return place
        waiting, found = self._closed(place, class_)
        if found and not self._whole:
            return _Place(frozenset(), _NONE, seen=True)
        told, code = self._told[class_], self._code
        threads = {code[one].to[0] for one in waiting if True in told[code[one].charset]}
        if not self._whole:
            threads.add(self._start)
        return _Place(frozenset(threads), class_ if threads else _NONE, seen=False)

    def _closed(self, place: _Place, after: int) -> tuple[list[int], bool]:
        """Which instructions wait for a character, and whether a match may end here."""
        seen, waiting, found = set[int](), list(place.threads), False
        characters = []
        code = self._code
        while waiting:
            number = waiting.pop()
            if number in seen:
                continue
            seen.add(number)
            step = code[number]
            kind = step.kind
            if kind == "char":
                characters.append(number)
            elif kind == "match":
                found = True
            elif kind == "split" or self._may_pass(step, place.before, after):
                waiting += step.to
        return characters, found

    def _may_pass(self, step: Instruction, before: int, after: int) -> bool:
        if step.kind == "start":
            return before == _NONE
        if step.kind == "end":
            return after == _NONE
        if step.kind == "boundary":
            pairs = {one != other for one in self._in(step, before) for other in self._in(step, after)}
            return (not step.negative) in pairs
        if step.kind in ("before", "next"):
            return (not step.negative) in self._in(step, before if step.kind == "before" else after)
        return True

    def _in(self, step: Instruction, class_: int) -> frozenset[bool]:
        return _NOT if class_ == _NONE else self._told[class_][step.charset]


_NOT, _IS, _EITHER = frozenset([False]), frozenset([True]), frozenset([True, False])


def _in(held: Held, character: int) -> frozenset[bool]:
    """Whether a character of this kind is in a set: yes, no, or either."""
    meant = _meant(character)
    some = held.some_han if character == HAN else bool(held.ascii & meant)
    every = held.all_han if character == HAN else not meant & ~held.ascii
    return _NOT if not some else _IS if every else _EITHER


_MEANT = {ord("0"): string.digits, ord("A"): string.ascii_uppercase, ord("a"): string.ascii_lowercase}


@cache
def _meant(character: int) -> int:
    """The ASCII characters that a byte of a shape stands for, as bits of a number."""
    return sum(1 << ord(one) for one in _MEANT.get(character, chr(character)))
