"""The approval: what was agreed to, and who signed it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from pia.model.risk import RiskLevel
from pia.model.scanned import Tool
from pia.model.surface import Surface
from pia.model.text import Strict

APPROVAL_VERSION = 1


class Role(StrEnum):
    """In what role somebody signs."""

    ASSESSOR = "assessor"
    OFFICER = "officer"
    RESIDENT_PANEL = "resident_panel"


@dataclass(frozen=True, slots=True, order=True)
class PackPin(Strict):
    """A rule pack as it was used.

    Attributes:
        id: Id of the pack.
        version: Its version.
        sha256: Digest of its file.
    """

    id: str
    version: str
    sha256: str


@dataclass(frozen=True, slots=True, order=True)
class InputPin(Strict):
    """A dataset as it was read.

    Attributes:
        dataset: Its name.
        sha256: Digest of what was read.
    """

    dataset: str
    sha256: str


@dataclass(frozen=True, slots=True, order=True)
class RiskPin(Strict):
    """A risk that was agreed to.

    Attributes:
        rule: The rule it comes from.
        residual_level: With the measures in place.
        level: Before measures.
    """

    rule: str
    residual_level: RiskLevel
    level: RiskLevel


@dataclass(frozen=True, slots=True, order=True)
class ScorePin(Strict):
    """What a scoring model said.

    Attributes:
        model: Id of the model.
        worst: The highest step that some answers to the open questions lead to; `None` if it has no step.
    """

    model: str
    worst: int | None


@dataclass(frozen=True, slots=True)
class Statement(Strict):
    """What a signature stands for.

    Attributes:
        deployment: Name of the deployment.
        deployment_sha256: Digest of `deployment.yaml`.
        assessment_sha256: Digest of `assessment.json`, byte for byte.
        assessed_on: The day of the assessment.
        tool: What made it.
        packs: The rule packs.
        inputs: The datasets.
        risks: The risks.
        scores: The scores.
        surface: The privacy surface.
    """

    deployment: str
    deployment_sha256: str
    assessment_sha256: str
    assessed_on: date
    tool: Tool
    packs: tuple[PackPin, ...]
    inputs: tuple[InputPin, ...]
    risks: tuple[RiskPin, ...]
    scores: tuple[ScorePin, ...]
    surface: Surface


@dataclass(frozen=True, slots=True)
class Signature(Strict):
    """One signature under a statement.

    Attributes:
        role: In what role.
        name: Who.
        signed_on: The day.
        public_key: The Ed25519 key that checks it, 32 bytes in base64.
        signature: Over the statement, role, name, day and key, 64 bytes in base64.
    """

    role: Role
    name: str
    signed_on: date
    public_key: str
    signature: str


@dataclass(frozen=True, slots=True)
class Approval(Strict):
    """What `approval.json` holds.

    Attributes:
        schema_version: Version of this format.
        statement: What was approved.
        signatures: Who signed it, sorted by role, then name.
    """

    schema_version: int
    statement: Statement
    signatures: tuple[Signature, ...]


@dataclass(frozen=True, slots=True)
class SignedBy(Strict):
    """One signature.

    Attributes:
        name: Who.
        role: In what role of the gate.
        on: The day.
        sound: Whether the signature itself is valid.
    """

    name: str
    role: str
    on: date
    sound: bool
