"""German numbers.

Sources: GKV-Spitzenverband (health insurance number, KVNR), ICAO Doc 9303 part 3 (documents: weights 7, 3, 1), VKVV
section 2 (pension insurance number), AO section 139b and ISO 7064 MOD 11,10 (tax identification number).
"""

from __future__ import annotations

import numpy as np

from pia.checksums import FAILED, PASSED, UNDECIDED
from pia.checksums.characters import BASE36, DIGIT, LETTER, NONE, count_digits, number
from pia.checksums.compiling import Bytes, compiled

_PENSION = np.array([2, 1, 2, 5, 7, 1, 2, 1])
_OUTSIDE_DOCUMENTS = np.zeros(26, np.bool_)
_OUTSIDE_DOCUMENTS[[ord(character) - 65 for character in "ABDEIOQSU"]] = True


@compiled
def health_insurance(data: Bytes, start: int, end: int) -> int:
    """Health insurance number: a letter that counts as two digits, nine digits; every second is doubled."""
    if end - start != 10 or LETTER[data[start]] < 0 or count_digits(data, start + 1, end, NONE) != 9:
        return FAILED
    first = LETTER[data[start]] + 1
    total = first // 10 + _cross_sum(2 * (first % 10))
    for offset in range(1, 9):
        total += _cross_sum(DIGIT[data[start + offset]] * (2 - offset % 2))
    return PASSED if total % 10 == DIGIT[data[end - 1]] else FAILED


@compiled
def _cross_sum(value: int) -> int:
    return value // 10 + value % 10


@compiled
def _document(data: Bytes, start: int, end: int) -> int:
    total = 0
    for offset in range(end - start - 1):
        value = BASE36[data[start + offset]]
        if value < 0:
            return FAILED
        total += value * (7, 3, 1)[offset % 3]
    return PASSED if total % 10 == DIGIT[data[end - 1]] else FAILED


@compiled
def identity_card(data: Bytes, start: int, end: int) -> int:
    """Identity card number of nine characters; the older ones, T and eight digits, have no check digit."""
    if end - start != 9:
        return FAILED
    if LETTER[data[start]] == 19 and count_digits(data, start + 1, end, NONE) == 8:
        return UNDECIDED
    return _document(data, start, end)


@compiled
def passport(data: Bytes, start: int, end: int) -> int:
    """Passport number of nine characters without vowels and look-alikes."""
    if end - start != 9:
        return FAILED
    for place in range(start, end - 1):
        if LETTER[data[place]] >= 0 and _OUTSIDE_DOCUMENTS[LETTER[data[place]]]:
            return FAILED
    return _document(data, start, end)


@compiled
def pension_insurance(data: Bytes, start: int, end: int) -> int:
    """Pension insurance number: area, day (+50) and month of birth, initial, serial number, check digit."""
    if end - start != 12 or count_digits(data, start, start + 8, NONE) != 8 or LETTER[data[start + 8]] < 0:
        return FAILED
    if count_digits(data, start + 9, end, NONE) != 3:
        return FAILED
    day, month = number(data, start + 2, start + 4), number(data, start + 4, start + 6)
    if not (1 <= day <= 31 or 51 <= day <= 81) or not 1 <= month <= 12:
        return FAILED
    total = 0
    for offset in range(8):
        total += _cross_sum(DIGIT[data[start + offset]] * _PENSION[offset])
    initial = LETTER[data[start + 8]] + 1
    total += _cross_sum(2 * (initial // 10)) + initial % 10
    total += _cross_sum(2 * DIGIT[data[start + 9]]) + DIGIT[data[start + 10]]
    return PASSED if total % 10 == DIGIT[data[end - 1]] else FAILED


@compiled
def tax_id(data: Bytes, start: int, end: int) -> int:
    """Tax identification number: eleven digits, no digit more than three times among the first ten."""
    if end - start != 11 or count_digits(data, start, end, NONE) != 11 or DIGIT[data[start]] == 0:
        return FAILED
    seen = 0
    product = 10
    for place in range(start, end - 1):
        one = DIGIT[data[place]]
        seen += 1 << 4 * one
        if seen >> 4 * one & 15 > 3:
            return FAILED
        total = (one + product) % 10
        product = (10 if total == 0 else total) * 2 % 11
    return PASSED if (11 - product) % 10 == DIGIT[data[end - 1]] else FAILED
