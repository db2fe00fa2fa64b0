"""The people in the data as a sample of a population: how many are unique in it, and how many share their values."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
import numpy.typing as npt

from pia.reidentification.codes import CodedColumn
from pia.reidentification.equivalence import Counts, classes

Floats = npt.NDArray[np.float64]
_STEPS = 80


def digamma(x: float) -> float:
    """The logarithmic derivative of the gamma function, for positive numbers.

    Source: recurrence up to 8, then the asymptotic series (Abramowitz and Stegun 6.3.5, 6.3.18).

    >>> round(digamma(1.0), 12)
    -0.577215664902
    """
    shift = 0.0
    while x < 8:
        shift -= 1 / x
        x += 1
    square = 1 / (x * x)
    series = square * (1 / 12 - square * (1 / 120 - square * (1 / 252 - square * (1 / 240 - square / 132))))
    return math.log(x) - 0.5 / x - series + shift


def zayatz(sizes: Counts, counts: Counts, population: int) -> float:
    """Estimated share of the population that is unique in it, in [0, 1].

    A unique row of the sample is unique in the population with the probability that the class sizes of the sample,
    taken for those of the population, give by the hypergeometric distribution.

    Source: Zayatz 1991, "Estimation of the percent of unique population elements on a microdata file using the
    sample"; ARX 3.9, model Zayatz.
    """
    rows, groups = int((sizes * counts).sum()), int(counts.sum())
    unique = int(counts[sizes == 1].sum())
    if not unique:
        return 0.0
    once = np.array([_once(int(size), rows, population) for size in sizes])
    conditional = unique / groups * _once(1, rows, population) / float((counts / groups * once).sum())
    return min(1.0, unique * conditional / (rows / population) / population)


def _once(size: int, rows: int, population: int) -> float:
    """Probability that a sample holds exactly one of `size` members of the population."""
    if population - size < rows - 1:
        return 0.0
    chosen = _log_choose(population - size, rows - 1) - _log_choose(population, rows)
    return size * math.exp(chosen)


def _log_choose(of: int, some: int) -> float:
    return math.lgamma(of + 1) - math.lgamma(some + 1) - math.lgamma(of - some + 1)


def pitman(sizes: Counts, counts: Counts, population: int) -> float | None:
    """Estimated share of the population that is unique in it, in [0, 1]; `None` without a solution.

    Theta and alpha of Pitman's sampling formula are the maximum-likelihood estimates, found by nested bisection of
    the two score equations; the uniques are gamma(theta + 1) / gamma(theta + alpha) N^alpha.

    Source: Hoshino 2001, "Applying Pitman's sampling formula to microdata disclosure risk assessment"; ARX 3.9.
    """
    rows, groups = int((sizes * counts).sum()), int(counts.sum())
    if not counts[sizes == 1].sum():
        return 0.0
    pairs = list(zip(sizes.tolist(), counts.tolist(), strict=True))

    def theta_of(alpha: float) -> float:
        def score(log_shift: float) -> float:
            theta = math.exp(log_shift) - alpha
            return _harmonic(theta, alpha, groups) - (digamma(rows + theta) - digamma(theta + 1))

        return math.exp(_root(score, -20.0, 40.0)) - alpha

    def slope(alpha: float) -> float:
        theta = theta_of(alpha)
        rising = (groups - 1 - theta * _harmonic(theta, alpha, groups)) / alpha
        falling = (count * (digamma(size - alpha) - digamma(1 - alpha)) for size, count in pairs)
        return rising - math.fsum(falling)

    least, most = 1e-6, 1 - 1e-6
    if not slope(least) > 0 > slope(most):
        return None
    alpha = _root(slope, least, most)
    theta = theta_of(alpha)
    uniques = math.exp(math.lgamma(theta + 1) - math.lgamma(theta + alpha) + alpha * math.log(population))
    return uniques / population if uniques <= population else None


def _harmonic(theta: float, alpha: float, groups: int) -> float:
    """The sum of 1 / (theta + i alpha) for i from 1 to groups - 1."""
    return (digamma(theta / alpha + groups) - digamma(theta / alpha + 1)) / alpha


def _root(falling: Callable[[float], float], low: float, high: float) -> float:
    """Where a falling function crosses zero."""
    for _ in range(_STEPS):
        middle = (low + high) / 2
        if middle in {low, high}:
            break
        low, high = (middle, high) if falling(middle) > 0 else (low, middle)
    return (low + high) / 2


def snb(sizes: Counts, counts: Counts, population: int) -> float | None:
    """Estimated share of the population that is unique in it, in [0, 1]; `None` without a solution.

    Class sizes of the population follow a negative binomial distribution slid by one; its parameters fit the
    expected numbers of sample classes of one and of two rows, Shlosser's estimate gives the number of classes.

    Source: Chen and Keller-McNulty 1998, "Estimation of identification disclosure risk in microdata"; Haas and
    Stokes 1998 for the number of classes; ARX 3.9, model SNB, except that the two equations are taken from the
    derivation, where that code has two operators differently.
    """
    once, twice = (int(counts[sizes == size].sum()) for size in (1, 2))
    fraction = int((sizes * counts).sum()) / population
    if not once:
        return 0.0
    if not twice or fraction >= 1:
        return once / population if fraction >= 1 else None
    groups = shlosser(sizes, counts, fraction)

    def misfit(point: Floats) -> Floats:
        first, second = snb_expected(math.exp(point[0]), 1 / (1 + math.exp(-point[1])), groups, fraction)
        return np.array([math.log(first / once), math.log(second / twice)])

    for start in ((a, b) for a in (-4.0, -2.0, 0.0, 2.0) for b in (-4.0, -2.0, 0.0, 2.0)):
        point = _newton(misfit, np.array(start))
        if point is not None:
            uniques = groups * math.exp(-math.exp(point[0]) * math.log1p(math.exp(-point[1])))
            return uniques / population if uniques <= population else None
    return None


def shlosser(sizes: Counts, counts: Counts, fraction: float) -> float:
    """Estimated number of classes of the population from a sample of a share `fraction` of it."""
    rest = (1 - fraction) ** sizes
    gained = (sizes * fraction**2 * (1 - fraction**2) ** (sizes - 1.0) * counts).sum()
    bent = (((1 - fraction**2) ** sizes - rest) * counts).sum()
    seen = (sizes * fraction * (1 - fraction) ** (sizes - 1.0) * counts).sum()
    once = counts[sizes == 1].sum()
    return float(counts.sum() + once * gained / bent * ((rest * counts).sum() / seen) ** 2)


def snb_expected(alpha: float, beta: float, groups: float, fraction: float) -> tuple[float, float]:
    """Expected numbers of sample classes of one and of two rows."""
    missed = (1 - fraction) * (1 - beta)
    scale = groups * fraction * (beta / (1 - missed)) ** alpha
    first = scale * (alpha * missed / (1 - missed) + 1)
    second = scale * fraction * alpha * (1 - beta) / (2 * (1 - missed) ** 2) * (2 - (1 - alpha) * missed)
    return first, second


def _newton(misfit: Callable[[Floats], Floats], point: Floats) -> Floats | None:
    try:
        for _ in range(60):
            here = misfit(point)
            if float(np.abs(here).max()) < 1e-9:
                return point
            step = 1e-6 * np.eye(2)
            jacobian = np.column_stack([(misfit(point + step[axis]) - here) / 1e-6 for axis in (0, 1)])
            point = np.clip(point - np.clip(np.linalg.solve(jacobian, here), -1.0, 1.0), -40.0, 40.0)
    except (ArithmeticError, ValueError, np.linalg.LinAlgError):
        return None
    return None


def k_map(sample: tuple[CodedColumn, ...], counted: tuple[CodedColumn, ...], people: Counts) -> tuple[Counts, Counts]:
    """People of the population and rows of the sample per class of the sample (k-map: Sweeney 2001, 4.3).

    Args:
        sample: Columns of the data.
        counted: The same columns of the population counts, in the same order.
        people: How many people each row of the population counts stands for.

    Returns:
        People, 0 where the counts do not hold a class, and rows.
    """
    rows = len(sample[0].codes)
    both = []
    for own, other in zip(sample, counted, strict=True):
        known = {value: number for number, value in enumerate(own.texts(), start=1)}
        places = [0] + [known.get(value, own.size) for value in other.texts()]
        both.append((np.concatenate([own.codes, np.array(places, np.int32)[other.codes]]), own.size + 1))
    found = classes(both, rows + len(people))
    held = np.bincount(found.ids[:rows], minlength=len(found.sizes))
    lives = np.bincount(found.ids[rows:], weights=people, minlength=len(found.sizes)).astype(np.int64)
    return lives[held > 0], held[held > 0]
