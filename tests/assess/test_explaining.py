from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from pia.assess.checked import CheckedRule
from pia.assess.explaining import RuleChain, flips
from pia.assess.packs import load_packs
from pia.assess.verdicts import judge
from pia.judging import Rulebook, reference
from pia.model.assessment import Assessment
from pia.model.risk import Fact
from pia.model.rule import FactValue
from pia.model.text import Language, Text
from pia.model.waiver import Waiver, WaiverUse
from tests.assess.facts_for_tests import FACTS
from tests.assess.packs_for_tests import write_pack

Assessed = Callable[[str], Assessment]
RIGHTS = "gdpr.15-21.rights"


def checked_of(book: Rulebook, name: str) -> CheckedRule:
    return next(checked for pack in book.packs for checked in pack.rules if checked.rule.id == name)


def told(
    assessment: Assessment, name: str, book: Rulebook, language: Language = Language.EN, *, pinned: bool = True
) -> list[str]:
    result = next(item for item in assessment.results if item.rule == name)
    checked = checked_of(book, name) if pinned else None
    return list(RuleChain(assessment, result, checked, book.facts, language).lines())


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        (
            {"scan.personal": True, "ans.rights_route": "no"},
            [("ans.rights_route", "yes", "pass"), ("scan.personal", False, "not_applicable")],
        ),
        (
            {"scan.personal": True},
            [
                ("ans.rights_route", "yes", "pass"),
                ("ans.rights_route", "partly", "fail"),
                ("ans.rights_route", "no", "fail"),
                ("scan.personal", False, "not_applicable"),
            ],
        ),
        ({"scan.personal": False}, [("scan.personal", True, "unresolved")]),
        ({}, [("ans.rights_route", "yes", "pass"), ("scan.personal", False, "not_applicable")]),
    ],
)
def test_single_facts_that_would_change_it(
    book: Rulebook, values: dict[str, FactValue], expected: list[tuple[str, FactValue, str]]
) -> None:
    found = flips(checked_of(book, RIGHTS), values, book.facts)
    assert [(flip.fact, flip.value, flip.verdict.value) for flip in found] == expected


def test_every_flip_of_every_rule_is_a_change(assessed: Assessed, book: Rulebook) -> None:
    assessment = assessed("floating-population")
    for result in assessment.results:
        lines = told(assessment, result.rule, book)
        now = {"pass": "met", "fail": "not met", "unresolved": "could not tell", "not_applicable": "not applicable"}
        assert f"  verdict: {now[result.verdict.value]}" in lines
        changes = lines[lines.index("  what would change it:") + 1 :]
        assert changes
        assert not [line for line in changes if f"-> {now[result.verdict.value]}  [" in line]


def test_the_chain_from_the_law_to_the_data(assessed: Assessed, book: Rulebook) -> None:
    assessment = assessed("floating-population")
    lines = told(assessment, RIGHTS, book)
    assert lines[0] == "gdpr.15-21.rights  [high]  Rights requests have a working route"
    assert "  where it stands: GDPR Art. 12(3); Art. 15-21 (not verified against the text)" in lines
    assert "  met when: Working route for rights requests: yes" in lines
    place = lines.index("    Working route for rights requests: partly  [ans.rights_route]")
    assert lines[place + 1 : place + 4] == [
        "      rests on: answers.rights_route",
        f"      data: deployment.yaml, SHA-256 {assessment.deployment_sha256}",
        "      answered: 区流动人口办, 2026-10-20, 仅可到窗口更正住址",
    ]
    assert f"      data: floating-population, SHA-256 {assessment.inputs[0].sha256}" in lines
    pack = next(item for item in assessment.packs if item.id == "eu-gdpr")
    assert f"  rule pack: eu-gdpr {pack.version}, SHA-256 {pack.sha256}" in lines
    assert "    Working route for rights requests: yes -> met  [ans.rights_route]" in lines


def test_it_is_told_in_chinese(assessed: Assessed, book: Rulebook) -> None:
    lines = told(assessed("floating-population"), RIGHTS, book, Language.ZH)
    assert "  判定：不符合" in lines
    assert "  哪些改变会影响判定：" in lines
    assert "    权利行使渠道畅通：是 -> 符合  [ans.rights_route]" in lines


def test_what_is_unknown_is_named(assessed: Assessed, book: Rulebook) -> None:
    lines = told(assessed("floating-population"), "gdpr.35.1.needed", book)
    place = lines.index("  still unknown:")
    assert lines[place + 1] == "    Large scale: not known  [ans.large_scale]"
    assert "    Large scale: yes -> not met  [ans.large_scale]" in lines


def test_another_pack_works_nothing_out(assessed: Assessed, book: Rulebook) -> None:
    lines = told(assessed("floating-population"), RIGHTS, book, pinned=False)
    assert "is not the one of the assessment" in lines[-1]


def test_a_negative_rests_on_all_the_data(assessed: Assessed, book: Rulebook) -> None:
    assessment = assessed("urban-sensing")
    lines = told(assessment, "gdpr.32.plain-secrets", book)
    for item in assessment.inputs:
        assert f"      data: {item.dataset}, SHA-256 {item.sha256}" in lines


def test_waivers_and_their_objections(assessed: Assessed, book: Rulebook) -> None:
    waiver = Waiver(RIGHTS, 1, "n", "Move of the office", "Anna", "Bo", date(2026, 11, 1), date(2026, 12, 1))
    void = WaiverUse(
        waiver, False, (Text("it gives no reason", "未写明理由"), Text("nobody approved it", "未写明批准人"))
    )
    other = WaiverUse(replace(waiver, rule="t.1"), True)
    waived = replace(assessed("floating-population"), waivers=(WaiverUse(waiver, True), void, other))
    lines = told(waived, RIGHTS, book)
    assert "  waived until 2026-12-01 (owner Anna, approved by Bo): Move of the office" in lines
    assert lines.count("  waiver does not hold: it gives no reason") == 1
    assert len([line for line in lines if "waive" in line]) == 3
    assert "  verdict: not met" in lines


def test_an_assessment_that_lacks_a_fact_is_still_told(assessed: Assessed, book: Rulebook) -> None:
    lines = told(replace(assessed("floating-population"), facts=()), RIGHTS, book)
    assert "    ans.rights_route" in lines


def test_thresholds_are_taken_as_they_were_used(tmp_path: Path, assessed: Assessed) -> None:
    most = "\nparameters: [{name: most, type: number, label: {en: Many, zh: 大量}, default: 3}]\nrules:"
    path = write_pack(tmp_path, ("\nrules:", most), ("scan.a\n", "scan.n >= param.most\n"))
    packs, _ = load_packs([path], FACTS)
    (setting,) = packs[0].settings
    tailored = replace(packs[0], settings=(replace(setting, value=9),))
    known: dict[str, FactValue] = {"scan.n": 5, "ans.c": "no"}
    (result,) = judge([tailored], FACTS, known)
    plain = assessed("air-quality")
    facts = tuple(Fact(name, FACTS[name].label, value, Text("", "")) for name, value in known.items())
    made = replace(plain, packs=(reference(tailored),), facts=facts, results=(result,), waivers=(), risks=())
    lines = list(RuleChain(made, result, tailored.rules[0], FACTS, Language.EN).lines())
    assert not [line for line in lines if "-> not met" in line]
    assert any("no other value of a single fact changes it" in line for line in lines)
