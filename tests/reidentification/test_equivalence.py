from __future__ import annotations

from collections import Counter

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from pia.reidentification.equivalence import classes, histogram, joint, whole

ROWS = st.lists(st.tuples(st.integers(0, 2), st.integers(0, 4), st.sampled_from([0, 900_000, 2_000_000])), min_size=1)


@settings(deadline=None)
@given(ROWS)
def test_classes_are_those_of_the_rows(rows: list[tuple[int, int, int]]) -> None:
    columns = [(np.array(column, np.int32), 2_000_001) for column in zip(*rows, strict=True)]
    found = classes(columns, len(rows))
    expected = Counter(rows)
    assert sorted(found.sizes.tolist()) == sorted(expected.values())
    assert [int(found.sizes[number]) for number in found.ids] == [expected[row] for row in rows]
    assert found.smallest == min(expected.values())
    assert found.unique == sum(count == 1 for count in expected.values())


def test_no_columns_make_one_class_and_no_rows_none() -> None:
    assert classes([], 3).sizes.tolist() == [3]
    assert (whole(0).smallest, whole(0).unique) == (0, 0)


def test_histogram_and_joint_counts() -> None:
    found = classes([(np.array([0, 0, 1, 1, 1], np.int32), 2)], 5)
    assert [part.tolist() for part in histogram(found.sizes)] == [[2, 3], [1, 1]]
    owner, code, rows = joint(found, np.array([7, 7, 0, 7, 0], np.int32), 8)
    assert list(zip(owner.tolist(), code.tolist(), rows.tolist(), strict=True)) == [(0, 7, 2), (1, 0, 2), (1, 7, 1)]
