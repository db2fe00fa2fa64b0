"""What equivalence classes give away about a sensitive attribute: l-diversity, t-closeness and their kin."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from pia.reidentification.codes import Codes
from pia.reidentification.equivalence import Classes, Counts, joint

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Spread:
    """How the values of a sensitive attribute spread over the classes; only pairs that occur are held.

    Attributes:
        owner: Class of each pair, ascending.
        value: Value of each pair, ascending within a class.
        rows: Rows of each pair.
        starts: Where each class starts.
        within: Share of the value in its class, per pair.
        overall: Share of each value in all rows.
    """

    owner: Counts
    value: Counts
    rows: Counts
    starts: Counts
    within: Floats
    overall: Floats


def spread(found: Classes, codes: Codes, size: int) -> Spread:
    """The spread of the values with the given codes below `size` over the classes."""
    owner, value, rows = joint(found, codes, size)
    total = np.bincount(codes, minlength=size)
    present = total > 0
    value = (np.cumsum(present) - 1)[value]
    starts = np.searchsorted(owner, np.arange(len(found.sizes)))
    return Spread(owner, value, rows, starts, rows / found.sizes[owner], total[present] / len(codes))


def distinct_l(data: Spread) -> int:
    """Distinct l-diversity: the least number of values in a class (Machanavajjhala et al. 2007, 4.2)."""
    return int(np.bincount(data.owner).min())


def entropy_l(data: Spread) -> float:
    """Entropy l-diversity: the exponential of the least entropy of a class, in values (ibid., 4.2)."""
    entropies = -np.add.reduceat(data.within * np.log(data.within), data.starts)
    return float(np.exp(max(0.0, entropies.min())))


def recursive_c(data: Spread, level: int, *, least_first: bool = False) -> int | None:
    """Recursive (c, l)-diversity: the least whole c with r_1 < c (r_l + ... + r_m) in every class (ibid., 4.2).

    Args:
        data: The spread.
        level: l; `None` is returned at 1, where every c is enough or none is.
        least_first: Number the values from the rarest; the definition numbers them from the most frequent, pyCANON
            1.3.6 from the rarest.
    """
    if level <= 1:
        return None
    order = np.lexsort((data.rows if least_first else -data.rows, data.owner))
    rows = data.rows[order]
    place = np.arange(len(rows)) - data.starts[data.owner]
    tail = np.add.reduceat(np.where(place >= level - 1, rows, 0), data.starts)
    return int(np.floor(rows[data.starts] / tail + 1).max())


def alpha(data: Spread) -> float:
    """(alpha, k)-anonymity: the largest share of one value in a class (Wong et al. 2006)."""
    return float(data.within.max())


def basic_beta(data: Spread) -> float:
    """Basic beta-likeness: the largest relative gain (q - p) / p of a value in a class (Cao and Karras 2012)."""
    overall = data.overall[data.value]
    return float(((data.within - overall) / overall).max())


def enhanced_beta(data: Spread) -> float:
    """Enhanced beta-likeness: the same, bounded for every value by -ln p (Cao and Karras 2012)."""
    return float(min(basic_beta(data), -np.log(data.overall.min())))


def delta(data: Spread) -> float:
    """Delta-disclosure privacy: the largest |ln(q / p)| of a value that occurs (Brickell and Shmatikov 2008)."""
    return float(np.abs(np.log(data.within / data.overall[data.value])).max())


def t_categorical(data: Spread) -> float:
    """t-closeness with the equal distance: half the sum of |q - p| (Li et al. 2007, 5.2), in [0, 1]."""
    overall = data.overall[data.value]
    differing = np.add.reduceat(np.abs(data.within - overall), data.starts)
    absent = 1 - np.add.reduceat(overall, data.starts)
    return float((differing + absent).max() / 2)


def t_ordered(data: Spread) -> float:
    """t-closeness with the ordered distance: sum |cumulated q - p| / (m - 1) (Li et al. 2007, 5.1), in [0, 1].

    The codes of the spread must be in the order of the values. Between two values that a class has, its cumulated
    share is constant and that of the whole rises, so the sum over the gap splits where they cross.
    """
    values = len(data.overall)
    if values == 1:
        return 0.0
    rising = np.cumsum(data.overall)
    sums = np.concatenate([[0.0], np.cumsum(rising)])
    reached = np.cumsum(data.within)
    reached -= (reached - data.within)[data.starts][data.owner]
    last = np.append(data.owner[1:] != data.owner[:-1], True)
    upto = np.where(last, values, np.append(data.value[1:], 0))
    cross = np.clip(np.searchsorted(rising, reached), data.value, upto)
    below = reached * (cross - data.value) - (sums[cross] - sums[data.value])
    above = (sums[upto] - sums[cross]) - reached * (upto - cross)
    per_class = np.add.reduceat(below + above, data.starts) + sums[data.value[data.starts]]
    return float(max(0.0, per_class.max() / (values - 1)))


def t_hierarchical(data: Spread, levels: Sequence[Codes]) -> float:
    """t-closeness with the hierarchical distance (Li et al. 2007, 5.2), in [0, 1].

    Args:
        data: The spread.
        levels: The node of each value on every level above the values, from the lowest to the root.
    """
    height, worst = len(levels), np.zeros(len(data.starts))
    owner, node, within, overall = data.owner, data.value, data.within, data.overall
    for step, parents in enumerate(levels, start=1):
        gained = np.maximum(within - overall[node], 0.0)
        above = _ancestors(levels, step, len(overall))
        size = int(parents.max()) + 1
        keys, places = np.unique(owner * size + above[node], return_inverse=True)
        excess = np.bincount(places, weights=gained)
        within = np.bincount(places, weights=within).astype(np.float64)
        overall = np.bincount(above, weights=overall, minlength=size).astype(np.float64)
        owner, node = keys // size, keys % size
        moved = np.minimum(excess, np.maximum(excess - (within - overall[node]), 0.0))
        worst += np.bincount(owner, weights=moved * step / height, minlength=len(worst))
    return float(worst.max())


def _ancestors(levels: Sequence[Codes], step: int, nodes: int) -> npt.NDArray[np.int64]:
    """The parent on level `step` of each node of the level below."""
    parents = np.zeros(nodes, np.int64)
    below = np.arange(len(levels[0])) if step == 1 else levels[step - 2]
    parents[below] = levels[step - 1]
    return parents
