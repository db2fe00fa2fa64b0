"""The compiled loop that builds a filter's table: the product of many automata, where texts lead; it calls no Python.

A state of the product is a row of `vectors`: the state of every part. What a part does is in `flat`: its state after a
kind of character lies at `bases[part] + state * widths[part] + kind`; what it says of a text that ends lies in `told`.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numba import njit

from pia.matching.walking import LACKS_FINAL, LACKS_MOVE, LACKS_PAGE, LACKS_ROOM, NO_LACK, decoded

QUIET = 64
"""After so many cells that lacked nothing the builder gives way to the walker, who needs no lock."""

_SEED, _PRIME = np.uint64(14695981039346656037), np.uint64(1099511628211)


@njit(cache=True, nogil=True)
def number_of(row: Any, rows: Any, slots: Any, count: Any) -> int:
    """Number of a row among those of an open table, entered if it is new; -1 if there is no room.

    The hash is FNV-1a; a slot holds a number plus one, 0 where it is free.
    """
    value = _SEED
    for place in range(len(row)):
        value = (value ^ np.uint64(row[place])) * _PRIME
    mask = np.uint64(len(slots) - 1)
    slot = np.int64((value ^ (value >> np.uint64(29))) & mask)
    while slots[slot] != 0:
        number = slots[slot] - 1
        same = True
        for place in range(len(row)):
            if rows[number, place] != row[place]:
                same = False
                break
        if same:
            return np.int64(number)
        slot = (slot + 1) & np.int64(mask)
    number = count[0]
    if number >= len(rows):
        return -1
    for place in range(len(row)):
        rows[number, place] = row[place]
    slots[slot] = number + 1
    count[0] = number + 1
    return np.int64(number)


@njit(cache=True, nogil=True)
def _moved(state: int, class_: int, kinds: Any, flat: Any, bases: Any, widths: Any, vectors: Any, lack: Any) -> Any:
    """The row of the state after a character; empty if a part lacks its move."""
    row = np.empty(len(bases), dtype=np.int32)
    for part in range(len(bases)):
        own, kind = vectors[state, part], kinds[class_, part]
        after = flat[bases[part] + own * widths[part] + kind]
        if after < 0:
            lack[0], lack[1], lack[2], lack[3] = LACKS_MOVE, part, own, kind
            return row[:0]
        row[part] = after
    return row


@njit(cache=True, nogil=True)
def _said(state: int, told: Any, told_bases: Any, vectors: Any, lack: Any) -> Any:
    """What every part says of a text that ends in a state; empty if one has not said it."""
    row = np.empty(len(told_bases), dtype=np.int8)
    for part in range(len(told_bases)):
        own = vectors[state, part]
        row[part] = told[told_bases[part] + own]
        if row[part] < 0:
            lack[0], lack[1], lack[2] = LACKS_FINAL, part, own
            return row[:0]
    return row


@njit(cache=True, nogil=True)
def build_cells(
    data: Any,
    offsets: Any,
    first: int,
    pages: Any,
    kinds: Any,
    flat: Any,
    bases: Any,
    widths: Any,
    told: Any,
    told_bases: Any,
    vectors: Any,
    slots: Any,
    states: Any,
    sayings: Any,
    said_slots: Any,
    said: Any,
    table: Any,
    final: Any,
    outcomes: Any,
    lack: Any,
) -> int:
    """Write the outcome of cells from `first` on, and build what they lack; gives the next cell, or where it is stuck.

    It is stuck where a part lacks a move (`lack` is LACKS_MOVE, part, state, kind) or a saying (LACKS_FINAL, part,
    state), a page is not classified (LACKS_PAGE, page), or there is no room for states (LACKS_ROOM, 0) or sayings
    (LACKS_ROOM, 1).
    """
    lack[0] = NO_LACK
    quiet, count, parts = 0, len(offsets) - 1, len(bases)
    for cell in range(first, count):
        at, end, state, built = np.int64(offsets[cell]), np.int64(offsets[cell + 1]), np.int64(0), False
        while at < end:
            point, size = np.int64(data[at]), 1
            if point >= 0x80:
                point, size = decoded(data, at, end)
            class_ = np.int64(pages[point >> 8, point & 0xFF]) - 1
            if class_ < 0 or class_ >= len(kinds):
                lack[0], lack[1] = LACKS_PAGE, point >> 8
                return cell
            after = np.int64(table[state, class_])
            if after < 0:
                row = _moved(state, class_, kinds, flat, bases, widths, vectors, lack)
                if len(row) < parts:
                    return cell
                after = number_of(row, vectors, slots, states)
                if after < 0:
                    lack[0], lack[1] = LACKS_ROOM, 0
                    return cell
                table[state, class_] = after
                built = True
            state = after
            at += size
        outcome = np.int64(final[state])
        if outcome < 0:
            saying = _said(state, told, told_bases, vectors, lack)
            if len(saying) < parts:
                return cell
            outcome = number_of(saying, sayings, said_slots, said)
            if outcome < 0:
                lack[0], lack[1] = LACKS_ROOM, 1
                return cell
            final[state] = outcome
            built = True
        outcomes[cell] = outcome
        quiet = 0 if built else quiet + 1
        if quiet >= QUIET:
            return cell + 1
    return count
