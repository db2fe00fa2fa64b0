from __future__ import annotations

from dataclasses import replace

from pia.admission.approved import Drift, drift
from pia.approval.statement import statement_of
from pia.model.risk import RiskLevel
from tests.admission.setting_for_tests import BASE, risk, score, with_activity

STATEMENT = statement_of(BASE, "f" * 64)


def words(**changes: object) -> list[str]:
    return [reason.text.en for reason in drift(replace(BASE, **changes), STATEMENT).reasons]  # type: ignore[arg-type]


def test_nothing_drifts_by_itself() -> None:
    assert drift(BASE, STATEMENT) == Drift((), ())


def test_levels_are_named_before_and_after() -> None:
    rose = (risk("r.medium", RiskLevel.SEVERE, RiskLevel.HIGH),)
    assert words(risks=rose) == ["The risk rose from medium (medium with measures) to severe (high)"]
    new = (*BASE.risks, risk("r.new", RiskLevel.HIGH, RiskLevel.LOW))
    assert words(risks=new) == ["A risk that was not approved, of level low"]
    assert words(scores=(score("cnil", 3),)) == ["The worst case of the score rose from step 2 to step 3"]
    assert words(scores=(score("new", 1),)) == ["The worst case of the score rose from step none to step 1"]


def test_packs_are_named_before_and_after() -> None:
    other = replace(BASE.packs[0], sha256="b" * 64)
    assert words(packs=(other,)) == [
        "The rule pack is not the approved one: 2026.1.0 (aaaaaaaaaaaa), now 2026.1.0 (bbbbbbbbbbbb)"
    ]
    assert words(packs=()) == ["The rule pack is not the approved one: 2026.1.0 (aaaaaaaaaaaa), now -"]


def test_growth_is_a_reason_of_its_own() -> None:
    found = drift(with_activity(storage_period_days=60), STATEMENT)
    assert [(item.item.extent, item.before) for item in found.grown] == [(60, 30)]
    assert [(item.kind, item.where) for item in found.reasons] == [("failed", "storage: care")]
