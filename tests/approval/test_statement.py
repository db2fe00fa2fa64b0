from __future__ import annotations

from dataclasses import fields, replace

from pia import documents
from pia.approval.statement import signed_bytes, statement_of
from pia.approval.surface import surface
from pia.model.approval import InputPin, PackPin, RiskPin, Role, ScorePin, Statement
from pia.model.risk import RiskLevel
from tests.admission.setting_for_tests import BASE, MADE, TODAY

STATEMENT = statement_of(BASE, "f" * 64)


def test_a_statement_pins_what_is_agreed_to() -> None:
    assert STATEMENT.surface == surface(BASE)
    assert (STATEMENT.deployment, STATEMENT.deployment_sha256) == ("City", "d" * 64)
    assert (STATEMENT.assessment_sha256, STATEMENT.assessed_on, STATEMENT.tool) == ("f" * 64, MADE, BASE.tool)
    assert STATEMENT.packs == (PackPin("p", "2026.1.0", "a" * 64),)
    assert STATEMENT.inputs == (InputPin("t", "1" * 64), InputPin("u", "2" * 64))
    assert STATEMENT.risks == (RiskPin("r.medium", RiskLevel.MEDIUM, RiskLevel.MEDIUM),)
    assert STATEMENT.scores == (ScorePin("cnil", 2), ScorePin("none", None))


def test_order_does_not_change_what_is_signed() -> None:
    turned = replace(BASE, inputs=BASE.inputs[::-1], scores=BASE.scores[::-1])
    assert statement_of(turned, "f" * 64) == STATEMENT


def test_every_part_changes_the_bytes() -> None:
    def said(statement: Statement = STATEMENT, name: str = "Ann", key: str = "k") -> bytes:
        return signed_bytes(statement, Role.ASSESSOR, name, TODAY, key)

    others = [said(name="An"), said(key="K"), signed_bytes(STATEMENT, Role.OFFICER, "Ann", TODAY, "k")]
    others.append(signed_bytes(STATEMENT, Role.ASSESSOR, "Ann", MADE, "k"))
    other = statement_of(replace(BASE, risks=(), scores=(), findings=(), packs=(), inputs=()), "0" * 64)
    other = replace(
        other, deployment="x", deployment_sha256="x", tool=replace(BASE.tool, version="x"), assessed_on=TODAY
    )
    for field in fields(Statement):
        assert getattr(other, field.name) != getattr(STATEMENT, field.name)
        others.append(said(replace(STATEMENT, **{field.name: getattr(other, field.name)})))
    assert len({said(), *others}) == 1 + len(others)


def test_the_bytes_are_the_same_after_a_file() -> None:
    again = documents.loads(documents.dump_json(STATEMENT), "s.json", Statement).value
    signed = signed_bytes(again, Role.OFFICER, "安", TODAY, "k")
    assert signed == signed_bytes(STATEMENT, Role.OFFICER, "安", TODAY, "k")
    assert signed.startswith(b'pia approval 1\n{"name":"\\u5b89","public_key":"k","role":"officer",')
    assert b" " not in signed.removeprefix(b"pia approval 1\n")
