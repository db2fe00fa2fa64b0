"""The loop over candidates of one kind."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, TypeAlias, cast

import numba
import numpy as np
from numba.extending import overload
from numpy.typing import NDArray

from pia.checksums.compiling import Bytes, machine_code
from pia.checksums.kinds import DATED_TESTS, KINDS, NAMES, TESTS, DatedTest, Test

__all__ = ["KINDS", "verify"]

Places: TypeAlias = NDArray[np.int64]
Verdicts: TypeAlias = NDArray[np.int8]
_Loop: TypeAlias = Callable[[Bytes, Places, Places, Verdicts, int], int]


def verify(kind: int, data: Bytes, starts: Places, ends: Places, verdicts: Verdicts) -> None:
    """Fill in the verdicts on candidates of one kind; the GIL is free meanwhile.

    The loop over a kind is compiled when it is first asked for (about half a second) and cached on disk.

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
    _loop(kind)(text, starts, ends, verdicts, today.year * 10_000 + today.month * 100 + today.day)


@cache
def _loop(kind: int) -> _Loop:
    """The compiled loop of one kind, from numba's cache where it is there and fresh.

    Numba keeps a cache as long as this file does not change. Its key holds the kind and the stamp, so that it neither
    serves another kind nor outlives a change of the files with the tests.
    """
    stamp = max(path.stat().st_mtime_ns for path in Path(__file__).parent.glob("*.py"))

    @numba.njit(cache=True, nogil=True)  # type: ignore[untyped-decorator]
    def loop(data: Bytes, starts: Places, ends: Places, verdicts: Verdicts, today: int) -> int:
        for index in range(len(starts)):
            verdicts[index] = _verdict(kind, data, starts[index], ends[index], today)
        return stamp

    return cast(_Loop, loop)


def _verdict(kind: int, data: Bytes, start: int, end: int, today: int) -> int:
    """What the test of a kind says of one candidate."""
    name = NAMES[kind]
    if name in DATED_TESTS:
        return DATED_TESTS[name](data, start, end, today)
    return TESTS[name](data, start, end)


@overload(_verdict, prefer_literal=True)  # type: ignore[untyped-decorator]
def _compiled_verdict(kind: Any, data: Any, start: Any, end: Any, today: Any) -> Callable[..., int] | None:
    """`_verdict` for compiled code: given the types, yields the code for the one kind, which is a constant there."""
    if not isinstance(kind, numba.types.IntegerLiteral):
        return None
    name = NAMES[kind.literal_value]
    if name in DATED_TESTS:
        return _dated_verdict(machine_code(DATED_TESTS[name]))
    return _undated_verdict(machine_code(TESTS[name]))


def _undated_verdict(test: Test) -> Callable[..., int]:
    def verdict(kind: Any, data: Any, start: Any, end: Any, today: Any) -> int:
        return test(data, start, end)

    return verdict


def _dated_verdict(test: DatedTest) -> Callable[..., int]:
    def verdict(kind: Any, data: Any, start: Any, end: Any, today: Any) -> int:
        return test(data, start, end, today)

    return verdict
