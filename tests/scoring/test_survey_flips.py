from __future__ import annotations

from itertools import combinations
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pia.scoring._survey import shown, totals
from pia.scoring._survey_file import read_survey
from pia.scoring._survey_flips import _others, survey_flips
from tests.scoring.surveys_for_tests import options, surveys


def level(raw: float, mitigation: float) -> int:
    return int(raw - mitigation >= 3)


@pytest.mark.slow
@settings(max_examples=120, deadline=None, suppress_health_check=list(HealthCheck))
@given(surveys(), st.booleans(), st.data())
def test_flips_are_those_that_counting_everything_anew_finds(
    tree: dict[str, Any], live: bool, data: st.DataObject
) -> None:
    survey = read_survey(tree, "s.json")
    drawn = {name: data.draw(st.sampled_from(options(one))) for name, one in survey.questions.items()}
    answers = {name: value for name, value in drawn.items() if value != [] and data.draw(st.booleans())}
    now = level(*totals(survey, answers, live=live))
    found = survey_flips(survey, answers, level, live=live)

    def after(*changes: tuple[str, object]) -> int:
        return level(*totals(survey, {**answers, **dict(changes)}, live=live))

    asked = {name for question in survey.questions.values() for name in question.asks()}
    others = {
        name: _others(question, answers)
        for name, question in survey.questions.items()
        if (question.scored or name in asked) and (live or shown(question, answers))
    }
    singles = [((name, option), after((name, option))) for name, own in others.items() for option in own]
    assert [single for single in singles if single[1] != now] == list(found.singles)
    pairs = {
        names
        for names in combinations(others, 2)
        for one in others[names[0]]
        for other in others[names[1]]
        if after((names[0], one)) == after((names[1], other)) == now != after((names[0], one), (names[1], other))
    }
    assert found.pair_count == len(pairs)
    for changes, step in found.pairs:
        assert after(*changes) == step != now


def test_other_answers_are_the_options_or_one_box_more_or_less() -> None:
    elements = [
        {"type": "checkbox", "name": "b", "choices": ["a-1", "b-1", "c-1"]},
        {"type": "radiogroup", "name": "r", "choices": ["a-1", "b-1"]},
        {"type": "text", "name": "t"},
    ]
    questions = read_survey({"elements": elements}, "s.json").questions
    assert _others(questions["b"], {}) == [["a-1"], ["b-1"], ["c-1"], ["a-1", "b-1", "c-1"]]
    assert _others(questions["b"], {"b": ["b-1"]}) == [["a-1", "b-1"], [], ["b-1", "c-1"], ["a-1", "b-1", "c-1"]]
    assert _others(questions["r"], {"r": "a-1"}) == ["b-1"]
    assert _others(questions["t"], {}) == []
