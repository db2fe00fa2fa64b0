"""Approval x policy -> why it is no approval: broken, foreign, missing, old or future signatures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from pia.approval.keys import holds
from pia.approval.statement import signed_bytes
from pia.model.approval import APPROVAL_VERSION, Approval, Role, Signature
from pia.model.policy import Signer
from pia.model.text import Text

ROLES = {
    Role.ASSESSOR: Text("assessor", "评估人"),
    Role.OFFICER: Text("officer", "负责官员"),
    Role.RESIDENT_PANEL: Text("resident panel", "居民小组"),
}


@dataclass(frozen=True, slots=True, order=True)
class Objection:
    """One reason why an approval does not hold.

    Attributes:
        kind: `failed`: something was changed. `incomplete`: something is missing, unknown or out of date.
        where: Signature or part it concerns.
        text: What and why.
    """

    kind: Literal["failed", "incomplete"]
    where: str
    text: Text


@dataclass(frozen=True, slots=True)
class Trust:
    """Who must have signed.

    Attributes:
        signers: Who may sign.
        required: How many people of each role must.
        days: For how many days a signature holds; `None` for ever.
        today: The day of the decision.
    """

    signers: Sequence[Signer]
    required: Mapping[Role, int]
    days: int | None
    today: date


def objections(approval: Approval, trust: Trust) -> tuple[Objection, ...]:
    """Everything that keeps an approval from holding; none if it holds."""
    if approval.schema_version != APPROVAL_VERSION:
        return (older("approval", approval.schema_version),)
    found: list[Objection] = []
    sound: set[tuple[Role, str]] = set()
    for signature in approval.signatures:
        wrong = _wrong(approval, signature, trust)
        found += wrong
        if not wrong:
            sound.add((signature.role, signature.public_key))
    if not sound:
        text = Text("Nobody whom the policy names signed it", "策略所列人员均未签署")
        found.append(Objection("incomplete", "approval", text))
    return (*found, *_missing(sound, trust))


def unsigned(trust: Trust) -> tuple[Objection, ...]:
    """What is missing where there is no approval at all."""
    return _missing(set(), trust)


def older(where: str, version: int) -> Objection:
    """What is said of a file of another format."""
    return Objection(
        "incomplete",
        where,
        Text(
            f"The file has format {version}, this pia reads {APPROVAL_VERSION}; approve again",
            f"文件格式为 {version}，本版 pia 读取 {APPROVAL_VERSION}，请重新批准",
        ),
    )


def _wrong(approval: Approval, signature: Signature, trust: Trust) -> list[Objection]:
    where = f"{signature.role.value} {signature.name}"
    statement, key = approval.statement, signature.public_key
    message = signed_bytes(statement, signature.role, signature.name, signature.signed_on, key)
    if not holds(key, message, signature.signature):
        text = Text(
            "The signature does not fit: the approval was changed after it was signed, or signed with another key",
            "签名不符：批准文件在签署后被改动，或由其他密钥签署",
        )
        return [Objection("failed", where, text)]
    if Signer(signature.name, signature.role, key) not in trust.signers:
        text = Text(
            f"The policy names nobody of this name and role with the key {key}",
            f"策略未列出使用密钥 {key} 的此人及角色",
        )
        return [Objection("incomplete", where, text)]
    return [Objection("incomplete", where, text) for text in _untimely(approval, signature.signed_on, trust)]


def _untimely(approval: Approval, day: date, trust: Trust) -> list[Text]:
    if day > trust.today:
        return [
            Text(f"It was signed on {day}, after today; check the clock", f"签署日期 {day} 晚于今天，请检查系统时间")
        ]
    if day < approval.statement.assessed_on:
        made = approval.statement.assessed_on
        return [
            Text(
                f"It was signed on {day}, before the assessment of {made}; check the clock and sign again",
                f"签署日期 {day} 早于评估日期 {made}，请检查系统时间并重新签署",
            )
        ]
    if trust.days is not None and day + timedelta(days=trust.days) < trust.today:
        return [
            Text(f"It was signed on {day}, more than {trust.days} days ago", f"签署于 {day}，已超过 {trust.days} 天")
        ]
    return []


def _missing(sound: set[tuple[Role, str]], trust: Trust) -> tuple[Objection, ...]:
    found = []
    for role in Role:
        asked, there = trust.required.get(role, 0), sum(signed is role for signed, _ in sound)
        if there < asked:
            name = ROLES[role]
            text = Text(
                f"{asked} of the role {name.en} must sign, {there} did",
                f"须有 {asked} 名{name.zh}签署，已签署 {there} 名",
            )
            found.append(Objection("incomplete", role.value, text))
    return tuple(found)
