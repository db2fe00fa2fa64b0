"""The compiled loops of `prose`; they hold no lock and call no Python."""

from __future__ import annotations

from typing import Any

from numba import njit

_LEAST_SPACES, _MANY_SPACES, _LEAST_HAN, _MANY_HAN = 2, 5, 5, 15


@njit(cache=True, nogil=True)
def latin_cells(data: Any, offsets: Any, result: Any) -> None:
    """Write for every cell whether it can hold names in Latin letters among other words."""
    for cell in range(len(offsets) - 1):
        start, end = offsets[cell], offsets[cell + 1]
        spaces, small, capital, lines = 0, False, False, False
        for at in range(start, end):
            byte = data[at]
            after = data[at + 1] if at + 1 < end else 0
            if byte == 0x20:
                spaces += 1
                small = small or 0x61 <= after <= 0x7A
            elif 0x41 <= byte <= 0x5A and (after >= 0x80 or 0x61 <= after <= 0x7A):
                capital = True
            elif byte == 0x0A:
                lines = True
        if capital:
            result[cell] = spaces >= _LEAST_SPACES and (small or lines)
        else:
            result[cell] = small and spaces >= _MANY_SPACES


@njit(cache=True, nogil=True)
def _is_mark(data: Any, at: int, end: int) -> bool:
    byte = data[at]
    if byte < 0x80:
        return byte in (0x20, 0x21, 0x2C, 0x2E, 0x3A, 0x3B, 0x3F)
    if at + 1 >= end:
        return False
    return (byte == 0xE3 and data[at + 1] == 0x80) or (byte == 0xEF and data[at + 1] == 0xBC)


@njit(cache=True, nogil=True)
def han_cells(data: Any, offsets: Any, result: Any) -> None:
    """Write for every cell whether it can hold Chinese names among other words."""
    for cell in range(len(offsets) - 1):
        start, end = offsets[cell], offsets[cell + 1]
        many, mark = 0, False
        if end - start < 3 * _LEAST_HAN:
            continue
        for at in range(start, end):
            if 0xE4 <= data[at] <= 0xE9:
                many += 1
            elif not mark:
                mark = _is_mark(data, at, end)
            if many >= _MANY_HAN or (mark and many >= _LEAST_HAN):
                result[cell] = True
                break
