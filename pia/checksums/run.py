"""The loop over candidates of one kind."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import IntEnum, auto
from pathlib import Path
from types import MappingProxyType
from typing import TypeAlias

import numba
import numpy as np
from numpy.typing import NDArray

from pia.checksums import FAILED, china, luhn, phone
from pia.checksums.compiling import Bytes, compiled

Places: TypeAlias = NDArray[np.int64]
Verdicts: TypeAlias = NDArray[np.int8]


class Kind(IntEnum):
    """What `verify` can test."""

    RESIDENT_ID = auto()
    MOBILE = auto()
    CREDIT_CODE = auto()
    LOCAL_NUMBER = auto()
    PAYMENT_CARD = auto()
    SOCIAL_INSURANCE_NUMBER = auto()
    NATIONAL_PROVIDER = auto()
    PERSONNUMMER = auto()
    SOUTH_AFRICAN_ID = auto()


KINDS: Mapping[str, int] = MappingProxyType(
    {
        "china.resident_id": Kind.RESIDENT_ID,
        "china.resident_id_15": Kind.RESIDENT_ID,
        "china.mobile": Kind.MOBILE,
        "china.credit_code": Kind.CREDIT_CODE,
        "phone.local": Kind.LOCAL_NUMBER,
        "presidio.CreditCardRecognizer": Kind.PAYMENT_CARD,
        "presidio.CaSinRecognizer": Kind.SOCIAL_INSURANCE_NUMBER,
        "presidio.UsNpiRecognizer": Kind.NATIONAL_PROVIDER,
        "presidio.SePersonnummerRecognizer": Kind.PERSONNUMMER,
        "presidio.ZaIdNumberRecognizer": Kind.SOUTH_AFRICAN_ID,
    }
)
"""Name of a recognizer -> kind, for the recognizers whose test there is in compiled form."""


def verify(kind: int, data: Bytes, starts: Places, ends: Places, verdicts: Verdicts) -> None:
    """Fill in the verdicts on candidates of one kind; the GIL is free meanwhile.

    Args:
        kind: One of `KINDS`.
        data: ASCII bytes.
        starts: First byte of each candidate.
        ends: One past its last byte.
        verdicts: One for each candidate: `FAILED`, `PASSED` or `UNDECIDED`.
    """
    today = date.today()
    text = data.view()
    text.flags.writeable = False
    _verify(int(kind), text, starts, ends, verdicts, today.year * 10_000 + today.month * 100 + today.day)


@compiled
def _verdict(kind: int, data: Bytes, start: int, end: int, today: int) -> int:
    if kind == Kind.RESIDENT_ID:
        return china.resident_id(data, start, end)
    if kind == Kind.MOBILE:
        return china.mobile(data, start, end)
    if kind == Kind.CREDIT_CODE:
        return china.credit_code(data, start, end)
    if kind == Kind.LOCAL_NUMBER:
        return phone.local(data, start, end)
    if kind == Kind.PAYMENT_CARD:
        return luhn.payment_card(data, start, end)
    if kind == Kind.SOCIAL_INSURANCE_NUMBER:
        return luhn.social_insurance_number(data, start, end)
    if kind == Kind.NATIONAL_PROVIDER:
        return luhn.national_provider(data, start, end)
    if kind == Kind.PERSONNUMMER:
        return luhn.personnummer(data, start, end)
    if kind == Kind.SOUTH_AFRICAN_ID:
        return luhn.south_african_id(data, start, end, today)
    return FAILED


@numba.njit(cache=True, nogil=True)
def _verify(kind: int, data: Bytes, starts: Places, ends: Places, verdicts: Verdicts, today: int) -> None:
    for index in range(len(starts)):
        verdicts[index] = _verdict(kind, data, starts[index], ends[index], today)
