"""The compiled loops of `words`; they hold no lock and call no Python."""

from __future__ import annotations

from typing import Any

import numpy as np
from numba import njit

BITS, HEAD, LOOK = 5, 3, 4
"""Words are looked up by so many low bits of each of their first bytes: in these, letters do not differ by case.

`HEAD` bytes tell which words may stand at a place; where none can is seen by `LOOK` bytes before.
"""

KEYS, LOOKS = 1 << BITS * HEAD, 1 << BITS * LOOK
_ODD = ((0xC4, 0xB0), (0xC4, 0xB1), (0xC5, 0xBF), (0xE2, 0x84))
"""First bytes of signs that are letters to whoever ignores case: dotted and dotless i, long s, Kelvin and Angstrom."""


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
    key, ahead = np.uint32(0), np.uint64(LOOK - 1)
    for at in range(np.uint64(start), np.uint64(end) + ahead):
        byte = np.uint32(data[at]) & np.uint32(31) if at < np.uint64(end) else np.uint32(0)
        key = np.uint32((key << np.uint32(BITS)) | byte) & np.uint32(LOOKS - 1)
        if looks[key >> np.uint32(3)] >> np.uint8(np.uint32(7) - (key & np.uint32(7))) & np.uint8(1):
            place = np.int64(at) - (LOOK - 1)
            if place < start or (place > start and data[place] < 0x80 and _is_letter(np.int64(data[place - 1]))):
                continue
            if _begins(np.int64(key) >> BITS, data, place, start, end, False, slots, numbers, words, offsets):
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
def mark_cells(
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
            at, key = _past_space(data, start, end), np.int64(0)
            for place in range(at, at + HEAD):
                key = key << BITS | (np.int64(data[place]) & 31 if place < end else 0)
            result[cell] = at < end and _begins(key, data, at, start, end, True, slots, numbers, words, offsets)
