"""Numbers of South Korea.

Sources: Resident Registration Act (resident number) and Immigration Act (foreigner number), enforcement rules: weights
2 to 9 and 2 to 5, modulo 11; Road Traffic Act (driver licence: code of the issuing office first).
"""

from __future__ import annotations

import numpy as np

from pia.checksums import FAILED, PASSED, UNDECIDED
from pia.checksums.characters import BLANK, DASH, count_digits, number
from pia.checksums.compiling import Bytes, compiled
from pia.checksums.weighted import weighted

_RESIDENT = np.array([2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5])


@compiled
def _resident(data: Bytes, start: int, end: int, complement: int) -> int:
    if count_digits(data, start, end, DASH) != 13:
        return FAILED
    last = end - 1
    while count_digits(data, last, end, DASH) != 1:
        last -= 1
    total = weighted(data, start, last, _RESIDENT, DASH)
    value = number(data, start, end)
    right = (complement - total % 11) % 10 == value % 10
    return PASSED if right and value // 10_000 % 100 <= 95 else UNDECIDED


@compiled
def resident(data: Bytes, start: int, end: int) -> int:
    """Resident registration number; those given since October 2020 have no check digit."""
    return _resident(data, start, end, 11)


@compiled
def foreigner(data: Bytes, start: int, end: int) -> int:
    """Foreigner registration number; those given since October 2020 have no check digit."""
    return _resident(data, start, end, 13)


@compiled
def driver_license(data: Bytes, start: int, end: int) -> int:
    """Driver licence number of twelve digits with the code of an office that there is."""
    if count_digits(data, start, end, DASH | BLANK) != 12:
        return FAILED
    office = number(data, start, end) // 10_000_000_000
    return PASSED if 11 <= office <= 26 or office == 28 else FAILED
