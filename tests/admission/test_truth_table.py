"""What the gate says of every way in which a deployment can differ from the approved one: the whole table."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date

import pytest

from pia.admission.admit import Terms, admit
from pia.admission.baseline import baseline_of
from pia.gate import GateReason
from pia.model.approval import Role
from pia.model.assessment import Assessment
from pia.model.dataset import Column
from pia.model.deployment import Answer, LegalBasis, ProcessingActivity, Recipient, Technology, Transfer
from pia.model.finding import NotExamined
from pia.model.policy import PolicyFile
from pia.model.risk import RiskLevel, Verdict
from pia.model.surface import Surface
from pia.model.waiver import Waiver, WaiverUse
from tests.admission.setting_for_tests import (
    ANN,
    BASE,
    DEPLOYMENT,
    LEFT,
    MADE,
    MAIL,
    OLAF,
    PANEL,
    POLICY,
    STRANGER,
    TODAY,
    WORD,
    approval,
    category,
    exposed,
    finding,
    linked,
    risk,
    score,
    with_activity,
    with_column,
    with_deployment,
    with_result,
)

FAIL, OPEN, PASS, IDLE = Verdict.FAIL, Verdict.UNRESOLVED, Verdict.PASS, Verdict.NOT_APPLICABLE
APPROVED = approval()
TERMS = Terms(TODAY, POLICY, approval=APPROVED)
BARE = Terms(TODAY)
NEW = Column("t", "", "new")


def policy(**changes: object) -> Terms:
    return replace(TERMS, policy=replace(POLICY, **changes))  # type: ignore[arg-type]


def by(*signed: tuple[object, Role, str], day: date = MADE) -> Terms:
    return replace(TERMS, approval=approval(by=signed, day=day))  # type: ignore[arg-type]


def forged(**changes: object) -> Terms:
    """The approval with another statement under the old signatures."""
    statement = replace(APPROVED.statement, **changes)  # type: ignore[arg-type]
    return replace(TERMS, approval=replace(APPROVED, statement=statement))


def known(assessment: Assessment, *reasons: tuple[str, str], **changes: object) -> Terms:
    """A baseline of some reasons."""
    titles = {item.rule: item.title for item in BASE.results}
    shut = [GateReason(kind, where, titles.get(where, WORD)) for kind, where in reasons]  # type: ignore[arg-type]
    made = replace(baseline_of(assessment, shut, frozenset(), MADE), **changes)  # type: ignore[arg-type]
    return replace(BARE, baseline=made)


def changed(**changes: object) -> Assessment:
    return replace(BASE, **changes)  # type: ignore[arg-type]


HELD = WaiverUse(Waiver("r.high", 1, "City", "r", "a", "b", MADE, date(2026, 12, 1)), honoured=True)
ENDED = replace(HELD, waiver=replace(HELD.waiver, expires=date(2026, 11, 23)))


@dataclass(frozen=True)
class Case:
    """One line of the table: what differs, the exit code, and what keeps it shut."""

    name: str
    code: int
    where: tuple[str, ...] = ()
    assessment: Assessment = BASE
    terms: Terms = field(default_factory=lambda: TERMS)


TABLE = [
    Case("nothing differs", 0),
    Case("no policy, no approval", 0, terms=BARE),
    # rules
    Case("a critical rule fails", 1, ("r.critical",), with_result("r.critical", FAIL), BARE),
    Case("a high rule fails", 1, ("r.high",), with_result("r.high", FAIL), BARE),
    Case("a medium rule fails", 0, (), with_result("r.medium", FAIL), BARE),
    Case("a critical rule is open", 4, ("r.critical",), with_result("r.critical", OPEN), BARE),
    Case("a high rule is open", 4, ("r.high",), with_result("r.high", OPEN), BARE),
    Case("a low rule is open", 0, (), with_result("r.low", OPEN), BARE),
    Case("one fails, one is open", 1, ("r.critical", "r.high"), with_result("r.high", OPEN, with_result("r.critical", FAIL)), BARE),
    Case("nothing applies", 4, ("assessment",), changed(results=tuple(replace(r, verdict=IDLE, missing=()) for r in BASE.results)), BARE),
    Case("there are no rules", 4, ("assessment",), changed(results=()), BARE),
    Case("nothing was read", 4, ("assessment",), changed(inputs=()), BARE),
    # thresholds
    Case("the user asks for medium", 1, ("r.medium",), terms=replace(BARE, fail_on="medium")),
    Case("the user asks for low", 1, ("r.medium", "r.low"), terms=replace(BARE, fail_on="low")),
    Case("the user outweighs the policy", 1, ("r.medium",), terms=replace(policy(fail_on="critical"), fail_on="medium")),
    Case("the policy asks for medium", 1, ("r.medium",), terms=policy(fail_on="medium")),
    Case("the policy asks for critical", 1, ("risk: r.high",), changed(results=with_result("r.high", FAIL).results, risks=(*BASE.risks, risk("r.high", RiskLevel.LOW, RiskLevel.LOW))), policy(fail_on="critical")),
    Case("the pack has its own threshold", 1, ("r.medium", "r.low"), terms=policy(packs={"p": "low"})),
    Case("another pack has its own threshold", 0, terms=policy(packs={"q": "low"})),
    Case("the pack is treated more gently", 0, (), with_result("r.high", FAIL), replace(BARE, policy=PolicyFile(packs={"p": "critical"}))),
    Case("the policy allows one", 0, terms=policy(fail_on="medium", allowed={"medium": 1})),
    Case("the policy allows none", 1, ("r.medium",), terms=policy(fail_on="medium", allowed={"medium": 0})),
    Case("the policy allows another severity", 1, ("r.medium",), terms=policy(fail_on="medium", allowed={"high": 5})),
    Case("an open question is never allowed", 4, ("r.low",), terms=policy(fail_on="low", allowed={"medium": 9, "low": 9})),
    Case("a prohibition is never allowed", 1, ("r.medium",), terms=replace(policy(fail_on="medium", allowed={"medium": 1}), prohibitions=frozenset({"r.medium"}))),
    # completeness
    Case("a row was not examined", 4, ("t row 3",), changed(not_examined=(LEFT,)), BARE),
    Case("a row was not examined, approved or not", 4, ("t row 3",), changed(not_examined=(LEFT,))),
    Case("the review is overdue", 4, ("next_review",), with_deployment(next_review=date(2026, 11, 23))),
    Case("the review is today", 0, (), with_deployment(next_review=TODAY)),
    Case("no review is set", 4, ("next_review",), with_deployment(next_review=None)),
    Case("no review is set, none is asked for", 0, (), with_deployment(next_review=None), policy(review_required=False)),
    Case("no review is set, no policy", 0, (), with_deployment(next_review=None), BARE),
    Case("the assessment is of tomorrow", 4, ("assessed_on", "assessor Ann", "officer Olaf", "approval", "assessor", "officer"), changed(assessed_on=date(2026, 11, 25)), replace(TERMS, approval=approval(changed(assessed_on=date(2026, 11, 25))))),
    Case("the assessment has another format", 4, ("schema_version",), changed(schema_version=2), BARE),
    Case("an answer is asked for and missing", 4, ("ans.x",), terms=policy(answers=("x",))),
    Case("an answer is asked for and given", 0, (), with_deployment(answers={"x": "no"}), policy(answers=("x",))),
    Case("an answer is asked for, nobody knows", 4, ("ans.x",), with_deployment(answers={"x": "dont_know"}), policy(answers=("x",))),
    Case("an answer is asked for, nobody knows, at length", 4, ("ans.x",), with_deployment(answers={"x": Answer("dont_know", by="Ann")}), policy(answers=("x",))),
    # signatures
    Case("nothing was approved", 4, ("assessor", "officer"), terms=replace(TERMS, approval=None)),
    Case("nothing was approved, nobody is asked", 0, terms=replace(policy(required={}), approval=None)),
    Case("nobody signed", 4, ("approval", "assessor", "officer"), terms=by()),
    Case("nobody signed, nobody is asked", 4, ("approval",), terms=replace(by(), policy=replace(POLICY, required={}))),
    Case("one signature is missing", 4, ("officer",), terms=by((ANN, Role.ASSESSOR, "Ann"))),
    Case("one signs for two", 4, ("officer Ann", "officer"), terms=by((ANN, Role.ASSESSOR, "Ann"), (ANN, Role.OFFICER, "Ann"))),
    Case("one signs twice where two are asked", 4, ("assessor",), terms=replace(by((ANN, Role.ASSESSOR, "Ann"), (ANN, Role.ASSESSOR, "Ann"), (OLAF, Role.OFFICER, "Olaf")), policy=replace(POLICY, required={Role.ASSESSOR: 2, Role.OFFICER: 1}))),
    Case("a stranger signs", 4, ("officer Olaf", "officer"), terms=by((ANN, Role.ASSESSOR, "Ann"), (STRANGER, Role.OFFICER, "Olaf"))),
    Case("a signer under another name", 4, ("officer Otto", "officer"), terms=by((ANN, Role.ASSESSOR, "Ann"), (OLAF, Role.OFFICER, "Otto"))),
    Case("the panel signs, too", 0, terms=by((ANN, Role.ASSESSOR, "Ann"), (OLAF, Role.OFFICER, "Olaf"), (PANEL, Role.RESIDENT_PANEL, "Panel"))),
    Case("the panel is asked and did not sign", 4, ("resident_panel",), terms=policy(required={Role.ASSESSOR: 1, Role.OFFICER: 1, Role.RESIDENT_PANEL: 1})),
    Case("no policy names the signers", 4, ("assessor Ann", "officer Olaf", "approval"), terms=replace(TERMS, policy=None)),
    Case("signed tomorrow", 4, ("assessor Ann", "officer Olaf", "approval", "assessor", "officer"), terms=by((ANN, Role.ASSESSOR, "Ann"), (OLAF, Role.OFFICER, "Olaf"), day=date(2026, 11, 25))),
    Case("signed today", 0, terms=by((ANN, Role.ASSESSOR, "Ann"), (OLAF, Role.OFFICER, "Olaf"), day=TODAY)),
    Case("signed before it was assessed", 4, ("assessor Ann", "officer Olaf", "approval", "assessor", "officer"), terms=by((ANN, Role.ASSESSOR, "Ann"), (OLAF, Role.OFFICER, "Olaf"), day=date(2026, 11, 19))),
    Case("signed four days ago, four are granted", 0, terms=policy(approval_days=4)),
    Case("signed four days ago, three are granted", 4, ("assessor Ann", "officer Olaf", "approval", "assessor", "officer"), terms=policy(approval_days=3)),
    Case("the approval has another format", 4, ("approval",), terms=replace(TERMS, approval=replace(APPROVED, schema_version=0))),
    # tampering
    Case("the surface was shrunk after signing", 1, ("assessor Ann", "officer Olaf", "approval", "assessor", "officer"), terms=forged(surface=Surface((*APPROVED.statement.surface.items, replace(APPROVED.statement.surface.items[0], subject=("t.other",)))))),
    Case("a digest was changed after signing", 1, ("assessor Ann", "officer Olaf", "approval", "assessor", "officer"), terms=forged(assessment_sha256="0" * 64)),
    Case("a role was changed after signing", 1, ("resident_panel Ann", "assessor"), terms=replace(TERMS, approval=replace(APPROVED, signatures=(replace(APPROVED.signatures[0], role=Role.RESIDENT_PANEL), APPROVED.signatures[1])))),
    Case("a day was changed after signing", 1, ("assessor Ann", "assessor"), terms=replace(TERMS, approval=replace(APPROVED, signatures=(replace(APPROVED.signatures[0], signed_on=TODAY), APPROVED.signatures[1])))),
    Case("a name was changed after signing", 1, ("assessor Eve", "assessor"), terms=replace(TERMS, approval=replace(APPROVED, signatures=(replace(APPROVED.signatures[0], name="Eve"), APPROVED.signatures[1])))),
    Case("a signature is no base64", 1, ("assessor Ann", "assessor"), terms=replace(TERMS, approval=replace(APPROVED, signatures=(replace(APPROVED.signatures[0], signature="?"), APPROVED.signatures[1])))),
    Case("a key was put in place of another", 1, ("assessor Ann", "assessor"), terms=replace(TERMS, approval=replace(APPROVED, signatures=(replace(APPROVED.signatures[0], public_key=APPROVED.signatures[1].public_key), APPROVED.signatures[1])))),
    # the surface
    Case("a column is new", 1, ("column: t.new",), with_column(NEW)),
    Case("a column is gone", 0, (), changed(inputs=(replace(BASE.inputs[0], columns=BASE.inputs[0].columns[:1]), BASE.inputs[1]))),
    Case("a column became personal", 1, ("personal_data: t.no: EMAIL_ADDRESS",), changed(findings=(*BASE.findings, finding(Column("t", "", "no"), "EMAIL_ADDRESS")))),
    Case("a column is personal no more", 0, (), changed(findings=BASE.findings[:1])),
    Case("another kind of data in a column", 1, ("personal_data: t.mail: PERSON",), changed(findings=(*BASE.findings, finding(MAIL, "PERSON")))),
    Case("a kind of data became graver", 1, ("personal_data: t.mail: EMAIL_ADDRESS",), changed(categories=(category("EMAIL_ADDRESS", 3), BASE.categories[1]))),
    Case("a kind of data became special", 1, ("personal_data: t.mail: EMAIL_ADDRESS",), changed(categories=(category("EMAIL_ADDRESS", 2, special=True), BASE.categories[1]))),
    Case("a kind of data became lighter", 0, (), changed(categories=(category("EMAIL_ADDRESS", 1), BASE.categories[1]))),
    Case("k fell into a lower band", 1, ("k: t",), changed(reidentification=(exposed(4),))),
    Case("k fell within its band", 0, (), changed(reidentification=(exposed(5),))),
    Case("k rose", 0, (), changed(reidentification=(exposed(70),))),
    Case("a quasi-identifier is new", 1, ("quasi_identifier: t.no",), changed(reidentification=(exposed(7, ("mail", "no")),))),
    Case("a table was not measured", 1, ("unmeasured: t",), changed(reidentification=(), unmeasured=(NotExamined("t", WORD),))),
    Case("more people are named", 1, ("link: u/x: t",), changed(linkage=linked(60))),
    Case("fewer people are named", 0, (), changed(linkage=linked(1))),
    Case("more becomes known of them", 1, ("revealed: u/x: t: t.no",), changed(linkage=linked(reveals=(Column("t", "", "no"),)))),
    Case("a link names nobody", 0, (), changed(linkage=linked(60, named=False))),
    Case("there is no linkage", 0, (), changed(linkage=None)),
    Case("a purpose is new", 1, ("purpose: sale", "legal_basis: sale: ", "storage: sale"), with_deployment(activities=(*DEPLOYMENT.activities, ProcessingActivity("sale")))),
    Case("a legal basis is another", 1, ("legal_basis: care: contract",), with_activity(legal_basis=LegalBasis.CONTRACT)),
    Case("a legal basis is gone", 1, ("legal_basis: care: ",), with_activity(legal_basis=None)),
    Case("data is kept longer", 1, ("storage: care",), with_activity(storage_period_days=31)),
    Case("data is kept for ever", 1, ("storage: care",), with_activity(storage_period_days=None)),
    Case("data is kept for less", 0, (), with_activity(storage_period_days=29)),
    Case("a purpose uses another column", 1, ("purpose_column: care: t.no",), with_activity(columns=("t.mail", "t.no"))),
    Case("a purpose has another recipient", 1, ("purpose_recipient: care: Bank",), with_activity(recipients=("Bank",))),
    Case("a recipient is new", 1, ("recipient: Bank: recipient: ", "without_contract: Bank"), with_deployment(recipients=(*DEPLOYMENT.recipients, Recipient("Bank")))),
    Case("a recipient moved", 1, ("recipient: Clinic: processor: US",), with_deployment(recipients=(replace(DEPLOYMENT.recipients[0], country="US"),))),
    Case("a contract is gone", 1, ("without_contract: Clinic",), with_deployment(recipients=(replace(DEPLOYMENT.recipients[0], contract=""),))),
    Case("a transfer is new", 1, ("transfer: Bank: US",), with_deployment(transfers=(*DEPLOYMENT.transfers, Transfer("Bank", "US", "clauses")))),
    Case("a safeguard is gone", 1, ("without_safeguard: Clinic: CH",), with_deployment(transfers=(Transfer("Clinic", "CH"),))),
    Case("a technology is new", 1, ("technology: ai",), with_deployment(technologies=(Technology.CLOUD, Technology.AI))),
    Case("a technology is gone", 0, (), with_deployment(technologies=())),
    Case("another deployment", 4, ("deployment",), with_deployment(name="Town")),
    # levels
    Case("a risk is new", 1, ("risk: r.low",), changed(risks=(*BASE.risks, risk("r.low", RiskLevel.LOW, RiskLevel.LOW)))),
    Case("a risk rose", 1, ("risk: r.medium",), changed(risks=(risk("r.medium", RiskLevel.HIGH, RiskLevel.MEDIUM),))),
    Case("a residual risk rose", 1, ("risk: r.medium",), changed(risks=(risk("r.medium", RiskLevel.MEDIUM, RiskLevel.HIGH),))),
    Case("a risk fell", 0, (), changed(risks=(risk("r.medium", RiskLevel.LOW, RiskLevel.LOW),))),
    Case("a score rose", 1, ("score: cnil",), changed(scores=(score("cnil", 3),))),
    Case("a score fell", 0, (), changed(scores=(score("cnil", 1),))),
    Case("a score came to be", 1, ("score: none",), changed(scores=(score("none", 1),))),
    Case("a model is new", 1, ("score: wp248",), changed(scores=(*BASE.scores, score("wp248", 1)))),
    Case("a score is gone", 0, (), changed(scores=())),
    # packs
    Case("a pack changed", 4, ("pack: p",), changed(packs=(replace(BASE.packs[0], sha256="b" * 64),))),
    Case("a pack has another version", 4, ("pack: p",), changed(packs=(replace(BASE.packs[0], version="2"),))),
    Case("a pack is new", 4, ("pack: q",), changed(packs=(*BASE.packs, replace(BASE.packs[0], id="q")))),
    Case("a pack is gone", 4, ("pack: p",), changed(packs=())),
    # the baseline
    Case("known to fail", 0, (), with_result("r.high", FAIL), known(with_result("r.high", FAIL), ("failed", "r.high"))),
    Case("known to be open", 0, (), with_result("r.high", OPEN), known(with_result("r.high", OPEN), ("incomplete", "r.high"))),
    Case("known to be open, fails now", 1, ("r.high",), with_result("r.high", FAIL), known(with_result("r.high", OPEN), ("incomplete", "r.high"))),
    Case("known not to be examined", 0, (), changed(not_examined=(LEFT,)), known(BASE, ("incomplete", "t row 3"))),
    Case("another row was not examined", 4, ("t row 3",), changed(not_examined=(LEFT,)), known(BASE, ("incomplete", "t row 4"))),
    Case("known to fail on fewer columns", 1, ("r.high",), with_result("r.high", FAIL), known(changed(results=with_result("r.high", FAIL).results, facts=(replace(BASE.facts[0], because=("t.mail",)),)), ("failed", "r.high"))),
    Case("a waiver that ended", 1, ("r.high", "r.high"), replace(with_result("r.high", FAIL), waivers=(ENDED,)), BARE),
    Case("a waiver that holds", 0, (), replace(with_result("r.high", FAIL), waivers=(HELD,)), BARE),
    Case("a waiver that ended is never known", 1, ("r.high",), replace(with_result("r.high", FAIL), waivers=(ENDED,)), known(with_result("r.high", FAIL), ("failed", "r.high"))),
    Case("a waiver that ended is never allowed", 1, ("r.medium",), changed(waivers=(replace(ENDED, waiver=replace(ENDED.waiver, rule="r.medium")),)), policy(fail_on="medium", allowed={"medium": 1})),
    Case("an overdue review is never known", 4, ("next_review",), with_deployment(next_review=MADE), known(BASE, ("incomplete", "next_review"))),
    Case("a prohibition is never known", 1, ("r.high",), with_result("r.high", FAIL), replace(known(with_result("r.high", FAIL), ("failed", "r.high")), prohibitions=frozenset({"r.high"}))),
    Case("the baseline of another deployment", 4, ("baseline",), terms=known(BASE, deployment="Town")),
    Case("a baseline of tomorrow", 4, ("baseline",), terms=known(BASE, made_on=date(2026, 11, 25))),
    Case("a baseline of today", 0, terms=known(BASE, made_on=TODAY)),
    Case("a baseline of another format", 4, ("baseline",), terms=known(BASE, schema_version=0)),
]  # fmt: skip


@pytest.mark.parametrize("case", TABLE, ids=lambda case: case.name)
def test_the_gate(case: Case) -> None:
    result = admit(case.assessment, case.terms)
    assert (result.exit_code, sorted(reason.where for reason in result.reasons)) == (case.code, sorted(case.where))
    assert result.passed is (case.code == 0)
    assert all(reason.text.en and reason.text.zh for reason in result.reasons)


def test_the_table_is_long_enough_and_names_each_case_once() -> None:
    names = [case.name for case in TABLE]
    assert len(names) == len(set(names)) >= 60
