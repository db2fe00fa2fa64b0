"""Indian vehicle registrations.

Source: Ministry of Road Transport and Highways, codes of states, union territories and their districts.
"""

from __future__ import annotations

import re

import numpy as np

from pia.checksums import PASSED, UNDECIDED
from pia.checksums.characters import DIGIT, LETTER, NONE, count_digits, number
from pia.checksums.compiling import Bytes, compiled

_DISTRICTS = """
    AN 1, AP 39-40, AR 1-17 19-20 22, AS 1-20 22-34, BR 1-11 19 21-22 24-34 37-39 43-46 50-53 55-56, CG 1-30, CH 1-4,
    DD 1-3, DN 9, DL 1-13, GA 1-12, GJ 1-39, HP 1-20 22-99, HR 1-20 22-99, JH 1-20 22-24, JK 1-20 22, KA 1-20 22-71,
    KL 1-20 22-99, LA 1-2, LD 1-9, MH 1-20 22-51, ML 1-10, MN 1-7, MP 1-20 22-71, MZ 1-8, NL 1-10, OD 1-20 22-35,
    OR 1-20 22-31, PB 1-20 22-99, PY 1-5, RJ 1-20 22-58, SK 1-8, TN 1-20 22-99, TR 1-8, TS 1-20 22-38, UK 1-20,
    UP 11-20 22-96, WB 1-20 22-98
"""
_ONE_DIGIT = ("DL", "GJ")
"""States that also write districts below 10 with one digit."""

_TWO_DIGITS_ONLY, _EITHER = 1, 2
_KNOWN = np.zeros((26 * 26, 100), np.uint8)
for _part in _DISTRICTS.split(","):
    _state, *_ranges = _part.split()
    for _range in _ranges:
        _bounds = [int(bound) for bound in re.findall(r"\d+", _range)]
        _KNOWN[(ord(_state[0]) - 65) * 26 + ord(_state[1]) - 65, _bounds[0] : _bounds[-1] + 1] = (
            _EITHER if _state in _ONE_DIGIT else _TWO_DIGITS_ONLY
        )


@compiled
def vehicle(data: Bytes, start: int, end: int) -> int:
    """Registration of a known state and district with a number above 0 passes; others stay open."""
    if end - start < 8 or LETTER[data[start]] < 0 or LETTER[data[start + 1]] < 0:
        return UNDECIDED
    if DIGIT[data[start + 2]] < 0 or count_digits(data, end - 4, end, NONE) != 4 or number(data, end - 4, end) == 0:
        return UNDECIDED
    known = _KNOWN[LETTER[data[start]] * 26 + LETTER[data[start + 1]]]
    if DIGIT[data[start + 3]] >= 0:
        return PASSED if known[number(data, start + 2, start + 4)] != 0 else UNDECIDED
    return PASSED if known[DIGIT[data[start + 2]]] == _EITHER else UNDECIDED
