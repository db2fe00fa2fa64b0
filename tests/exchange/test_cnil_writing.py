from __future__ import annotations

from dataclasses import replace
from datetime import date

from pia.exchange._cnil_writing import tree_of
from pia.model.assessment import Assessment
from pia.model.deployment import Answer, Consultation, Controller, Measure
from tests.exchange.files_for_tests import with_deployment


def test_a_file_has_what_the_tool_asks_of_it(sample: Assessment) -> None:
    tree = tree_of(sample)
    assert set(tree) == {"pia", "answers", "measures", "evaluations", "comments"}
    assert {item["pia_id"] for part in ("answers", "measures") for item in tree[part]} == {1}  # type: ignore[attr-defined]
    assert tree["pia"]["created_at"] == "2026-11-24T00:00:00.000Z"  # type: ignore[index]
    assert {item["reference_to"] for item in tree["answers"]} >= {111, 112, 121, 211, 212}  # type: ignore[attr-defined]


def test_measures_gauges_and_opinions_stand_where_the_tool_looks(sample: Assessment) -> None:
    deployment = replace(
        sample.deployment,
        controller=Controller("City", data_protection_officer="D."),
        measures=(
            Measure("Log: all <views>", "technical", due=date(2027, 1, 2)),
            Measure("Training", "organisational"),
        ),
        consultations=(Consultation("Council", opinion="no"), Consultation("D.", opinion="Unfavourable: wait")),
        answers={"cnil_loss_severity_before": Answer("maximum", "gone"), "cnil_loss_likelihood_after": "limited"},
    )
    tree = tree_of(with_deployment(sample, deployment))
    titles = [(item["title"], item["content"]) for item in tree["measures"]]  # type: ignore[attr-defined]
    assert titles == [("Log", "<p>all &lt;views&gt;</p>"), ("Training", "")]
    found = {item["reference_to"]: item for item in tree["evaluations"]}  # type: ignore[attr-defined]
    assert found["3.1.1"]["estimated_implementation_date"] == "2027-01-02"
    assert found["3.4"]["gauges"] == {"x": 0, "y": 2}
    pia = tree["pia"]
    assert isinstance(pia, dict)
    assert (pia["dpo_status"], pia["dpo_opinion"], pia["people_names"]) == (0, "<p>wait</p>", "Council")
    assert "concerned_people_status" not in pia
    answers = {item["reference_to"]: item["data"] for item in tree["answers"]}  # type: ignore[attr-defined]
    assert answers[345] == {"text": "<p>gone</p>", "gauge": 4, "list": []}
