from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from pia.model.assessment import Assessment
from pia.model.finding import NotExamined
from pia.model.text import Language, Text
from pia.model.waiver import Waiver, WaiverUse
from pia.presentation.content import Content
from pia.presentation.words import Words

Assessed = Callable[[str], Assessment]


def content(assessment: Assessment, language: Language = Language.EN) -> Content:
    return Content(assessment, Words(language))


def test_the_verdict(assessed: Assessed) -> None:
    clean, bad = assessed("air-quality"), assessed("floating-population")
    assert content(bad).verdict() == "verdict_stop"
    assert content(clean).verdict() == "verdict_go"
    left = (NotExamined("a", Text("x", "甲")),)
    assert content(replace(clean, not_examined=left)).verdict() == "verdict_open"
    assert content(replace(clean, results=())).verdict() == "verdict_open"
    waiting = tuple(result for result in bad.results if result.verdict.value == "unresolved")
    assert content(replace(bad, results=waiting)).verdict() == "verdict_open"


def waive(assessment: Assessment, *rules: str, honoured: bool = True) -> Assessment:
    versions = {result.rule: result.version for result in assessment.results}
    days = (date(2026, 11, 1), date(2026, 12, 1))
    uses = (WaiverUse(Waiver(rule, versions.get(rule, 1), "n", "r", "a", "b", *days), honoured) for rule in rules)
    return replace(assessment, waivers=tuple(uses))


def test_what_is_waived_does_not_decide_the_verdict_alone(assessed: Assessed) -> None:
    clean, bad = assessed("air-quality"), assessed("floating-population")
    standing = [result.rule for result in bad.results if result.verdict.value in {"fail", "unresolved"}]
    assert content(waive(bad, *standing)).verdict() == "verdict_waived"
    assert content(waive(bad, *standing[1:])).verdict() == content(bad).verdict()
    assert content(waive(bad, *standing)).decisions() == ()
    assert content(waive(clean, clean.results[0].rule)).verdict() == "verdict_go"
    assert content(waive(clean, "t.1", honoured=False)).verdict() == "verdict_void_waiver"


def test_waivers_name_their_rule(assessed: Assessed) -> None:
    bad = assessed("floating-population")
    first = bad.results[0]
    view = content(waive(bad, first.rule, "t.1"))
    assert view.waiver_counts() == "2 / 0"
    assert view.rule_title(first.rule) == first.title.en
    assert (view.rule_title("t.1"), view.rule_verdict("t.1")) == ("t.1", "")
    assert view.rule_verdict(first.rule) == first.verdict.value
    assert view.waived(first.rule)
    assert not view.waived(bad.results[1].rule)


def test_three_things_to_decide(assessed: Assessed) -> None:
    decisions = content(assessed("floating-population")).decisions()
    assert len(decisions) == 3
    assert all(reason.startswith("Not met: ") for _, reason in decisions)
    assert content(assessed("air-quality")).decisions() == ()
    asked = content(replace(assessed("floating-population"), risks=())).decisions()
    assert all("yes (yes)" in options or "(" in options for _, options in asked)


def test_numbers_come_from_the_assessment(assessed: Assessed) -> None:
    assessment = assessed("floating-population")
    view = content(assessment, Language.ZH)
    assert view.rows() == 1200
    assert view.personal_columns() == len({finding.column for finding in assessment.findings})
    assert view.all_columns() == 20
    assert view.fact_value("scan.subjects") == "1,200 人"
    assert view.fact_value("scan.nothing") == "未说明"
    assert sum(int(part) for part in view.counts().split(" / ")) <= len(assessment.results)
    assert view.rests_on("scan.personal").endswith(")")
    assert view.rests_on("ans.participation") == "answers.participation"


def test_the_inventory_covers_every_column(assessed: Assessed) -> None:
    for name in ("urban-sensing", "air-quality"):
        assessment = assessed(name)
        for view in content(assessment).datasets():
            hit = {finding.column.name for finding in view.findings}
            assert hit.isdisjoint(view.clean)
            assert len(hit) + len(view.clean) == len(view.item.columns)


def test_purposes_and_laws(assessed: Assessed) -> None:
    view = content(assessed("floating-population"))
    by_name = {finding.column.name: view.purposes(finding) for finding in view.assessment.findings}
    assert by_name["姓名"] == "办理居住登记与居住证"
    assert by_name["职业"] == ""
    laws = view.legal()
    assert laws[0].special
    assert not laws[-1].special
    assert "DPV" not in {item.law for item in laws}


def test_an_assessment_that_lacks_a_fact_is_still_shown(assessed: Assessed) -> None:
    view = content(replace(assessed("floating-population"), facts=()))
    assert view.fact("scan.personal") == "scan.personal"
    assert view.rests_on("scan.personal") == ""
    assert list(view.risk_facts(view.assessment.risks[0])) == []


def test_unknown_entity_types_are_shown_by_their_name(assessed: Assessed) -> None:
    view = content(assessed("air-quality"))
    assert view.label("SOMETHING_NEW") == "SOMETHING_NEW"
    assert view.impact("SOMETHING_NEW") == 1
