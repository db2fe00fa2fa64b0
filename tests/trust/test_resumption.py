from __future__ import annotations

import pytest

from tests.trust import resumption


@pytest.mark.deep
@pytest.mark.slow
def test_a_killed_scan_ends_with_the_same_bytes() -> None:
    assert [figure for figure in resumption.measure(quick=True) if not figure.holds] == []
