"""Assessment x approval -> what is no longer what was approved: the surface, the levels, the packs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pia.approval.comparison import Growth, growth
from pia.approval.statement import pack_pins, risk_pins, score_pins
from pia.approval.surface import surface
from pia.approval.wording import grown
from pia.gate import GateReason
from pia.model.approval import RiskPin, Statement
from pia.model.assessment import Assessment
from pia.model.text import Text

LEVELS = {
    1: Text("low", "低"),
    2: Text("medium", "中"),
    3: Text("high", "高"),
    4: Text("severe", "极高"),
}


@dataclass(frozen=True, slots=True)
class Drift:
    """How an assessment differs from the approved one, for the worse.

    Attributes:
        grown: What of the surface grew.
        reasons: All that keeps the gate shut: growth, risen levels, changed packs, another deployment.
    """

    grown: tuple[Growth, ...]
    reasons: tuple[GateReason, ...]


def drift(assessment: Assessment, statement: Statement) -> Drift:
    """Everything in which an assessment goes beyond what was approved."""
    found = growth(statement.surface, surface(assessment))
    reasons = [GateReason("failed", ": ".join((item.item.kind, *item.item.subject)), grown(item)) for item in found]
    reasons += _other(assessment, statement)
    reasons += _risks(assessment, statement)
    reasons += _scores(assessment, statement)
    reasons += _packs(assessment, statement)
    return Drift(found, tuple(reasons))


def _other(assessment: Assessment, statement: Statement) -> Iterator[GateReason]:
    if assessment.deployment.name != statement.deployment:
        text = Text(
            f"The approval is for another deployment: {statement.deployment}",
            f"该批准针对另一部署：{statement.deployment}",
        )
        yield GateReason("incomplete", "deployment", text)


def _risks(assessment: Assessment, statement: Statement) -> Iterator[GateReason]:
    approved = {pin.rule: pin for pin in statement.risks}
    for pin in risk_pins(assessment):
        before = approved.get(pin.rule)
        if before is None:
            level = LEVELS[pin.residual_level]
            text = Text(
                f"A risk that was not approved, of level {level.en}",
                f"未经批准的风险，等级：{level.zh}",
            )
            yield GateReason("failed", f"risk: {pin.rule}", text)
        elif pin.residual_level > before.residual_level or pin.level > before.level:
            yield GateReason("failed", f"risk: {pin.rule}", _rose(pin, before))


def _rose(now: RiskPin, before: RiskPin) -> Text:
    words = [LEVELS[level] for level in (before.level, before.residual_level, now.level, now.residual_level)]
    return Text(
        "The risk rose from {} ({} with measures) to {} ({})".format(*(word.en for word in words)),
        "风险等级由{}（采取措施后{}）升至{}（{}）".format(*(word.zh for word in words)),
    )


def _scores(assessment: Assessment, statement: Statement) -> Iterator[GateReason]:
    approved = {pin.model: pin.worst for pin in statement.scores}
    for pin in score_pins(assessment):
        before = approved.get(pin.model)
        if pin.worst is not None and (before is None or pin.worst > before):
            was = "none" if before is None else str(before)
            text = Text(
                f"The worst case of the score rose from step {was} to step {pin.worst}",
                f"评分的最坏情形由第 {was} 级升至第 {pin.worst} 级",
            )
            yield GateReason("failed", f"score: {pin.model}", text)


def _packs(assessment: Assessment, statement: Statement) -> Iterator[GateReason]:
    approved, present = {pin.id: pin for pin in statement.packs}, {pin.id: pin for pin in pack_pins(assessment)}
    for name in sorted(approved.keys() | present.keys()):
        before, now = approved.get(name), present.get(name)
        if before != now:
            was = f"{before.version} ({before.sha256[:12]})" if before else "-"
            is_ = f"{now.version} ({now.sha256[:12]})" if now else "-"
            text = Text(
                f"The rule pack is not the approved one: {was}, now {is_}",
                f"规则包与批准时不同：{was}，现为 {is_}",
            )
            yield GateReason("incomplete", f"pack: {name}", text)
