"""Which cells a recognizer itself has to look at: those that hold a word of its hint, each distinct text once."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from pia.matching.texts import Texts
from pia.matching.words import Words
from pia.recognizers import Hint
from pia.scan.columns import places_of

SMALL_BYTES = 1 << 12
"""Columns up to this size are not filtered: laying out the words takes longer than asking about every cell."""


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
        self._found: dict[Hint | None, Asked] = {}

    def asked(self, hint: Hint | None) -> Asked:
        """Cells that hold a word of a hint, and perhaps others; all where there is no hint, or the column is small."""
        if hint not in self._found:
            size = int(self._texts.offsets[-1]) - int(self._texts.offsets[0])
            if hint is None or size <= SMALL_BYTES:
                rows = np.arange(len(self._texts.offsets) - 1)
            else:
                rows = np.flatnonzero(_words(hint).cells(self._texts))
            self._found[hint] = self.grouped(rows)
        return self._found[hint]

    def grouped(self, rows: npt.NDArray[Any]) -> Asked:
        """The cells given, by their distinct texts."""
        if not len(rows):
            return Asked(rows, (), rows)
        encoded: Any = pc.dictionary_encode(self._taken(rows))
        return Asked(rows, encoded.dictionary.to_pylist(), places_of(encoded.indices))

    def _taken(self, rows: npt.NDArray[Any]) -> pa.Array[Any]:
        """Some cells. Their places go in as a buffer: for an array of numpy, pyarrow would import pandas."""
        places = pa.Array.from_buffers(pa.int64(), len(rows), [None, pa.py_buffer(rows.astype(np.int64).data)])
        return self._cells().take(places)

    def _cells(self) -> pa.Array[Any]:
        data, offsets = self._texts
        type_ = pa.large_string() if offsets.dtype == np.int64 else pa.string()
        whole = [None, pa.py_buffer(np.ascontiguousarray(offsets).data), pa.py_buffer(data.data)]
        return pa.Array.from_buffers(type_, len(offsets) - 1, whole)


@lru_cache(maxsize=64)
def _words(hint: Hint) -> Words:
    return Words(hint.words, first=hint.first)
