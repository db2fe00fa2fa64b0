"""How the functions of this package are run: compiled where there is much to test, as they are written elsewhere.

Loading numba takes longer than to test a few thousand candidates without it.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from types import FunctionType
from typing import Any, TypeAlias, TypeVar, cast

import numpy as np
from numpy.typing import NDArray

Bytes: TypeAlias = NDArray[np.uint8]
"""ASCII text, one dimension, contiguous."""

_Function = TypeVar("_Function", bound=Callable[..., object])
_PARTS: set[Any] = set()


def compiled(function: _Function) -> _Function:
    """Mark a function as one that `machine_code` and `interpreted` give both ways; itself it stays as it is."""
    _PARTS.add(function)
    return function


@cache
def machine_code(function: _Function) -> _Function:
    """A function compiled on its first use, without the GIL, with all marked functions that it calls.

    Only the loop in `run` is cached on disk: numba looks at the file of a cached function and not at those of the
    functions that it calls, so caches of parts would go stale one inside the other.
    """
    import numba

    return cast(_Function, numba.njit(nogil=True)(_with_names(function, machine_code, lambda table: table)))


@cache
def interpreted(function: _Function) -> _Function:
    """A function as Python runs it fastest: on `bytes`, with whole numbers of Python's own from every table."""
    return cast(_Function, _with_names(function, interpreted, memoryview))


def _with_names(function: Any, part: Callable[[Any], Any], table: Callable[[NDArray[Any]], Any]) -> FunctionType:
    """The same code, with other functions and tables behind its names."""
    known = dict(function.__globals__)
    for name in function.__code__.co_names:
        value = known.get(name)
        if isinstance(value, FunctionType) and value in _PARTS:
            known[name] = part(value)
        elif isinstance(value, np.ndarray):
            known[name] = table(value)
    return FunctionType(function.__code__, known, function.__name__, function.__defaults__, function.__closure__)
