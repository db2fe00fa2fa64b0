from __future__ import annotations

from dataclasses import replace

from pia.admission.admit import Terms, admit
from pia.admission.amendments import roots
from pia.approval.comparison import growth
from pia.approval.surface import surface
from pia.model.assessment import Assessment
from pia.model.dataset import Column, ScannedColumn
from pia.model.finding import NotExamined
from pia.model.risk import Question, Verdict
from pia.model.surface import SurfaceItem, SurfaceKind
from tests.admission.setting_for_tests import (
    BASE,
    POLICY,
    TODAY,
    WORD,
    approval,
    exposed,
    finding,
    linked,
    with_activity,
    with_deployment,
    with_result,
)

TERMS = Terms(TODAY, POLICY, approval=approval())


def said(assessment: Assessment, terms: Terms = TERMS) -> list[str]:
    return [text.en for text in admit(assessment, terms).amendments]


def with_columns(*columns: Column, table: int = 0) -> Assessment:
    inputs = list(BASE.inputs)
    more = tuple(ScannedColumn(column, 9, 9) for column in columns)
    inputs[table] = replace(inputs[table], columns=(*inputs[table].columns, *more))
    return replace(BASE, inputs=tuple(inputs))


def grown(assessment: Assessment) -> list[SurfaceItem]:
    return [found.item for found in roots(growth(surface(BASE), surface(assessment)))]


def test_what_passes_needs_no_amendment() -> None:
    assert said(BASE) == []


def test_rules_are_mended_and_questions_answered_once() -> None:
    both = with_result("r.high", Verdict.FAIL, with_result("r.critical", Verdict.UNRESOLVED))
    asked = replace(both, questions=(Question("ans.x", WORD, (), ("r.critical",), "critical"),))
    assert said(asked) == ["r.high: mend r.high", "Answer ans.x: word"]
    two = with_result("r.high", Verdict.UNRESOLVED, with_result("r.critical", Verdict.UNRESOLVED))
    assert said(two) == ["Answer ans.x: "]
    assert said(with_deployment(next_review=None)) == ["Set next_review in deployment.yaml"]


def test_growth_is_taken_back_or_agreed_to() -> None:
    assert said(with_activity(storage_period_days=60)) == [
        "Either take back: data for 'care' kept for 60 days",
        "Or agree to: data for 'care' kept for 60 days",
        "To agree: pia assess, then pia approve by everybody who must sign",
    ]


def test_missing_roles_are_named() -> None:
    assert said(BASE, replace(TERMS, approval=None)) == [
        "Sign: pia approve --role assessor",
        "Sign: pia approve --role officer",
    ]
    both = replace(TERMS, policy=replace(POLICY, signers=POLICY.signers[:1]))
    assert said(with_activity(storage_period_days=60), both)[2:] == ["Sign: pia approve --role officer"]


def test_what_is_said_of_a_new_column_goes_with_it() -> None:
    new = Column("t", "", "new")
    found = with_columns(new)
    found = replace(found, findings=(*found.findings, finding(new, "EMAIL_ADDRESS")))
    found = replace(found, reidentification=(exposed(1, ("mail", "no", "new")),), linkage=linked(90, (new,)))
    column = SurfaceItem(SurfaceKind.COLUMN, ("t.new",))
    assert grown(found) == [column]
    assert grown(replace(found, reidentification=(), unmeasured=(NotExamined("t", WORD),))) == [column]


def test_what_does_not_come_from_a_new_column_stays() -> None:
    other = with_columns(Column("u", "x", "new"), table=1)
    assert [item.kind for item in grown(replace(other, reidentification=(exposed(1),)))] == [
        SurfaceKind.COLUMN,
        SurfaceKind.K,
    ]
    spread = replace(
        with_columns(Column("t", "", "new")), findings=(*BASE.findings, finding(Column("t", "", "no"), "X"))
    )
    assert [item.kind for item in grown(spread)] == [SurfaceKind.COLUMN, SurfaceKind.PERSONAL_DATA]
    assert [item.kind for item in grown(with_activity(columns=("t.no",)))] == [SurfaceKind.PURPOSE_COLUMN]
