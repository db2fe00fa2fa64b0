"""Tests of numbers used in mainland China.

Sources: GB 11643-1999 (resident identity number), GB 32100-2015 (unified social credit code), GB/T 2260 (provinces),
the public numbering plan (mobile numbers: eleven digits, 1 and a second digit 3 to 9).
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date

from pia.recognizers import phrases

PROVINCES = frozenset(
    phrases("11,12,13,14,15,21,22,23,31,32,33,34,35,36,37,41,42,43,44,45,46,50,51,52,53,54,61,62,63,64,65,71,81,82,83")
)
"""First two digits of a resident identity number (GB/T 2260), with 83 for residence permits of Taiwan residents."""


def _is_birth_date(year: str, month: str, day: str) -> bool:
    try:
        return 1880 <= date(int(year), int(month), int(day)).year <= 2100
    except ValueError:
        return False


def resident_id_is_valid(number: str) -> bool:
    """Whether a number can be a resident identity number: province, date of birth and, with 18 digits, checksum.

    The county is not checked: divisions that no longer exist live on in the numbers of the people born there.

    Source: GB 11643-1999, clauses 3 and 4 (checksum: ISO 7064 MOD 11-2).

    >>> resident_id_is_valid("11010519491231002X")
    True
    >>> resident_id_is_valid("110105194912310021")
    False
    """
    number = _plain(number)
    if number[:2] not in PROVINCES:
        return False
    if len(number) == 15:
        return _is_birth_date("19" + number[6:8], number[8:10], number[10:12])
    from stdnum.iso7064 import mod_11_2

    return _is_birth_date(number[6:10], number[10:12], number[12:14]) and bool(mod_11_2.is_valid(number.upper()))


def old_resident_id_is_likely(number: str) -> bool | None:
    """Whether a number of 15 digits can be a resident identity number; unknown for a birth before 1930.

    The years of what is numbered and dated today (`24` for 2024) look like such births, and few of these people live.

    >>> old_resident_id_is_likely("110105 491231 002"), old_resident_id_is_likely("110105240517002")
    (True, None)
    """
    plain = _plain(number)
    if not resident_id_is_valid(plain):
        return False
    return True if plain[6:8] >= "30" else None


def mobile_is_valid(number: str) -> bool:
    """Whether a number has the form of a mobile number of mainland China, with or without +86.

    >>> mobile_is_valid("+86 138 0013 8000"), mobile_is_valid("12800138000")
    (True, False)
    """
    digits = re.sub(r"[()]", "", _plain(number))
    return re.fullmatch(r"(?:(?:\+|00)?86)?1[3-9]\d{9}", digits) is not None


def passes_luhn(number: str) -> bool:
    """Whether a number, in groups or not, has the right last digit."""
    from stdnum import luhn

    return bool(luhn.is_valid(re.sub(r"[ -]", "", number)))


def credit_code_is_valid(code: str) -> bool:
    """Whether a number has the province and the last character of a unified social credit code, in groups or not.

    Source: GB 32100-2015; 10 stands for a central registration authority.
    """
    from stdnum.cn import uscc

    plain = _plain(code).upper()
    return plain[2:4] in PROVINCES | {"10"} and bool(uscc.is_valid(plain))


def is_lettered_code(code: str) -> bool:
    """Whether a credit code has a letter, and is valid."""
    return any(sign.isalpha() for sign in code) and credit_code_is_valid(code)


_REGISTRIES = frozenset(
    phrases("11,12,13,14,15,19,21,29,31,32,33,34,35,39,41,49,51,52,53,59,61,62,69,71,72,79,81,89,91,92,93")
)
"""First two digits of a credit code: who registered the organisation, and what kind it is (GB 32100-2015, table 1)."""


def is_digital_code(code: str) -> bool | None:
    """Whether digits alone are a credit code; unknown where they hold a birth date as resident identity numbers do.

    >>> is_digital_code("911100006000300020"), is_digital_code("911100006000300021")
    (True, False)
    """
    plain = _plain(code)
    if plain[:2] not in _REGISTRIES or not credit_code_is_valid(plain):
        return False
    return None if _is_birth_date(plain[6:10], plain[10:12], plain[12:14]) else True


def _plain(number: str) -> str:
    """The number in narrow characters, without marks between its groups."""
    return re.sub(r"[ -]", "", unicodedata.normalize("NFKC", number))
