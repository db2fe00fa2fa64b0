from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pia.scoring._extremes import reach
from pia.scoring._survey import points, shown, totals
from pia.scoring._survey_file import read_survey

VECTORS = json.loads((Path(__file__).parent / "vectors" / "surveys.json").read_text(encoding="utf-8"))["cases"]


@pytest.mark.parametrize("place", range(len(VECTORS)))
def test_totals_are_those_of_the_original(place: int) -> None:
    case = VECTORS[place]
    survey = read_survey(case["survey"], "s.json")
    assert list(totals(survey, case["answers"], live=True)) == case["live"]
    assert list(totals(survey, case["answers"], live=False)) == case["completed"]


@given(st.integers(0, 99), st.integers(1, 99))
def test_points_stand_after_the_last_hyphen(weight: int, item: int) -> None:
    assert points(f"item{item}-{weight}") == weight
    assert points([f"a-b-{weight}", "item1-2", weight]) == 2 * weight + 2


@pytest.mark.parametrize(
    ("value", "weight"),
    [
        ("item1", 0),
        ("item-", 0),
        ("item-1e1", 10),
        ("item-1.5", 1.5),
        ("item-0x10", 16),
        ("item-x", 0),
        ("item- 3 ", 3),
    ],
)
def test_points_are_read_as_javascript_reads_them(value: str, weight: float) -> None:
    assert points(value) == weight
    assert points(True) == points(None) == points({}) == 0


CASCADE = {
    "pages": [
        {
            "name": "p",
            "elements": [
                {
                    "type": "panel",
                    "name": "x-RS",
                    "elements": [
                        {"type": "radiogroup", "name": "z", "choices": ["item1-1", "item2-2"]},
                        {"type": "radiogroup", "name": "a", "choices": ["item1-3"], "visibleIf": "{z} = 'item2-2'"},
                        {"type": "radiogroup", "name": "b", "choices": ["item1-5"], "visibleIf": "{a} = 'item1-3'"},
                    ],
                }
            ],
        }
    ]
}


def test_dropping_an_answer_hides_no_other() -> None:
    survey = read_survey(CASCADE, "s.json")
    answers = {"z": "item1-1", "a": "item1-3", "b": "item1-5"}
    assert totals(survey, answers, live=True) == (9, 0)
    assert totals(survey, answers, live=False) == (6, 0)
    assert shown(survey.questions["b"], answers)
    assert not shown(survey.questions["b"], {"z": "item1-1"})


def test_an_option_that_is_hidden_is_dropped() -> None:
    panel = CASCADE["pages"][0]["elements"][0]["elements"]  # type: ignore[index]
    hidden = {"value": "item2-4", "visibleIf": "{z} = 'item2-2'"}
    more = [
        {"type": "checkbox", "name": "c", "choices": ["item1-1", hidden]},
        {"type": "dropdown", "name": "d", "choices": ["item1-1", hidden]},
        {"type": "dropdown", "name": "e", "choices": ["item1-1", "item2-2"], "choicesVisibleIf": "{z} = {item}"},
    ]
    tree = {"pages": [{"name": "p", "elements": [{"type": "panel", "name": "x-RS", "elements": [*panel, *more]}]}]}
    survey = read_survey(tree, "s.json")
    answers: dict[str, object] = {"z": "item1-1", "c": ["item1-1", "item2-4"], "d": "item2-4", "e": "item1-1"}
    assert totals(survey, answers, live=True) == (1 + 5 + 4 + 1, 0)
    assert totals(survey, answers, live=False) == (1 + 1 + 0 + 1, 0)
    assert totals(survey, {**answers, "z": "item2-2"}, live=False) == (2 + 5 + 4 + 0, 0)


def test_answers_that_are_kept_count_on_completion() -> None:
    hidden = {"type": "radiogroup", "name": "h", "choices": ["item1-7"], "visibleIf": "{z} = 'item2-2'"}
    z = {"type": "radiogroup", "name": "z", "choices": ["item1-1", "item2-2"]}
    own = {**hidden, "clearIfInvisible": "none"}
    first, second = {"name": "p-RS", "elements": [hidden]}, {"name": "q-RS", "elements": [z]}
    answers = {"z": "item1-1", "h": "item1-7"}
    for tree, raw in (
        ({"pages": [first, second]}, 1),
        ({"pages": [first, second], "firstPageIsStarted": True}, 8),
        ({"pages": [{"name": "p-RS", "elements": [hidden, z]}], "firstPageIsStarted": True}, 1),
        ({"pages": [first, second], "clearInvisibleValues": "none"}, 8),
        ({"pages": [{"name": "p-RS", "elements": [own, z]}]}, 8),
    ):
        survey = read_survey(tree, "s.json")
        assert totals(survey, answers, live=False) == (raw, 0)
        assert set(reach(survey, answers, live=False)) == {raw}
        reached = set(reach(survey, {"z": "item1-1"}, live=False))
        assert reached == ({1, 8} if raw == 8 else {1})
