from __future__ import annotations

import json

from pia.gate_reports.gitlab import REPORT
from pia.model.text import Language
from tests.gate_reports.outcomes_for_tests import PASSED, STOPPED, hostile


def test_each_alert_is_one_issue() -> None:
    issues = json.loads(REPORT.render(STOPPED, Language.EN))
    assert {tuple(issue) for issue in issues} == {("description", "check_name", "fingerprint", "severity", "location")}
    severities = {issue["check_name"]: issue["severity"] for issue in issues}
    assert (severities["r.critical"], severities["r.high"], severities["pia.assessment"]) == (
        *("blocker", "critical", "major"),
    )
    assert len({issue["fingerprint"] for issue in issues}) == len(issues)
    first = issues[0]
    assert first["location"] == {"path": "project/t.csv", "lines": {"begin": 1}}
    assert json.loads(REPORT.render(PASSED, Language.ZH)) == []
    assert json.loads(REPORT.render(hostile(), Language.ZH))
