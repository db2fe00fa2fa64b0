from __future__ import annotations

from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from pia.approval.trust import Objection, Trust, objections, unsigned
from pia.model.approval import Role
from tests.admission.setting_for_tests import ANN, MADE, SIGNERS, TODAY, approval

TRUST = Trust(SIGNERS, {Role.ASSESSOR: 1, Role.OFFICER: 1}, None, TODAY)
APPROVED = approval()


def test_an_approval_holds_as_it_was_signed() -> None:
    assert objections(APPROVED, TRUST) == ()
    assert objections(replace(APPROVED, signatures=APPROVED.signatures[::-1]), TRUST) == ()


def test_what_is_said_of_each_signature() -> None:
    broken = replace(APPROVED, statement=replace(APPROVED.statement, deployment="x"))
    assert {(item.kind, item.where) for item in objections(broken, TRUST)} == {
        ("failed", "assessor Ann"),
        ("failed", "officer Olaf"),
        ("incomplete", "approval"),
        ("incomplete", "assessor"),
        ("incomplete", "officer"),
    }
    found = objections(approval(by=((ANN, Role.OFFICER, "Ann"),)), TRUST)
    assert "names nobody of this name and role" in found[0].text.en
    assert SIGNERS[0].public_key in found[0].text.en


def test_what_is_missing_is_counted() -> None:
    trust = replace(TRUST, required={Role.OFFICER: 2})
    assert [item.text.en for item in objections(APPROVED, trust)] == ["2 of the role officer must sign, 1 did"]
    assert [item.text.zh for item in unsigned(trust)] == ["须有 2 名负责官员签署，已签署 0 名"]
    assert unsigned(replace(TRUST, required={})) == ()


def test_days_count_from_the_signature() -> None:
    def said(days: int | None, today: date) -> list[str]:
        return [item.text.en for item in objections(APPROVED, replace(TRUST, days=days, today=today, required={}))]

    assert said(4, TODAY) == []
    assert said(3, TODAY)[0] == "It was signed on 2026-11-20, more than 3 days ago"
    assert said(None, MADE) == []
    assert said(None, date(2026, 11, 19))[0] == "It was signed on 2026-11-20, after today; check the clock"
    early = approval(day=date(2026, 11, 19))
    assert "before the assessment of 2026-11-20" in objections(early, TRUST)[0].text.en


def test_another_format_is_not_looked_into() -> None:
    found = objections(replace(APPROVED, schema_version=2), TRUST)
    assert [(item.kind, item.where) for item in found] == [("incomplete", "approval")]
    assert "format 2, this pia reads 1" in found[0].text.en


def test_objections_can_be_sorted() -> None:
    found = objections(replace(APPROVED, signatures=()), TRUST)
    assert all(isinstance(item, Objection) for item in sorted(found))


@given(st.integers(0, 87), st.integers(1, 63))
def test_any_change_of_a_signature_is_caught(place: int, turn: int) -> None:
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
    first = APPROVED.signatures[0]
    old = first.signature[place]
    new = letters[(letters.find(old) + turn) % 64]
    forged = replace(first, signature=first.signature[:place] + new + first.signature[place + 1 :])
    found = objections(replace(APPROVED, signatures=(forged, APPROVED.signatures[1])), TRUST)
    assert (new == old) is (found == ())
