from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from pia.assess.checked import LoadedPack
from pia.assess.packs import load_packs
from pia.assess.verdicts import judge
from pia.model.risk import Verdict
from pia.model.rule import FactValue
from pia.model.text import Text
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


@pytest.mark.parametrize(
    ("period", "when"),
    [
        ("from: 2027-12-02", "not in force before 2027-12-02, advice only; a: yes"),
        ("until: 2026-11-23", "not in force after 2026-11-23, advice only; a: yes"),
    ],
)
def test_a_rule_out_of_force_advises_and_neither_fails_nor_asks(tmp_path: Path, period: str, when: str) -> None:
    path = write_pack(tmp_path, ("  severity:", f"  in_force: {{{period}}}\n  severity:"))
    packs, _ = load_packs([path], FACTS)
    for answer, advice in (("no", Verdict.FAIL), (None, Verdict.UNRESOLVED)):
        (result,) = judge(packs, FACTS, known(True, answer), date(2026, 11, 24))
        assert (result.verdict, result.missing, result.advisory) == (Verdict.NOT_APPLICABLE, (), advice)
        assert result.applies.en == when
        assert period.partition(" ")[2] in result.applies.zh
        assert result.in_force == packs[0].rules[0].in_force


def test_a_rule_in_force_is_judged(tmp_path: Path) -> None:
    path = write_pack(tmp_path, ("  severity:", "  in_force: {from: 2026-11-24, until: 2026-11-24}\n  severity:"))
    packs, _ = load_packs([path], FACTS)
    for today in (date(2026, 11, 24), None):
        (result,) = judge(packs, FACTS, known(True, "no"), today)
        assert (result.verdict, result.advisory, result.applies.en) == (Verdict.FAIL, None, "a: yes")


def test_thresholds_decide_and_are_said_but_are_no_facts(tmp_path: Path) -> None:
    declared = "\nparameters: [{name: most, type: number, label: {en: Many, zh: 大量}, default: 3}]\nrules:"
    path = write_pack(tmp_path, ("\nrules:", declared), ("scan.a\n", "scan.n >= param.most\n"))
    packs, _ = load_packs([path], FACTS)
    (result,) = judge(packs, FACTS, {"scan.n": 3, "ans.c": "no"})
    assert (result.verdict, result.facts) == (Verdict.FAIL, ("ans.c", "scan.n"))
    assert result.applies == Text("n: at least 3 people (Many)", "事实n：不少于 3 人（大量）")
    (setting,) = packs[0].settings
    (result,) = judge([replace(packs[0], settings=(replace(setting, value=4),))], FACTS, {"scan.n": 3, "ans.c": "no"})
    assert (result.verdict, result.applies.en) == (Verdict.NOT_APPLICABLE, "n: at least 4 people (Many)")
