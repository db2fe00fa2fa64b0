from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pia.reidentification.sketches import Estimate, Hashes, Sketch, keyed_hashes

TRIALS = 100


def hashes(rng: np.random.Generator, number: int) -> Hashes:
    return rng.integers(0, 2**64, number, dtype=np.uint64)


def same(one: Sketch, other: Sketch) -> bool:
    return np.array_equal(one.hashes, other.hashes) and np.array_equal(one.registers, other.registers)


@settings(deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 60), st.integers(0, 9)), max_size=120),
    st.lists(st.integers(0, 120), max_size=4),
)
def test_the_merge_of_any_split_equals_the_whole(rows: list[tuple[int, int]], cuts: list[int]) -> None:
    rng = np.random.default_rng(5)
    values, people = hashes(rng, 61), hashes(rng, 10)
    left = values[np.array([value for value, _ in rows], int)]
    right = people[np.array([person for _, person in rows], int)]
    whole = Sketch.empty(16, 4).add(left, right)
    edges = [0, *sorted(cuts), len(rows)]
    parts = [Sketch.empty(16, 4).add(left[start:end], right[start:end]) for start, end in pairwise(edges)]
    forwards = backwards = grown = Sketch.empty(16, 4)
    for part in parts:
        forwards = forwards.merge(part)
    for part in reversed(parts):
        backwards = part.merge(backwards)
    for start, end in pairwise(edges):
        grown = grown.add(left[start:end], right[start:end])
    assert same(forwards, whole)
    assert same(backwards, whole)
    assert same(grown, whole)


def held(estimates: Sequence[tuple[Estimate, float]]) -> float:
    return float(np.mean([found.least <= true <= found.most for found, true in estimates]))


def test_estimates_hold_their_stated_error_in_95_of_100_trials() -> None:
    distinct, unique, contained = [], [], []
    for seed in range(TRIALS):
        rng = np.random.default_rng(seed)
        values = hashes(rng, 12_000)
        people = np.where(rng.random(12_000) < 0.6, 1, rng.integers(2, 6, 12_000))
        rows = np.repeat(values, people)
        own = Sketch.empty().add(rows, hashes(rng, len(rows)))
        others = np.concatenate([values[:3_000], hashes(rng, 9_000)])
        distinct.append((own.distinct(), 12_000.0))
        unique.append((own.uniqueness(), float(np.mean(people == 1))))
        contained.append((own.containment(Sketch.empty().add(others, others)), 0.25))
    assert held(distinct) >= 0.93
    assert held(unique) >= 0.95
    assert held(contained) >= 0.95
    assert max(found.error for found, _ in unique + contained) < 0.04


def test_the_uniqueness_distribution_is_that_of_the_rows() -> None:
    rng = np.random.default_rng(3)
    values = hashes(rng, 6_000)
    people = rng.integers(1, 11, 6_000)
    rows = np.repeat(values, people)
    found = Sketch.empty().add(rows, hashes(rng, len(rows)))
    for ids in (2, 5, 8):
        assert found.uniqueness(ids).share == pytest.approx(float(np.mean(people <= ids)), abs=0.05)
    assert Sketch.empty().uniqueness() == Estimate(0.0, 0.0, 1 / 512)


def test_many_people_per_value_are_counted_within_the_error_of_hyperloglog() -> None:
    rng = np.random.default_rng(4)
    values = np.repeat(hashes(rng, 50), 20_000)
    counts = Sketch.empty().add(values, hashes(rng, len(values))).people()
    assert float(np.abs(counts / 20_000 - 1).max()) < 5 * 1.04 / 512**0.5


def test_small_columns_are_counted_exactly() -> None:
    own, other = (
        Sketch.empty(8, 4).add(part, part) for part in (keyed_hashes("abcd", b"k" * 16), keyed_hashes("dx", b"k" * 16))
    )
    assert own.containment(other) == Estimate(0.25, 0.25, 0.25)
    assert own.distinct() == Estimate(4, 4, 4)
    assert Sketch.empty().containment(own) == Estimate(0.0, 0.0, 0.0)
    full = Sketch.empty(2, 4).add(own.hashes, own.hashes)
    assert not full.whole
    assert Sketch(full.hashes + np.uint64(1), full.registers, 2).containment(full).most > 0


def test_a_hash_depends_on_the_key() -> None:
    assert keyed_hashes(["a", "a"], b"k" * 32).tolist() == keyed_hashes(["a"], b"k" * 32).tolist() * 2
    assert keyed_hashes(["a"], b"k" * 32).tolist() != keyed_hashes(["a"], b"l" * 32).tolist()
