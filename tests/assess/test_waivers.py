from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pia import documents, pipeline
from pia.assess.conditions import compile_condition
from pia.assess.packs import LoadedPack, load_packs
from pia.assess.waivers import CheckedWaiver, Grounds, load_waivers, same_person, use_waivers
from pia.errors import DocumentError
from pia.gate import GatePolicy, gate
from pia.model.assessment import Assessment
from pia.model.deployment import Deployment
from pia.model.risk import Verdict
from pia.model.rule import FactValue, Rule
from pia.model.waiver import Waiver, WaiverUse
from tests.assess.facts_for_tests import FACTS
from tests.assess.packs_for_tests import write_pack
from tests.assessments_for_tests import TODAY, no_progress

FIRST, LAST = date(2026, 11, 1), date(2026, 12, 31)
GOOD = Waiver("t.1.one", 1, "Register", "The supplier delivers in December", "Anna Lee", "Bo Chen", FIRST, LAST)


@pytest.fixture(scope="module")
def rule(tmp_path_factory: pytest.TempPathFactory) -> Rule:
    packs: tuple[LoadedPack, ...] = load_packs([write_pack(tmp_path_factory.mktemp("packs"))], FACTS)[0]
    return packs[0].pack.rules[0]


@pytest.fixture(scope="module")
def clean(assessed: Callable[[str], Assessment]) -> Assessment:
    made = assessed("air-quality")
    return replace(made, deployment=replace(made.deployment, next_review=None))


def use(rule: Rule, waiver: Waiver, today: date = TODAY, values: dict[str, FactValue] | None = None) -> WaiverUse:
    condition = compile_condition(waiver.condition, FACTS) if waiver.condition else None
    grounds = Grounds("Register", {rule.id: rule}, FACTS, values or {}, today)
    return use_waivers([CheckedWaiver(waiver, condition)], grounds)[0]


def test_a_good_waiver_holds(rule: Rule) -> None:
    assert use(rule, GOOD) == WaiverUse(GOOD, honoured=True)


@pytest.mark.parametrize(
    ("changes", "objection"),
    [
        ({"rule": "t.1.two"}, "no rule in use has this id"),
        ({"rule_version": 2}, "it is for version 2 of the rule, which is now at version 1"),
        ({"scope": "register"}, "its scope is not the name of this deployment"),
        ({"scope": "*"}, "its scope is not the name of this deployment"),
        ({"reason": " \u3000\u200b"}, "it gives no reason"),
        ({"owner": " "}, "nobody answers for it"),
        ({"approved_by": ""}, "nobody approved it"),
        ({"approved_by": "ａｎｎａ \u200bLEE"}, "its owner approved it, which another person must do"),
        ({"expires": date(2026, 11, 23)}, "it ended on 2026-11-23"),
        ({"created": date(2026, 11, 25)}, "it begins on 2026-11-25"),
    ],
)
def test_each_objection_is_enough(rule: Rule, changes: dict[str, object], objection: str) -> None:
    found = use(rule, replace(GOOD, **changes))  # type: ignore[arg-type]
    assert not found.honoured
    assert [item.en for item in found.objections] == [objection]
    assert all(item.zh and item.zh != item.en for item in found.objections)


def test_a_prohibition_cannot_be_waived(rule: Rule) -> None:
    found = use(replace(rule, waivable=False), GOOD)
    assert [item.zh for item in found.objections] == ["该规则属禁止性规定，不得豁免"]


def test_all_objections_are_named_at_once(rule: Rule) -> None:
    bad = replace(GOOD, rule_version=9, scope="", reason="", approved_by="", expires=date(2026, 10, 1))
    assert len(use(rule, bad).objections) == 6


@pytest.mark.parametrize(
    ("severity", "days", "held"),
    [("high", 180, True), ("high", 181, False), ("critical", 90, True), ("critical", 91, False)],
)
def test_nothing_is_waived_for_long(rule: Rule, severity: Literal["high", "critical"], days: int, held: bool) -> None:
    waiver = replace(GOOD, created=TODAY, expires=TODAY + timedelta(days=days))
    assert use(replace(rule, severity=severity), waiver).honoured is held


@given(days=st.integers(-10, 200), since=st.integers(-20, 220))
def test_a_waiver_holds_on_the_days_it_runs_and_on_no_other(days: int, since: int, rule: Rule) -> None:
    waiver = replace(GOOD, expires=GOOD.created + timedelta(days=days))
    held = use(rule, waiver, GOOD.created + timedelta(days=since)).honoured
    assert held is (0 <= since <= days <= 180)


@given(days=st.integers(0, 200), since=st.integers(-20, 220), later=st.integers(-5, 60))
def test_a_gate_honours_a_waiver_only_on_its_days(
    days: int, since: int, later: int, clean: Assessment, rule: Rule
) -> None:
    waiver = replace(GOOD, expires=GOOD.created + timedelta(days=days))
    assessed_on = GOOD.created + timedelta(days=since)
    failed = replace(clean.results[0], rule="t.1.one", version=1, verdict=Verdict.FAIL, severity="high")
    held = replace(
        clean, assessed_on=assessed_on, results=(*clean.results, failed), waivers=(use(rule, waiver, assessed_on),)
    )
    result = gate(held, GatePolicy("high", assessed_on + timedelta(days=later)))
    assert result.passed is (0 <= since <= since + later <= days <= 180 and later >= 0)
    if days > 180 or since < 0 or since + later > days:
        assert result.exit_code == 1


@pytest.mark.parametrize(
    ("values", "held", "objection"),
    [
        ({"scan.n": 9}, True, ""),
        ({"scan.n": 10}, False, "its condition does not hold (n: fewer than 10 people)"),
        ({}, False, "it is not known whether its condition holds (n: fewer than 10 people; unknown: scan.n)"),
    ],
)
def test_a_condition_must_be_known_to_hold(
    rule: Rule, values: dict[str, FactValue], held: bool, objection: str
) -> None:
    found = use(rule, replace(GOOD, condition="scan.n < 10"), values=values)
    assert found.honoured is held
    assert "".join(item.en for item in found.objections) == objection


def test_names_are_compared_without_case_space_and_width() -> None:
    assert same_person("王 小明", "王小明")
    assert same_person("STRASSE", "straße")
    assert same_person("ＡＮＮＡ\tLee", "annalee")
    assert not same_person("王小明", "王晓明")


DEPLOYMENT = """
name: Register
description: d
controller: {name: c}
datasets: [{name: t, path: t.csv}]
rule_packs: [t]
"""
FILE = """
waivers:
- rule: t.1.one
  rule_version: 1
  scope: Register
  reason: The supplier delivers in December
  owner: Anna Lee
  approved_by: Bo Chen
  created: 2026-11-01
  expires: 2026-12-31
"""


def load(folder: Path, text: str = DEPLOYMENT) -> tuple[CheckedWaiver, ...]:
    return load_waivers(documents.loads(text.encode(), "deployment.yaml", Deployment), folder, FACTS)


def test_the_file_beside_the_deployment_is_read(tmp_path: Path) -> None:
    assert load(tmp_path) == ()
    (tmp_path / "waivers.yaml").write_text(FILE, encoding="utf-8")
    assert load(tmp_path) == (CheckedWaiver(GOOD),)


def test_a_file_that_is_named_must_be_there(tmp_path: Path) -> None:
    named = f"{DEPLOYMENT}waivers: sub/w.yaml\n"
    with pytest.raises(DocumentError, match="no such file"):
        load(tmp_path, named)
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "w.yaml").write_text(FILE, encoding="utf-8")
    assert [item.waiver for item in load(tmp_path, named)] == [GOOD]


def test_bad_conditions_come_all_at_once_with_their_lines(tmp_path: Path) -> None:
    wrong = FILE + "  condition: scan.x && scan.y\n" + FILE.removeprefix("\nwaivers:\n") + "  condition: scan.a +\n"
    (tmp_path / "waivers.yaml").write_text(wrong, encoding="utf-8")
    with pytest.raises(DocumentError) as caught:
        load(tmp_path)
    assert [problem.where.rpartition(":")[2] for problem in caught.value.problems] == ["11", "11", "20"]
    assert "waiver of t.1.one: condition: column 1: " in caught.value.problems[0].what


def test_an_unknown_key_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "waivers.yaml").write_text(FILE.replace("approved_by", "aproved_by"), encoding="utf-8")
    with pytest.raises(DocumentError, match="Did you mean 'approved_by'"):
        load(tmp_path)


def test_a_waived_rule_keeps_its_verdict_and_opens_the_gate(tmp_path: Path) -> None:
    changes = (("applies_when: scan.a", "applies_when: scan.personal"), ("scan: {a: true}", "scan: {personal: true}"))
    rule = (("ans.c", "ans.dpo_consulted"), ("ans: {c:", "ans: {dpo_consulted:"))
    write_pack(tmp_path, *changes, *rule)
    (tmp_path / "deployment.yaml").write_text(f"{DEPLOYMENT}answers: {{dpo_consulted: no}}\n", encoding="utf-8")
    (tmp_path / "t.csv").write_text("email\nanna@example.org\n" * 6, encoding="utf-8")

    def assess() -> Assessment:
        return pipeline.assess(tmp_path / "deployment.yaml", TODAY, no_progress, [tmp_path])

    assert gate(assess(), GatePolicy("high", TODAY)).exit_code == 1
    (tmp_path / "waivers.yaml").write_text(FILE, encoding="utf-8")
    waived = assess()
    assert [result.verdict for result in waived.results] == [Verdict.FAIL]
    assert [item.honoured for item in waived.waivers] == [True]
    assert len(waived.risks) == 1
    assert gate(waived, GatePolicy("high", TODAY)).passed
    assert documents.loads(documents.dump_json(waived), "a.json", Assessment).value == waived
