from __future__ import annotations

from dataclasses import replace

from pia.exchange.canada_aia import EXCHANGE
from pia.model.assessment import Assessment
from pia.model.deployment import AnswerValue, ScoringAnswers
from tests.exchange.files_for_tests import aia, places, with_deployment


def test_answers_that_fit_are_kept_by_question_id() -> None:
    found = EXCHANGE.read(aia(), "aia.json")
    assert (found.deployment.name, found.deployment.description) == ("Queue bot", "Orders requests.")
    assert found.deployment.scoring.canada_aia == {
        "projectDetailsTitle": "Queue bot",
        "projectDetailsDescription": "Orders requests.",
        "businessDrivers1": ("item1", "item2"),
        "businessDrivers5": "item2-1",
        "businessDrivers1-Comment": "long queues",
    }
    assert found.version == "9.9.9"
    assert {item.to for item in found.carried} >= {"name", "description", "scoring.canada_aia.businessDrivers5"}


def test_answers_of_another_survey_and_impossible_ones_are_left() -> None:
    left = places(EXCHANGE.read(aia(), "aia.json"))
    assert left["data.riskProfile99"] == "it is no field of the format as pia knows it"
    assert left["data.aboutDataSource1"] == left["data.impact30"] == "its value is none of those the format allows"


def test_bare_answers_are_read_as_well() -> None:
    found = EXCHANGE.read({"businessDrivers5": "item3-0", "currentPage": 1}, "aia.json")
    assert found.deployment.scoring.canada_aia == {"businessDrivers5": "item3-0"}


def test_measured_answers_fill_what_nobody_answered(sample: Assessment) -> None:
    given: dict[str, AnswerValue] = {"businessDrivers1": ("item1",), "aboutDataSource1": ""}
    deployment = replace(sample.deployment, scoring=ScoringAnswers(canada_aia=given))
    facts = replace(with_deployment(sample, deployment), facts=sample.facts)
    written = EXCHANGE.write(facts)
    data = written.tree["data"]
    assert isinstance(data, dict)
    assert data["businessDrivers1"] == ["item1"]
    assert data["aboutDataSource1"] == "item1-2"
    assert [note.en for note in written.notes] == ["1 answers come from the scan of the data"]
    assert data["projectDetailsTitle"] == sample.deployment.name
