"""Which cells a recognizer itself has to look at: those that hold what its hint asks for, each distinct text once."""

from __future__ import annotations

import re
import re._constants as node
import re._parser as parser
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from pia.matching.texts import Texts
from pia.scan.cells import lettered
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
        self._letters: npt.NDArray[np.bool_] | None = None

    def asked(self, hint: str) -> Asked:
        """Cells that contain a match of an expression of RE2, upper and lower case being one, and perhaps others.

        All cells where the column is small, or the hint empty.
        """
        if hint not in self._found:
            rows = np.arange(len(self._texts.offsets) - 1)
            if hint and int(self._texts.offsets[-1]) - int(self._texts.offsets[0]) > SMALL_BYTES:
                rows = self._lettered(rows) if asks_for_letter(hint) else rows
                searched: Any = self._taken(rows) if len(rows) < len(self._texts.offsets) - 1 else self._cells()
                rows = rows[rows_of(pc.match_substring_regex(searched, pattern=hint, ignore_case=True))]
            self._found[hint] = self.grouped(rows)
        return self._found[hint]

    def _lettered(self, rows: npt.NDArray[Any]) -> npt.NDArray[Any]:
        """The cells with a letter: RE2 takes longer to enter a cell than to look for a letter in it."""
        if self._letters is None:
            self._letters = np.zeros(len(rows), dtype=np.bool_)
            lettered(*self._texts, self._letters)
        return rows[self._letters]

    def grouped(self, rows: npt.NDArray[Any]) -> Asked:
        """The cells given, by their distinct texts."""
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
def asks_for_letter(hint: str) -> bool:
    r"""Whether every text in which a hint matches holds an ASCII letter or a character beyond ASCII; false if unsure.

    >>> asks_for_letter("asthma|高血压"), asks_for_letter("(?:a|[0-9])b?"), asks_for_letter(r"[^\pL]*(?:x|y{2,3})")
    (True, False, True)
    """
    try:
        tree = parser.parse(hint.replace(r"\pL", "A-Za-z").replace(r"\pN", "0-9"))
    except (re.error, RecursionError):
        return False
    return _has_letter(tree)


def _has_letter(items: Iterable[tuple[Any, Any]]) -> bool:
    return any(_is_letter(kind, value) for kind, value in items)


def _is_letter(kind: Any, value: Any) -> bool:
    if kind is node.LITERAL:
        return _are_letters(value, value)
    if kind is node.IN:
        return all(
            (one is node.LITERAL and _are_letters(own, own)) or (one is node.RANGE and _are_letters(*own))
            for one, own in value
        )
    if kind is node.BRANCH:
        return all(_has_letter(branch) for branch in value[1])
    if kind is node.SUBPATTERN:
        return _has_letter(value[3])
    return kind is node.MAX_REPEAT and value[0] > 0 and _has_letter(value[2])


def _are_letters(first: int, last: int) -> bool:
    """Whether all code points of a range are ASCII letters, or all are beyond ASCII."""
    return first > 0x7F or 0x41 <= first <= last <= 0x5A or 0x61 <= first <= last <= 0x7A
