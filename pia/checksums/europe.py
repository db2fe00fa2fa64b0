"""Numbers of other European countries.

Sources: Spanish Royal Decree 1553/2005 (NIF, NIE), Finnish Digital and Population Data Services Agency (personal
identity code), Italian Ministerial Decree of 23 December 1976 (codice fiscale), Turkish Law 5490 (identity number),
DVLA (British driving licence).
"""

from __future__ import annotations

import numpy as np

from pia.checksums import FAILED, PASSED, UNDECIDED
from pia.checksums.characters import (
    BASE36,
    BLANK,
    DASH,
    DIGIT,
    LETTER,
    MARK,
    NONE,
    count_digits,
    number,
    remainder,
)
from pia.checksums.compiling import Bytes, compiled
from pia.checksums.dates import is_date

_NIF_LETTERS = np.array([ord(character) - 65 for character in "TRWAGMYFPDXBNJZSQVHLCKE"])
_FINNISH = np.array([int(character, 36) for character in "0123456789ABCDEFHJKLMNPRSTUVWXY"])
_CENTURIES = np.full(256, 2000)
for _character, _century in zip("+-YXWVU", (1800, 1900, 1900, 1900, 1900, 1900, 1900), strict=True):
    _CENTURIES[ord(_character)] = _century
_ODD = np.array([1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23])


@compiled
def _last(data: Bytes, start: int, end: int) -> int:
    """Place of the last character that is no separator; the first where there is none."""
    place = end - 1
    while place > start and MARK[data[place]] & (DASH | BLANK) != 0:
        place -= 1
    return place


@compiled
def spanish_tax(data: Bytes, start: int, end: int) -> int:
    """Spanish NIF: the letter is the number modulo 23."""
    if end <= start:
        return FAILED
    check = remainder(data, start, end, 23)
    return PASSED if check >= 0 and LETTER[data[_last(data, start, end)]] == _NIF_LETTERS[check] else FAILED


@compiled
def spanish_foreigner(data: Bytes, start: int, end: int) -> int:
    """Spanish NIE: X, Y or Z stands for 0, 1 or 2 before six or seven digits; then as the NIF."""
    if end <= start or not 23 <= LETTER[data[start]] <= 25:
        return FAILED
    last = _last(data, start, end)
    count = count_digits(data, start + 1, last, DASH | BLANK)
    if not 6 <= count <= 7:
        return FAILED
    value = number(data, start + 1, last) + (LETTER[data[start]] - 23) * 10**count
    return PASSED if LETTER[data[last]] == _NIF_LETTERS[value % 23] else FAILED


@compiled
def finnish_identity(data: Bytes, start: int, end: int) -> int:
    """Finnish personal identity code: birth date, sign of the century, number, check character modulo 31."""
    if end - start != 11 or count_digits(data, start, start + 6, NONE) != 6:
        return FAILED
    if count_digits(data, start + 7, start + 10, NONE) != 3:
        return FAILED
    birth = number(data, start, start + 6)
    if not is_date(_CENTURIES[data[start + 6]] + birth % 100, birth // 100 % 100, birth // 10_000):
        return FAILED
    check = (birth * 1000 + number(data, start + 7, start + 10)) % 31
    return PASSED if BASE36[data[end - 1]] == _FINNISH[check] else FAILED


@compiled
def italian_fiscal(data: Bytes, start: int, end: int) -> int:
    """Italian fiscal code: a letter for the sum modulo 26; a wrong one proves nothing, because of homonyms."""
    if end <= start:
        return FAILED
    total = 0
    for place in range(start, end - 1):
        value = BASE36[data[place]]
        if value < 0:
            return FAILED
        if value >= 10:
            value -= 10
        total += value if (place - start) % 2 else _ODD[value]
    return PASSED if LETTER[data[end - 1]] == total % 26 else UNDECIDED


@compiled
def turkish_identity(data: Bytes, start: int, end: int) -> int:
    """Turkish identity number: eleven digits with two check digits."""
    if end - start != 11 or count_digits(data, start, end, NONE) != 11 or DIGIT[data[start]] == 0:
        return FAILED
    odd = 0
    even = 0
    for offset in range(0, 8, 2):
        odd += DIGIT[data[start + offset]]
        even += DIGIT[data[start + offset + 1]]
    odd += DIGIT[data[start + 8]]
    if (odd * 7 - even) % 10 != DIGIT[data[start + 9]]:
        return FAILED
    return PASSED if (odd + even + DIGIT[data[start + 9]]) % 10 == DIGIT[data[end - 1]] else FAILED


@compiled
def british_driver(data: Bytes, start: int, end: int) -> int:
    """British driving licence: five places for the surname, letters and then nines."""
    if end - start < 5 or LETTER[data[start]] < 0:
        return FAILED
    nines = False
    for place in range(start + 1, start + 5):
        nine = DIGIT[data[place]] == 9
        if not nine and (nines or LETTER[data[place]] < 0):
            return FAILED
        nines = nine
    return UNDECIDED
