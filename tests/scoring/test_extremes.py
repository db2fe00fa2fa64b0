from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pia.scoring._expressions import parse
from pia.scoring._extremes import reach, settled
from pia.scoring._survey import totals
from pia.scoring._survey_file import read_survey
from tests.scoring.surveys_for_tests import completions, options, surveys


@settings(max_examples=120, deadline=None, suppress_health_check=list(HealthCheck))
@given(surveys(), st.data())
def test_exactly_what_completed_forms_add_up_to(tree: dict[str, Any], data: st.DataObject) -> None:
    survey = read_survey(tree, "s.json")
    kept = data.draw(st.sets(st.sampled_from(sorted(survey.questions))))
    given_ = {name: data.draw(st.sampled_from(options(survey.questions[name]))) for name in sorted(kept)}
    given_ = {name: value for name, value in given_.items() if value != []}
    found: dict[float, tuple[float, float]] = {}
    for answers in completions(survey, given_):
        raw, mitigation = totals(survey, answers, live=False)
        low, high = found.get(raw, (mitigation, mitigation))
        found[raw] = (min(low, mitigation), max(high, mitigation))
        alive = reach(survey, given_, live=True)
        raw, mitigation = totals(survey, answers, live=True)
        assert alive[raw][0] <= mitigation <= alive[raw][1]
    assert reach(survey, given_, live=False) == found


def boxes(*conditions: str) -> dict[str, Any]:
    """A checkbox of fifteen boxes, and questions that hang on it."""
    many = {"type": "checkbox", "name": "many", "choices": [f"item{place}-1" for place in range(15)]}
    hanging = [
        {"type": "radiogroup", "name": f"h{place}", "choices": ["item1-9", "item2-9"], "visibleIf": condition}
        for place, condition in enumerate(conditions)
    ]
    return {"pages": [{"name": "p-RS", "elements": [many, *hanging]}]}


def test_many_boxes_of_which_conditions_name_a_few() -> None:
    survey = read_survey(boxes("{many} contains 'item3-1'", "{many} anyof ['item4-1', 'item5-1']"), "s.json")
    found = reach(survey, {}, live=False)
    assert set(found) == {*range(13), *range(10, 24), *range(20, 34)}
    survey = read_survey(boxes("{many} empty"), "s.json")
    assert set(reach(survey, {}, live=False)) == {9, *range(1, 16)}
    assert set(reach(survey, {"many": ["item3-1"]}, live=False)) == {1}


def test_a_long_chain_of_questions_is_not_tried_out_in_full() -> None:
    many = [{"type": "radiogroup", "name": f"m{place}", "choices": ["item1-0", "item2-1"]} for place in range(40)]
    chain = " or ".join(f"{{m{place}}} = 'item2-1'" for place in range(40))
    last = {"type": "radiogroup", "name": "last", "choices": ["item1-5"], "visibleIf": chain}
    survey = read_survey({"pages": [{"name": "p-RS", "elements": [*many, last]}]}, "s.json")
    assert set(reach(survey, {}, live=False)) == {0, *range(6, 46)}


@pytest.mark.parametrize(
    ("text", "truth"),
    [
        ("{a} = 1 or {b} = 1", True),
        ("{a} = 2 or {b} = 1", None),
        ("{a} = 2 and {b} = 1", False),
        ("!({a} = 1 or {b} = 1)", False),
        ("!({b} = 1)", None),
        ("{b} empty", None),
        ("{a} = 1 and {a} > 0", True),
    ],
)
def test_a_condition_is_settled_by_what_decides_it(text: str, truth: bool | None) -> None:
    assert settled(parse(text), {"a": 1}) is truth


def test_numbers_in_free_text_are_tried_on_both_sides() -> None:
    text = {"type": "text", "name": "age"}
    grave = {"type": "radiogroup", "name": "g-RS", "choices": ["item1-4"], "visibleIf": "{age} > 3 and {age} < 5"}
    survey = read_survey({"pages": [{"name": "p", "elements": [text, grave]}]}, "s.json")
    assert set(reach(survey, {}, live=False)) == {0, 4}
    assert set(reach(survey, {"age": 3}, live=False)) == {0}
