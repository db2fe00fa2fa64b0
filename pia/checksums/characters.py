"""Bytes as characters: digits, letters, and the separators that may stand between them.

Tables instead of functions, because compiled functions that call one another are optimised once per level.
"""

from __future__ import annotations

import string
from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from pia.checksums.compiling import Bytes, compiled


def _table(values: Iterable[tuple[str, int]]) -> NDArray[np.int64]:
    table = np.full(256, -1, np.int64)
    for characters, value in values:
        for character in characters:
            table[ord(character)] = value
    return table


_DIGITS = [(character, value) for value, character in enumerate(string.digits)]

DIGIT = _table(_DIGITS)
"""Value of a decimal digit, or -1."""

LETTER = _table((a + a.upper(), value) for value, a in enumerate(string.ascii_lowercase))
"""Place in the alphabet of a letter of either case, from 0, or -1."""

BASE36 = _table([*_DIGITS, *((a + a.upper(), value + 10) for value, a in enumerate(string.ascii_lowercase))])
"""Value of a digit, or of a letter of either case from A = 10, or -1."""

NONE, DASH, BLANK, COLON, WHITE, PLUS, POINT = 0, 1, 2, 4, 8, 16, 32

MARK = np.maximum(
    _table(
        [
            ("\t\n\v\f\r\x1c\x1d\x1e\x1f", WHITE),
            (" ", BLANK | WHITE),
            ("-", DASH),
            (":", COLON),
            ("+", PLUS),
            (".", POINT),
        ]
    ),
    0,
)
"""Which separators a character is: a sum of `DASH`, `BLANK`, `COLON`, `WHITE` (as `str.isspace`), `PLUS`, `POINT`."""


@compiled
def count_digits(data: Bytes, start: int, end: int, separators: int) -> int:
    """Number of digits, or -1 where anything stands between them that is no separator."""
    count = 0
    for place in range(start, end):
        if DIGIT[data[place]] >= 0:
            count += 1
        elif MARK[data[place]] & separators == 0:
            return -1
    return count


@compiled
def number(data: Bytes, start: int, end: int) -> int:
    """Value of the digits, at most 18; what is no digit is left out. 0 where there are none."""
    value = 0
    for place in range(start, end):
        one = DIGIT[data[place]]
        if one >= 0:
            value = value * 10 + one
    return value


@compiled
def remainder(data: Bytes, start: int, end: int, modulus: int) -> int:
    """Remainder of the value of the digits, as many as there are; -1 where there are none."""
    value = -1
    for place in range(start, end):
        one = DIGIT[data[place]]
        if one >= 0:
            value = (max(value, 0) * 10 + one) % modulus
    return value
