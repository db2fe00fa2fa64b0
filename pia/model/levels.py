"""Likelihood and severity looked up together: one table for the risks of pia and for GB/T 39335."""

from __future__ import annotations

from pia.model.risk import Likelihood, RiskLevel, Severity

_LEVELS = {
    Severity.MAXIMUM: (RiskLevel.MEDIUM, RiskLevel.HIGH, RiskLevel.SEVERE, RiskLevel.SEVERE),
    Severity.SIGNIFICANT: (RiskLevel.MEDIUM, RiskLevel.MEDIUM, RiskLevel.HIGH, RiskLevel.SEVERE),
    Severity.LIMITED: (RiskLevel.LOW, RiskLevel.MEDIUM, RiskLevel.MEDIUM, RiskLevel.HIGH),
    Severity.NEGLIGIBLE: (RiskLevel.LOW, RiskLevel.LOW, RiskLevel.MEDIUM, RiskLevel.MEDIUM),
}


def risk_level(likelihood: Likelihood, severity: Severity) -> RiskLevel:
    """The level of a likelihood and a severity.

    Source: GB/T 39335 annex D, table of risk levels (approval draft, 2019).

    >>> risk_level(Likelihood.LIMITED, Severity.SIGNIFICANT).name
    'MEDIUM'
    """
    return _LEVELS[severity][likelihood - 1]
