from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser

import jinja2
import pytest

from pia.errors import ReportError
from pia.model.assessment import Assessment
from pia.model.risk import Verdict
from pia.model.text import Language, Text
from pia.model.waiver import Waiver, WaiverUse
from pia.presentation import page as module
from pia.presentation.page import page, visible
from tests.samples_for_tests import HOSTILE, hostile

Assessed = Callable[[str], Assessment]


class Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.links: list[str] = []
        self.ids: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        values = dict(attrs)
        self.links += [str(values[key]) for key in ("href", "src") if key in values]
        self.ids += [str(values["id"])] if "id" in values else []


def parsed(html: str) -> Tags:
    tags = Tags()
    tags.feed(html)
    return tags


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("name", ["floating-population", "community-grid", "urban-sensing", "air-quality"])
def test_a_page_stands_alone(assessed: Assessed, name: str, language: Language) -> None:
    html = page(assessed(name), language)
    tags = parsed(html)
    assert not {"script", "link", "img", "iframe"} & set(tags.tags)
    assert all(link.removeprefix("#") in tags.ids for link in tags.links)
    assert tags.tags.count("h1") == 1
    assert "http" not in html.replace("http://www.w3.org/2000/svg", "")


def test_markup_in_data_is_shown_as_text(assessed: Assessed) -> None:
    html = page(hostile(assessed), Language.EN)
    assert "script" not in parsed(html).tags
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html
    assert "{{ 7*7 }}" in html
    assert "\u202e" not in html
    assert "[U+202E]abc" in html
    assert HOSTILE not in html


def test_control_characters_become_visible() -> None:
    assert visible("a\tb\u0000\n好\u3000") == "a[U+0009]b[U+0000]\n好\u3000"


def test_a_page_without_chinese_carries_no_font(assessed: Assessed) -> None:
    latin = replace(assessed("air-quality"), results=(), packs=())
    assert "font/woff2" not in page(latin, Language.EN)
    assert "font/woff2" in page(latin, Language.ZH)


def test_a_broken_template_is_named(assessed: Assessed, monkeypatch: pytest.MonkeyPatch) -> None:
    broken = jinja2.Environment(
        loader=jinja2.DictLoader({"assessment/assessment.html.jinja": "\n{{ nope }"}), autoescape=True
    )
    monkeypatch.setattr(module, "_environment", lambda: broken)
    with pytest.raises(ReportError, match=r"assessment.html.jinja:2: the report template is broken"):
        page(assessed("air-quality"), Language.EN)


@pytest.mark.parametrize(
    ("language", "words"),
    [
        (Language.EN, ("waived until 2026-12-01", "waiver does not hold", "it gives no reason", "Bo Chen")),
        (Language.ZH, ("豁免至 2026-12-01", "豁免无效", "未写明理由", "Bo Chen")),
    ],
)
def test_waivers_stand_beside_the_verdict_they_do_not_change(
    assessed: Assessed, language: Language, words: tuple[str, ...]
) -> None:
    plain = assessed("floating-population")
    failed = next(item for item in plain.results if item.verdict is Verdict.FAIL)
    waiver = Waiver(failed.rule, failed.version, "n", "", "Anna Lee", "Bo Chen", date(2026, 11, 1), date(2026, 12, 1))
    objection = Text("it gives no reason", "未写明理由")
    both = (WaiverUse(waiver, True), WaiverUse(replace(waiver, condition="scan.k > 2"), False, (objection,)))
    shown = page(replace(plain, waivers=both), language)
    assert all(word in shown for word in (*words, "scan.k &gt; 2"))
    assert shown.count(failed.title.in_language(language)) >= page(plain, language).count(
        failed.title.in_language(language)
    )
