from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from pia.matching.product import number_of

ROWS = st.lists(st.tuples(st.integers(0, 3), st.integers(-1, 1)), max_size=40)


@given(ROWS, st.integers(1, 12))
def test_equal_rows_have_one_number_and_a_full_table_takes_no_more(rows: list[tuple[int, int]], room: int) -> None:
    table, slots, count = np.zeros((room, 2), dtype=np.int32), np.zeros(16, dtype=np.int32), np.zeros(1, dtype=np.int64)
    numbers: dict[tuple[int, int], int] = {}
    for row in rows:
        number = number_of(np.array(row, dtype=np.int32), table, slots, count)
        if number < 0:
            assert len(numbers) == room
            assert row not in numbers
        else:
            assert numbers.setdefault(row, number) == number
    assert sorted(numbers.values()) == list(range(len(numbers)))
    assert all(tuple(table[number].tolist()) == row for row, number in numbers.items())
