"""A gate adopted on an old project: what was known on that day does not shut it, what is new does."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable
from datetime import date

from pia.gate import GateReason
from pia.model.assessment import Assessment
from pia.model.policy import BASELINE_VERSION, Baseline, KnownReason
from pia.model.risk import RuleResult

NEVER = frozenset({"assessment", "assessed_on", "next_review", "schema_version"})
"""Reasons that no baseline covers: an assessment that is empty, stale or dated wrongly tells nothing about the rest."""


def baseline_of(
    assessment: Assessment, reasons: Iterable[GateReason], prohibitions: Collection[str], today: date
) -> Baseline:
    """What keeps the gate shut today, as a baseline; prohibitions are left out.

    Args:
        assessment: What was decided on.
        reasons: What keeps it shut.
        prohibitions: Ids of rules that nothing sets aside.
        today: The day.
    """
    known = {
        KnownReason(fingerprint, reason.kind, reason.where)
        for reason in reasons
        if _may_be_known(assessment, reason, prohibitions)
        for fingerprint in fingerprints(assessment, reason)
    }
    return Baseline(BASELINE_VERSION, assessment.deployment.name, today, tuple(sorted(known)))


def is_known(assessment: Assessment, reason: GateReason, known: Collection[str], prohibitions: Collection[str]) -> bool:
    """Whether a baseline covers a reason wholly: every column and every missing fact it is about."""
    return _may_be_known(assessment, reason, prohibitions) and fingerprints(assessment, reason) <= set(known)


def fingerprints(assessment: Assessment, reason: GateReason) -> frozenset[str]:
    """What a reason is about, one digest per column or missing fact; never of a value."""
    results = {result.rule: result for result in assessment.results}
    result = results.get(reason.where)
    if result is None:
        return frozenset({_digest(reason.kind, reason.where)})
    rests_on = _columns(assessment, result) if reason.kind == "failed" else result.missing
    rule = f"{result.rule}@{result.version}"
    return frozenset(_digest(reason.kind, rule, name) for name in rests_on or ("",))


def _columns(assessment: Assessment, result: RuleResult) -> tuple[str, ...]:
    """The columns that a verdict rests on."""
    facts = {fact.name: fact for fact in assessment.facts}
    every = {str(scanned.column) for item in assessment.inputs for scanned in item.columns}
    named = {name for fact in result.facts if fact in facts for name in facts[fact].because}
    return tuple(sorted(named & every))


def _may_be_known(assessment: Assessment, reason: GateReason, prohibitions: Collection[str]) -> bool:
    if reason.where in NEVER or reason.where in prohibitions:
        return False
    return is_verdict(assessment, reason) or all(result.rule != reason.where for result in assessment.results)


def is_verdict(assessment: Assessment, reason: GateReason) -> bool:
    """Whether a reason is the verdict of a rule, rather than a waiver of it that does not hold."""
    results = {result.rule: result for result in assessment.results}
    result = results.get(reason.where)
    return result is not None and (reason.kind != "failed" or reason.text == result.title)


def _digest(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:32]
