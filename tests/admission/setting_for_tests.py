"""An assessed deployment that a gate lets in, with everything that can grow; its policy, keys and signatures."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Literal

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from pia import documents
from pia.approval import keys
from pia.approval.statement import signed_bytes, statement_of
from pia.model.approval import APPROVAL_VERSION, Approval, Role, Signature
from pia.model.assessment import Assessment, PackReference
from pia.model.dataset import Column, Input, ScannedColumn
from pia.model.deployment import (
    Controller,
    DeclaredDataset,
    Deployment,
    LegalBasis,
    ProcessingActivity,
    Recipient,
    Technology,
    Transfer,
)
from pia.model.finding import EntityCategory, Finding, LegalCategory, NotExamined
from pia.model.linkage import JoinedColumns, Link, Linkage
from pia.model.policy import PolicyFile, Signer
from pia.model.reidentification import QuasiIdentifier, ReidentificationRisk
from pia.model.risk import Fact, Likelihood, Risk, RiskLevel, RuleResult, Severity, Verdict
from pia.model.rule import Reference, RiskSource
from pia.model.scanned import SCHEMA_VERSION, Tool
from pia.model.score import Concern, Score, Step
from pia.model.text import Text

TODAY = date(2026, 11, 24)
MADE = date(2026, 11, 20)
WORD = Text("word", "词")
MAIL, ILLNESS = Column("t", "", "mail"), Column("u", "x", "illness")
ANN, OLAF, PANEL, STRANGER = (Ed25519PrivateKey.from_private_bytes(bytes([number]) * 32) for number in range(4))
SIGNERS = (
    Signer("Ann", Role.ASSESSOR, keys.public_key(ANN)),
    Signer("Olaf", Role.OFFICER, keys.public_key(OLAF)),
    Signer("Panel", Role.RESIDENT_PANEL, keys.public_key(PANEL)),
)
POLICY = PolicyFile(signers=SIGNERS, required={Role.ASSESSOR: 1, Role.OFFICER: 1})
LEFT = NotExamined("t row 3", WORD, 1)


def category(name: str, impact: int, *, special: bool = False) -> EntityCategory:
    legal = (LegalCategory("GDPR", WORD, "Art. 9", special),)
    return EntityCategory(name, WORD, name.lower(), "identifier", impact, legal)


def finding(column: Column, entity_type: str) -> Finding:
    return Finding(column, entity_type, "x.x", 1.0, 5, 9, (), ())


def result(
    rule: str,
    severity: Literal["low", "medium", "high", "critical"],
    verdict: Verdict,
    facts: tuple[str, ...] = (),
    pack: str = "p",
) -> RuleResult:
    missing = ("ans.x",) if verdict is Verdict.UNRESOLVED else ()
    refs = (Reference("T", "Art. 1"),)
    return RuleResult(
        *(pack, rule, 1, Text(f"title of {rule}", "题"), refs, severity, "mixed", verdict, WORD, WORD, facts, missing),
        *(Text(f"mend {rule}", "改"), True),
    )


def risk(rule: str, level: RiskLevel, residual: RiskLevel) -> Risk:
    low, mild = Likelihood.LIMITED, Severity.LIMITED
    return Risk(
        *(f"risk.{rule}", rule, WORD, (), "high", RiskSource.STAFF, WORD, WORD, (), low, mild, level),
        *((), (), (), low, mild, residual),
    )


def score(model: str, worst: int | None) -> Score:
    step = None if worst is None else Step(worst, WORD, Concern.LOW)
    return Score(model, WORD, WORD, WORD, "people", step, step, step)


def exposed(k: int = 7, quasi: Sequence[str] = ("mail",)) -> ReidentificationRisk:
    columns = tuple(QuasiIdentifier(Column("t", "", name), 3, WORD) for name in quasi)
    return ReidentificationRisk("t", "", 90, columns, 5, 9, k, 0, 0, 1 / k, None, 0.1, ())


def linked(reidentified: int = 10, reveals: tuple[Column, ...] = (ILLNESS,), *, named: bool = True) -> Linkage:
    pair = JoinedColumns(ILLNESS, MAIL, 1.0, 0.0, WORD)
    link = Link("u/x", "t", (pair,), 100, 90, reidentified, (MAIL,) if named else (), reveals)
    return Linkage(("t", "u/x"), (link,), 1)


DEPLOYMENT = Deployment(
    name="City",
    description="What it is",
    controller=Controller("Office"),
    datasets=(DeclaredDataset("t", "t.csv"), DeclaredDataset("u", "u.xlsx")),
    activities=(
        ProcessingActivity(
            "care", LegalBasis.CONSENT, columns=("t.mail",), recipients=("Clinic",), storage_period_days=30
        ),
    ),
    technologies=(Technology.CLOUD,),
    recipients=(Recipient("Clinic", "processor", "DE", "contract 1"),),
    transfers=(Transfer("Clinic", "CH", "adequacy"),),
    next_review=date(2027, 1, 1),
)
BASE = Assessment(
    schema_version=SCHEMA_VERSION,
    tool=Tool("pia", "0"),
    assessed_on=MADE,
    deployment=DEPLOYMENT,
    deployment_sha256="d" * 64,
    packs=(PackReference("p", WORD, "2026.1.0", MADE, WORD, "a" * 64, 4),),
    inputs=(
        Input("t", "t.csv", "1" * 64, 90, (ScannedColumn(MAIL, 90, 90), ScannedColumn(Column("t", "", "no"), 90, 90))),
        Input("u", "u.xlsx", "2" * 64, 100, (ScannedColumn(ILLNESS, 100, 100),)),
    ),
    findings=(finding(MAIL, "EMAIL_ADDRESS"), finding(ILLNESS, "HEALTH")),
    not_examined=(),
    categories=(category("EMAIL_ADDRESS", 2), category("HEALTH", 3, special=True)),
    facts=(Fact("scan.personal", WORD, True, WORD, ("t.mail", "u/x.illness")),),
    results=(
        result("r.critical", "critical", Verdict.PASS),
        result("r.high", "high", Verdict.PASS, ("scan.personal",)),
        result("r.medium", "medium", Verdict.FAIL, ("scan.personal",)),
        result("r.low", "low", Verdict.UNRESOLVED),
    ),
    questions=(),
    risks=(risk("r.medium", RiskLevel.MEDIUM, RiskLevel.MEDIUM),),
    reidentification=(exposed(),),
    linkage=linked(),
    scores=(score("cnil", 2), score("none", None)),
)


def digest(assessment: Assessment) -> str:
    return hashlib.sha256(documents.dump_json(assessment)).hexdigest()


def signature(approval: Approval, key: Ed25519PrivateKey, role: Role, name: str, day: date) -> Signature:
    public = keys.public_key(key)
    message = signed_bytes(approval.statement, role, name, day, public)
    return Signature(role, name, day, public, keys.sign(key, message))


def approval(
    assessment: Assessment = BASE,
    by: Sequence[tuple[Ed25519PrivateKey, Role, str]] = (
        (ANN, Role.ASSESSOR, "Ann"),
        (OLAF, Role.OFFICER, "Olaf"),
    ),
    day: date = MADE,
) -> Approval:
    empty = Approval(APPROVAL_VERSION, statement_of(assessment, digest(assessment)), ())
    return replace(empty, signatures=tuple(signature(empty, key, role, name, day) for key, role, name in by))


def with_result(rule: str, verdict: Verdict, assessment: Assessment = BASE) -> Assessment:
    """The base with another verdict of one rule."""
    missing = ("ans.x",) if verdict is Verdict.UNRESOLVED else ()
    results = tuple(
        replace(item, verdict=verdict, missing=missing) if item.rule == rule else item for item in assessment.results
    )
    return replace(assessment, results=results)


def with_deployment(**changes: object) -> Assessment:
    return replace(BASE, deployment=replace(DEPLOYMENT, **changes))  # type: ignore[arg-type]


def with_activity(**changes: object) -> Assessment:
    return with_deployment(activities=(replace(DEPLOYMENT.activities[0], **changes),))  # type: ignore[arg-type]


def with_column(column: Column) -> Assessment:
    first = BASE.inputs[0]
    return replace(
        BASE, inputs=(replace(first, columns=(*first.columns, ScannedColumn(column, 90, 90))), BASE.inputs[1])
    )
