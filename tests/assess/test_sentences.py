from __future__ import annotations

import pytest

from pia.assess.conditions import compile_condition
from pia.assess.parameters import declaration
from pia.assess.sentences import sentence, value_text
from pia.model.interval import Interval
from pia.model.rule import FactValue
from pia.model.tailoring import Parameter
from pia.model.text import Text
from tests.assess.facts_for_tests import FACTS


@pytest.mark.parametrize(
    ("source", "en", "zh"),
    [
        ("scan.a", "a: yes", "事实a：是"),
        ("!scan.a", "a: no", "事实a：否"),
        ("scan.a == false", "a: no", "事实a：否"),
        ("true", "yes", "是"),
        ("!(scan.a && scan.b)", "a: no or b: no", "事实a：否，或事实b：否"),
        ("scan.a && (scan.b || scan.a)", "a: yes and (b: yes or a: yes)", "事实a：是，且（事实b：是，或事实a：是）"),
        ('ans.c == "yes"', "c: YES", "事实c：选yes"),
        ('!(ans.c == "yes")', "c: not YES", "事实c：非选yes"),
        ('ans.c in ["yes", "no"]', "c: YES or NO", "事实c：选yes或选no"),
        ('!(ans.c in ["yes", "no"])', "c: neither YES nor NO", "事实c：均非选yes或选no"),
        ('"ai" in proj.d', "d: include AI", "事实d：包括选ai"),
        ('!("ai" in proj.d)', "d: do not include AI", "事实d：不包括选ai"),
        ("scan.n >= 10000", "n: at least 10,000 people", "事实n：不少于 10,000 人"),
        ("10000 <= scan.n", "n: at least 10,000 people", "事实n：不少于 10,000 人"),
        ("!(scan.n < 3)", "n: at least 3 people", "事实n：不少于 3 人"),
        ("scan.m == scan.n", "m: n", "事实m：事实n"),
        ("size(proj.d) > 1", "number of d: more than 1", "事实d的数量：多于 1"),
        ('proj.d.exists(t, t == "ai")', "at least one of d: AI", "至少其中之一：事实d：选ai"),
        ('!proj.d.exists(t, t == "ai")', "every one of d: not AI", "每一项：事实d：非选ai"),
        ("!(size(proj.d) <= 1)", "number of d: more than 1", "事实d的数量：多于 1"),
        ("1 < size(proj.d)", "number of d: more than 1", "事实d的数量：多于 1"),
        ('proj.d.all(t, t in ["ai", "iot"])', "every one of d: AI or IOT", "每一项：事实d：选ai或选iot"),
        (
            'scan.a && proj.d.exists(t, t == "ai" || t == "iot")',
            "a: yes and at least one of (d: AI or d: IOT)",
            "事实a：是，且至少其中之一：（事实d：选ai，或事实d：选iot）",
        ),
    ],
)
def test_conditions_read_as_sentences(source: str, en: str, zh: str) -> None:
    assert sentence(compile_condition(source, FACTS).tree, FACTS) == Text(en, zh)


@pytest.mark.parametrize(
    ("source", "en", "zh"),
    [
        ("scan.n >= param.many", "n: at least 10,000 people (Many)", "事实n：不少于 10,000 人（大量）"),
        ("param.many < scan.n", "n: more than 10,000 people (Many)", "事实n：多于 10,000 人（大量）"),
        ("!(scan.m < param.days)", "m: at least 30 days (Days)", "事实m：不少于 30 天（天数）"),
        ("size(proj.d) > param.many", "number of d: more than 10,000 (Many)", "事实d的数量：多于 10,000（大量）"),
        ("param.days == param.many", "Days: 10,000 days (Many)", "天数：10,000 天（大量）"),
        ("param.strict && scan.a", "Strict: yes and a: yes", "从严：是，且事实a：是"),
    ],
)
def test_thresholds_are_said_with_their_value_and_name(source: str, en: str, zh: str) -> None:
    parameters = (
        Parameter("many", "number", Text("Many", "大量"), 1),
        Parameter("days", "number", Text("Days", "天数"), 1, unit=Text("days", "天")),
        Parameter("strict", "boolean", Text("Strict", "从严"), True),
    )
    words = FACTS | {f"param.{item.name}": declaration(item) for item in parameters}
    values: dict[str, FactValue] = {"param.many": 10000, "param.days": 30, "param.strict": True, "scan.n": 1}
    assert sentence(compile_condition(source, words).tree, words, values) == Text(en, zh)


@pytest.mark.parametrize(
    ("name", "value", "en", "zh"),
    [
        ("scan.a", None, "not known", "未知"),
        ("scan.a", True, "yes", "是"),
        ("scan.n", 1200, "1,200 people", "1,200 人"),
        ("scan.n", Interval(5, 10), "5 to 10 people", "5 至 10 人"),
        ("scan.n", Interval(5), "at least 5 people", "不少于 5 人"),
        ("proj.d", ("ai", "iot"), "AI, IOT", "选ai、选iot"),
        ("proj.d", (), "none", "无"),
        ("ans.c", "partly", "PARTLY", "选partly"),
        ("ans.c", "other", "other", "other"),
    ],
)
def test_values_read_with_their_units(name: str, value: FactValue | None, en: str, zh: str) -> None:
    assert value_text(value, FACTS[name]) == Text(en, zh)
