"""Numbers without a check digit: what is never assigned, or has not the form.

Sources: US Social Security Administration, POMS RM 10201 (number invalidation); Turkish Highway Traffic Regulation
(province codes 1 to 81); DVLA INF104 (age identifiers); South African SARS and National Road Traffic Regulations.
"""

from __future__ import annotations

import numpy as np

from pia.checksums import FAILED, UNDECIDED
from pia.checksums.characters import BASE36, BLANK, DASH, DIGIT, LETTER, MARK, NONE, POINT, count_digits, number
from pia.checksums.compiling import Bytes, compiled
from pia.checksums.luhn import south_african_id

_PROVINCES = np.zeros((26, 26), np.bool_)
for _province in ("GP", "ZN", "WP", "EC", "NC", "FS", "LP", "MP", "NW"):
    _PROVINCES[ord(_province[0]) - 65, ord(_province[1]) - 65] = True


@compiled
def social_security(data: Bytes, start: int, end: int) -> int:
    """US social security number: one kind of separator, no zero group, no area 666, no number of an advertisement."""
    if count_digits(data, start, end, DASH | BLANK | POINT) != 9:
        return FAILED
    marks = 0
    for place in range(start, end):
        marks |= MARK[data[place]] & (DASH | BLANK | POINT)
    value = number(data, start, end)
    area, group, serial = value // 1_000_000, value // 10_000 % 100, value % 10_000
    if marks not in (NONE, DASH, BLANK, POINT) or value % 111_111_111 == 0 or area in (0, 666):
        return FAILED
    return FAILED if group * serial == 0 or value in (123456789, 987654320, 78051120) else UNDECIDED


@compiled
def _significant(data: Bytes, start: int, end: int, index: int) -> int:
    """Place of a character, by its index among those that are neither `-` nor a space; -1 where there is none."""
    for place in range(start, end):
        if MARK[data[place]] & (DASH | BLANK) == 0:
            if index == 0:
                return place
            index -= 1
    return -1


@compiled
def _count_significant(data: Bytes, start: int, end: int) -> int:
    count = 0
    for place in range(start, end):
        count += MARK[data[place]] & (DASH | BLANK) == 0
    return count


@compiled
def turkish_plate(data: Bytes, start: int, end: int) -> int:
    """Turkish licence plate: a province from 1 to 81."""
    if _count_significant(data, start, end) < 3:
        return UNDECIDED
    tens, ones = DIGIT[data[_significant(data, start, end, 0)]], DIGIT[data[_significant(data, start, end, 1)]]
    return FAILED if tens >= 0 and ones >= 0 and not 1 <= tens * 10 + ones <= 81 else UNDECIDED


@compiled
def british_plate(data: Bytes, start: int, end: int) -> int:
    """British registration: where it has the form used since 2001, an age identifier that there is."""
    if _count_significant(data, start, end) != 7:
        return UNDECIDED
    for index in range(2):
        if LETTER[data[_significant(data, start, end, index)]] < 0:
            return UNDECIDED
    tens, ones = DIGIT[data[_significant(data, start, end, 2)]], DIGIT[data[_significant(data, start, end, 3)]]
    if tens < 0 or ones < 0:
        return UNDECIDED
    age = tens * 10 + ones
    return UNDECIDED if 2 <= age <= 29 or 51 <= age <= 79 else FAILED


@compiled
def south_african_driver(data: Bytes, start: int, end: int) -> int:
    """South African driving licence: 6 to 10 digits, then 2 to 5 characters, a letter among them."""
    length = end - start
    digits = 0
    while digits < length and DIGIT[data[start + digits]] >= 0:
        digits += 1
    if not 10 <= length <= 14 or digits < 6 or digits == length or length - min(digits, 10) > 5:
        return FAILED
    for place in range(start + digits, end):
        if BASE36[data[place]] < 0:
            return FAILED
    return UNDECIDED


@compiled
def south_african_tax(data: Bytes, start: int, end: int) -> int:
    """South African income tax number: ten digits, the first 0 to 3 or 9."""
    if end - start != 10 or count_digits(data, start, end, NONE) != 10:
        return FAILED
    return UNDECIDED if DIGIT[data[start]] in (0, 1, 2, 3, 9) else FAILED


@compiled
def south_african_passport(data: Bytes, start: int, end: int) -> int:
    """South African passport: A, D, M or T and eight digits."""
    if end - start != 9 or count_digits(data, start + 1, end, NONE) != 8:
        return FAILED
    return UNDECIDED if LETTER[data[start]] in (0, 3, 12, 19) else FAILED


@compiled
def south_african_plate(data: Bytes, start: int, end: int) -> int:
    """South African licence plate: at least five characters, a letter and, at the end, a province."""
    count = _count_significant(data, start, end)
    if count < 5:
        return FAILED
    before = _significant(data, start, end, count - 2)
    first, second = LETTER[data[before]], LETTER[data[_significant(data, start, end, count - 1)]]
    if first < 0 or second < 0 or not _PROVINCES[first, second]:
        return FAILED
    for place in range(start, before):
        if LETTER[data[place]] >= 0:
            return UNDECIDED
    return FAILED


@compiled
def south_african_register(data: Bytes, start: int, end: int, today: int) -> int:
    """South African traffic register number: thirteen digits that are no identity number."""
    if end - start != 13 or count_digits(data, start, end, NONE) != 13:
        return FAILED
    return FAILED if south_african_id(data, start, end, today) != FAILED else UNDECIDED
