"""Failed rules -> risks to people: likelihood x severity, moved by measured facts, lowered by measures in place.

The level is looked up, never multiplied; the axes are those of CNIL and ISO/IEC 29134, the table that of GB/T 39335
annex D (read in the approval draft of 2019; not compared with the published text). The overall level of an assessment
is the highest, never a mean.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal

from pia.model.deployment import Measure
from pia.model.interval import Interval
from pia.model.levels import risk_level
from pia.model.risk import Adjustment, Likelihood, Risk, RuleResult, Severity, Verdict
from pia.model.rule import FactValue, Rule
from pia.model.text import Text

_MANY_PEOPLE = 500_000
_RULE_SEVERITIES = ("low", "medium", "high", "critical")


def risks(
    results: Sequence[RuleResult],
    rules: Mapping[str, Rule],
    values: Mapping[str, FactValue],
    measures: Sequence[Measure],
) -> tuple[Risk, ...]:
    """One risk per failed rule, gravest residual level first.

    Args:
        results: Verdicts.
        rules: The rules by id.
        values: Known facts; they move likelihood and severity by at most one step each.
        measures: Measures of the deployment; only those in place lower the residual risk.
    """
    found = [
        _risk(result, rules[result.rule], values, measures) for result in results if result.verdict is Verdict.FAIL
    ]
    return tuple(
        sorted(
            found,
            key=lambda risk: (
                -risk.residual_level,
                -risk.level,
                -_RULE_SEVERITIES.index(risk.rule_severity),
                -risk.severity,
                risk.id,
            ),
        )
    )


def _risk(result: RuleResult, rule: Rule, values: Mapping[str, FactValue], measures: Sequence[Measure]) -> Risk:
    adjustments = _adjustments(values)
    likelihood = Likelihood(_moved(rule.risk.likelihood, "likelihood", adjustments))
    severity = Severity(_moved(rule.risk.impact, "severity", adjustments))
    own = tuple(measure for measure in measures if rule.id in measure.addresses)
    in_place = [measure for measure in own if measure.status == "in_place"]
    left_likelihood = Likelihood(max(1, likelihood - sum(measure.likelihood_steps for measure in in_place)))
    left_severity = Severity(max(1, severity - sum(measure.severity_steps for measure in in_place)))
    moved_by = {name for adjustment in adjustments for name in adjustment.facts}
    return Risk(
        id=f"risk.{rule.id}",
        rule=rule.id,
        title=rule.title,
        refs=rule.refs,
        rule_severity=rule.severity,
        risk_source=rule.risk.source,
        event=rule.risk.event,
        consequence=rule.risk.consequence,
        dims=rule.risk.dims,
        likelihood=likelihood,
        severity=severity,
        level=risk_level(likelihood, severity),
        adjustments=adjustments,
        because=tuple(sorted({*result.facts, *moved_by})),
        measures=own,
        residual_likelihood=left_likelihood,
        residual_severity=left_severity,
        residual_level=risk_level(left_likelihood, left_severity),
    )


def _moved(start: int, axis: Literal["likelihood", "severity"], adjustments: Sequence[Adjustment]) -> int:
    steps = sum(adjustment.steps for adjustment in adjustments if adjustment.axis == axis)
    return min(4, max(1, start + max(-1, min(1, steps))))


def _adjustments(values: Mapping[str, FactValue]) -> tuple[Adjustment, ...]:
    """Steps that measured facts take, whatever the rule: scale with sensitivity, and children.

    Source: GB/T 39335 annex D, corrections of the impact: sensitive data of 500,000 people, vulnerable groups.
    """
    found: list[Adjustment] = []
    sensitive = values.get("scan.sensitive") is True or values.get("scan.special_category") is True
    if sensitive and _at_least(values.get("scan.subjects"), _MANY_PEOPLE):
        found.append(
            Adjustment(
                "severity",
                1,
                Text("Sensitive data of 500,000 people or more", "涉及 50 万人以上的敏感个人信息"),
                ("scan.sensitive", "scan.special_category", "scan.subjects"),
            )
        )
    if values.get("scan.has.child") is True:
        found.append(
            Adjustment("severity", 1, Text("Data of children was found", "数据中含有儿童的信息"), ("scan.has.child",))
        )
    return tuple(found)


def _at_least(value: FactValue | None, bound: int) -> bool:
    """Whether a number is surely not below a bound."""
    if isinstance(value, Interval):
        return value.min >= bound
    return isinstance(value, int | float) and not isinstance(value, bool) and value >= bound
