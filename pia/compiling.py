"""Functions over numbers that are run two ways: compiled where there is much to do, as they are written elsewhere.

Loading numba takes longer than a few thousand calls of such a function take without it.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from types import FunctionType
from typing import Any, TypeVar, cast

import numpy as np

_Function = TypeVar("_Function", bound=Callable[..., object])
_PARTS: set[object] = set()


def compiled(function: _Function) -> _Function:
    """Mark a function as one that `machine_code` and `interpreted` give both ways; itself it stays as it is."""
    _PARTS.add(function)
    return function


@cache
def machine_code(function: _Function, *, kept: bool = False) -> _Function:
    """A function compiled on its first use, without the GIL, with all marked functions that it calls.

    Args:
        function: A marked function.
        kept: Whether numba keeps the code on disk until the function's file changes: only right where all that it
            calls is in the same file.
    """
    import numba

    own = _with_values(function, lambda value: machine_code(value) if _is_part(value) else value)
    return cast(_Function, numba.njit(nogil=True, cache=kept)(own))


@cache
def interpreted(function: _Function) -> _Function:
    """A function as Python runs it fastest: with whole numbers of Python's own, on `bytes` and `memoryview`."""
    return cast(_Function, _with_values(function, _plain))


def _is_part(value: object) -> bool:
    return isinstance(value, FunctionType) and value in _PARTS


def _plain(value: Any) -> Any:
    if value is np:
        return _Numbers
    if isinstance(value, np.ndarray):
        return memoryview(cast(Any, value)) if value.ndim == 1 else _Rows(value.tolist())
    if isinstance(value, np.generic):
        return value.item()
    return interpreted(value) if _is_part(value) else value


class _Rows(list[list[int]]):
    """A table of two dimensions, which is looked up in by row, or by row and column."""

    def __getitem__(self, place: Any) -> Any:
        if isinstance(place, tuple):
            return super().__getitem__(place[0])[place[1]]
        return super().__getitem__(place)


class _Numbers:
    """What functions use of numpy, in Python's own numbers; rows of one dimension are lists."""

    int64 = uint64 = int
    float64 = float

    @staticmethod
    def zeros(shape: Any, dtype: type[int | float]) -> Any:
        """Zeros."""
        return np.zeros(shape, dtype) if isinstance(shape, tuple) else [dtype()] * shape

    empty = zeros


def _with_values(function: Any, changed: Callable[[Any], Any]) -> FunctionType:
    """The same code, with other things behind its names."""
    known = dict(function.__globals__)
    for name in function.__code__.co_names:
        if name in known:
            known[name] = changed(known[name])
    return FunctionType(function.__code__, known, function.__name__, function.__defaults__, function.__closure__)
