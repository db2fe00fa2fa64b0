"""Equivalence classes: rows that share the values of some columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from pia.reidentification.codes import Codes

Counts = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Classes:
    """A partition of the rows.

    Attributes:
        ids: Class of each row, from 0.
        sizes: Rows per class; none is 0.
    """

    ids: Codes
    sizes: Counts

    @property
    def smallest(self) -> int:
        """The k of k-anonymity (Samarati 2001; Sweeney 2002); 0 without rows."""
        return int(self.sizes.min()) if len(self.sizes) else 0

    @property
    def unique(self) -> int:
        """Rows alone in their class."""
        return int(np.count_nonzero(self.sizes == 1))

    def refine(self, codes: Codes, size: int) -> Classes:
        """These classes, split by one more column of `size` codes."""
        keys = _keys(self, codes, size)
        return _dense(keys, len(self.sizes) * size)


def whole(rows: int) -> Classes:
    """All rows as one class."""
    return Classes(np.zeros(rows, np.int32), np.array([rows] if rows else [], np.int64))


def classes(columns: Sequence[tuple[Codes, int]], rows: int) -> Classes:
    """The equivalence classes of some columns, given as (codes, number of codes).

    Exact: pairs of codes are renumbered column by column, nothing is hashed.

    >>> classes([(np.array([0, 0, 1], np.int32), 2), (np.array([5, 5, 5], np.int32), 6)], 3).sizes.tolist()
    [2, 1]
    """
    found = whole(rows)
    for codes, size in sorted(columns, key=lambda column: column[1]):
        found = found.refine(codes, size)
    return found


def histogram(sizes: Counts) -> tuple[Counts, Counts]:
    """Class sizes that occur, ascending, and how many classes have each."""
    found, counts = np.unique(sizes, return_counts=True)
    return found, counts


def joint(found: Classes, codes: Codes | Counts, size: int) -> tuple[Counts, Counts, Counts]:
    """How often each code occurs in each class: (class, code, rows), ordered by class, then code; no zeros."""
    keys = _keys(found, codes, size)
    encoded: Any = pc.dictionary_encode(pa.array(keys))
    present = encoded.dictionary.to_numpy()
    counts = np.bincount(encoded.indices.to_numpy(), minlength=len(present))
    order = np.argsort(present)
    return present[order] // size, present[order] % size, counts[order]


def _keys(found: Classes, codes: Codes | Counts, size: int) -> Counts:
    """Class and code as one number, made in place, for tables of many rows."""
    keys = found.ids.astype(np.int64)
    keys *= size
    keys += codes
    return keys


def _dense(keys: npt.NDArray[np.int64], bound: int) -> Classes:
    """Renumber keys below `bound` from 0 without gaps."""
    if bound <= 2 * len(keys):
        counts = np.bincount(keys, minlength=bound)
        present = counts > 0
        numbers = (np.cumsum(present) - 1).astype(np.int32)
        return Classes(numbers[keys], counts[present])
    encoded: Any = pc.dictionary_encode(pa.array(keys))
    ids = encoded.indices.to_numpy()
    return Classes(ids, np.bincount(ids, minlength=len(encoded.dictionary)))
