"""Numbers of mainland China.

Sources: GB 11643-1999, clauses 3 and 4 (resident identity number; ISO 7064 MOD 11-2); GB 32100-2015 (unified social
credit code); GB/T 2260 (provinces).
"""

from __future__ import annotations

import numpy as np

from pia.checksums import FAILED, PASSED, UNDECIDED
from pia.checksums.characters import BLANK, DASH, DIGIT, LETTER, MARK, PLUS, count_digits, number
from pia.checksums.compiling import Bytes, compiled
from pia.checksums.dates import is_date

_PROVINCES = np.zeros(100, np.bool_)
_PROVINCES[[11, 12, 13, 14, 15, 21, 22, 23, 31, 32, 33, 34, 35, 36, 37, 41, 42, 43, 44, 45, 46]] = True
_PROVINCES[[50, 51, 52, 53, 54, 61, 62, 63, 64, 65, 71, 81, 82, 83]] = True

_REGISTRIES = np.zeros(100, np.bool_)
_REGISTRIES[[11, 12, 13, 14, 15, 19, 21, 29, 31, 32, 33, 34, 35, 39, 41, 49, 51, 52, 53, 59, 61, 62, 69]] = True
_REGISTRIES[[71, 72, 79, 81, 89, 91, 92, 93]] = True

_RESIDENT_WEIGHTS = np.array([7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2])
_CREDIT_WEIGHTS = np.array([1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28, 1])
_LETTERED = 9
"""Verdict within this module alone."""

_CREDIT_LETTERS = np.full(26, -1)
for _value, _letter in enumerate("ABCDEFGHJKLMNPQRTUWXY"):
    _CREDIT_LETTERS[ord(_letter) - 65] = 10 + _value


@compiled
def _is_birth_date(year: int, month: int, day: int) -> bool:
    return 1880 <= year <= 2100 and is_date(year, month, day)


@compiled
def resident_id(data: Bytes, start: int, end: int) -> int:
    """Resident identity number of 18 characters, in groups or not: province, birth date, check digit (MOD 11-2)."""
    last = end - 1
    check = 10 if LETTER[data[last]] == 23 else DIGIT[data[last]]
    if check < 0 or count_digits(data, start, last, DASH | BLANK) != 17:
        return FAILED
    head = number(data, start, last)
    birth = head // 1000 % 100_000_000
    if not _PROVINCES[head // 1_000_000_000_000_000]:
        return FAILED
    if not _is_birth_date(birth // 10_000, birth // 100 % 100, birth % 100):
        return FAILED
    for place in range(16, -1, -1):
        check += head % 10 * _RESIDENT_WEIGHTS[place]
        head //= 10
    return PASSED if check % 11 == 1 else FAILED


@compiled
def old_resident_id(data: Bytes, start: int, end: int) -> int:
    """Resident identity number of 15 digits, as before 1999; undecided for a birth before 1930."""
    if count_digits(data, start, end, DASH | BLANK) != 15:
        return FAILED
    value = number(data, start, end)
    birth = value // 1000 % 1_000_000
    if not _PROVINCES[value // 10_000_000_000_000]:
        return FAILED
    if not _is_birth_date(1900 + birth // 10_000, birth // 100 % 100, birth % 100):
        return FAILED
    return PASSED if birth >= 300_000 else UNDECIDED


@compiled
def mobile(data: Bytes, start: int, end: int) -> int:
    """Mobile number: eleven digits from 13 to 19, with or without the country code 86, +86 or 0086."""
    count, value, plus = 0, 0, False
    for place in range(start, end):
        one = DIGIT[data[place]]
        if one >= 0:
            value = value * 10 + one
            count += 1
        elif MARK[data[place]] & PLUS != 0 and count == 0 and not plus:
            plus = True
        elif MARK[data[place]] & (DASH | BLANK) == 0 and data[place] != 40 and data[place] != 41:
            return FAILED
    if count == 11:
        return PASSED if not plus and 13 <= value // 1_000_000_000 <= 19 else FAILED
    if count != 13 and (count != 15 or plus):
        return FAILED
    return PASSED if 8613 <= value // 1_000_000_000 <= 8619 else FAILED


@compiled
def credit_code(data: Bytes, start: int, end: int) -> int:
    """Unified social credit code with a letter: a province, digits and letters but I, O, S, V, Z; modulo 31."""
    return PASSED if _code(data, start, end) == _LETTERED else FAILED


@compiled
def digital_credit_code(data: Bytes, start: int, end: int) -> int:
    """Unified social credit code of digits alone; undecided where they hold a birth date."""
    if _code(data, start, end) != PASSED:
        return FAILED
    value = number(data, start, end)
    birth = value // 10_000 % 100_000_000
    if not _REGISTRIES[value // 10_000_000_000_000_000]:
        return FAILED
    return UNDECIDED if _is_birth_date(birth // 10_000, birth // 100 % 100, birth % 100) else PASSED


@compiled
def _code(data: Bytes, start: int, end: int) -> int:
    """`FAILED` for what is no unified social credit code, `_LETTERED` for one with a letter, otherwise `PASSED`."""
    total, count, province, lettered = 0, 0, 0, False
    for place in range(start, end):
        if MARK[data[place]] & (DASH | BLANK) != 0:
            continue
        one = DIGIT[data[place]]
        if one < 0 and (count == 0 or count >= 8) and LETTER[data[place]] >= 0:
            one = _CREDIT_LETTERS[LETTER[data[place]]]
            lettered = True
        if one < 0 or count == 18:
            return FAILED
        if count in (2, 3):
            province = province * 10 + one
        total += one * _CREDIT_WEIGHTS[count]
        count += 1
    if count != 18 or total % 31 != 0 or not (_PROVINCES[province] or province == 10):
        return FAILED
    return _LETTERED if lettered else PASSED
