from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pia.errors import SourceError
from pia.reidentification.codes import CodedTable
from pia.reidentification.equivalence import classes
from pia.reidentification.mitigation import Mitigation, Plan
from tests.reidentification.tables_for_tests import coded


def people(seed: int, rows: int) -> CodedTable:
    rng = np.random.default_rng(seed)
    return coded(
        {
            "born": [f"{rng.integers(1950, 1960)}-{rng.integers(1, 13):02d}-11" for _ in range(rows)],
            "zip": [f"{rng.integers(10000, 10030)}" for _ in range(rows)],
            "sex": [str(rng.choice(["m", "f"])) for _ in range(rows)],
        }
    )


def changed_classes(table: CodedTable, plan: Plan) -> list[int]:
    """Class sizes of the rows that stay, counted on the rows themselves."""
    columns = [
        (step.codes[table.columns[name].codes][plan.kept], len(step.labels)) for name, step in plan.steps.items()
    ]
    return [int(size) for size in classes(columns, int(plan.kept.sum())).sizes]


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 1000), st.integers(2, 12), st.sampled_from([0.0, 0.05, 0.3]))
def test_the_cheapest_plan_reaches_the_target_and_no_other_is_cheaper(seed: int, target: int, removed: float) -> None:
    table = people(seed, 60)
    work = Mitigation(table, ("born", "zip", "sex"))
    plan = work.cheapest(target, removed)
    sizes = changed_classes(table, plan)
    assert min(sizes) >= target
    assert plan.effect.smallest_class == min(sizes)
    assert sum(sizes) == plan.effect.rows >= 60 * (1 - removed)
    every = [work.effect(levels, target) for levels in product(*[range(len(steps)) for steps in work.ladders])]
    fitting = [item.information_lost for item in every if item.rows and 60 - item.rows <= removed * 60]
    assert plan.effect.information_lost == pytest.approx(min(fitting))
    assert "cheapest of all" in plan.searched.en


def test_a_search_that_is_cut_still_reaches_the_target_and_says_its_bound() -> None:
    table = people(1, 500)
    plan = Mitigation(table, ("born", "zip", "sex")).cheapest(5, 0.0, most_cells=0)
    assert min(changed_classes(table, plan)) >= 5
    assert "was cut" in plan.searched.en
    assert "截止" in plan.searched.zh


def test_effects_by_hand() -> None:
    table = coded({"a": ["x", "x", "y", "z"], "b": ["1"] * 3 + ["2"]})
    work = Mitigation(table, ("a", "b"))
    effects = {effect.changes[0].en: effect for effect in work.singles(2)}
    dropped = effects["a: drop it"]
    assert (dropped.smallest_class, dropped.unique_rows, dropped.rows) == (1, 1, 4)
    assert (dropped.share_changed, dropped.information_lost) == (0.5, 0.5)
    removed = effects["remove rows in classes below 2"]
    assert (removed.smallest_class, removed.rows, removed.share_changed, removed.information_lost) == (2, 2, 0.5, 0.5)
    hashed = effects["keyed hashing of all quasi-identifiers"]
    assert (hashed.smallest_class, hashed.unique_rows, hashed.share_changed, hashed.information_lost) == (
        1,
        2,
        1.0,
        0.0,
    )
    nothing = work.effect((0, 0))
    assert (nothing.changes, nothing.smallest_class, nothing.share_changed) == ((), 1, 0.0)


def test_a_sample_is_about_half_and_measured() -> None:
    table = people(3, 400)
    work = Mitigation(table, ("sex",))
    sampled = next(item for item in work.singles(5) if item.changes[0].en.startswith("sample"))
    assert 150 < sampled.rows < 250
    assert sampled.smallest_class >= 60
    assert sampled.share_changed == 1 - sampled.rows / 400


def test_effects_stop_at_the_limit() -> None:
    work = Mitigation(people(4, 50), ("born", "zip"))
    every = len(list(work.singles(5)))
    work.cells = 10**9
    assert len(list(work.singles(5))) == 0 < every


def test_fewer_rows_than_the_target_are_refused() -> None:
    with pytest.raises(SourceError, match="3 rows can never form classes of 5"):
        Mitigation(people(5, 3), ("sex",)).cheapest(5, 0.0)
