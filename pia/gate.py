"""Assessment x policy -> passed, or the reasons why not. It fails closed: what is unknown never passes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from pia.model.assessment import Assessment
from pia.model.policy import Threshold
from pia.model.risk import RuleResult, Verdict
from pia.model.rule import RuleSeverity
from pia.model.scanned import SCHEMA_VERSION
from pia.model.text import Strict, Text

PASSED, FAILED, INCOMPLETE = 0, 1, 4


@dataclass(frozen=True, slots=True)
class GatePolicy(Strict):
    """What a gate insists on.

    Attributes:
        fail_on: Rules of this severity and above must be met and answered.
        today: The day of the decision; passed in. A review date before it makes the assessment stale.
        packs: A severity for single packs, by their id; it outweighs `fail_on`.
    """

    fail_on: Threshold
    today: date
    packs: Mapping[str, Threshold] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class GateReason(Strict):
    """One thing that keeps a gate shut.

    Attributes:
        kind: `failed`: a rule is not met, or a waiver does not hold. `incomplete`: something is unknown, unexamined or
            out of date.
        where: Rule, dataset or file it concerns.
        text: What and why.
    """

    kind: Literal["failed", "incomplete"]
    where: str
    text: Text


@dataclass(frozen=True, slots=True)
class GateResult(Strict):
    """The decision.

    Attributes:
        passed: Whether the deployment may go ahead.
        exit_code: 0 passed, 1 failed, 4 incomplete or stale.
        reasons: Everything that keeps it shut, rules first.
        checked: Rules that were decided.
        known: Reasons that the baseline or the policy tolerates; they do not keep it shut.
        amendments: The smallest set of changes that would let it pass.
    """

    passed: bool
    exit_code: int
    reasons: tuple[GateReason, ...]
    checked: int
    known: tuple[GateReason, ...] = ()
    amendments: tuple[Text, ...] = ()


def gate(assessment: Assessment, policy: GatePolicy) -> GateResult:
    """Whether an assessed deployment may go ahead.

    It may if every rule at or above the policy's severity is met, does not apply or is waived, none of the others waits
    for an answer, every waiver brought forward holds, everything was examined,
    the review is not overdue, and at least one rule of one dataset was decided.
    """
    reasons = (*_failures(assessment, policy), *_bad_waivers(assessment, policy), *_gaps(assessment, policy))
    failed = any(reason.kind == "failed" for reason in reasons)
    code = FAILED if failed else INCOMPLETE if reasons else PASSED
    decided = sum(result.verdict is not Verdict.UNRESOLVED for result in assessment.results)
    return GateResult(passed=not reasons, exit_code=code, reasons=reasons, checked=decided)


def _grave(result: RuleResult, policy: GatePolicy) -> bool:
    threshold = policy.packs.get(result.pack, policy.fail_on)
    return RuleSeverity[result.severity.upper()] >= RuleSeverity[threshold.upper()]


def _failures(assessment: Assessment, policy: GatePolicy) -> list[GateReason]:
    return [
        GateReason("failed", result.rule, result.title)
        for result in assessment.results
        if result.verdict is Verdict.FAIL and _grave(result, policy) and not _waived(assessment, result, policy)
    ]


def _waived(assessment: Assessment, result: RuleResult, policy: GatePolicy) -> bool:
    waiver = assessment.waiver_of(result)
    return waiver is not None and waiver.created <= policy.today <= waiver.expires


def _bad_waivers(assessment: Assessment, policy: GatePolicy) -> list[GateReason]:
    """Waivers that were not honoured, and those that have ended since."""
    reasons = []
    for use in assessment.waivers:
        ended = Text(f"it ended on {use.waiver.expires}", f"已于 {use.waiver.expires} 到期")
        since = (ended,) if use.honoured and use.waiver.expires < policy.today else ()
        for objection in (*use.objections, *since):
            text = Text(f"The waiver does not hold: {objection.en}", f"豁免无效：{objection.zh}")
            reasons.append(GateReason("failed", use.waiver.rule, text))
    return reasons


def _gaps(assessment: Assessment, policy: GatePolicy) -> list[GateReason]:
    waiting = [
        GateReason("incomplete", result.rule, _waits(result.title, result.missing))
        for result in assessment.results
        if result.verdict is Verdict.UNRESOLVED and _grave(result, policy) and not _waived(assessment, result, policy)
    ]
    unseen = [GateReason("incomplete", item.where, item.reason) for item in assessment.not_examined]
    return [*waiting, *unseen, *_stale(assessment, policy), *_nothing(assessment)]


def _waits(title: Text, missing: tuple[str, ...]) -> Text:
    names = ", ".join(missing)
    return Text(f"{title.en} (not answered: {names})", f"{title.zh}（尚未回答：{names}）")


def _stale(assessment: Assessment, policy: GatePolicy) -> list[GateReason]:
    reasons: list[GateReason] = []
    if assessment.schema_version != SCHEMA_VERSION:
        text = Text(
            f"The file has format {assessment.schema_version}, this pia reads {SCHEMA_VERSION}; assess again",
            f"文件格式为 {assessment.schema_version}，本版 pia 读取 {SCHEMA_VERSION}，请重新评估",
        )
        reasons.append(GateReason("incomplete", "schema_version", text))
    review = assessment.deployment.next_review
    if review and review < policy.today:
        text = Text(f"The review was due on {review}; assess again", f"应于 {review} 复审，请重新评估")
        reasons.append(GateReason("incomplete", "next_review", text))
    if assessment.assessed_on > policy.today:
        text = Text(
            f"The assessment is dated {assessment.assessed_on}, after today; check the clock",
            f"评估日期 {assessment.assessed_on} 晚于今天，请检查系统时间",
        )
        reasons.append(GateReason("incomplete", "assessed_on", text))
    return reasons


def _nothing(assessment: Assessment) -> list[GateReason]:
    if assessment.inputs and any(result.verdict is not Verdict.NOT_APPLICABLE for result in assessment.results):
        return []
    text = Text(
        "Nothing was checked: no dataset was read or no rule applied",
        "未作任何检查：没有读取数据集，或没有适用的规则",
    )
    return [GateReason("incomplete", "assessment", text)]
