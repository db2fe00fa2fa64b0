from __future__ import annotations

import math
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pycanon import anonymity

from pia.reidentification import metrics
from pia.reidentification.equivalence import Classes, classes
from pia.reidentification.metrics import Spread, spread

QI = ["age", "city", "sex"]


def adult_like(seed: int, rows: int) -> pd.DataFrame:
    """Data of the form of pyCANON's examples: bands of age, places, and sensitive columns of both kinds."""
    rng = np.random.default_rng(seed)
    age = rng.choice(["[20, 40[", "[40, 60[", "[60, 80["], rows, p=[0.5, 0.3, 0.2])
    return pd.DataFrame(
        {
            "age": age,
            "city": rng.choice(["north", "south", "east"], rows),
            "sex": rng.choice(["Male", "Female"], rows),
            "disease": np.where(
                age == "[60, 80[", "flu", rng.choice(list("pqrst"), rows, p=[0.4, 0.3, 0.2, 0.07, 0.03])
            ),
            "score": rng.integers(0, 12, rows) ** 2 + (age == "[20, 40["),
        }
    )


def parts(data: pd.DataFrame, sensitive: str) -> tuple[Classes, Spread]:
    def code(name: str) -> tuple[Any, int]:
        values, codes = np.unique(data[name].to_numpy(), return_inverse=True)
        return codes.astype(np.int32), len(values)

    found = classes([code(name) for name in QI], len(data))
    return found, spread(found, *code(sensitive))


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("rows", [40, 400])
@pytest.mark.parametrize("sensitive", ["disease", "score"])
def test_every_measure_equals_pycanon(seed: int, rows: int, sensitive: str) -> None:
    data = adult_like(seed, rows)
    found, own = parts(data, sensitive)
    level = metrics.distinct_l(own)
    closeness = metrics.t_ordered(own) if sensitive == "score" else metrics.t_categorical(own)
    assert found.smallest == anonymity.k_anonymity(data, QI)
    assert (pytest.approx(metrics.alpha(own)), found.smallest) == anonymity.alpha_k_anonymity(data, QI, [sensitive])
    assert level == anonymity.l_diversity(data, QI, [sensitive])
    assert int(metrics.entropy_l(own) + 1e-9) == int(anonymity.entropy_l_diversity(data, QI, [sensitive]) + 1e-9)
    c, of_level = anonymity.recursive_c_l_diversity(data, QI, [sensitive])
    assert metrics.recursive_c(own, level, least_first=True) == (None if math.isnan(c) else c)
    assert of_level == level
    assert closeness == pytest.approx(anonymity.t_closeness(data, QI, [sensitive]))
    assert metrics.basic_beta(own) == pytest.approx(anonymity.basic_beta_likeness(data, QI, [sensitive]))
    assert metrics.enhanced_beta(own) == pytest.approx(anonymity.enhanced_beta_likeness(data, QI, [sensitive]))
    assert metrics.delta(own) == pytest.approx(anonymity.delta_disclosure(data, QI, [sensitive]))


def by_hand(*rows: tuple[int, int]) -> Spread:
    group, value = (np.array(column, np.int32) for column in zip(*rows, strict=True))
    return spread(classes([(group, int(group.max()) + 1)], len(rows)), value, int(value.max()) + 1)


def test_a_table_computed_by_hand() -> None:
    data = by_hand((0, 0), (0, 0), (0, 1), (0, 2), (1, 1), (1, 1), (1, 2), (1, 3))
    assert metrics.distinct_l(data) == 3
    assert metrics.entropy_l(data) == pytest.approx(2 ** (0.5 + 2 * 0.5))
    assert metrics.recursive_c(data, 2) == 2
    assert metrics.recursive_c(data, 3) == 3
    assert metrics.recursive_c(data, 1) is None
    assert metrics.alpha(data) == 0.5
    assert metrics.basic_beta(data) == pytest.approx(1.0)
    assert metrics.enhanced_beta(data) == pytest.approx(1.0)
    assert metrics.delta(data) == pytest.approx(math.log(2))
    assert metrics.t_categorical(data) == pytest.approx(0.25)
    assert metrics.t_ordered(data) == pytest.approx((0.25 + 0.125 + 0.125) / 3)


def test_the_salaries_of_the_t_closeness_paper() -> None:
    """Li et al. 2007, section 5.1: {3k, 4k, 5k} of nine salaries is 0.375 away, {6k, 8k, 11k} only 0.167."""
    salaries = [3, 4, 5, 6, 8, 11, 7, 9, 10]
    ranks = {salary: rank for rank, salary in enumerate(sorted(salaries))}
    low = by_hand(*[(place // 3, ranks[salary]) for place, salary in enumerate(salaries)])
    assert metrics.t_ordered(low) == pytest.approx(0.375)
    middle = by_hand(*[(0 if salary in {6, 8, 11} else 1, ranks[salary]) for salary in salaries])
    assert metrics.t_ordered(middle) == pytest.approx(0.5 / 3)


def test_hierarchical_distance_by_hand() -> None:
    """Two chapters of two codes each: a class that holds one chapter moves half its mass over the root."""
    levels = (np.array([0, 0, 1, 1], np.int32), np.zeros(2, np.int32))
    data = by_hand((0, 0), (0, 1), (1, 2), (1, 3))
    flat = (levels[0], np.zeros(4, np.int32))
    assert metrics.t_hierarchical(data, flat) == pytest.approx(0.5)
    near = by_hand((0, 0), (0, 2), (1, 1), (1, 3))
    assert metrics.t_hierarchical(near, flat) == pytest.approx(0.25)
    assert metrics.t_hierarchical(by_hand((0, 0), (0, 1)), (np.zeros(2, np.int32),)) == 0.0


@settings(deadline=None)
@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 5)), min_size=1, max_size=40))
def test_distances_stay_in_order_and_a_flat_tree_is_the_equal_distance(rows: list[tuple[int, int]]) -> None:
    values = {value: place for place, value in enumerate(sorted({value for _, value in rows}))}
    data = by_hand(*[(group, values[value]) for group, value in rows])
    flat = metrics.t_hierarchical(data, (np.zeros(len(values), np.int32),))
    assert flat == pytest.approx(metrics.t_categorical(data))
    assert 0 <= metrics.t_ordered(data) <= flat + 1e-12 <= 1 + 1e-9
    assert 1 - 1e-12 <= metrics.entropy_l(data) <= metrics.distinct_l(data) + 1e-9
    assert metrics.enhanced_beta(data) <= metrics.basic_beta(data)


@settings(deadline=None)
@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 9)), min_size=2, max_size=40))
def test_the_ordered_distance_equals_its_definition(rows: list[tuple[int, int]]) -> None:
    values = sorted({value for _, value in rows})
    data = by_hand(*[(group, values.index(value)) for group, value in rows])
    overall = np.array([sum(value == own for _, own in rows) for value in values]) / len(rows)
    worst = 0.0
    for group in {group for group, _ in rows}:
        inside = [own for number, own in rows if number == group]
        within = np.array([inside.count(value) for value in values]) / len(inside)
        worst = max(worst, float(np.abs(np.cumsum(within - overall)).sum()) / max(1, len(values) - 1))
    assert metrics.t_ordered(data) == pytest.approx(worst, abs=1e-9)
