from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pia.model.pram import DataAction, OrganisationProblem
from pia.scoring.nist_pram import FACTORS, MODEL, impact, ranked, risk
from tests.scoring.basis_for_tests import problems, score


def rated(name: str, likelihood: int, *factors: int) -> dict[str, Any]:
    return {"problem": name, "likelihood": likelihood, **dict(zip(FACTORS, factors, strict=False))}


WORKED = {
    "data_actions": [
        {"name": "a", "problems": [rated("p", 7, 7, 6, 6, 4), rated("q", 2, 7, 6, 6, 6), rated("r", 6, 7, 7, 7, 7)]}
    ]
}
RATINGS = st.integers(1, 10)
PROBLEMS = st.builds(OrganisationProblem, st.just("p"), *(RATINGS | st.none(),) * 5, other=RATINGS | st.just(0))
ACTIONS = st.lists(
    st.builds(DataAction, st.text("abc", min_size=1), st.lists(PROBLEMS, max_size=3).map(tuple)), max_size=5
)


def test_the_worked_example() -> None:
    found = score(MODEL, WORKED)
    assert [(figure.name, figure.value) for figure in found.figures] == [("total", 379)]
    assert 7 * 23 + 2 * 25 + 6 * 28 == 379
    assert (found.level, found.best, found.worst, found.stable) == (None, None, None, None)
    assert found.about == "organisation"
    assert "not harm to people" in found.measures.en


def test_data_actions_are_ranked_with_their_share() -> None:
    small = {"name": "b", "problems": [rated("p", 1, 1, 1, 1, 1)]}
    found = score(MODEL, {"data_actions": [small, *WORKED["data_actions"], {**small, "name": "c"}]})
    assert [(part.question, part.points, part.used and part.used.en) for part in found.parts] == [
        ("a", 379, "rank 1, 98 % of the total"),
        ("b", 4, "rank 2, 1 % of the total"),
        ("c", 4, "rank 2, 1 % of the total"),
    ]


@given(ACTIONS.map(tuple), st.integers(1, 10))
def test_a_completion_stays_in_the_interval(actions: tuple[DataAction, ...], rating: int) -> None:
    for action in actions:
        assert risk(action, 1) <= risk(action, rating) <= risk(action, 10)
        assert all(impact(item, 1) <= impact(item, rating) <= impact(item, 10) for item in action.problems)
    ranks = ranked(actions)
    assert [rank for rank, _ in ranks] == sorted(rank for rank, _ in ranks)
    assert [risk(action, 1) for _, action in ranks] == sorted((risk(action, 1) for action in actions), reverse=True)


def test_open_ratings_give_a_range() -> None:
    open_ = {"name": "a", "problems": [{"problem": "p", "likelihood": 5, "noncompliance": 2, "direct_business": 2}]}
    found = score(MODEL, {"data_actions": [open_]})
    assert [(f.value, f.best, f.worst) for f in found.figures] == [(None, 5 * 6, 5 * 24)]
    assert found.open == ("a: p: reputational", "a: p: internal_culture")


def test_nothing_rated_is_open() -> None:
    found = score(MODEL, {"data_actions": []})
    assert (found.open, found.figures) == (("data_actions",), ())


def test_bad_ratings_are_named_at_once() -> None:
    action = {"name": "a", "problms": [], "problems": [rated("p", 11, 0), {"problem": ""}, rated("q", "7"), "x"]}  # type: ignore[arg-type]
    found = problems(MODEL, {"data_actions": [action, {"name": "b"}, 3], "extra": 1})
    for text in (
        "unknown key 'extra'",
        "data_actions[0]: unknown key 'problms'. Did you mean 'problems'?",
        "data_actions[0].problems[1]: this is no problem",
        "data_actions[0].problems[2].likelihood: this is no whole number",
        "data_actions[0].problems[3]: this is no problem",
        "data_actions[1]: this is no data action",
        "data_actions[2]: this is no data action",
    ):
        assert any(text in problem for problem in found), text
    outside = problems(MODEL, {"data_actions": [{"name": "a", "problems": [rated("p", 11, 0)]}]})
    assert "data_actions[0].problems[0].likelihood: likelihood lies outside 1 to 10" in outside[0]
    assert "noncompliance lies outside 1 to 10" in outside[1]


@pytest.mark.parametrize("tree", [{}, [], {"data_actions": {}}])
def test_a_file_without_data_actions_is_refused(tree: object) -> None:
    assert "the list 'data_actions' is missing" in problems(MODEL, tree)[0]
