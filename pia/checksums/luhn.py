"""Numbers with a Luhn check digit: every second digit from the right is doubled, the digit sum ends in 0.

Sources: ISO/IEC 7812-1, annex B (the algorithm, payment cards); 45 CFR 162.406 (US NPI: with the prefix 80840);
Skatteverket SKV 704 (personnummer); South African Identification Act 68 of 1997.
"""

from __future__ import annotations

from pia.checksums import FAILED, PASSED, UNDECIDED
from pia.checksums.characters import BLANK, DASH, DIGIT, MARK, NONE, PLUS, count_digits, number
from pia.checksums.compiling import Bytes, compiled
from pia.checksums.dates import is_date

_PREFIX_80840 = 24
"""What the digits 80840 add to the sum when an even number of digits follows them."""


@compiled
def luhn(data: Bytes, start: int, end: int, separators: int) -> int:
    """Sum of the digits, every second from the right doubled; -1 where something is no digit and no separator."""
    total = 0
    doubled = False
    for offset in range(end - start):
        place = end - 1 - offset
        one = DIGIT[data[place]]
        if one >= 0:
            total += (2 * one - 9 * (one > 4)) if doubled else one
            doubled = not doubled
        elif MARK[data[place]] & separators == 0:
            return -1
    return total


@compiled
def payment_card(data: Bytes, start: int, end: int) -> int:
    """Payment card number (ISO/IEC 7812-1)."""
    total = luhn(data, start, end, DASH | BLANK)
    return PASSED if total >= 0 and total % 10 == 0 else FAILED


@compiled
def social_insurance_number(data: Bytes, start: int, end: int) -> int:
    """Canadian social insurance number: the check digit can refuse it, but prove nothing."""
    total = luhn(data, start, end, DASH | BLANK)
    return UNDECIDED if total >= 0 and total % 10 == 0 else FAILED


@compiled
def national_provider(data: Bytes, start: int, end: int) -> int:
    """US national provider identifier; nine equal digits before the check digit are none."""
    if count_digits(data, start, end, DASH | BLANK) != 10:
        return FAILED
    if number(data, start, end) // 10 % 111111111 == 0:
        return FAILED
    return PASSED if (luhn(data, start, end, DASH | BLANK) + _PREFIX_80840) % 10 == 0 else FAILED


@compiled
def personnummer(data: Bytes, start: int, end: int) -> int:
    """Swedish personal number of 10 or more digits, with coordination numbers (day + 60)."""
    if count_digits(data, start, end, DASH | PLUS) < 10:
        return FAILED
    first = end
    for _ in range(10):
        first -= 1
        while DIGIT[data[first]] < 0:
            first -= 1
    value = number(data, first, end)
    month, day = value // 1_000_000 % 100, value // 10_000 % 100
    if day >= 61:
        day -= 60
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return FAILED
    return PASSED if luhn(data, first, end, DASH | PLUS) % 10 == 0 else FAILED


@compiled
def south_african_id(data: Bytes, start: int, end: int, today: int) -> int:
    """South African identity number.

    Args:
        data: See the package.
        start: See the package.
        end: See the package.
        today: The current day as yyyymmdd: two digits of a year later than it are of the last century.
    """
    if end - start != 13 or count_digits(data, start, end, NONE) != 13:
        return FAILED
    birth = number(data, start, start + 6)
    year = birth // 10_000
    year += 1900 if year > today // 10_000 % 100 else 2000
    if not is_date(year, birth // 100 % 100, birth % 100) or year * 10_000 + birth % 10_000 > today:
        return FAILED
    if DIGIT[data[start + 10]] > 2 or DIGIT[data[start + 11]] < 8:
        return FAILED
    return PASSED if luhn(data, start, end, NONE) % 10 == 0 else FAILED
