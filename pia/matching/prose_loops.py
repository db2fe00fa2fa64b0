"""The compiled loops of `prose`; they hold no lock and call no Python."""

from __future__ import annotations

from typing import Any

import numpy as np
from numba import njit

_LEAST_SPACES, _MANY_SPACES, _LEAST_HAN, _MANY_HAN = 2, 5, 5, 15
_LEAST_BYTES = 4
"""Fewer bytes hold no two spaces among letters."""

NO_TEXT, PLAIN, TEXT = 0, 1, 2


@njit(cache=True, nogil=True)
def _is_told(data: Any, start: Any, end: Any) -> bool:
    """Whether a cell holds a capital, a digit, a line feed, or anything beyond ASCII.

    Neither branches nor signed places, so that it is compiled to instructions that take many bytes at once.
    """
    told = np.uint8(0)
    for at in range(np.uint64(start), np.uint64(end)):
        byte = data[at]
        told |= np.uint8(byte - np.uint8(0x41)) < np.uint8(26)
        told |= np.uint8(byte - np.uint8(0x30)) < np.uint8(10)
        told |= np.uint8(byte == np.uint8(0x0A)) | np.uint8(byte >= np.uint8(0x80))
    return told != 0


@njit(cache=True, nogil=True)
def _says_age(data: Any, start: Any, end: Any) -> bool:
    """Whether `yea`, `ens` or `ies` stands in a cell: without one of them small letters say no age; as `_is_told`."""
    says, one, two = np.uint8(0), np.uint64(1), np.uint64(2)
    for at in range(np.uint64(start), np.uint64(end) - two):
        first, second, third = data[at], data[at + one], data[at + two]
        says |= np.uint8((first == np.uint8(0x79)) & (second == np.uint8(0x65)) & (third == np.uint8(0x61)))
        says |= np.uint8((first == np.uint8(0x65)) & (second == np.uint8(0x6E)) & (third == np.uint8(0x73)))
        says |= np.uint8((first == np.uint8(0x69)) & (second == np.uint8(0x65)) & (third == np.uint8(0x73)))
    return says != 0


@njit(cache=True, nogil=True)
def _has_spaces(data: Any, start: int, end: int, least: int) -> bool:
    count = 0
    for at in range(start, end):
        if data[at] == 0x20:
            count += 1
            if count == least:
                return True
    return False


@njit(cache=True, nogil=True)
def _has_line(data: Any, start: int, end: int) -> bool:
    for at in range(start, end):  # noqa: SIM110 - compiled
        if data[at] == 0x0A:
            return True
    return False


@njit(cache=True, nogil=True)
def _has_small_word(data: Any, start: int, end: int) -> bool:
    for at in range(start + 1, end):  # noqa: SIM110 - compiled
        if data[at - 1] == 0x20 and 0x61 <= data[at] <= 0x7A:
            return True
    return False


@njit(cache=True, nogil=True)
def _begins(data: Any, start: int, end: int) -> tuple[bool, bool]:
    """Whether a word begins small behind a space, and whether one with more than one letter begins with a capital."""
    small, capital = False, False
    for at in range(start + 1, end):
        is_small = 0x61 <= data[at] <= 0x7A
        small = small or (is_small and data[at - 1] == 0x20)
        capital = capital or (0x41 <= data[at - 1] <= 0x5A and (is_small or data[at] >= 0x80))
    return small, capital


@njit(cache=True, nogil=True)
def latin_cells(data: Any, offsets: Any, result: Any) -> None:
    """Write for every cell how much text it is: see `prose.latin`."""
    for cell in range(len(offsets) - 1):
        start, end = offsets[cell], offsets[cell + 1]
        result[cell] = NO_TEXT
        if end - start < _LEAST_BYTES or not _has_spaces(data, start, end, _LEAST_SPACES):
            continue
        if _is_told(data, start, end):
            small, capital = _begins(data, start, end)
            if small or (capital and _has_line(data, start, end)):
                result[cell] = TEXT if capital or _has_spaces(data, start, end, _MANY_SPACES) else NO_TEXT
        elif _has_spaces(data, start, end, _MANY_SPACES) and _has_small_word(data, start, end):
            result[cell] = TEXT if _says_age(data, start, end) else PLAIN


@njit(cache=True, nogil=True)
def _is_mark(data: Any, at: int, end: int) -> bool:
    byte = data[at]
    if byte < 0x80:
        return byte in (0x20, 0x21, 0x2C, 0x2E, 0x3A, 0x3B, 0x3F)
    if at + 1 >= end:
        return False
    return (byte == 0xE3 and data[at + 1] == 0x80) or (byte == 0xEF and data[at + 1] == 0xBC)


@njit(cache=True, nogil=True)
def _has_han(data: Any, start: Any, end: Any) -> bool:
    """Whether a cell holds enough first bytes of Han characters, of up to 255; as `_is_told`."""
    many = np.uint8(0)
    for at in range(np.uint64(start), min(np.uint64(end), np.uint64(start) + np.uint64(255))):
        many += np.uint8(data[at] - np.uint8(0xE4)) < np.uint8(6)
    return many >= _LEAST_HAN or end - start > 255


@njit(cache=True, nogil=True)
def han_cells(data: Any, offsets: Any, result: Any) -> None:
    """Write for every cell whether it can hold Chinese names among other words."""
    for cell in range(len(offsets) - 1):
        start, end = offsets[cell], offsets[cell + 1]
        many, mark = 0, False
        if end - start < 3 * _LEAST_HAN or not _has_han(data, start, end):
            continue
        for at in range(start, end):
            if 0xE4 <= data[at] <= 0xE9:
                many += 1
            elif not mark:
                mark = _is_mark(data, at, end)
            if many >= _MANY_HAN or (mark and many >= _LEAST_HAN):
                result[cell] = True
                break
