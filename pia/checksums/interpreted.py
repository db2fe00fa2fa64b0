"""The verdict on one candidate, without numba."""

from __future__ import annotations

from datetime import date

from pia.checksums.compiling import interpreted
from pia.checksums.kinds import DATED_TESTS, TESTS

_AFTER = b"\0"
"""Tests may look at the byte after a candidate, whatever it is."""


def verdict_of(name: str, text: str) -> int:
    """`FAILED`, `PASSED` or `UNDECIDED`, as the test of a recognizer of this name says of an ASCII text.

    Raises:
        KeyError: There is no such test.
    """
    data = text.encode("ascii") + _AFTER
    if name in DATED_TESTS:
        today = date.today()
        dated = interpreted(DATED_TESTS[name])
        return int(dated(data, 0, len(text), today.year * 10_000 + today.month * 100 + today.day))
    return int(interpreted(TESTS[name])(data, 0, len(text)))
