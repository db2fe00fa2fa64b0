from __future__ import annotations

import pytest

from pia.scoring.gbt39335 import MODEL as GBT
from pia.scoring.wp248 import MODEL
from tests.scoring.basis_for_tests import problems, score


def test_a_person_outweighs_the_data_and_both_are_shown() -> None:
    found = score(MODEL, {"scan.subjects": 20_000, "people_10000": "no", "large_scale": "dont_know"})
    parts = {part.question: part for part in found.parts}
    assert parts["people_10000"].disputed
    assert (parts["people_10000"].used, parts["people_10000"].points) == (parts["people_10000"].answered, 0)
    assert parts["people_10000"].because == ("scan.subjects", "scan.subjects")
    assert not parts["large_scale"].disputed
    assert parts["large_scale"].raises
    assert "large_scale" not in found.open


def test_open_answers_stay_open() -> None:
    found = score(MODEL, {"large_scale": None, "people_10000": {"value": "dont_know"}})
    assert {"large_scale", "people_10000"} <= set(found.open)
    assert found.parts == ()
    assert found.level is None
    assert found.stable is False


def test_everything_wrong_is_named_at_once() -> None:
    found = problems(
        GBT,
        {
            "gbt_impact_autonomi": "low",
            "gbt_impact_autonomy": "SECRET",
            "gbt_impact_property": {"value": "low", "nots": "x"},
            "gbt_impact_reputation": {"value": "low", "note": 3},
            "gbt_deidentified": "yes",
            "scan.subjects": "many",
            "scan.sensitive": "yes",
            "proj.technology": ["ai", "steam"],
            "large_scale": "yes",
        },
    )
    for text in (
        "gbt39335 does not ask 'gbt_impact_autonomi'. Did you mean 'gbt_impact_autonomy'?",
        "gbt_impact_autonomy: this is not one of its options. Options: low, medium, high, severe, dont_know.",
        "gbt_impact_property: unknown key 'nots'",
        "gbt_impact_reputation: the note is no text",
        "gbt_deidentified: this answer needs a written reason",
        "scan.subjects: this has another type. Write a number, or {min: ..., max: ...}.",
        "scan.sensitive: this has another type. Write true or false.",
        "proj.technology: this is not one of its options",
        "gbt39335 does not ask 'large_scale'",
    ):
        assert any(text in problem for problem in found), text
    assert len(found) == 9
    assert "SECRET" not in "".join(found)


@pytest.mark.parametrize("value", [True, {"min": 3, "max": 1}, {"max": 3}, [1], {"min": 1, "maxx": 2}])
def test_a_number_is_a_number_or_a_range(value: object) -> None:
    assert "scan.subjects: this has another type" in problems(MODEL, {"scan.subjects": value})[0]


def test_a_file_that_is_no_object_is_refused() -> None:
    assert problems(MODEL, ["x"]) == ["answers.json: this is no set of answers. Write an object: question to answer."]
