from __future__ import annotations

from pathlib import Path

import pytest

from pia.assess.packs import LoadedPack, load_packs
from pia.assess.verdicts import judge, questions
from pia.model.risk import Verdict
from pia.model.rule import FactValue
from tests.assess.facts_for_tests import FACTS
from tests.assess.packs_for_tests import RULE, write_pack


@pytest.fixture
def packs(tmp_path: Path) -> tuple[LoadedPack, ...]:
    second = RULE.replace("t.1.one", "t.2.two").replace("high", "critical").replace("scan.a\n", "scan.b\n")
    return load_packs([write_pack(tmp_path, rules=RULE + second[1:])], FACTS)[0]


def known(a: bool | None, c: str | None) -> dict[str, FactValue]:
    return {name: value for name, value in (("scan.a", a), ("ans.c", c), ("scan.b", False)) if value is not None}


@pytest.mark.parametrize(
    ("a", "c", "verdict", "missing"),
    [
        (False, "yes", Verdict.NOT_APPLICABLE, ()),
        (False, "no", Verdict.NOT_APPLICABLE, ()),
        (False, None, Verdict.NOT_APPLICABLE, ()),
        (True, "yes", Verdict.PASS, ()),
        (True, "no", Verdict.FAIL, ()),
        (True, None, Verdict.UNRESOLVED, ("ans.c",)),
        (None, "yes", Verdict.PASS, ()),
        (None, "no", Verdict.UNRESOLVED, ("scan.a",)),
        (None, None, Verdict.UNRESOLVED, ("ans.c", "scan.a")),
    ],
)
def test_the_outcome_table(
    packs: tuple[LoadedPack, ...], a: bool | None, c: str | None, verdict: Verdict, missing: tuple[str, ...]
) -> None:
    result = judge(packs, FACTS, known(a, c))[0]
    assert (result.verdict, result.missing) == (verdict, missing)
    assert result.applies.en == "a: yes"
    assert result.satisfied.zh == "事实c：选yes"


def test_questions_come_gravest_first_with_the_rules_that_wait(packs: tuple[LoadedPack, ...]) -> None:
    asked = questions(judge(packs, FACTS, {"scan.a": True}), FACTS)
    assert [question.fact for question in asked] == ["ans.c", "scan.b"]
    first, second = asked
    assert first.rules == ("t.2.two", "t.1.one")
    assert first.severity == "critical"
    assert [option.value for option in first.options] == ["yes", "partly", "no"]
    assert second.options == ()
    assert "could not tell" in second.text.en


def test_a_declaration_is_asked_for_where_it_is_made(tmp_path: Path) -> None:
    path = write_pack(tmp_path, ("applies_when: scan.a", "applies_when: '\"ai\" in proj.d'"))
    (question,) = questions(judge(load_packs([path], FACTS)[0], FACTS, {"ans.c": "no"}), FACTS)
    assert question.text.en == "Not declared in deployment.yaml: d."
