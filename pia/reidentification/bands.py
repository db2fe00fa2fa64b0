"""The curve of class sizes, coarse enough to show."""

from __future__ import annotations

from pia.model.reidentification import FLOOR, SizeBand
from pia.reidentification.equivalence import Counts

_EDGES = (1, 2, 3, 5, 10, 20, 50, 100)


def bands(sizes: Counts, counts: Counts) -> tuple[SizeBand, ...]:
    """The classes by their size, given as (size, number of classes of that size).

    A band with some rows, but fewer than the floor, is merged with the next larger one, the last with the one below.

    >>> import numpy as np
    >>> [(band.least, band.most, band.rows) for band in bands(np.array([1, 7, 30]), np.array([9, 1, 2]))]
    [(1, 1, 9), (5, 9, 7), (20, 49, 60)]
    """
    found: list[SizeBand] = []
    for least, after in zip(_EDGES, (*_EDGES[1:], None), strict=True):
        inside = (sizes >= least) & (sizes < after) if after else sizes >= least
        rows = int((sizes[inside] * counts[inside]).sum())
        band = SizeBand(least, after - 1 if after else None, int(counts[inside].sum()), rows)
        if band.rows:
            found.append(_merged(found.pop(), band) if found and found[-1].rows < FLOOR else band)
    while len(found) > 1 and found[-1].rows < FLOOR:
        last = found.pop()
        found.append(_merged(found.pop(), last))
    return tuple(found)


def _merged(low: SizeBand, high: SizeBand) -> SizeBand:
    return SizeBand(low.least, high.most, low.classes + high.classes, low.rows + high.rows)
