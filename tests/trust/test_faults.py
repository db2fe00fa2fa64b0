from __future__ import annotations

import pytest

from tests.trust import faults
from tests.trust.faults import Count


@pytest.mark.slow
def test_no_fault_leaves_half_a_file() -> None:
    found = faults.measure(quick=True)
    assert [figure for figure in found if not figure.holds] == []
    assert found[0].tried == faults.QUICK_KILLS


def test_a_broken_try_is_counted_and_named() -> None:
    count = Count()
    count.holds(True, "here")
    count.holds(False, "there")
    count.note("seen", 2)
    figure = count.figure("p", "n")
    assert (figure.tried, figure.broken, figure.note) == (2, 1, "n; 2 seen; there")
