"""How the functions of this package are run, with their types kept for the type checker.

Only the loop in `run` is cached on disk: numba looks at the file of a cached function and not at those of the
functions that it calls, so caches of parts would go stale one inside the other.
"""

from __future__ import annotations

from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from pia.compiling import compiled, interpreted, machine_code

__all__ = ["Bytes", "compiled", "interpreted", "machine_code"]

Bytes: TypeAlias = NDArray[np.uint8]
"""ASCII text, one dimension, contiguous."""
