"""Which cells hold one of many words: places where a word can begin are looked up, in a compiled loop."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
from numba import njit

from pia.matching.texts import Texts

_BITS, _HEAD, _LOOK = 5, 3, 4
"""Words are looked up by so many low bits of each of their first bytes: in these, letters do not differ by case.

`_HEAD` bytes tell which words may stand at a place; where none can is seen by `_LOOK` bytes before.
"""

_KEYS, _LOOKS = 1 << _BITS * _HEAD, 1 << _BITS * _LOOK
_ODD = ((0xC4, 0xB0), (0xC4, 0xB1), (0xC5, 0xBF), (0xE2, 0x84))
"""First bytes of signs that are letters to whoever ignores case: dotted and dotless i, long s, Kelvin and Angstrom."""

_LEAST_LETTER, _LEAST_ODD = 0x41, 0xC4
"""A column whose bytes are all lower holds no letter, or no such sign."""


class Words:
    """Some words, upper and lower case being one."""

    def __init__(self, words: Sequence[str], *, first: bool) -> None:
        """Build the tables.

        Args:
            words: Of Latin letters up to U+012F, Han characters, and marks of ASCII; they begin with a letter.
            first: Whether a word must begin its cell, white space aside, and neither letter nor digit follow it.

        Raises:
            ValueError: A word has other characters.
        """
        if not all(map(_is_known, words)):
            raise ValueError("these words cannot be looked up")
        encoded = sorted({word.lower().encode() for word in words})
        entries = sorted((key, number) for number, word in enumerate(encoded) for key in _keys(word, _HEAD))
        slots = np.searchsorted([key for key, _ in entries], np.arange(_KEYS + 1)).astype(np.int32)
        numbers = np.array([number for _, number in entries], dtype=np.int32)
        offsets = np.cumsum([0, *map(len, encoded)]).astype(np.int32)
        looks = np.zeros(_LOOKS, dtype=np.bool_)
        looks[[] if first else [key for word in encoded for key in _keys(word, _LOOK)]] = True
        self._first = first
        self._tables = (np.packbits(looks), slots, numbers, np.frombuffer(b"".join(encoded) + b"\0", np.uint8), offsets)

    def cells(self, texts: Texts) -> npt.NDArray[np.bool_]:
        """Which cells hold a word: at a Han character, or at a letter behind no letter of ASCII, and before none.

        Limits: cells with signs that are letters only to whoever ignores case are told, whatever they hold.
        """
        data, offsets = texts
        result = np.zeros(len(offsets) - 1, dtype=np.bool_)
        highest = data[offsets[0] : offsets[-1]].max(initial=0)
        if highest >= _LEAST_LETTER:
            _mark_cells(data, offsets, self._first, highest >= _LEAST_ODD, *self._tables, result)
        return result


def _is_known(word: str) -> bool:
    return word[:1].isalpha() and all(map(_is_known_letter, word.lower()))


def _is_known_letter(letter: str) -> bool:
    latin = "\xdf" <= letter <= "\xfe" or ("\u0101" <= letter <= "\u012f" and letter != letter.upper())
    return letter < "\x80" or latin or "\u4000" <= letter <= "\u9fff"


def _keys(word: bytes, size: int) -> list[int]:
    """What a word is looked up by: behind its end may be any byte, and the capital of an odd one behind C4 is even."""
    keys = [0]
    for place in range(size):
        byte = word[place] & 31 if place < len(word) else 0
        after = [byte] if place < len(word) else list(range(32))
        after += [byte & 30] if 0 < place < len(word) and word[place - 1] == 0xC4 else []
        keys = [key << _BITS | each for key in keys for each in after]
    return keys


@njit(cache=True, nogil=True, inline="always")
def _small(data: Any, at: int, start: int) -> int:
    """A byte of a cell as it is in small letters, up to U+012F."""
    byte = np.int64(data[at])
    if 0x41 <= byte <= 0x5A:
        return byte | 0x20
    if 0x80 <= byte <= 0xAE and at > start:
        if data[at - 1] == 0xC3:
            return byte | 0x20
        if data[at - 1] == 0xC4:
            return byte | 0x01
    return byte


@njit(cache=True, nogil=True, inline="always")
def _is_letter(byte: int) -> bool:
    return 0x61 <= (byte | 0x20) <= 0x7A


@njit(cache=True, nogil=True)
def _stands(data: Any, at: int, start: int, end: int, words: Any, place: int, last: int, first: bool) -> bool:
    """Whether the word `words[place:last]` stands at a place, and may end there."""
    if end - at < last - place:
        return False
    for step in range(last - place):
        if _small(data, at + step, start) != words[place + step]:
            return False
    stop = at + last - place
    if stop == end:
        return True
    after = np.int64(data[stop])
    if first:
        return not (_is_letter(after) or 0x30 <= after <= 0x39 or 0xE4 <= after <= 0xE9)
    return words[place] >= 0x80 or not _is_letter(after)


@njit(cache=True, nogil=True)
def _begins(
    key: int,
    data: Any,
    at: int,
    start: int,
    end: int,
    first: bool,
    slots: Any,
    numbers: Any,
    words: Any,
    offsets: Any,
) -> bool:
    """Whether a word begins at a place."""
    for place in range(slots[key], slots[key + 1]):
        number = numbers[place]
        if _stands(data, at, start, end, words, offsets[number], offsets[number + 1], first):
            return True
    return False


@njit(cache=True, nogil=True)
def _holds(data: Any, start: int, end: int, looks: Any, slots: Any, numbers: Any, words: Any, offsets: Any) -> bool:
    """Whether a word begins anywhere in a cell: the key of the last bytes is kept while they go by.

    Unsigned places spare the loop a look whether they count from the end.
    """
    key, ahead = np.uint32(0), np.uint64(_LOOK - 1)
    for at in range(np.uint64(start), np.uint64(end) + ahead):
        byte = np.uint32(data[at]) & np.uint32(31) if at < np.uint64(end) else np.uint32(0)
        key = np.uint32((key << np.uint32(_BITS)) | byte) & np.uint32(_LOOKS - 1)
        if looks[key >> np.uint32(3)] >> np.uint8(np.uint32(7) - (key & np.uint32(7))) & np.uint8(1):
            place = np.int64(at) - (_LOOK - 1)
            if place < start or (place > start and data[place] < 0x80 and _is_letter(np.int64(data[place - 1]))):
                continue
            if _begins(np.int64(key) >> _BITS, data, place, start, end, False, slots, numbers, words, offsets):
                return True
    return False


@njit(cache=True, nogil=True)
def _has_odd(data: Any, start: int, end: int) -> bool:
    """Whether a sign stands in a cell that is a letter only to whoever ignores case."""
    for at in range(start, end - 1):
        if data[at] >= 0xC4:
            for first, second in _ODD:
                if data[at] == first and data[at + 1] == second:
                    return True
    return False


@njit(cache=True, nogil=True)
def _past_space(data: Any, start: int, end: int) -> int:
    """Place behind white space, and behind all else that begins with a byte with which white space may begin."""
    at = start
    while at < end:
        byte = data[at]
        if byte <= 0x20:
            at += 1
        elif byte == 0xC2:
            at += 2
        elif 0xE1 <= byte <= 0xE3:
            at += 3
        else:
            break
    return at


@njit(cache=True, nogil=True)
def _mark_cells(
    data: Any,
    cells: Any,
    first: bool,
    odd: bool,
    looks: Any,
    slots: Any,
    numbers: Any,
    words: Any,
    offsets: Any,
    result: Any,
) -> None:
    """Write for every cell whether it holds a word."""
    for cell in range(len(cells) - 1):
        start, end = np.int64(cells[cell]), np.int64(cells[cell + 1])
        if odd and _has_odd(data, start, end):
            result[cell] = True
        elif not first:
            result[cell] = _holds(data, start, end, looks, slots, numbers, words, offsets)
        else:
            at, key = _past_space(data, start, end), 0
            for place in range(at, at + _HEAD):
                key = key << _BITS | (np.int64(data[place]) & 31 if place < end else 0)
            result[cell] = at < end and _begins(key, data, at, start, end, True, slots, numbers, words, offsets)
