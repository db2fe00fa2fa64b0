"""Assessment -> the statement that is signed, and the bytes that stand for it."""

from __future__ import annotations

import json
from datetime import date

from pia import documents
from pia.approval.surface import surface
from pia.model.approval import InputPin, PackPin, RiskPin, Role, ScorePin, Statement
from pia.model.assessment import Assessment

_FORM = b"pia approval 1\n"


def statement_of(assessment: Assessment, assessment_sha256: str) -> Statement:
    """What a signature under an assessment stands for.

    Args:
        assessment: The assessment.
        assessment_sha256: Digest of its file.
    """
    return Statement(
        deployment=assessment.deployment.name,
        deployment_sha256=assessment.deployment_sha256,
        assessment_sha256=assessment_sha256,
        assessed_on=assessment.assessed_on,
        tool=assessment.tool,
        packs=pack_pins(assessment),
        inputs=tuple(sorted(InputPin(item.dataset, item.sha256) for item in assessment.inputs)),
        risks=risk_pins(assessment),
        scores=score_pins(assessment),
        surface=surface(assessment),
    )


def pack_pins(assessment: Assessment) -> tuple[PackPin, ...]:
    """The packs of an assessment, by id."""
    return tuple(sorted(PackPin(pack.id, pack.version, pack.sha256) for pack in assessment.packs))


def risk_pins(assessment: Assessment) -> tuple[RiskPin, ...]:
    """The risks of an assessment, by rule."""
    return tuple(sorted(RiskPin(risk.rule, risk.residual_level, risk.level) for risk in assessment.risks))


def score_pins(assessment: Assessment) -> tuple[ScorePin, ...]:
    """The worst case of each scoring model, by model."""
    found = [ScorePin(score.model, score.worst.value if score.worst else None) for score in assessment.scores]
    return tuple(sorted(found, key=lambda pin: pin.model))


def signed_bytes(statement: Statement, role: Role, name: str, day: date, public_key: str) -> bytes:
    """The bytes a signature is made over: a line that names the form, then JSON without spaces, its keys sorted."""
    said = {
        "statement": json.loads(documents.dump_json(statement)),
        "role": role.value,
        "name": name,
        "signed_on": day.isoformat(),
        "public_key": public_key,
    }
    return _FORM + json.dumps(said, sort_keys=True, separators=(",", ":"), ensure_ascii=True).encode()
