"""National numbers of Portugal, France, Chile, Brazil and Switzerland.

Sources: python-stdnum (pt.cc, fr.nir, cl.rut, br.cpf, ch.ssn), which the verdicts are held against, and what it cites.
"""

from __future__ import annotations

from pia.checksums import FAILED, PASSED
from pia.checksums.characters import BASE36, BLANK, DASH, DIGIT, LETTER, MARK, POINT, count_digits, number
from pia.checksums.compiling import Bytes, compiled


@compiled
def portuguese_card(data: Bytes, start: int, end: int) -> int:
    """Document number of the citizen card: nine digits, two characters, a digit; Luhn's test with letters from 10."""
    total, count = 0, 0
    for place in range(end - 1, start - 1, -1):
        if MARK[data[place]] & BLANK != 0:
            continue
        value = DIGIT[data[place]] if count == 0 or count > 2 else BASE36[data[place]]
        if value < 0:
            return FAILED
        if count % 2 == 1:
            value = value * 2 - 9 * (value * 2 > 9)
        total += value
        count += 1
    return PASSED if count == 12 and total % 10 == 0 else FAILED


@compiled
def french_registration(data: Bytes, start: int, end: int) -> int:
    """Social security number: thirteen characters, 2A and 2B being departments, and 97 less their remainder by 97."""
    value, count, lettered = 0, 0, 0
    for place in range(start, end):
        one = DIGIT[data[place]]
        if MARK[data[place]] & (BLANK | POINT) != 0:
            continue
        if one < 0 and count == 6 and value % 10 == 2:
            lettered = LETTER[data[place]] + 1
            one = 10 - lettered
        if one < 0 or lettered > 2:
            return FAILED
        value = value * 10 + one - 10 * (count == 6 and lettered > 0)
        count += 1
    if count != 15:
        return FAILED
    return PASSED if 97 - value // 100 % 97 == value % 100 else FAILED


@compiled
def chilean_role(data: Bytes, start: int, end: int) -> int:
    """National role: seven or eight digits and a check character by weights 2 to 7, K counting 10; modulo 11."""
    last = end - 1
    check = 10 if LETTER[data[last]] == 10 else DIGIT[data[last]]
    count = count_digits(data, start, last, DASH | POINT | BLANK)
    if check < 0 or not 7 <= count <= 8:
        return FAILED
    value, total, weight = number(data, start, last), 0, 2
    for _ in range(count):
        total += value % 10 * weight
        value //= 10
        weight = weight + 1 if weight < 7 else 2
    return PASSED if (total + check) % 11 == 0 else FAILED


@compiled
def brazilian_person(data: Bytes, start: int, end: int) -> int:
    """Taxpayer number of a person: nine digits and two check digits, each modulo 11."""
    if count_digits(data, start, end, DASH | POINT | BLANK) != 11:
        return FAILED
    value = number(data, start, end)
    if value == 0:
        return FAILED
    checks = value % 100
    value //= 100
    first, second = 0, 0
    for place in range(9):
        first += value % 10 * (place + 2)
        second += value % 10 * (place + 3)
        value //= 10
    one = -first % 11 % 10
    return PASSED if checks == one * 10 + -(second + 2 * one) % 11 % 10 else FAILED


@compiled
def swiss_insured(data: Bytes, start: int, end: int) -> int:
    """Insured person's number: 756, nine digits and the check digit of an article number."""
    if count_digits(data, start, end, POINT | BLANK) != 13:
        return FAILED
    value, total = number(data, start, end), 0
    if value // 10_000_000_000 != 756:
        return FAILED
    for place in range(13):
        total += value % 10 * (3 if place % 2 == 1 else 1)
        value //= 10
    return PASSED if total % 10 == 0 else FAILED
