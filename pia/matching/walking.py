"""The compiled loops over the bytes of a text column; they hold no lock and call no Python.

A column is Arrow's: `data` are the UTF-8 bytes, cell `i` lies in `data[offsets[i]:offsets[i + 1]]`. Where a table lacks
an entry, a loop says in `lack` which one and returns the number of the cell; it goes on there once the entry is built.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numba import njit

NO_LACK, LACKS_MOVE, LACKS_FINAL, LACKS_PAGE, LACKS_ROOM = 0, 1, 2, 3, 4
_REPLACEMENT = 0xFFFD


@njit(cache=True, nogil=True, inline="always")
def _length(byte: int) -> int:
    """Bytes of a character, by its first byte."""
    if byte < 0x80:
        return 1
    if byte >= 0xF0:
        return 4
    return 3 if byte >= 0xE0 else 2


@njit(cache=True, nogil=True)
def decoded(data: Any, at: int, end: int) -> tuple[int, int]:
    """Code point at a place, and its bytes; bytes that are no UTF-8 stand for the replacement character."""
    byte = np.int64(data[at])
    size = _length(byte)
    if byte < 0xC0 or at + size > end:
        return _REPLACEMENT, 1
    point = byte & (0x7F >> size)
    for place in range(at + 1, at + size):
        point = (point << 6) | (np.int64(data[place]) & 0x3F)
    if point >= 0x110000:
        return _REPLACEMENT, 1
    return point, size


@njit(cache=True, nogil=True, inline="always")
def _walk(data: Any, at: int, end: int, state: int, pages: Any, table: Any, lack: Any) -> int:
    """State after some bytes; negative if an entry is lacking."""
    while at < end:
        byte = np.int64(data[at])
        if byte < 0x80:
            class_, size = np.int64(pages[0, byte]) - 1, 1
        else:
            point, size = decoded(data, at, end)
            class_ = np.int64(pages[point >> 8, point & 0xFF]) - 1
        after = -1
        if 0 <= class_ < table.shape[1]:
            after = table[state, class_]
        if after < 0:
            lack[0], lack[1], lack[2] = LACKS_MOVE, state, at
            return -1
        state = after
        at += size
    return state


@njit(cache=True, nogil=True)
def _is_harmless(data: Any, at: int, end: int) -> bool:
    """Whether all bytes are ASCII letters, spaces, commas or semicolons."""
    bad = np.uint8(0)
    for place in range(at, end):
        byte = data[place]
        letter = np.uint8((byte | np.uint8(32)) - np.uint8(97)) < np.uint8(26)
        bad |= np.uint8(not (letter or byte == np.uint8(32) or byte == np.uint8(44) or byte == np.uint8(59)))
    return bad == 0


@njit(cache=True, nogil=True)
def filter_cells(
    data: Any,
    offsets: Any,
    first: int,
    harmless: bool,
    pages: Any,
    table: Any,
    final: Any,
    outcomes: Any,
    lack: Any,
) -> int:
    """Write the outcome of every cell from `first` on; gives the cell at which an entry is lacking, or their number.

    Four cells are walked in step, since each step waits for the memory of the one before.
    """
    count = len(offsets) - 1
    cell = first
    lack[0] = NO_LACK
    while cell < count:
        group = min(4, count - cell)
        o0, e0 = offsets[cell], offsets[cell + 1]
        if harmless and e0 - o0 > 24 and _is_harmless(data, o0, e0):
            outcomes[cell] = 1
            cell += 1
            continue
        s0, s1, s2, s3 = np.int64(0), np.int64(0), np.int64(0), np.int64(0)
        done = 0
        if group == 4:
            o1, o2, o3 = offsets[cell + 1], offsets[cell + 2], offsets[cell + 3]
            least = min(min(e0 - o0, o2 - o1), min(o3 - o2, offsets[cell + 4] - o3))
            while done < least:
                b0, b1, b2, b3 = data[o0 + done], data[o1 + done], data[o2 + done], data[o3 + done]
                if (b0 | b1 | b2 | b3) >= 0x80:
                    break
                n0, n1 = table[s0, pages[0, b0] - 1], table[s1, pages[0, b1] - 1]
                n2, n3 = table[s2, pages[0, b2] - 1], table[s3, pages[0, b3] - 1]
                if (n0 | n1 | n2 | n3) < 0:
                    break
                s0, s1, s2, s3 = np.int64(n0), np.int64(n1), np.int64(n2), np.int64(n3)
                done += 1
        for lane in range(group):
            state = s0 if lane == 0 else s1 if lane == 1 else s2 if lane == 2 else s3
            state = _walk(data, offsets[cell + lane] + done, offsets[cell + lane + 1], state, pages, table, lack)
            if state < 0:
                return cell + lane
            outcome = final[state]
            if outcome < 0:
                lack[0], lack[1], lack[2] = LACKS_FINAL, state, offsets[cell + lane + 1]
                return cell + lane
            outcomes[cell + lane] = outcome
        cell += group
    return count


@njit(cache=True, nogil=True, inline="always")
def _class_at(data: Any, at: int, end: int, pages: Any, known: int, lack: Any) -> int:
    """Class of the character at a place; negative if it is none of those known."""
    byte = np.int64(data[at])
    if byte < 0x80:
        return np.int64(pages[0, byte]) - 1
    point, _ = decoded(data, at, end)
    class_ = np.int64(pages[point >> 8, point & 0xFF]) - 1
    if class_ < 0 or class_ >= known:
        lack[0], lack[1] = LACKS_PAGE, point >> 8
        return -1
    return class_


@njit(cache=True, nogil=True, inline="always")
def _match(
    data: Any, at: int, end: int, state: int, pages: Any, table: Any, final: Any, begin: Any, lack: Any
) -> tuple[int, int]:
    """End of the match that begins in a state, -1 if there is none, -2 if it is undecided, -3 if an entry is lacking.

    The second number is what the end of the text says: whether a match ends there.
    """
    last, known = -1, min(len(begin) - 1, table.shape[1])
    while at < end:
        class_ = _class_at(data, at, end, pages, known, lack)
        if class_ < 0:
            return -3, 0
        move = table[state, class_]
        if move < 0:
            lack[0], lack[1], lack[2] = LACKS_MOVE, state, class_
            return -3, 0
        if move & 3 == 1:
            last = at
        elif move & 3 == 2:
            return -2, 0
        state = move >> 2
        if state == 0:
            return last, 0
        at += _length(np.int64(data[at])) if data[at] >= 0xC0 else 1
    said = final[state]
    if said < 0:
        lack[0], lack[1] = LACKS_FINAL, state
        return -3, 0
    return (end if said == 1 else last), said


@njit(cache=True, nogil=True)
def find_cells(
    data: Any,
    offsets: Any,
    cells: Any,
    first: int,
    pages: Any,
    table: Any,
    final: Any,
    begin: Any,
    spaces: Any,
    spans: Any,
    counts: Any,
    lack: Any,
) -> int:
    """Write the matches in some cells, from number `first` of `cells` on.

    A match is (place in `cells`, first byte, one past the last byte) in `spans`; a cell that the automaton cannot
    decide gets -1 as its first byte. `counts[0]` is the number of matches so far. Gives the place in `cells` at which
    an entry or room is lacking, or their number.
    """
    lack[0] = NO_LACK
    known = min(len(begin) - 1, table.shape[1])
    for place in range(first, len(cells)):
        start, end = offsets[cells[place]], offsets[cells[place] + 1]
        at, before, begun = start, len(begin) - 1, counts[0]
        while at < end:
            if counts[0] + 1 >= len(spans):
                lack[0], counts[0] = LACKS_ROOM, begun
                return place
            stop, _ = _match(data, at, end, begin[before], pages, table, final, begin, lack)
            if stop == -3:
                counts[0] = begun
                return place
            if stop == -2:
                counts[0] = begun
                spans[begun, 0], spans[begun, 1], spans[begun, 2] = place, -1, -1
                counts[0] += 1
                break
            if stop > at:
                spans[counts[0], 0], spans[counts[0], 1], spans[counts[0], 2] = place, at, stop
                counts[0] += 1
                at = stop - 1
                while at > start and (data[at] & 0xC0) == 0x80:
                    at -= 1
            before = _class_at(data, at, end, pages, known, lack)
            if before < 0:
                counts[0] = begun
                return place
            at += _length(np.int64(data[at])) if data[at] >= 0xC0 else 1
    return len(cells)


@njit(cache=True, nogil=True)
def match_whole_cells(
    data: Any,
    offsets: Any,
    cells: Any,
    first: int,
    pages: Any,
    table: Any,
    final: Any,
    begin: Any,
    spaces: Any,
    spans: Any,
    counts: Any,
    lack: Any,
) -> int:
    """As `find_cells`, for a form that must match a whole cell but for the white space around it."""
    lack[0] = NO_LACK
    known = min(len(begin) - 1, table.shape[1])
    for place in range(first, len(cells)):
        start, end = offsets[cells[place]], offsets[cells[place] + 1]
        at, stop = start, end
        while at < stop:
            class_ = _class_at(data, at, stop, pages, known, lack)
            if class_ < 0:
                return place
            if not spaces[class_]:
                break
            at += _length(np.int64(data[at])) if data[at] >= 0xC0 else 1
        while stop > at:
            back = stop - 1
            while back > at and (data[back] & 0xC0) == 0x80:
                back -= 1
            class_ = _class_at(data, back, stop, pages, known, lack)
            if class_ < 0:
                return place
            if not spaces[class_]:
                break
            stop = back
        ended, said = _match(data, at, stop, begin[len(begin) - 1], pages, table, final, begin, lack)
        if ended == -3:
            return place
        if said == 1:
            spans[counts[0], 0], spans[counts[0], 1], spans[counts[0], 2] = place, start, end
            counts[0] += 1
    return len(cells)
