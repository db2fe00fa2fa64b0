from __future__ import annotations

from tests.trust import supply


def test_what_is_locked_is_pinned_and_allowed() -> None:
    assert all(figure.holds for figure in supply.measure(quick=True))
