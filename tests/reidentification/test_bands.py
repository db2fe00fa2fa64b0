from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from pia.model.reidentification import FLOOR
from pia.reidentification.bands import bands
from pia.reidentification.equivalence import histogram


@settings(deadline=None)
@given(st.lists(st.integers(1, 300), min_size=1, max_size=30))
def test_bands_hold_every_row_and_no_band_is_too_small_to_show(sizes: list[int]) -> None:
    found = bands(*histogram(np.array(sizes)))
    assert sum(band.rows for band in found) == sum(sizes)
    assert sum(band.classes for band in found) == len(sizes)
    assert all(band.rows >= FLOOR for band in found) or (len(found) == 1 and sum(sizes) < FLOOR)
    assert [band.least for band in found] == sorted({band.least for band in found})


def test_few_people_are_merged_with_their_neighbours() -> None:
    last = bands(*histogram(np.array([1] * 9 + [2])))
    assert [(band.least, band.most, band.classes, band.rows) for band in last] == [(1, 2, 10, 11)]
    found = bands(*histogram(np.array([1, 1, 2, 2, 2, 200])))
    assert [(band.least, band.most, band.classes, band.rows) for band in found] == [(1, 2, 5, 8), (100, None, 1, 200)]
