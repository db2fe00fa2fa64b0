from __future__ import annotations

from typing import Any

import numpy as np

from pia.compiling import compiled, interpreted, machine_code

_TABLE = np.array([200, 100, 55], dtype=np.uint8)
_PRIME = np.uint64(1099511628211)
_BITS = np.uint64(0xFFFFFFFFFFFFFFFF)


@compiled
def looked_up(data: Any, place: int) -> Any:
    return _TABLE[data[place]]


@compiled
def hashed(data: Any) -> Any:
    rows = np.zeros(2, dtype=np.int64)
    value = np.uint64(7)
    for place in range(len(data)):
        rows[0] += looked_up(data, place)
        value = ((value ^ np.uint64(data[place])) * _PRIME) & _BITS
    return value + np.uint64(rows[0])


def test_a_marked_function_stays_as_it_is() -> None:
    assert looked_up(np.array([1], np.uint8), 0) == 100


def test_both_ways_give_the_same() -> None:
    data = bytes([0, 1, 2, 1, 0])
    ways = machine_code(hashed)(np.frombuffer(data, np.uint8)), interpreted(hashed)(data)
    assert int(ways[0]) == ways[1]


def test_python_counts_in_numbers_of_its_own() -> None:
    assert type(interpreted(looked_up)(b"\0", 0)) is int
    assert interpreted(hashed)(b"\0" * 3) > 3 * 200


def test_numba_keeps_what_is_to_be_kept() -> None:
    assert machine_code(looked_up, kept=True) is not machine_code(looked_up)
    assert machine_code(looked_up, kept=True)(np.array([2], np.uint8), 0) == 55
