from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from pia.exchange._dutch_writing import tree_of
from pia.model.assessment import Assessment
from pia.model.deployment import Answer, Consultation, Controller, Transfer
from tests.exchange.files_for_tests import with_deployment


def answers(assessment: Assessment) -> Mapping[str, Any]:
    found = tree_of(assessment)["answers"]
    assert isinstance(found, Mapping)
    return found


def test_every_activity_has_its_row_in_every_chapter(sample: Assessment) -> None:
    found, number = answers(sample), len(sample.deployment.activities)
    assert [len(found[chapter]) for chapter in ("3.1", "5.1", "10.1.1", "11.1.1")] == [number] * 4
    assert [row["_index"] for row in found["6.1"]] == [row["_index"] for row in found["6.1.1"]]
    assert found["6.1.1"][0]["6.1.1.2"]["value"] == ["Verwerkingsverantwoordelijke"]


def test_advice_transfers_and_rights_stand_where_the_form_looks(sample: Assessment) -> None:
    deployment = replace(
        sample.deployment,
        controller=Controller("Gemeente", data_protection_officer="F."),
        recipients=(),
        consultations=(
            Consultation("F.", on=date(2026, 2, 3), opinion="akkoord"),
            Consultation("Gemeente", opinion="nodig"),
            Consultation("Bewoners", opinion="liever niet"),
        ),
        transfers=(Transfer("X", "US", "Adequaatheidsbesluit"), Transfer("Y", "CH", "handshake")),
        answers={
            "rights_route": Answer("partly", "by letter"),
            "objection_honoured": "no",
            "portable_copy": Answer("yes", "as CSV"),
            "erasure_possible": Answer("dont_know", "by hand"),
            "residual_high": "yes",
            "new_use_compatible": "yes",
        },
    )
    found = answers(with_deployment(sample, deployment))
    assert (found["19.5.4"]["value"], found["19.5.6"]["value"], found["19.5.7"]["value"]) == (
        "F.",
        "2026-02-03",
        "akkoord",
    )
    assert [(row["_index"], row["7.1.1"]["value"]) for row in found["7.1"]] == [(0, "nodig"), (1, "liever niet")]
    assert "8.1.1.2" not in found["8.1.1"][1]
    assert found["8.1.1"][1]["8.1.1.3"]["value"] == "handshake"
    assert "15.1.1" not in found
    assert (found["15.7.1"]["value"], found["15.1.2"]["value"]) == ("false", "by letter")
    assert "15.5.2" not in found
    assert found["15.3.2"]["value"] == "by hand"
    assert {row["17.1.4"]["value"] for row in found["17.1"]} == {"hoog"}
    assert found["13.1.1"][0]["13.1.1.5"]["value"] == "Verenigbaar met oorspronkelijk doeleinde"
