"""Sign an assessment, and prove without its data that what was signed holds."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pia import documents
from pia.admission.admit import as_reasons, exit_code, trust_of
from pia.admission.loading import load
from pia.approval import keys
from pia.approval.exclusive import exclusive
from pia.approval.statement import signed_bytes, statement_of
from pia.approval.trust import objections
from pia.documents import Loaded
from pia.errors import ApprovalError, Problem
from pia.gate import GateReason, GateResult
from pia.model.approval import APPROVAL_VERSION, Approval, Role, Signature, Statement
from pia.model.assessment import Assessment
from pia.model.policy import PolicyFile
from pia.model.text import Text
from pia.rederiving import edited


@dataclass(frozen=True, slots=True)
class Signing:
    """Who signs.

    Attributes:
        key: File of the private key.
        role: In what role.
        name: Who.
        passphrase: Asked only if the key is encrypted.
    """

    key: Path
    role: Role
    name: str
    passphrase: Callable[[], str]


def approve(path: Path, signing: Signing, out: Path, today: date, folders: Sequence[Path] = ()) -> tuple[Approval, int]:
    """Sign an assessment, beside the signatures of others; and how many signatures of another assessment lapse.

    Args:
        path: `assessment.json`.
        signing: Who signs, with what key.
        out: `approval.json`; it is made, or signed as well.
        today: The day of the signature.
        folders: Folders with more rule packs.

    Raises:
        PiaError: The key cannot be used, or the assessment is none that anybody should sign; all reasons.
    """
    private = keys.read_private(signing.key, signing.passphrase)
    loaded = load(path, Assessment)
    _refuse_to_sign(loaded, today, folders)
    statement = statement_of(loaded.value, loaded.sha256)
    role, name, public = signing.role, signing.name, keys.public_key(private)
    message = signed_bytes(statement, role, name, today, public)
    signature = Signature(role, name, today, public, keys.sign(private, message))
    with exclusive(out):
        before = load(out, Approval).value if out.exists() else Approval(APPROVAL_VERSION, statement, ())
        same = before.statement == statement
        others = [item for item in before.signatures if (item.role, item.public_key) != (role, public)] if same else []
        signatures = sorted([*others, signature], key=lambda item: (item.role, item.name, item.public_key))
        approval = Approval(APPROVAL_VERSION, statement, tuple(signatures))
        documents.write(out, documents.dump_json(approval))
    return approval, 0 if same else len(before.signatures)


def verify(
    approval_path: Path, assessment_path: Path, policy: PolicyFile, today: date, folders: Sequence[Path] = ()
) -> GateResult:
    """Whether an approval holds and its assessment follows from its facts, all without the data.

    Raises:
        PiaError: A file cannot be read, or is none of what it should be.
    """
    approval = load(approval_path, Approval).value
    reasons = as_reasons(objections(approval, trust_of(policy, today)))
    loaded = load(assessment_path, Assessment)
    reasons += _not_as_stated(loaded, approval.statement)
    reasons += edited(loaded.value, folders)
    found = tuple(sorted(reasons, key=lambda reason: reason.kind != "failed"))
    return GateResult(not found, exit_code(found), found, len(loaded.value.results))


def _refuse_to_sign(loaded: Loaded[Assessment], today: date, folders: Sequence[Path]) -> None:
    assessment = loaded.value
    found = list(edited(assessment, folders))
    if assessment.assessed_on > today:
        day = assessment.assessed_on
        found.append(
            GateReason(
                "incomplete",
                "assessed_on",
                Text(f"It is dated {day}, after today; check the clock", f"评估日期 {day} 晚于今天，请检查系统时间"),
            )
        )
    if found:
        raise ApprovalError(Problem(f"{loaded.where}: {item.where}", item.text.en, "Assess again.") for item in found)


def _not_as_stated(loaded: Loaded[Assessment], statement: Statement) -> list[GateReason]:
    if loaded.sha256 != statement.assessment_sha256:
        text = Text(
            "This is not the assessment that was signed: a byte of it differs", "这不是所签署的评估：内容有改动"
        )
        return [GateReason("failed", "assessment", text)]
    if statement_of(loaded.value, loaded.sha256) != statement:
        text = Text("What was signed does not follow from the assessment", "所签署的内容与评估不符")
        return [GateReason("failed", "statement", text)]
    return []
