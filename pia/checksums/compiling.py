"""How the functions of this package are compiled, with their types kept for the type checker."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias, TypeVar, cast

import numba
import numpy as np
from numpy.typing import NDArray

Bytes: TypeAlias = NDArray[np.uint8]
"""ASCII text, one dimension, contiguous."""

_Function = TypeVar("_Function", bound=Callable[..., object])


def compiled(function: _Function) -> _Function:
    """A function compiled on its first use, without the GIL, as a part of whatever compiled code calls it.

    Only the loop in `run` is cached on disk: numba looks at the file of a cached function and not at those of the
    functions that it calls, so caches of parts would go stale one inside the other.
    """
    return cast(_Function, numba.njit(nogil=True)(function))
