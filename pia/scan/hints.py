"""Which cells a recognizer itself has to look at: those that hold what its hint asks for, each distinct text once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from pia.matching.texts import Texts
from pia.scan.columns import places_of, rows_of

SMALL_BYTES = 1 << 12
"""Columns up to this size are not filtered: reading the hint takes longer than asking about every cell."""


class Asked(NamedTuple):
    """Some cells of a column, by their distinct texts.

    Attributes:
        rows: The cells, ascending.
        texts: Their distinct texts.
        places: For each cell the place of its text.
    """

    rows: npt.NDArray[Any]
    texts: Sequence[str]
    places: npt.NDArray[Any]


class Hinted:
    """The cells of one column; equal hints are looked for once."""

    def __init__(self, texts: Texts) -> None:
        """Nothing is looked for yet."""
        self._texts = texts
        self._found: dict[str, Asked] = {}

    def asked(self, hint: str) -> Asked:
        """Cells that contain a match of an expression of RE2, upper and lower case being one, and perhaps others.

        All cells where the column is small, or the hint empty.
        """
        if hint not in self._found:
            cells = self._cells()
            rows = np.arange(len(cells))
            if hint and int(self._texts.offsets[-1]) - int(self._texts.offsets[0]) > SMALL_BYTES:
                matches = pc.match_substring_regex(cells, pattern=hint, ignore_case=True)
                rows = rows_of(matches)
            self._found[hint] = self.grouped(rows)
        return self._found[hint]

    def grouped(self, rows: npt.NDArray[Any]) -> Asked:
        """The cells given, by their distinct texts.

        Their places go in as a buffer: for an array of numpy, pyarrow would import pandas.
        """
        taken = pa.Array.from_buffers(pa.int64(), len(rows), [None, pa.py_buffer(rows.astype(np.int64).data)])
        encoded: Any = pc.dictionary_encode(self._cells().take(taken))
        return Asked(rows, encoded.dictionary.to_pylist(), places_of(encoded.indices))

    def _cells(self) -> pa.Array[Any]:
        data, offsets = self._texts
        type_ = pa.large_string() if offsets.dtype == np.int64 else pa.string()
        whole = [None, pa.py_buffer(np.ascontiguousarray(offsets).data), pa.py_buffer(data.data)]
        return pa.Array.from_buffers(type_, len(offsets) - 1, whole)
