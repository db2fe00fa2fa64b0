"""Numbers of mainland China.

Sources: GB 11643-1999, clauses 3 and 4 (resident identity number; ISO 7064 MOD 11-2); GB 32100-2015 (unified social
credit code); GB/T 2260 (provinces).
"""

from __future__ import annotations

import numpy as np

from pia.checksums import FAILED, PASSED
from pia.checksums.characters import BLANK, DASH, DIGIT, LETTER, MARK, PLUS, count_digits, number
from pia.checksums.compiling import Bytes, compiled
from pia.checksums.dates import is_date

_PROVINCES = np.zeros(100, np.bool_)
_PROVINCES[[11, 12, 13, 14, 15, 21, 22, 23, 31, 32, 33, 34, 35, 36, 37, 41, 42, 43, 44, 45, 46]] = True
_PROVINCES[[50, 51, 52, 53, 54, 61, 62, 63, 64, 65, 71, 81, 82, 83]] = True

_RESIDENT_WEIGHTS = np.array([7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2])
_CREDIT_WEIGHTS = np.array([1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28, 1])
_CREDIT_LETTERS = np.full(26, -1)
for _value, _letter in enumerate("ABCDEFGHJKLMNPQRTUWXY"):
    _CREDIT_LETTERS[ord(_letter) - 65] = 10 + _value


@compiled
def _is_birth_date(year: int, month: int, day: int) -> bool:
    return 1880 <= year <= 2100 and is_date(year, month, day)


@compiled
def resident_id(data: Bytes, start: int, end: int) -> int:
    """Resident identity number of 18 digits or, as before 1999, of 15: province, birth date, check digit."""
    length = end - start
    if length not in (15, 18) or count_digits(data, start, end - 1, 0) != length - 1:
        return FAILED
    if not _PROVINCES[number(data, start, start + 2)]:
        return FAILED
    birth = number(data, start + 6, start + length - 4 + (length == 15))
    if length == 15:
        birth += 19_000_000
    if not _is_birth_date(birth // 10_000, birth // 100 % 100, birth % 100):
        return FAILED
    return PASSED if length == 15 or _mod_11_2(data, start) else FAILED


@compiled
def _mod_11_2(data: Bytes, start: int) -> bool:
    """Whether the 18 characters, X counting 10 at the end, add up to 1 modulo 11 with the weights of GB 11643."""
    total = 0
    for offset in range(17):
        total += DIGIT[data[start + offset]] * _RESIDENT_WEIGHTS[offset]
    last = 10 if LETTER[data[start + 17]] == 23 else DIGIT[data[start + 17]]
    return last >= 0 and (total + last) % 11 == 1


@compiled
def mobile(data: Bytes, start: int, end: int) -> int:
    """Mobile number: eleven digits from 13 to 19, with or without the country code 86 or +86."""
    first = start
    while first < end and MARK[data[first]] & (DASH | BLANK) != 0:
        first += 1
    plus = first < end and MARK[data[first]] & PLUS != 0
    count = count_digits(data, first + plus, end, DASH | BLANK)
    if count != 13 and (count != 11 or plus):
        return FAILED
    value = number(data, first, end)
    if count == 13 and value // 100_000_000_000 != 86:
        return FAILED
    return PASSED if 13 <= value // 1_000_000_000 % 100 <= 19 else FAILED


@compiled
def credit_code(data: Bytes, start: int, end: int) -> int:
    """Unified social credit code with a letter: eight digits, then digits and letters but I, O, S, V, Z; modulo 31."""
    total = 0
    count = 0
    lettered = False
    for place in range(start, end):
        if MARK[data[place]] & (DASH | BLANK) != 0:
            continue
        one = DIGIT[data[place]]
        if one < 0 and count >= 8 and LETTER[data[place]] >= 0:
            one = _CREDIT_LETTERS[LETTER[data[place]]]
            lettered = True
        if one < 0 or count == 18:
            return FAILED
        total += one * _CREDIT_WEIGHTS[count]
        count += 1
    return PASSED if lettered and count == 18 and total % 31 == 0 else FAILED
