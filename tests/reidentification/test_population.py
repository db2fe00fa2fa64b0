from __future__ import annotations

import math

import numpy as np
import pytest

from pia.reidentification import population
from pia.reidentification.equivalence import Counts, histogram
from tests.reidentification.tables_for_tests import coded

PEOPLE = 60_000


def sampled(seed: int, fraction: float, groups: int = 30_000, power: float = 0.8) -> tuple[float, Counts, Counts]:
    """The true share of uniques of a population whose classes follow a power law, and a sample's class sizes."""
    rng = np.random.default_rng(seed)
    weights = 1 / np.arange(1, groups + 1) ** power
    people = rng.choice(groups, PEOPLE, p=weights / weights.sum())
    sample = np.bincount(rng.choice(people, int(PEOPLE * fraction), replace=False))
    return float(np.mean(np.bincount(people) == 1) * groups / PEOPLE), *histogram(sample[sample > 0])


@pytest.mark.parametrize("seed", range(3))
def test_estimates_come_near_the_truth_and_nearer_with_more_data(seed: int) -> None:
    for fraction, off in ((0.3, 0.12), (0.7, 0.06)):
        true, sizes, counts = sampled(seed, fraction)
        for model in (population.pitman, population.zayatz, population.snb):
            found = model(sizes, counts, PEOPLE)
            assert found is not None
            assert abs(found - true) < off


def test_pitman_recovers_a_population_of_its_own_kind() -> None:
    """A population drawn by the Chinese restaurant process with theta = 500 and alpha = 0.5, and a tenth of it."""
    rng = np.random.default_rng(1)
    theta, alpha = 500.0, 0.5
    people = np.zeros(20_000, np.int64)
    seats = np.zeros(20_000)
    used = 0
    for person in range(20_000):
        if rng.random() * (person + theta) < theta + alpha * used:
            people[person] = used
            used += 1
        else:
            other = people[rng.integers(person)]
            while rng.random() * seats[other] < alpha:
                other = people[rng.integers(person)]
            people[person] = other
        seats[people[person]] += 1
    true = np.count_nonzero(np.bincount(people) == 1) / 20_000
    sizes, counts = histogram(np.bincount(people[:2000])[np.unique(people[:2000])])
    found = population.pitman(sizes, counts, 20_000)
    assert found == pytest.approx(true, rel=0.12)


def test_the_equations_of_the_slide_negative_binomial_hold_by_simulation() -> None:
    rng = np.random.default_rng(2)
    alpha, beta, groups, fraction = 0.7, 0.2, 200_000, 0.3
    sample = rng.binomial(1 + rng.negative_binomial(alpha, beta, groups), fraction)
    expected = population.snb_expected(alpha, beta, groups, fraction)
    assert [np.count_nonzero(sample == size) for size in (1, 2)] == pytest.approx(expected, rel=0.02)
    sizes, counts = histogram(sample[sample > 0])
    assert population.shlosser(sizes, counts, fraction) == pytest.approx(groups, rel=0.15)


def test_zayatz_by_hand() -> None:
    """Two classes of one row and one of two, from 8 people: P(1 of 1) = 1/2, P(1 of 2) = 4/7."""
    sizes, counts = np.array([1, 2]), np.array([2, 1])
    conditional = (2 / 3 / 2) / (2 / 3 / 2 + 1 / 3 * 4 / 7)
    assert population.zayatz(sizes, counts, 8) == pytest.approx(2 * conditional / 0.5 / 8)


def test_a_whole_population_is_no_sample() -> None:
    sizes, counts = np.array([1, 2, 5]), np.array([3, 1, 1])
    assert population.snb(sizes, counts, 10) == pytest.approx(0.3)
    assert population.zayatz(sizes, counts, 10) == pytest.approx(0.3)


def test_without_unique_rows_nobody_is_unique_and_some_data_fits_no_model() -> None:
    twos = (np.array([2]), np.array([5]))
    ones = (np.array([1]), np.array([5]))
    for model in (population.pitman, population.zayatz, population.snb):
        assert model(*twos, 100) == 0.0
    assert population.pitman(*ones, 100) is None
    assert population.snb(*ones, 100) is None
    assert population.snb(np.array([1, 2, 3, 8]), np.array([2, 11, 13, 60]), 2_000) is None


@pytest.mark.parametrize("value", [1e-3, 0.5, 1.0, 7.5, 1e6])
def test_digamma(value: float) -> None:
    width = 1e-5 * value
    slope = (math.lgamma(value + width) - math.lgamma(value - width)) / (2 * width)
    assert population.digamma(value) == pytest.approx(slope, rel=1e-5)


def test_people_of_the_population_per_class() -> None:
    sample = coded({"a": ["x", "x", "y", None, "z"], "b": ["1", "1", "2", "1", "9"]})
    counts = coded({"a": ["x", "y", "x", None, "w"], "b": ["1", "2", "1", "1", "9"]})
    own, other = (tuple(table.columns.values()) for table in (sample, counts))
    lives, rows = population.k_map(own, other, np.array([10, 4, 5, 3, 99]))
    assert sorted(zip(lives.tolist(), rows.tolist(), strict=True)) == [(0, 1), (3, 1), (4, 1), (15, 2)]
