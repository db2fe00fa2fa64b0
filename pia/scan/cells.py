"""Compiled loops over cells and the matches in them; they hold no lock and call no Python."""

from __future__ import annotations

from typing import Any

import numpy as np
from numba import njit

_P0, _P1 = np.uint64(0x9E3779B97F4A7C15), np.uint64(0xC2B2AE3D27D4EB4F)


@njit(cache=True, nogil=True)
def _is_space(point: int) -> bool:
    """Whether `str.strip` takes a character away."""
    if point <= 0x20:
        return point == 0x20 or 0x09 <= point <= 0x0D or 0x1C <= point <= 0x1F
    if point < 0x85:
        return False
    return point in (0x85, 0xA0, 0x1680, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000) or 0x2000 <= point <= 0x200A


@njit(cache=True, nogil=True)
def _is_blank(data: Any, start: int, end: int) -> bool:
    at = start
    while at < end:
        point, size = np.int64(data[at]), 1
        if point >= 0xE0 and point < 0xF0 and at + 3 <= end:
            point = (point & 0x0F) << 12 | (np.int64(data[at + 1]) & 0x3F) << 6 | (np.int64(data[at + 2]) & 0x3F)
            size = 3
        elif point >= 0xC0 and point < 0xE0 and at + 2 <= end:
            point = (point & 0x1F) << 6 | (np.int64(data[at + 1]) & 0x3F)
            size = 2
        elif point >= 0x80:
            return False
        if not _is_space(point):
            return False
        at += size
    return True


@njit(cache=True, nogil=True)
def filled(data: Any, offsets: Any) -> int:
    """Cells that hold anything but white space."""
    count = 0
    for cell in range(len(offsets) - 1):
        start, end = offsets[cell], offsets[cell + 1]
        if end > start and (0x20 < data[start] < 0x80 or not _is_blank(data, start, end)):
            count += 1
    return count


@njit(cache=True, nogil=True)
def keep_best(rows: Any, starts: Any, ends: Any, scores: Any, best: Any, best_starts: Any, best_ends: Any) -> None:
    """Keep in `best*` the match of each row that has the highest score, of those the first."""
    for number in range(len(rows)):
        row = rows[number]
        better = scores[number] > best[row]
        if scores[number] == best[row]:
            before = starts[number] < best_starts[row]
            better = before or (starts[number] == best_starts[row] and ends[number] < best_ends[row])
        if better:
            best[row], best_starts[row], best_ends[row] = scores[number], starts[number], ends[number]


@njit(cache=True, nogil=True)
def has_more(data: Any, offsets: Any, row: int, start: int, end: int, least: int) -> bool:
    """Whether a cell holds at least so many characters besides a match."""
    first, last = offsets[row], offsets[row + 1]
    if (last - first) - (end - start) < least:
        return False
    count = 0
    for at in range(first, last):
        if (at < start or at >= end) and (data[at] & 0xC0) != 0x80:
            count += 1
    return count >= least


@njit(cache=True, nogil=True)
def embedded(data: Any, offsets: Any, rows: Any, starts: Any, ends: Any, least: int) -> int:
    """How many matches stand in a cell with at least so many characters more; by row."""
    count = 0
    for row in rows:
        if has_more(data, offsets, row, starts[row], ends[row], least):
            count += 1
    return count


@njit(cache=True, nogil=True)
def ascii_only(data: Any, starts: Any, ends: Any, result: Any) -> bool:
    """Whether all matches are ASCII; `result` says it of each."""
    every = True
    for number in range(len(starts)):
        high = np.uint8(0)
        for at in range(starts[number], ends[number]):
            high |= data[at]
        result[number] = high < 0x80
        every = every and result[number]
    return every


@njit(cache=True, nogil=True)
def hashes(data: Any, offsets: Any, rows: Any, key0: Any, key1: Any) -> Any:
    """Keyed hashes of cells, 64 bits each; equal cells have equal hashes."""
    result = np.empty(len(rows), dtype=np.uint64)
    for number in range(len(rows)):
        start, end = offsets[rows[number]], offsets[rows[number] + 1]
        value = key0 ^ (np.uint64(end - start) * _P0)
        word, filled_bytes = np.uint64(0), 0
        for at in range(start, end):
            word = word << np.uint64(8) | np.uint64(data[at])
            filled_bytes += 1
            if filled_bytes == 8:
                value = (value ^ word) * _P1
                value ^= value >> np.uint64(29)
                word, filled_bytes = np.uint64(0), 0
        value = (value ^ word ^ key1) * _P0
        value ^= value >> np.uint64(32)
        value *= _P1
        result[number] = value ^ (value >> np.uint64(29))
    return result


@njit(cache=True, nogil=True)
def cut(data: Any, starts: Any, ends: Any) -> Any:
    """The bytes of some places one after the other, and where each begins."""
    offsets = np.zeros(len(starts) + 1, dtype=np.int64)
    for number in range(len(starts)):
        offsets[number + 1] = offsets[number] + ends[number] - starts[number]
    result = np.empty(offsets[-1], dtype=np.uint8)
    for number in range(len(starts)):
        to = offsets[number]
        for at in range(starts[number], ends[number]):
            result[to] = data[at]
            to += 1
    return result, offsets
