"""Telephone numbers as they are dialled, without a library of numbering plans."""

from __future__ import annotations

from pia.checksums import FAILED, UNDECIDED
from pia.checksums.characters import DIGIT
from pia.checksums.compiling import Bytes, compiled


@compiled
def _digits_from(data: Bytes, start: int, end: int) -> int:
    """How many digits follow one another."""
    place = start
    while place < end and DIGIT[data[place]] >= 0:
        place += 1
    return place - start


@compiled
def _is_decimal(data: Bytes, start: int, end: int) -> bool:
    """One to three digits, a point or comma and at least three more, with or without a sign; or any with a point."""
    signed = start < end and data[start] in (43, 45)
    first = start + signed
    before = _digits_from(data, first, end)
    point = first + before
    after = _digits_from(data, point + 1, end)
    if point >= end or before == 0 or point + 1 + after != end:
        return False
    mark = data[point]
    return (mark in (44, 46) and before <= 3 and after >= 3) or (mark == 46 and not signed and after >= 1)


@compiled
def _is_day(data: Bytes, start: int, end: int) -> bool:
    """Year, month, day or day, month, year between `-`, `/` or `.`, with anything but a new line after them."""
    first = _digits_from(data, start, end)
    second_at = start + first + 1
    second = _digits_from(data, second_at, end)
    third_at = second_at + second + 1
    third = _digits_from(data, third_at, end)
    if not (1 <= second <= 2 and third >= 1):
        return False
    for place in range(third_at, end):
        if data[place] == 10:
            return False
    for place in (second_at - 1, third_at - 1):
        if data[place] not in (45, 46, 47):
            return False
    return first == 4 or (1 <= first <= 2 and third >= 4)


@compiled
def _is_whole_float(data: Bytes, start: int, end: int) -> bool:
    """A number of 7 to 15 digits without a leading zero, as a float writes it: `4157654321.0`."""
    digits = _digits_from(data, start, end)
    point = start + digits
    if not 7 <= digits <= 15 or data[start] == 48 or point + 2 != end:
        return False
    return bool(data[point] == 46 and data[point + 1] == 48)


@compiled
def local(data: Bytes, start: int, end: int) -> int:
    """Refuses decimals, dates and what has fewer than 7 or more than 15 digits; proves nothing."""
    if _is_whole_float(data, start, end):
        return UNDECIDED
    count = 0
    for place in range(start, end):
        count += DIGIT[data[place]] >= 0
    if not 7 <= count <= 15 or _is_decimal(data, start, end) or _is_day(data, start, end):
        return FAILED
    return UNDECIDED
