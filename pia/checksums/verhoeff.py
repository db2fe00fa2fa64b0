"""Numbers with a Verhoeff check digit, from the symmetries of the pentagon.

Sources: J. Verhoeff, Error Detecting Decimal Codes, Mathematical Centre Tracts 29, Amsterdam 1969; UIDAI (Aadhaar);
NIMC (Nigerian NIN).
"""

from __future__ import annotations

import numpy as np

from pia.checksums import FAILED, PASSED
from pia.checksums.characters import BLANK, COLON, DASH, DIGIT, NONE, count_digits, number
from pia.checksums.compiling import Bytes, compiled

_PRODUCT = np.array(
    [[(a + b) % 5 + b // 5 * 5 if a < 5 else (a - b) % 5 + (1 - b // 5) * 5 for b in range(10)] for a in range(10)]
)
"""Multiplication in the dihedral group of order 10: rotations are 0 to 4, reflections 5 to 9."""

_SHIFT = np.array([1, 5, 7, 6, 2, 8, 3, 0, 9, 4])
_PERMUTATION = np.empty((8, 10), np.int64)
_PERMUTATION[0] = np.arange(10)
for _power in range(1, 8):
    _PERMUTATION[_power] = _SHIFT[_PERMUTATION[_power - 1]]


@compiled
def verhoeff(data: Bytes, start: int, end: int) -> bool:
    """Whether the digits, without what stands between them, have a right check digit."""
    check = 0
    count = 0
    for offset in range(end - start):
        one = DIGIT[data[end - 1 - offset]]
        if one >= 0:
            check = _PRODUCT[check, _PERMUTATION[count % 8, one]]
            count += 1
    return check == 0


@compiled
def nigerian_id(data: Bytes, start: int, end: int) -> int:
    """Nigerian national identification number of eleven digits."""
    if count_digits(data, start, end, NONE) != 11:
        return FAILED
    return PASSED if verhoeff(data, start, end) else FAILED


@compiled
def aadhaar(data: Bytes, start: int, end: int) -> int:
    """Indian Aadhaar number: twelve digits, the first from 2, no palindrome."""
    if count_digits(data, start, end, DASH | BLANK | COLON) != 12:
        return FAILED
    value = number(data, start, end)
    if value < 200_000_000_000:
        return FAILED
    backwards = 0
    rest = value
    for _ in range(12):
        backwards = backwards * 10 + rest % 10
        rest //= 10
    return PASSED if backwards != value and verhoeff(data, start, end) else FAILED
