"""Findings that a threshold does not let through: for hooks that stop a commit."""

from __future__ import annotations

from pia.model.finding import Finding
from pia.model.policy import Threshold
from pia.model.scanned import ScanReport

_LEAST: dict[Threshold, int] = {"low": 1, "medium": 2, "high": 3, "critical": 4}


def reached(report: ScanReport, fail_on: Threshold) -> tuple[Finding, ...]:
    """The findings whose exposure would be this grave to a person, or graver; a type that nobody knows is the gravest.

    Args:
        report: What was found.
        fail_on: `low` is an impact of 1 (negligible), `critical` one of 4 (maximum).
    """
    impacts = {category.entity_type: category.impact for category in report.categories}
    most = max(_LEAST.values())
    return tuple(item for item in report.findings if impacts.get(item.entity_type, most) >= _LEAST[fail_on])
