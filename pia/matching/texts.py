"""A column of text as the loops take it."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

Integers = npt.NDArray[Any]


class Texts(NamedTuple):
    """A column of text: cell `i` is `data[offsets[i]:offsets[i + 1]]`, in UTF-8.

    Attributes:
        data: Bytes.
        offsets: One more than there are cells.
    """

    data: npt.NDArray[np.uint8]
    offsets: Integers

    def text(self, start: int, end: int) -> str:
        """Some bytes as text."""
        return self.data[start:end].tobytes().decode(errors="replace")
