"""What a gate insists on, as `gate.yaml` says it; and what it found on an old project."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from pia.model.approval import Role
from pia.model.text import Strict

Threshold = Literal["low", "medium", "high", "critical"]
Severity = Literal["low", "medium", "high"]
BASELINE_VERSION = 1


@dataclass(frozen=True, slots=True)
class Signer(Strict):
    """Somebody who may sign.

    Attributes:
        name: Who.
        role: In what role; a key has one role.
        public_key: Their Ed25519 key, 32 bytes in base64, as `pia keys new` prints it.
    """

    name: str
    role: Role
    public_key: str


@dataclass(frozen=True, slots=True)
class Environment(Strict):
    """What differs in one environment; what it leaves out is as elsewhere.

    Attributes:
        fail_on: Rules of this severity and above must be met and answered.
        packs: The same for single packs.
        allowed: How many rules of a severity may stay unmet.
        required: How many people of each role must sign.
    """

    fail_on: Threshold | None = None
    packs: Mapping[str, Threshold] | None = None
    allowed: Mapping[Severity, int] | None = None
    required: Mapping[Role, int] | None = None


@dataclass(frozen=True, slots=True)
class PolicyFile(Strict):
    """What `gate.yaml` holds.

    Attributes:
        fail_on: Rules of this severity and above must be met and answered.
        packs: The same for single packs, by their id; it outweighs `fail_on`.
        allowed: How many rules of a severity may stay unmet; an open question is never allowed, nor a critical rule.
        review_required: Whether a date of review must be set.
        answers: Questions that must be answered whatever the rules say, by the name of the fact without `ans.`.
        approval_days: For how many days a signature holds; `None` for as long as nothing changes.
        signers: Who may sign.
        required: How many people of each role must sign.
        environments: What differs where, by name.
    """

    fail_on: Threshold = "high"
    packs: Mapping[str, Threshold] = field(default_factory=dict)
    allowed: Mapping[Severity, int] = field(default_factory=dict)
    review_required: bool = True
    answers: tuple[str, ...] = ()
    approval_days: int | None = None
    signers: tuple[Signer, ...] = ()
    required: Mapping[Role, int] = field(default_factory=dict)
    environments: Mapping[str, Environment] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, order=True)
class KnownReason(Strict):
    """One thing that kept the gate shut when it was adopted.

    Attributes:
        fingerprint: Digest of kind, dataset, column and rule with its version; never of a value.
        kind: Of the reason.
        where: Rule, dataset or file it concerns, for readers.
    """

    fingerprint: str
    kind: Literal["failed", "incomplete"]
    where: str


@dataclass(frozen=True, slots=True)
class Baseline(Strict):
    """What a gate does not fail on again.

    Attributes:
        schema_version: Version of this format.
        deployment: Name of the deployment it is for.
        made_on: The day it was made.
        known: What was known on that day, sorted.
    """

    schema_version: int
    deployment: str
    made_on: date
    known: tuple[KnownReason, ...]
