from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Literal

import pytest

from pia.gate import GatePolicy, gate
from pia.model.assessment import Assessment
from pia.model.finding import NotExamined
from pia.model.risk import RuleResult, Verdict
from pia.model.text import Text
from pia.model.waiver import Waiver, WaiverUse

TODAY = date(2026, 11, 24)
LEFT = (NotExamined("a row 3", Text("broken", "损坏"), 1),)


@pytest.fixture
def clean(assessed: Callable[[str], Assessment]) -> Assessment:
    return assessed("air-quality")


def with_result(
    assessment: Assessment, verdict: Verdict, severity: Literal["low", "medium", "high", "critical"]
) -> Assessment:
    first = assessment.results[0]
    missing = ("ans.x",) if verdict is Verdict.UNRESOLVED else ()
    added: RuleResult = replace(first, rule="t.1", verdict=verdict, severity=severity, missing=missing)
    return replace(assessment, results=(*assessment.results, added))


def code(assessment: Assessment, fail_on: Literal["low", "medium", "high", "critical"] = "high") -> int:
    result = gate(assessment, GatePolicy(fail_on, TODAY))
    assert result.passed is (result.exit_code == 0)
    assert bool(result.reasons) is not result.passed
    return result.exit_code


@pytest.mark.parametrize("severity", ["low", "medium", "high", "critical"])
@pytest.mark.parametrize("fail_on", ["low", "medium", "high", "critical"])
def test_only_rules_at_or_above_the_threshold_shut_it(clean: Assessment, severity: str, fail_on: str) -> None:
    order = ["low", "medium", "high", "critical"]
    grave = order.index(severity) >= order.index(fail_on)
    assert code(with_result(clean, Verdict.FAIL, severity), fail_on) == (1 if grave else 0)  # type: ignore[arg-type]
    assert code(with_result(clean, Verdict.UNRESOLVED, severity), fail_on) == (4 if grave else 0)  # type: ignore[arg-type]
    assert code(with_result(clean, Verdict.PASS, severity), fail_on) == 0  # type: ignore[arg-type]


def test_a_failure_outweighs_an_open_question(clean: Assessment) -> None:
    both = with_result(with_result(clean, Verdict.UNRESOLVED, "critical"), Verdict.FAIL, "high")
    result = gate(both, GatePolicy("high", TODAY))
    assert result.exit_code == 1
    assert [reason.kind for reason in result.reasons] == ["failed", "incomplete"]
    assert "ans.x" in result.reasons[1].text.zh


def test_what_was_not_examined_keeps_it_shut(clean: Assessment) -> None:
    assert code(replace(clean, not_examined=LEFT)) == 4


def test_a_gate_that_checked_nothing_never_passes(clean: Assessment) -> None:
    assert code(replace(clean, inputs=())) == 4
    assert code(replace(clean, results=())) == 4
    idle = tuple(replace(result, verdict=Verdict.NOT_APPLICABLE) for result in clean.results)
    assert code(replace(clean, results=idle)) == 4


def test_rules_that_were_decided_are_counted(clean: Assessment) -> None:
    decided = gate(clean, GatePolicy("critical", TODAY)).checked
    assert decided == len(clean.results)
    assert gate(with_result(clean, Verdict.UNRESOLVED, "low"), GatePolicy("critical", TODAY)).checked == decided
    assert gate(with_result(clean, Verdict.FAIL, "low"), GatePolicy("critical", TODAY)).checked == decided + 1


def test_stale_assessments_do_not_pass(clean: Assessment) -> None:
    overdue = replace(clean, deployment=replace(clean.deployment, next_review=date(2026, 11, 23)))
    due = replace(clean, deployment=replace(clean.deployment, next_review=TODAY))
    assert code(overdue) == 4
    assert code(due) == 0
    assert code(replace(clean, assessed_on=date(2026, 11, 25))) == 4
    assert code(replace(clean, schema_version=2)) == 4


def with_waiver(
    assessment: Assessment,
    *,
    honoured: bool = True,
    created: date = TODAY - timedelta(days=9),
    expires: date = TODAY,
    version: int = 1,
) -> Assessment:
    waiver = Waiver("t.1", version, "n", "r", "a", "b", created, expires)
    objections = (
        () if honoured else (Text("it gives no reason", "未写明理由"), Text("nobody approved it", "未写明批准人"))
    )
    results = tuple(replace(item, version=1) if item.rule == "t.1" else item for item in assessment.results)
    return replace(assessment, results=results, waivers=(WaiverUse(waiver, honoured, objections),))


@pytest.mark.parametrize("verdict", [Verdict.FAIL, Verdict.UNRESOLVED])
def test_a_waiver_that_holds_sets_its_rule_aside_until_it_ends(clean: Assessment, verdict: Verdict) -> None:
    stopped = with_result(clean, verdict, "critical")
    assert code(stopped) != 0
    assert code(with_waiver(stopped)) == 0
    assert code(with_waiver(stopped, created=TODAY)) == 0
    assert code(with_waiver(stopped, created=TODAY + timedelta(days=1))) != 0
    assert code(with_waiver(stopped, version=2)) != 0
    assert code(with_waiver(stopped, expires=TODAY - timedelta(days=1))) == 1


def test_a_waiver_that_does_not_hold_is_a_reason_of_its_own(clean: Assessment) -> None:
    met = with_result(clean, Verdict.PASS, "high")
    assert code(with_waiver(met)) == 0
    assert code(with_waiver(met, expires=TODAY - timedelta(days=1))) == 1
    result = gate(with_waiver(met, honoured=False), GatePolicy("critical", TODAY))
    assert [reason.text.zh for reason in result.reasons] == ["豁免无效：未写明理由", "豁免无效：未写明批准人"]
    assert {reason.where for reason in result.reasons} == {"t.1"}
    assert result.exit_code == 1


def test_the_samples(assessed: Callable[[str], Assessment]) -> None:
    assert code(assessed("air-quality"), "low") == 0
    for name in ("floating-population", "community-grid", "urban-sensing"):
        assert code(assessed(name)) == 1
