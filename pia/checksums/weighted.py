"""Numbers whose check digit is a weighted sum of the others.

Most check digits are one formula: the digits, each times a weight of its place, add up to a multiple of a modulus. The
check digit takes part with a weight of its own, and digits that are not covered weigh 0.

Sources: Australian Taxation Office (tax file number), Services Australia (Medicare card number), KBV
Arztnummern-Richtlinie (LANR), Polish Act on Population Records of 2010 (PESEL), NHS Data Dictionary (NHS number),
US DEA 21 CFR 1301 (registration number), Philippine BIR (TIN), Thai Ministry of Interior (national identity number),
Dutch Wet algemene bepalingen burgerservicenummer (BSN), Portuguese Decreto-Lei 14/2013 (NIF), Croatian OIB act
(OIB: ISO 7064 MOD 11,10).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from pia.checksums import FAILED, PASSED, UNDECIDED
from pia.checksums.characters import BLANK, DASH, DIGIT, LETTER, MARK, NONE, WHITE, count_digits, number
from pia.checksums.compiling import Bytes, compiled

_AU_MEDICARE = np.array([1, 3, 7, 9, 1, 3, 7, 9, 9, 0])
_AU_TAX_FILE = np.array([1, 4, 3, 7, 5, 8, 6, 9, 10])
_DE_DOCTOR = np.array([4, 9, 4, 9, 4, 9, 1, 0, 0])
_PESEL = np.array([1, 3, 7, 9, 1, 3, 7, 9, 1, 3, 1])
_NHS = np.arange(10, 0, -1)
_DEA = np.array([1, 2, 1, 2, 1, 2, 9])
_PH_TAX = np.array([9, 8, 7, 6, 5, 4, 3, 2, 10, 0, 0, 0])
_BSN = np.array([9, 8, 7, 6, 5, 4, 3, 2, -1])
_NIF = np.array([9, 8, 7, 6, 5, 4, 3, 2, 0])
_THAI = np.arange(13, 1, -1)


@compiled
def weighted(data: Bytes, start: int, end: int, weights: NDArray[np.int64], separators: int) -> int:
    """Sum of the digits times the weights of their places.

    Args:
        data: See the package.
        start: See the package.
        end: See the package.
        weights: One for each digit that there must be.
        separators: What may stand between the digits; see `characters.MARK`.

    Returns:
        The sum, or -1 where there are more or fewer digits or anything else.
    """
    total = 0
    count = 0
    for place in range(start, end):
        one = DIGIT[data[place]]
        if one >= 0:
            if count == len(weights):
                return -1
            total += one * weights[count]
            count += 1
        elif MARK[data[place]] & separators == 0:
            return -1
    return total if count == len(weights) else -1


@compiled
def australian_medicare(data: Bytes, start: int, end: int) -> int:
    """Australian Medicare card number of ten digits; the last counts the issues of the card."""
    total = weighted(data, start, end, _AU_MEDICARE, DASH | BLANK | WHITE)
    return PASSED if total >= 0 and total % 10 == 0 else FAILED


@compiled
def australian_tax_file(data: Bytes, start: int, end: int) -> int:
    """Australian tax file number of nine digits."""
    total = weighted(data, start, end, _AU_TAX_FILE, DASH | BLANK | WHITE)
    return PASSED if total >= 0 and total % 11 == 0 else FAILED


@compiled
def german_doctor(data: Bytes, start: int, end: int) -> int:
    """German doctor's number (LANR); the last two digits name the field and are not covered."""
    total = weighted(data, start, end, _DE_DOCTOR, NONE)
    return PASSED if total >= 0 and total % 10 == 0 else FAILED


@compiled
def pesel(data: Bytes, start: int, end: int) -> int:
    """Polish personal number."""
    total = weighted(data, start, end, _PESEL, NONE)
    return PASSED if total >= 0 and total % 10 == 0 else FAILED


@compiled
def nhs(data: Bytes, start: int, end: int) -> int:
    """Number of a patient of the British NHS."""
    total = weighted(data, start, end, _NHS, DASH | BLANK)
    return PASSED if total >= 0 and total % 11 == 0 else FAILED


@compiled
def dea(data: Bytes, start: int, end: int) -> int:
    """US registration to prescribe controlled substances: a letter, a letter or 9, seven digits."""
    if end - start != 9 or LETTER[data[start]] < 0:
        return FAILED
    total = weighted(data, start + 2, end, _DEA, DASH | BLANK)
    return PASSED if total >= 0 and total % 10 == 0 else FAILED


@compiled
def philippine_tax(data: Bytes, start: int, end: int) -> int:
    """Philippine tax number of 9 digits, or 12 with a branch; the check digit can refuse it, but prove nothing."""
    count = count_digits(data, start, end, DASH | BLANK)
    if count not in (9, 12):
        return FAILED
    total = weighted(data, start, end, _PH_TAX[:count], DASH | BLANK)
    return UNDECIDED if total % 11 == 0 else FAILED


@compiled
def thai_national_id(data: Bytes, start: int, end: int) -> int:
    """Thai national identity number of 13 digits."""
    if end - start != 13 or DIGIT[data[end - 1]] < 0:
        return FAILED
    total = weighted(data, start, end - 1, _THAI, NONE)
    return PASSED if total >= 0 and (11 - total % 11) % 10 == DIGIT[data[end - 1]] else FAILED


@compiled
def dutch_citizen(data: Bytes, start: int, end: int) -> int:
    """Dutch citizen service number of nine digits."""
    if end - start != 9 or count_digits(data, start, end, NONE) != 9 or number(data, start, end) == 0:
        return FAILED
    total = 0
    for place in range(9):
        total += DIGIT[data[start + place]] * _BSN[place]
    return PASSED if total % 11 == 0 else FAILED


@compiled
def portuguese_tax(data: Bytes, start: int, end: int) -> int:
    """Portuguese tax number of nine digits, in groups or not."""
    total = weighted(data, start, end, _NIF, BLANK)
    if total < 0 or DIGIT[data[start]] == 0 or DIGIT[data[end - 1]] < 0:
        return FAILED
    return PASSED if (11 - total % 11) % 11 % 10 == DIGIT[data[end - 1]] else FAILED


@compiled
def croatian_id(data: Bytes, start: int, end: int) -> int:
    """Croatian personal identification number of eleven digits."""
    if end - start != 11 or count_digits(data, start, end, NONE) != 11:
        return FAILED
    value = 5
    for place in range(start, end):
        value = ((value or 10) * 2 % 11 + DIGIT[data[place]]) % 10
    return PASSED if value == 1 else FAILED
