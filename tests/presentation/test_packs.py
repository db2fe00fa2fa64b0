from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from pia.model.assessment import Assessment
from pia.model.deployment import Practice
from pia.model.risk import Verdict
from pia.model.tailoring import ParameterUse, Period
from pia.model.text import Language, Text
from pia.presentation.packs import PacksView, one_of_each
from pia.presentation.paper import assessment_paper
from pia.presentation.words import Words

Assessed = Callable[[str], Assessment]
EN, ZH = Words(Language.EN), Words(Language.ZH)


def later(assessment: Assessment) -> Assessment:
    first = assessment.results[0]
    ahead = replace(
        first, verdict=Verdict.NOT_APPLICABLE, advisory=Verdict.FAIL, in_force=Period(date(2027, 12, 2), None)
    )
    use = ParameterUse("k", Text("Least k", "最小 k"), 1200, 5, "deployment.yaml")
    flag = ParameterUse("strict", Text("Strict", "从严"), True, True)
    pack = replace(assessment.packs[0], parameters=(use, flag))
    own = replace(assessment.deployment, practices=(Practice.COMMUNITY_GRID,))
    return replace(
        assessment, results=(ahead, *assessment.results[1:]), packs=(pack, *assessment.packs[1:]), deployment=own
    )


def test_rules_that_do_not_bind_yet_say_what_they_would_find(assessed: Assessed) -> None:
    own = later(assessed("floating-population"))
    (item,) = PacksView(own, EN).advisory(own.results[0].pack)
    assert item.rule == own.results[0].rule
    assert PacksView(own, EN).days(item.in_force) == "from 2027-12-02"
    assert PacksView(own, ZH).days(Period(date(2026, 1, 1), date(2026, 2, 1))) == "自 2026-01-01 起、至 2026-02-01"
    assert PacksView(own, EN).days(None) == "None"
    html = assessment_paper(own, Language.EN).html
    assert "Not yet or no longer binding (1)" in html
    assert "from 2027-12-02" in html


def test_thresholds_say_who_set_them(assessed: Assessed) -> None:
    own = later(assessed("air-quality"))
    pack = own.packs[0].title.en
    assert PacksView(own, EN).parameters() == (
        ("Least k", pack, "1,200", "deployment.yaml"),
        ("Strict", pack, "yes", "the pack (default)"),
    )
    assert "Thresholds of the rule packs" in assessment_paper(own, Language.EN).html


def test_practices_are_named_if_they_are_declared(assessed: Assessed) -> None:
    own = later(assessed("air-quality"))
    assert PacksView(own, ZH).practices() == "社区网格化管理"
    assert "Practices of governance" in assessment_paper(own, Language.EN).html
    bare = replace(own, deployment=replace(own.deployment, practices=None))
    assert "<dt>Practices of governance" not in assessment_paper(bare, Language.EN).html


def test_of_risks_that_ask_for_the_same_the_first_counts(assessed: Assessed) -> None:
    own = assessed("floating-population")
    told = one_of_each(own, own.risks)
    conditions = {result.rule: result.satisfied for result in own.results}
    asked = [conditions[risk.rule] for risk in told]
    assert len(asked) == len(set(asked)) == len({conditions[risk.rule] for risk in own.risks}) < len(own.risks)
    assert told[0] is own.risks[0]
    assert one_of_each(own, ()) == ()
