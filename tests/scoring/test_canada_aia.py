from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pia.errors import DocumentError
from pia.model.score import Score
from pia.scoring import Basis, Known
from pia.scoring._survey import totals
from pia.scoring.canada_aia import MODEL, CanadaAia, half_up, level, load_survey, total, with_survey
from tests.scoring.basis_for_tests import facts, problems, score
from tests.scoring.surveys_for_tests import completions, options, surveys

BESIDE = [folder / "shared" / "reference" / "aia" for folder in Path(__file__).resolve().parents[3:]]
ORIGINAL = next((folder for folder in BESIDE if folder.is_dir()), None)


def result(found: Score) -> list[float | None]:
    values = {figure.name: figure.value for figure in found.figures}
    return [values["raw"], values["mitigation"], values["total"], found.level.value if found.level else None]


@given(st.integers(0, 10_000))
def test_a_half_goes_up(twice: int) -> None:
    assert half_up(twice / 2) == (twice + 1) // 2


@given(st.integers(0, 400), st.integers(0, 200), st.integers(0, 200), st.integers(1, 400))
def test_totals_and_levels_by_exact_fractions(raw: int, mitigation: int, most: int, most_raw: int) -> None:
    enough = 5 * mitigation >= 4 * Fraction(most, 2)
    expected = int(Fraction(85, 100) * raw + Fraction(1, 2)) if enough else raw
    assert total(raw, mitigation, most) == expected
    quarters = [Fraction(most_raw * quarter, 4) for quarter in (1, 2, 3)]
    assert level(expected, most_raw) == 1 + sum(expected > quarter for quarter in quarters)


@given(st.integers(0, 300), st.integers(0, 300), st.integers(0, 200), st.integers(0, 200))
def test_more_impact_or_less_mitigation_never_lowers_the_level(a: int, b: int, m: int, n: int) -> None:
    milder, graver = total(min(a, b), max(m, n), 154), total(max(a, b), min(m, n), 154)
    assert milder <= graver
    assert level(milder, 167) <= level(graver, 167)


def test_the_questions_that_ship_have_the_original_maxima() -> None:
    survey = MODEL.questions()
    assert (survey.most("raw"), survey.most("mitigation")) == (167, 154)
    raw: dict[str, float] = {}
    mitigation: dict[str, float] = {}
    for question in survey.questions.values():
        sums = raw if question.kind == "raw" else mitigation
        sums[question.page] = sums.get(question.page, 0) + question.most * question.scored
    assert [value for value in raw.values() if value] == [5, 15, 2, 17, 15, 8, 52, 53]
    assert [mitigation[f"{part}Design"] for part in ("consultation", "dataQuality", "fairness", "privacy")] == [
        10,
        14,
        44,
        9,
    ]
    assert [mitigation[f"{part}Implementation"] for part in ("consultation", "fairness")] == [10, 44]


def test_the_questions_that_ship_are_said_in_both_languages() -> None:
    for question in MODEL.questions().questions.values():
        for text in (question.label, *(choice.label for choice in question.choices)):
            assert text.en
            assert text.zh
        if question.choices and not question.name.endswith("-NS"):
            assert question.label.en != question.label.zh


def gravest(survey_model: CanadaAia, phase: str) -> dict[str, Any]:
    """The gravest answer to each question of one fork."""
    found: dict[str, Any] = {}
    for question in survey_model.questions().questions.values():
        if question.choices and not question.name.endswith("-NS"):
            worst = max(question.choices, key=lambda choice: choice.points).value
            found[question.name] = [choice.value for choice in question.choices] if question.many else worst
    return {**found, "projectDetailsPhase": phase}


@pytest.mark.parametrize("phase", ["item1", "item2"])
def test_all_maxima(phase: str) -> None:
    model = with_survey(None, live=True)
    assert result(score(model, gravest(model, phase))) == [167, 154, 142, 4]


VECTORS = [
    (
        {"projectDetailsPhase": "item1", "decisionSector1": ["item1-1", "item2-1", "item3-1"]},
        [3, 0, 3, 1],
        [3, 0, 3, 1],
    ),
    ({"projectDetailsPhase": "item1", "consultationImplementation1": "item1-2"}, [0, 2, 0, 1], [0, 0, 0, 1]),
    ({"projectDetailsPhase": "item2", "consultationImplementation1": "item1-2"}, [0, 2, 0, 1], [0, 2, 0, 1]),
    ({"riskProfile1": "item1-3", "impact7": "item4-4", "aboutSystem5B": "item1-0"}, [7, 0, 7, 1], [7, 0, 7, 1]),
    ({"aboutDataSource1": "item2-0", "aboutDataSource10": "item1-2"}, [2, 0, 2, 1], [0, 0, 0, 1]),
    ({"aboutDataSource1": "item1-2", "aboutDataSource10": "item1-2"}, [4, 0, 4, 1], [4, 0, 4, 1]),
]


@pytest.mark.parametrize(("answers", "live", "completed"), VECTORS)
def test_forks_and_hidden_answers(answers: dict[str, object], live: list[int], completed: list[int]) -> None:
    assert result(score(with_survey(None, live=True), answers)) == live
    assert result(score(MODEL, answers)) == completed


@pytest.mark.skipif(ORIGINAL is None, reason="the vectors of the original are not here")
def test_the_vectors_of_the_original() -> None:
    assert ORIGINAL is not None
    official = load_survey(ORIGINAL / "survey-enfr-v1.0.1.json")
    cases = json.loads((ORIGINAL / "conformance.json").read_text(encoding="utf-8"))["cases"]
    assert len(cases) > 10
    for case in cases:
        for survey in (official, MODEL.questions()):
            for live in (True, False):
                raw, mitigation = totals(survey, case["answers"], live=live)
                whole = total(raw, mitigation, survey.most("mitigation"))
                found = [raw, mitigation, whole, level(whole, survey.most("raw"))]
                assert found == case["expected_live" if live else "expected_completed"], (case["id"], live)


@pytest.mark.skipif(ORIGINAL is None, reason="the survey of the original is not here")
def test_the_questions_that_ship_differ_from_the_original_in_words_alone() -> None:
    assert ORIGINAL is not None
    official, own = load_survey(ORIGINAL / "survey-enfr-v1.0.1.json"), MODEL.questions()
    assert list(own.questions) == list(official.questions)
    for name, question in official.questions.items():
        ours = own.questions[name]
        assert (ours.type, ours.kind, ours.conditions) == (question.type, question.kind, question.conditions)
        assert [(c.value, c.points) for c in ours.choices] == [(c.value, c.points) for c in question.choices]
        assert not question.choices or ours.label.en.lower() != question.label.en.lower()


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(surveys(), st.data())
def test_a_completed_form_lies_between_best_and_worst(tree: dict[str, Any], data: st.DataObject) -> None:
    from pia.scoring._survey_file import read_survey

    model = CanadaAia(read_survey(tree, "s.json"))
    asked = model.questions().questions
    drawn = {name: data.draw(st.sampled_from(options(question))) for name, question in asked.items()}
    kept = {name: value for name, value in drawn.items() if value != [] and data.draw(st.booleans())}
    partial = score(model, kept)
    whole = {figure.name: figure for figure in partial.figures}
    seen = set()
    for answers in completions(model.questions(), kept):
        raw, mitigation = totals(model.questions(), answers, live=False)
        seen.add(total(raw, mitigation, model.questions().most("mitigation")))
    assert (whole["total"].best, whole["total"].worst) == (min(seen), max(seen))
    assert partial.best is not None
    assert partial.worst is not None
    assert partial.best.value <= partial.worst.value
    assert partial.stable is (not partial.flips and not partial.pair_count and partial.best == partial.worst)


def test_the_score_says_what_moved_it() -> None:
    found = score(MODEL, {"riskProfile1": "item1-3", "projectDetailsPhase": "item1", "privacyDesign2": "item1-2"})
    parts = {part.question: part for part in found.parts}
    assert (parts["riskProfile1"].points, parts["riskProfile1"].raises) == (3, True)
    assert (parts["privacyDesign2"].points, parts["privacyDesign2"].raises) == (-2, False)
    assert "riskProfile2" in found.open
    assert found.stable is False
    assert score(MODEL, {}).level is None


def test_a_person_outweighs_the_scan_and_both_are_shown() -> None:
    basis = MODEL.read({"aboutDataSource1": "item2-0", "riskProfile1": "item2-0"}, "a.json", facts())
    known = {"scan.personal": Known(True, ("people.name",))}
    found = MODEL.score(Basis(basis.facts, known, basis.own, basis.at))
    part = next(part for part in found.parts if part.question == "aboutDataSource1")
    assert part.disputed
    assert (part.answered, part.measured) == (part.used, part.measured)
    assert part.because == ("scan.personal", "people.name")
    assert part.points == 0
    alone = MODEL.score(Basis(facts(), known))
    assert {figure.name: figure.value for figure in alone.figures}["raw"] == 2


def test_bad_answers_are_named_at_once() -> None:
    found = problems(
        MODEL,
        {
            "riskProfle1": "item1-3",
            "riskProfile1": "SECRET",
            "riskProfile2": ["item1-3"],
            "aboutAlgorithm3": "item1-0",
            "businessDrivers1": ["item1", "item1"],
            "decisionSector1": ["item1-1", "nothing"],
            "projectDetailsTitle": ["x"],
            "impact3": True,
        },
    )
    assert len(found) == 8
    assert "there is no question 'riskProfle1'. Did you mean 'riskProfile1'?" in found[0]
    assert "SECRET" not in "".join(found)
    assert problems(MODEL, []) == ["answers.json: this is no set of answers. Write an object: question id to answer."]


def test_what_the_official_tool_saves_is_read() -> None:
    answers = {"riskProfile1": "item1-3", "projectDetailsTitle": "x", "riskProfile1-Comment": "y", "impact3": None}
    saved = {"version": "1", "currentPage": 3, "data": answers}
    assert result(score(MODEL, saved)) == result(score(MODEL, answers)) == [3, 0, 3, 1]


def test_a_broken_survey_is_named(tmp_path: Path) -> None:
    path = tmp_path / "survey.json"
    path.write_text('{"pages": [{"name": "p", "elements": [{"type": "text", "name": "a", "visibleIf": "{a"}]}]}')
    with pytest.raises(DocumentError, match="a: visibleIf is broken at column 1"):
        with_survey(path, live=False)
    path.write_text('{"pages": 1, "pages": 2}')
    with pytest.raises(DocumentError, match="the key 'pages' stands twice"):
        with_survey(path, live=False)


def test_another_survey_has_its_own_bounds(tmp_path: Path) -> None:
    path = tmp_path / "old.json"
    old = {"pages": [{"name": "p-RS", "elements": [{"type": "checkbox", "name": "a", "choices": ["i1-1", "i2-3"]}]}]}
    path.write_text(json.dumps(old))
    model = with_survey(path, live=False)
    found = [result(score(model, {"a": value})) for value in (["i1-1"], ["i2-3"], ["i1-1", "i2-3"])]
    assert found == [[1, 0, 1, 1], [3, 0, 3, 3], [4, 0, 3, 3]]  # no mitigation is asked for: the line is 0, and reached
