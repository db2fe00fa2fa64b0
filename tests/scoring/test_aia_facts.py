from __future__ import annotations

from pia.model.rule import FactValue
from pia.scoring import Known
from pia.scoring._aia_facts import measured_answers
from pia.scoring.canada_aia import MODEL


def answers(**known: object) -> dict[str, object]:
    facts = {name.replace("_", ".", 1): Known(value, ("a.x",)) for name, value in known.items()}  # type: ignore[arg-type]
    return {name: found.value for name, found in measured_answers(facts).items()}


def test_what_is_measured_answers_questions() -> None:
    assert answers(scan_personal=True, scan_datasets=2, scan_free_text=True, proj_technology=("ai", "iot")) == {
        "aboutDataSource1": "item1-2",
        "aboutDataSource4": "item1-2",
        "aboutDataSource5": "item1-4",
        "aboutDataSourceType1": "item1-0",
    }


def test_an_absence_answers_only_what_it_settles() -> None:
    assert answers(scan_personal=False, scan_datasets=1, scan_free_text=False, proj_technology=("ai",)) == {
        "aboutDataSource1": "item2-0"
    }
    assert answers() == {}


def test_measured_answers_are_options_of_questions_that_ship() -> None:
    every: dict[str, FactValue] = {
        "scan.personal": True,
        "scan.datasets": 2,
        "scan.free_text": True,
        "proj.technology": ("iot",),
    }
    found = measured_answers({name: Known(value) for name, value in every.items()})
    for name, known in found.items():
        assert known.value in [choice.value for choice in MODEL.questions().questions[name].choices]
        assert known.because[0] in every
