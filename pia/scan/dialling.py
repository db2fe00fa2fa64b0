"""The test of international telephone numbers, for many at once.

Whether a number is assigned depends on its country code, its length, and on which of the country's patterns it fits
(libphonenumber's metadata are regular expressions over the national digits). Numbers that agree in these have one
verdict, so the library is asked once for each kind of number and not once for each number.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any, cast

import numpy as np
import numpy.typing as npt
import phonenumbers
from numba import njit
from phonenumbers import COUNTRY_CODE_TO_REGION_CODE, PhoneMetadata

from pia.checksums import FAILED, PASSED
from pia.matching.forms import Form
from pia.matching.search import FilterOf
from pia.matching.single import FormAutomaton
from pia.matching.texts import Texts

Integers = npt.NDArray[Any]
_FEW = 64
"""So many numbers of a country are asked about faster one by one."""

_TYPES = (
    "general_desc",
    "fixed_line",
    "mobile",
    "toll_free",
    "premium_rate",
    "shared_cost",
    "personal_number",
    "voip",
    "pager",
    "uan",
    "voicemail",
)


def verdicts(data: npt.NDArray[np.uint8], starts: Integers, ends: Integers, test: Callable[[str], bool | None]) -> Any:
    """The verdict of `test` on every number `data[start:end]`, as int8; the numbers are ASCII."""
    codes, national, offsets = _split(data, starts, ends, _country_codes())
    result = np.full(len(starts), FAILED, dtype=np.int8)

    def asked(number: int) -> int:
        return PASSED if test(data[starts[number] : ends[number]].tobytes().decode()) else FAILED

    for code in np.unique(codes).tolist():
        numbers = np.flatnonzero(codes == code)
        if code > 0 and len(numbers) < _FEW:
            result[numbers] = [asked(number) for number in numbers.tolist()]
        elif code:
            texts = _taken(Texts(national, offsets), numbers)
            for array in texts:
                array.flags.writeable = False
            _fill_in(result, numbers, _kinds(code, texts), asked, _known(code, test))
    return result


def _fill_in(
    result: npt.NDArray[np.int8], numbers: Integers, kinds: Integers, asked: Callable[[int], int], known: dict[int, int]
) -> None:
    """The verdicts on some numbers of a country, whose kinds are given; what is not known yet is asked."""
    for kind in np.unique(kinds).tolist():
        alike = numbers[kinds == kind]
        if kind < 0:
            result[alike] = [asked(number) for number in alike.tolist()]
        else:
            if kind not in known:
                known[kind] = asked(int(alike[0]))
            result[alike] = known[kind]


def _kinds(code: int, texts: Texts) -> Integers:
    """A number for what decides on each national number; -1 where the library has to be asked about it alone."""
    filter_, alone = _filter(code)
    outcomes = filter_.run(texts)
    lengths = np.diff(texts.offsets)
    kinds = outcomes.astype(np.int64) * 32 + np.minimum(lengths, 31)
    single = np.array([not told or any(told[place] for place in alone) for told in filter_.outcomes])
    zero = (lengths > 0) & (texts.data[np.minimum(texts.offsets[:-1], len(texts.data) - 1)] == ord("0"))
    single[0] = True
    return np.where(single[outcomes] | zero, -1, kinds)


@lru_cache(maxsize=256)
def _filter(code: int) -> tuple[FilterOf, tuple[int, ...]]:
    """The patterns of a country code as one automaton, and the places of the prefixes that are dialled before it."""
    forms: dict[Form, None] = {}
    prefixes: dict[Form, None] = {}
    for number, region in enumerate(COUNTRY_CODE_TO_REGION_CODE[code]):
        metadata = _metadata(code, region)
        for type_ in _TYPES:
            description = getattr(metadata, type_, None)
            if description is not None and description.national_number_pattern:
                forms[Form(description.national_number_pattern, 0, whole=True)] = None
        if metadata.leading_digits:
            forms[Form(rf"\A(?:{metadata.leading_digits})", 0)] = None
        if metadata.national_prefix_for_parsing and not number:
            prefixes[Form(rf"\A(?:{metadata.national_prefix_for_parsing})", 0)] = None
    every = [*forms, *prefixes]
    alone = tuple(range(len(forms), len(every)))
    return FilterOf([FormAutomaton(form) for form in every]), alone


@lru_cache(maxsize=256)
def _known(_code: int, _test: Callable[[str], bool | None]) -> dict[int, int]:
    """The verdicts on kinds of numbers of a country code, as they become known; kinds are numbered alike in a run."""
    return {}


def _metadata(code: int, region: str) -> PhoneMetadata:
    if region == phonenumbers.REGION_CODE_FOR_NON_GEO_ENTITY:
        return cast("PhoneMetadata", PhoneMetadata.metadata_for_nongeo_region(code))
    return cast("PhoneMetadata", PhoneMetadata.metadata_for_region(region))


@lru_cache(maxsize=1)
def _country_codes() -> npt.NDArray[np.bool_]:
    known = np.zeros(1000, dtype=bool)
    known[list(COUNTRY_CODE_TO_REGION_CODE)] = True
    return known


def _taken(texts: Texts, numbers: Integers) -> Texts:
    if len(numbers) == len(texts.offsets) - 1:
        return texts
    lengths = np.diff(texts.offsets)[numbers]
    offsets = np.concatenate([[0], np.cumsum(lengths)])
    places = np.repeat(texts.offsets[numbers] - offsets[:-1], lengths) + np.arange(offsets[-1])
    return Texts(texts.data[places], offsets)


@njit(cache=True, nogil=True)
def _split(data: Any, starts: Any, ends: Any, known: Any) -> Any:
    """Country code of every number (0 if there is none), and the digits after it; `00` before them is left out."""
    count = len(starts)
    codes = np.zeros(count, dtype=np.int64)
    offsets = np.zeros(count + 1, dtype=np.int64)
    digits = np.empty(np.sum(ends - starts) + 1, dtype=np.uint8)
    at = 0
    for number in range(count):
        begun = at
        for place in range(starts[number], ends[number]):
            if 48 <= data[place] <= 57:
                digits[at] = data[place]
                at += 1
        dialled = 2 if data[starts[number]] == 48 else 0
        codes[number], size = _country_code(digits, begun + dialled, at, known)
        kept = at - begun - dialled - size if codes[number] else 0
        for place in range(kept):
            digits[begun + place] = digits[at - kept + place]
        at = begun + kept
        offsets[number + 1] = at
    return codes, digits[: at + 1], offsets


@njit(cache=True, nogil=True)
def _country_code(digits: Any, start: int, end: int, known: Any) -> Any:
    """The country code at the beginning of some digits, and its length; both 0 if there is none."""
    code = 0
    for size in range(1, min(3, end - start) + 1):
        code = code * 10 + int(digits[start + size - 1]) - 48
        if code == 0:
            break
        if known[code]:
            return code, size
    return 0, 0
