"""How an assessment stands today: unsigned, signed, voided, and what moved on since."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path

from pia.admission.admit import trust_of
from pia.admission.loading import load
from pia.approval.keys import holds
from pia.approval.policies import load_policy
from pia.approval.statement import signed_bytes
from pia.approval.trust import objections
from pia.errors import PiaError
from pia.model.approval import Approval, Signature
from pia.web.places import POLICY, Place
from pia.web.summaries import Summary


class State(StrEnum):
    """Where an assessment stands on its way."""

    NEW = "new"
    BROKEN = "broken"
    DRAFT = "draft"
    PARTLY = "partly"
    SIGNED = "signed"
    VOID = "void"


class Drift(StrEnum):
    """What moved on since the assessment."""

    DEPLOYMENT = "deployment"
    PACKS = "packs"
    REVIEW = "review"


@dataclass(frozen=True, slots=True)
class Standing:
    """How an assessment stands today.

    Attributes:
        state: Where it stands.
        drift: What moved on since.
        signatures: The signatures of `approval.json`, and whether each fits.
    """

    state: State
    drift: tuple[Drift, ...] = ()
    signatures: tuple[tuple[Signature, bool], ...] = ()


def drift_of(summary: Summary, deployment_sha256: str, packs: Mapping[str, str], today: date) -> tuple[Drift, ...]:
    """What moved on since an assessment.

    Args:
        summary: What it said.
        deployment_sha256: Digest of `deployment.yaml` as it is now.
        packs: Digest of each rule pack there is, by id.
        today: The day.
    """
    found = []
    if deployment_sha256 != summary.deployment_sha256:
        found.append(Drift.DEPLOYMENT)
    if any(packs.get(name) != digest for name, digest in summary.packs):
        found.append(Drift.PACKS)
    if summary.next_review and summary.next_review < today:
        found.append(Drift.REVIEW)
    return tuple(found)


def policy_of(place: Place, root: Path) -> Path | None:
    """The policy that an assessment is signed under: `gate.yaml` beside it, else in the folder served."""
    return next((path for path in (place.folder / POLICY, root / POLICY) if path.is_file()), None)


def signed_state(
    approval: Path, assessment_sha256: str, drift: tuple[Drift, ...], policy: Path | None, today: date
) -> Standing:
    """How the signatures under an assessment stand.

    A signature counts for the one assessment it was given for, byte for byte, and only while `deployment.yaml` is what
    was assessed. With a policy, everybody whom it asks for must have signed; without one, anybody.
    """
    if not approval.is_file():
        return Standing(State.DRAFT, drift)
    try:
        own = load(approval, Approval).value
        missing = objections(own, trust_of(load_policy(policy), today)) if policy else ()
    except PiaError:
        return Standing(State.VOID, drift)
    signatures = tuple((item, _fits(own, item)) for item in own.signatures)
    fits = bool(signatures) and all(fit for _, fit in signatures)
    if own.statement.assessment_sha256 != assessment_sha256 or Drift.DEPLOYMENT in drift or not fits:
        return Standing(State.VOID, drift, signatures)
    return Standing(State.PARTLY if missing else State.SIGNED, drift, signatures)


def _fits(approval: Approval, item: Signature) -> bool:
    message = signed_bytes(approval.statement, item.role, item.name, item.signed_on, item.public_key)
    return holds(item.public_key, message, item.signature)
