"""Assessment x approval x policy x baseline -> the decision. It fails closed: what is unknown never passes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from pia.admission.amendments import amendments
from pia.admission.approved import Drift, drift
from pia.admission.baseline import is_known, is_verdict
from pia.approval.trust import Objection, Trust, objections, unsigned
from pia.assess.crosscheck import DONT_KNOW
from pia.gate import FAILED, INCOMPLETE, PASSED, GatePolicy, GateReason, GateResult, gate
from pia.model.approval import Approval
from pia.model.assessment import Assessment
from pia.model.deployment import Answer
from pia.model.policy import BASELINE_VERSION, Baseline, PolicyFile
from pia.model.text import Text


@dataclass(frozen=True, slots=True)
class Terms:
    """What a deployment is let in on.

    Attributes:
        today: The day of the decision.
        policy: What the gate insists on; `None` where no policy was given.
        fail_on: A severity named by the user; it outweighs the policy's, not those of single packs. Empty for none.
        approval: What was approved; `None` if nothing was named.
        baseline: What is known from before.
        prohibitions: Ids of rules that neither a baseline nor an allowance sets aside.
    """

    today: date
    policy: PolicyFile | None = None
    fail_on: str = ""
    approval: Approval | None = None
    baseline: Baseline | None = None
    prohibitions: frozenset[str] = frozenset()


def admit(assessment: Assessment, terms: Terms, wrong: Sequence[GateReason] = ()) -> GateResult:
    """Whether an assessed deployment is let in.

    It is if its rules pass the gate, or what keeps it shut is known from before; if everybody whom the policy asks for
    signed what was approved; and if nothing goes beyond that.

    Args:
        assessment: What is decided on.
        terms: What it is let in on.
        wrong: What of the assessment does not follow from its facts.
    """
    policy = terms.policy or PolicyFile(review_required=False)
    decided = gate(assessment, threshold_of(terms))
    shut, known = _tolerated(assessment, decided.reasons, terms)
    drifted = drift(assessment, terms.approval.statement) if terms.approval else Drift((), ())
    shut += [
        *wrong,
        *drifted.reasons,
        *_signatures(terms, policy),
        *_asked(assessment, policy),
        *_baseline(assessment, terms),
    ]
    reasons = tuple(dict.fromkeys(sorted(shut, key=lambda reason: reason.kind != "failed")))
    return replace(
        decided,
        passed=not reasons,
        exit_code=exit_code(reasons),
        reasons=reasons,
        known=tuple(known),
        amendments=amendments(assessment, reasons, drifted),
    )


def exit_code(reasons: Sequence[GateReason]) -> int:
    """0 if nothing keeps a gate shut, 1 if something failed, 4 if something is missing, unknown or out of date."""
    if any(reason.kind == "failed" for reason in reasons):
        return FAILED
    return INCOMPLETE if reasons else PASSED


def threshold_of(terms: Terms) -> GatePolicy:
    """The severities from which on rules shut the gate."""
    policy = terms.policy or PolicyFile()
    fail_on = terms.fail_on or policy.fail_on
    return GatePolicy(fail_on, terms.today, policy.packs)  # type: ignore[arg-type]


def trust_of(policy: PolicyFile, today: date) -> Trust:
    """Who must have signed, by a policy."""
    return Trust(policy.signers, policy.required, policy.approval_days, today)


def as_reasons(found: Sequence[Objection]) -> list[GateReason]:
    """Objections to an approval as reasons."""
    return [GateReason(item.kind, item.where, item.text) for item in found]


def _signatures(terms: Terms, policy: PolicyFile) -> list[GateReason]:
    trust = trust_of(policy, terms.today)
    return as_reasons(objections(terms.approval, trust) if terms.approval else unsigned(trust))


def _tolerated(
    assessment: Assessment, reasons: Sequence[GateReason], terms: Terms
) -> tuple[list[GateReason], list[GateReason]]:
    """Reasons that keep it shut, and those that the baseline or an allowance of the policy tolerates."""
    before = {item.fingerprint for item in terms.baseline.known} if terms.baseline else set[str]()
    known = [item for item in reasons if is_known(assessment, item, before, terms.prohibitions)]
    left = [item for item in reasons if item not in known]
    allowed = _allowed(assessment, left, terms)
    return [item for item in left if item not in allowed], [*known, *allowed]


def _allowed(assessment: Assessment, reasons: Sequence[GateReason], terms: Terms) -> list[GateReason]:
    """Unmet rules of a severity of which the policy allows that many; all of them count, or none is allowed."""
    allowance = terms.policy.allowed if terms.policy else {}
    severities = {result.rule: result.severity for result in assessment.results}
    failed = [item for item in reasons if item.kind == "failed" and is_verdict(assessment, item)]
    counts = Counter(severities[item.where] for item in failed)
    within = {severity for severity, most in allowance.items() if counts[severity] <= most}
    return [item for item in failed if severities[item.where] in within and item.where not in terms.prohibitions]


def _asked(assessment: Assessment, policy: PolicyFile) -> Iterator[GateReason]:
    if policy.review_required and assessment.deployment.next_review is None:
        text = Text("No date of review is set; the policy asks for one", "未设定复审日期，而策略要求设定")
        yield GateReason("incomplete", "next_review", text)
    for name in policy.answers:
        given = assessment.deployment.answers.get(name)
        if given is None or (given.value if isinstance(given, Answer) else given) == DONT_KNOW:
            text = Text("The policy asks for an answer", "策略要求回答此问题")
            yield GateReason("incomplete", f"ans.{name}", text)


def _baseline(assessment: Assessment, terms: Terms) -> Iterator[GateReason]:
    baseline = terms.baseline
    if baseline is None:
        return
    if baseline.schema_version != BASELINE_VERSION:
        text = Text(
            f"The baseline has format {baseline.schema_version}, this pia reads {BASELINE_VERSION}; make it again",
            f"基线格式为 {baseline.schema_version}，本版 pia 读取 {BASELINE_VERSION}，请重新生成",
        )
        yield GateReason("incomplete", "baseline", text)
    if baseline.deployment != assessment.deployment.name:
        text = Text(
            f"The baseline is for another deployment: {baseline.deployment}",
            f"该基线针对另一部署：{baseline.deployment}",
        )
        yield GateReason("incomplete", "baseline", text)
    if baseline.made_on > terms.today:
        text = Text(
            f"The baseline is dated {baseline.made_on}, after today; check the clock",
            f"基线日期 {baseline.made_on} 晚于今天，请检查系统时间",
        )
        yield GateReason("incomplete", "baseline", text)


def prohibitions_of(rules: Collection[tuple[str, bool]]) -> frozenset[str]:
    """Ids of the rules that nothing sets aside, given as (id, waivable)."""
    return frozenset(rule for rule, waivable in rules if not waivable)
