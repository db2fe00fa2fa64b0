from __future__ import annotations

from pathlib import Path

import pytest

from pia.assess.checked import LoadedPack
from pia.assess.packs import load_packs
from pia.assess.questions import questions
from pia.assess.verdicts import judge
from pia.model.risk import Question
from pia.model.rule import FactValue
from tests.assess.facts_for_tests import FACTS
from tests.assess.packs_for_tests import RULE, write_pack


@pytest.fixture
def packs(tmp_path: Path) -> tuple[LoadedPack, ...]:
    second = RULE.replace("t.1.one", "t.2.two").replace("high", "critical").replace("scan.a\n", "scan.b\n")
    return load_packs([write_pack(tmp_path, rules=RULE + second[1:])], FACTS)[0]


def asked(packs: tuple[LoadedPack, ...], values: dict[str, FactValue]) -> tuple[Question, ...]:
    return questions(judge(packs, FACTS, values), FACTS, packs, values)


def weights(folder: Path, values: dict[str, FactValue], *changes: tuple[str, str]) -> dict[str, float]:
    packs, _ = load_packs([write_pack(folder, *changes)], FACTS)
    return {question.fact: question.weight for question in asked(packs, values)}


def test_questions_come_gravest_first_with_the_rules_that_wait(packs: tuple[LoadedPack, ...]) -> None:
    found = asked(packs, {"scan.a": True})
    assert [question.fact for question in found] == ["ans.c", "scan.b"]
    first, second = found
    assert first.rules == ("t.2.two", "t.1.one")
    assert first.severity == "critical"
    assert [option.value for option in first.options] == ["yes", "partly", "no"]
    assert second.options == ()
    assert "could not tell" in second.text.en


def test_a_declaration_is_asked_for_where_it_is_made(tmp_path: Path) -> None:
    path = write_pack(tmp_path, ("applies_when: scan.a", "applies_when: '\"ai\" in proj.d'"))
    (question,) = asked(load_packs([path], FACTS)[0], {"ans.c": "no"})
    assert question.text.en == "Not declared in deployment.yaml: d."


def test_a_rule_that_waits_for_one_fact_alone_weighs_in_full(tmp_path: Path) -> None:
    assert weights(tmp_path, {"scan.a": True}) == {"ans.c": 16}


def test_what_waits_for_two_facts_weighs_what_one_answer_decides(tmp_path: Path) -> None:
    found = weights(tmp_path, {})
    assert found == {"scan.a": 16 * (1 / 2 + 1 / 2) / 2, "ans.c": round(16 * (1 / 3 + 1 / 2) / 2, 2)}


def test_an_answer_that_decides_nothing_alone_weighs_less(tmp_path: Path) -> None:
    found = weights(tmp_path, {"scan.a": True}, ('ans.c == "yes"', '(ans.c == "yes") == scan.b'))
    assert found == {"ans.c": 16 * (0 + 1 / 2) / 2, "scan.b": 16 * (0 + 1 / 2) / 2}


@pytest.mark.parametrize(("severity", "weight"), [("low", 1), ("medium", 4), ("high", 16), ("critical", 64)])
def test_severity_weighs_fourfold_from_step_to_step(tmp_path: Path, severity: str, weight: int) -> None:
    assert weights(tmp_path, {"scan.a": True}, ("severity: high", f"severity: {severity}")) == {"ans.c": weight}


def test_a_number_is_tried_on_both_sides_of_a_threshold(tmp_path: Path) -> None:
    declared = "\nparameters: [{name: most, type: number, label: {en: M, zh: 上}, default: 3}]\nrules:"
    found = weights(tmp_path, {}, ("\nrules:", declared), ("scan.a\n", "scan.n >= param.most\n"))
    assert found["scan.n"] == round(16 * (4 / 7 + 1 / 2) / 2, 2)
