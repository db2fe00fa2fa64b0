from __future__ import annotations

from dataclasses import replace

import pytest

from pia.admission.differences import changed_packs, differences
from pia.model.assessment import Assessment
from pia.model.risk import RiskLevel, Verdict
from tests.admission.setting_for_tests import BASE, WORD, category, risk, score, with_result


def changed(**changes: object) -> Assessment:
    return replace(BASE, **changes)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("edited", "where"),
    [
        (with_result("r.medium", Verdict.PASS), ["verdict r.medium"]),
        (changed(results=BASE.results[:3]), ["verdict r.low"]),
        (changed(risks=()), ["risk r.medium"]),
        (changed(risks=(risk("r.medium", RiskLevel.LOW, RiskLevel.LOW),)), ["risk r.medium"]),
        (changed(scores=(score("cnil", 1), BASE.scores[1])), ["score cnil"]),
        (changed(facts=(replace(BASE.facts[0], value=False),)), ["fact scan.personal"]),
        (changed(facts=(*BASE.facts, replace(BASE.facts[0], name="a"))), ["fact a"]),
        (changed(categories=(category("EMAIL_ADDRESS", 1), BASE.categories[1])), ["category EMAIL_ADDRESS"]),
        (changed(facts=(*BASE.facts, *BASE.facts)), ["assessment"]),
        (changed(results=BASE.results[::-1]), ["assessment"]),
        (changed(deployment=replace(BASE.deployment, name="x")), ["assessment"]),
    ],
)
def test_what_was_edited_is_named(edited: Assessment, where: list[str]) -> None:
    found = differences(edited, BASE)
    assert [item.where for item in found] == where
    assert {item.kind for item in found} == {"failed"}


def test_a_question_that_was_taken_away_is_named(assessed: object) -> None:
    whole: Assessment = assessed("floating-population")  # type: ignore[operator]
    found = differences(replace(whole, questions=whole.questions[1:]), whole)
    assert [item.where for item in found] == [f"question {whole.questions[0].fact}"]
    assert differences(whole, whole) == ()


def test_packs_are_told_apart_by_digest() -> None:
    pack = BASE.packs[0]
    assert changed_packs(BASE.packs, {"p": pack.sha256, "q": "x"}) == ()
    (other,) = changed_packs(BASE.packs, {"p": "b" * 64})
    assert (other.kind, other.where) == ("incomplete", "p")
    assert other.text.en.endswith("with the digest aaaaaaaaaaaa; here it is bbbbbbbbbbbb")
    assert other.text.zh.endswith("（摘要 aaaaaaaaaaaa），此处为 bbbbbbbbbbbb")
    (gone,) = changed_packs(BASE.packs, {"q": pack.sha256})
    assert "there is no such pack here" in gone.text.en
    assert "2026.1.0" in gone.text.zh
    assert WORD not in (gone.text, other.text)
