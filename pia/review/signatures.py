"""The approval beside an assessment: whether its signatures still hold; voided, it stays visible under another name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

from pia.admission.loading import load
from pia.approval.keys import holds
from pia.approval.statement import signed_bytes
from pia.approval.trust import Trust, objections
from pia.errors import PiaError
from pia.model.approval import Approval, Signature
from pia.model.policy import PolicyFile, Signer
from pia.model.review import SignedBy, SignedState, Standing
from pia.model.text import Text
from pia.review.record import APPROVAL, ASSESSMENT, DEPLOYMENT

VOIDED = f"{APPROVAL}.voided-"
_CHANGED = {
    DEPLOYMENT: Text("The deployment was changed after it was signed", "部署说明在签署后被改动"),
    ASSESSMENT: Text("The assessment was changed after it was signed", "评估在签署后被改动"),
}


def signed_state(folder: Path, hashes: Mapping[str, str], policy: PolicyFile | None, today: date) -> SignedState:
    """Whether an assessment is signed, and whether that still holds.

    Args:
        folder: Where it lies.
        hashes: SHA-256 of `deployment.yaml` and `assessment.json`, those that are there.
        policy: Who must have signed; without it anybody may.
        today: The day on which that is asked.
    """
    voided = tuple(path.name for path in voided_approvals(folder))
    path = folder / APPROVAL
    if not path.exists():
        return SignedState(Standing.UNSIGNED, voided=voided)
    try:
        approval = load(path, Approval).value
    except PiaError:
        said = Text(f"{APPROVAL} cannot be read", f"{APPROVAL} 无法读取")
        return SignedState(Standing.BROKEN, objections=(said,), voided=voided)
    found = (*_changed(approval, hashes), *_objections(approval, policy, today))
    signatures = tuple(
        SignedBy(item.name, item.role.value, item.signed_on, _sound(approval, item)) for item in approval.signatures
    )
    return SignedState(Standing.LAPSED if found else Standing.HOLDS, signatures, found, voided)


def voided_approvals(folder: Path) -> list[Path]:
    """Files of voided approvals, the first voided first."""
    numbered = {path: path.name.removeprefix(VOIDED) for path in folder.glob(f"{VOIDED}*")}
    return sorted(
        (path for path, number in numbered.items() if number.isdecimal()), key=lambda path: int(numbered[path])
    )


def next_voided(folder: Path) -> Path:
    """The file that the next voided approval goes to."""
    before = voided_approvals(folder)
    return folder / f"{VOIDED}{int(before[-1].name.removeprefix(VOIDED)) + 1 if before else 1}"


def _changed(approval: Approval, hashes: Mapping[str, str]) -> Iterator[Text]:
    signed = {
        DEPLOYMENT: approval.statement.deployment_sha256,
        ASSESSMENT: approval.statement.assessment_sha256,
    }
    yield from (_CHANGED[name] for name, digest in signed.items() if hashes.get(name) != digest)


def _objections(approval: Approval, policy: PolicyFile | None, today: date) -> Iterator[Text]:
    anybody = tuple(Signer(item.name, item.role, item.public_key) for item in approval.signatures)
    trust = Trust(anybody, {}, None, today)
    if policy:
        trust = Trust(policy.signers, policy.required, policy.approval_days, today)
    for item in objections(approval, trust):
        yield Text(f"{item.where}: {item.text.en}", f"{item.where}：{item.text.zh}")


def _sound(approval: Approval, item: Signature) -> bool:
    message = signed_bytes(approval.statement, item.role, item.name, item.signed_on, item.public_key)
    return holds(item.public_key, message, item.signature)
