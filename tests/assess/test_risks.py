from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pia.assess.packs import load_packs
from pia.assess.risks import risks
from pia.assess.verdicts import judge
from pia.model.deployment import Measure
from pia.model.interval import Interval
from pia.model.levels import risk_level
from pia.model.risk import Likelihood, Risk, RiskLevel, Severity
from pia.model.rule import FactValue
from tests.assess.facts_for_tests import FACTS
from tests.assess.packs_for_tests import write_pack

TABLE = {
    "MAXIMUM": "MEDIUM HIGH SEVERE SEVERE",
    "SIGNIFICANT": "MEDIUM MEDIUM HIGH SEVERE",
    "LIMITED": "LOW MEDIUM MEDIUM HIGH",
    "NEGLIGIBLE": "LOW LOW MEDIUM MEDIUM",
}


def test_the_whole_table() -> None:
    for severity, row in TABLE.items():
        assert [risk_level(likelihood, Severity[severity]).name for likelihood in Likelihood] == row.split()


@given(st.sampled_from(Likelihood), st.sampled_from(Severity))
def test_more_is_never_less(likelihood: Likelihood, severity: Severity) -> None:
    level = risk_level(likelihood, severity)
    assert all(risk_level(more, severity) >= level for more in Likelihood if more >= likelihood)
    assert all(risk_level(likelihood, more) >= level for more in Severity if more >= severity)


def found(folder: Path, values: dict[str, FactValue], *measures: Measure) -> Risk:
    packs, _ = load_packs([write_pack(folder)], FACTS)
    facts: dict[str, FactValue] = {"scan.a": True, "ans.c": "no", **values}
    rules = {checked.rule.id: checked.rule for pack in packs for checked in pack.rules}
    (risk,) = risks(judge(packs, FACTS, facts), rules, facts, measures)
    return risk


def test_a_failed_rule_is_a_risk_with_its_facts(tmp_path: Path) -> None:
    risk = found(tmp_path, {})
    assert (risk.id, risk.likelihood, risk.severity) == ("risk.t.1.one", Likelihood.LIMITED, Severity.SIGNIFICANT)
    assert risk.level is risk.residual_level is RiskLevel.MEDIUM
    assert risk.because == ("ans.c", "scan.a")


def test_only_met_and_open_rules_are_no_risk(tmp_path: Path) -> None:
    packs, _ = load_packs([write_pack(tmp_path)], FACTS)
    for answer in ({"ans.c": "yes"}, {}):
        facts: dict[str, FactValue] = {"scan.a": True, **answer}
        assert not risks(judge(packs, FACTS, facts), {}, facts, ())


@pytest.mark.parametrize(
    ("values", "severity"),
    [
        ({"scan.has.child": True}, Severity.MAXIMUM),
        ({"scan.sensitive": True, "scan.subjects": 500_000}, Severity.MAXIMUM),
        ({"scan.sensitive": True, "scan.subjects": 499_999}, Severity.SIGNIFICANT),
        ({"scan.special_category": True, "scan.subjects": Interval(600_000)}, Severity.MAXIMUM),
        ({"scan.sensitive": True, "scan.subjects": Interval(1, 600_000)}, Severity.SIGNIFICANT),
        ({"scan.sensitive": True, "scan.subjects": 900_000, "scan.has.child": True}, Severity.MAXIMUM),
        ({"scan.sensitive": True}, Severity.SIGNIFICANT),
    ],
)
def test_measured_facts_move_it_one_step_at_most(
    tmp_path: Path, values: dict[str, FactValue], severity: Severity
) -> None:
    risk = found(tmp_path, values)
    assert risk.severity is severity
    assert all(adjustment.reason.zh for adjustment in risk.adjustments)


def test_only_measures_in_place_lower_it(tmp_path: Path) -> None:
    planned = Measure("p", "technical", "planned", ("t.1.one",), 3, 3)
    placed = Measure("q", "technical", "in_place", ("t.1.one",), 1, 1)
    other = Measure("r", "technical", "in_place", ("t.2.two",), 3, 3)
    assert found(tmp_path, {}, planned, other).residual_level is RiskLevel.MEDIUM
    lowered = found(tmp_path, {}, planned, placed, other)
    assert lowered.residual_likelihood is Likelihood.NEGLIGIBLE
    assert lowered.residual_severity is Severity.LIMITED
    assert lowered.residual_level is RiskLevel.LOW
    assert lowered.measures == (planned, placed)
