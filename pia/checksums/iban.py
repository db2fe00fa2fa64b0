"""International bank account numbers.

Sources: ISO 13616-1 and ISO 7064 MOD 97-10; the forms of the countries as in the IBAN registry.
"""

from __future__ import annotations

import re

import numpy as np

from pia.checksums import FAILED, PASSED, UNDECIDED
from pia.checksums.characters import BASE36, BLANK, DASH, MARK
from pia.checksums.compiling import Bytes, compiled

_FORMS = """
    AD 8n12c, AE 19n, AL 8n16c, AT 16n, AZ 4c20n, BA 16n, BE 12n, BG 4a6n8c, BH 4a14c, BR 23n1a1c, BY 4c4n16c, CH 5n12c,
    CR 1z17n, CY 8n16c, CZ 20n, DE 18n, DK 14n, DO 4a20n, EE 16n, EG 25n, ES 20n, FI 14n, FO 14n, FR 10n11c2n, GB 4a14n,
    GE 2c16n, GI 4a15c, GL 14n, GR 7n16c, GT 24c, HR 17n, HU 24n, IE 4c14n, IL 19n, IQ 4a15n, IS 22n, IT 1a10n12c,
    JO 4a22n, KW 4a22c, KZ 3n13c, LB 4n20c, LC 4a24c, LI 5n12c, LT 16n, LU 3n13c, LV 4a13c, LY 21n, MC 10n11c2n, MD 20c,
    ME 18n, MK 3n10c2n, MR 23n, MT 4a5n18c, MU 4a19n1a, NL 4a10n, NO 11n, PK 4c16n, PL 24n, PS 4c17n, PT 17n, QA 4a17c,
    RO 4a16c, RS 18n, SA 2n18c, SC 4a20n3a, SE 20n, SI 15n, SK 20n, SM 1a10n12c, TL 19n, TN 20n, TR 5n17c, UA 6n19c,
    VA 18n, VG 4c16n, XK 16n
"""
"""Country and what follows its check digits: n digits, a capital letters, c either, z zero."""

_ANY, _DIGIT, _LETTER, _ZERO = 0, 1, 2, 3
_LONGEST = 30
_LARGE = 10**15
"""The remainder is taken from here on only: a division for each character would be most of the work."""
_LENGTHS = np.full(26 * 26, _LONGEST + 1)
_PLACES = np.zeros((26 * 26, _LONGEST), np.uint8)
for _code, _form in re.findall(r"([A-Z]{2}) (\w+)", _FORMS):
    _row = (ord(_code[0]) - 65) * 26 + ord(_code[1]) - 65
    _kinds = "".join(int(count) * kind for count, kind in re.findall(r"(\d+)([nacz])", _form))
    _LENGTHS[_row] = len(_kinds)
    _PLACES[_row, : len(_kinds)] = ["cnaz".index(kind) for kind in _kinds]


@compiled
def _fits(form: int, value: int) -> bool:
    """Whether a character of this value in base 36 may stand at a place of this form."""
    if form == _DIGIT:
        return value < 10
    if form == _LETTER:
        return value >= 10
    return form != _ZERO or value == 0


@compiled
def _country(data: Bytes, start: int, end: int) -> int:
    """Row of the country's form, or -1 where the text does not begin in that form or has anything but base 36.

    What follows the form is not looked at; the checksum covers it.
    """
    count = 0
    row = 0
    for place in range(start, end):
        if MARK[data[place]] & (DASH | BLANK) != 0:
            continue
        value = BASE36[data[place]]
        if value < 0 or (count < 2 and value < 10) or (2 <= count < 4 and value >= 10):
            return -1
        if count < 2:
            row = row * 26 + value - 10
        if 4 <= count < 4 + _LENGTHS[row] and count < 4 + _LONGEST and not _fits(_PLACES[row, count - 4], value):
            return -1
        count += 1
    return row if count >= 4 + _LENGTHS[row] and _LENGTHS[row] <= _LONGEST else -1


@compiled
def _is_capital(data: Bytes, start: int, end: int, row: int) -> bool:
    """Whether the country and the places for capital letters are in capitals."""
    count = 0
    for place in range(start, end):
        if MARK[data[place]] & (DASH | BLANK) != 0:
            continue
        bound = count < 2 or (4 <= count < 4 + _LENGTHS[row] and _PLACES[row, count - 4] == _LETTER)
        if bound and data[place] >= 97:
            return False
        count += 1
    return True


@compiled
def iban(data: Bytes, start: int, end: int) -> int:
    """Account number of a known country in its form; undecided where it would be one in capitals only."""
    row = _country(data, start, end)
    if row < 0:
        return FAILED
    count = 0
    check = 0
    rest = 0
    for place in range(start, end):
        if MARK[data[place]] & (DASH | BLANK) != 0:
            continue
        value = BASE36[data[place]]
        if 2 <= count < 4:
            check = check * 10 + value
        if count >= 4:
            rest = rest * (10 if value < 10 else 100) + value
            if rest >= _LARGE:
                rest %= 97
        count += 1
    country = (row // 26 + 10) * 100 + row % 26 + 10
    if 98 - (rest % 97 * 10_000 + country) * 100 % 97 != check:
        return FAILED
    return PASSED if _is_capital(data, start, end, row) else UNDECIDED
