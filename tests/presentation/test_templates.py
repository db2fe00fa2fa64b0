from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import jinja2
import pytest

from pia.errors import ReportError
from pia.model.assessment import Assessment
from pia.model.risk import Verdict
from pia.model.text import Language, Text
from pia.model.waiver import Waiver, WaiverUse
from pia.presentation import templates as module
from pia.presentation.look import SHIPPED, Look
from pia.presentation.paper import assessment_paper
from pia.presentation.templates import fill
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


def page(assessment: Assessment, language: Language) -> str:
    return assessment_paper(assessment, language).html


def parsed(html: str) -> Tags:
    tags = Tags()
    tags.feed(html)
    return tags


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("name", ["floating-population", "community-grid", "urban-sensing", "air-quality"])
def test_a_page_stands_alone(assessed: Assessed, name: str, language: Language) -> None:
    html = page(assessed(name), language)
    tags = parsed(html)
    assert not {"link", "img", "iframe"} & set(tags.tags)
    assert tags.tags.count("script") == 1
    assert "default-src 'none'" in html
    assert all(link.removeprefix("#") in tags.ids for link in tags.links)
    assert tags.tags.count("h1") == 1
    assert "http" not in html.replace("http://www.w3.org/2000/svg", "").replace("http-equiv", "")


def test_markup_in_data_is_shown_as_text(assessed: Assessed) -> None:
    html = page(hostile(assessed), Language.EN)
    assert parsed(html).tags.count("script") == 1
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html
    assert "{{ 7*7 }}" in html
    assert "\u202e" not in html
    assert "[U+202E]abc" in html
    assert HOSTILE not in html


def test_a_page_without_chinese_carries_no_font(assessed: Assessed) -> None:
    latin = replace(assessed("air-quality"), results=(), packs=())
    assert "font/woff2" not in page(latin, Language.EN)
    assert "font/woff2" in page(latin, Language.ZH)


def test_a_broken_template_is_named(assessed: Assessed, monkeypatch: pytest.MonkeyPatch) -> None:
    broken = jinja2.Environment(
        loader=jinja2.DictLoader({"assessment/assessment.html.jinja": "\n{{ nope }"}), autoescape=True
    )
    monkeypatch.setattr(module, "_environment", lambda folder: broken)
    with pytest.raises(ReportError, match=r"assessment.html.jinja:2: the report template is broken"):
        page(assessed("air-quality"), Language.EN)


def own(folder: Path, text: str) -> str:
    (folder / "t.jinja").write_text(text, encoding="utf-8")
    return fill("t.jinja", Look(templates=folder), name="<b>", number=7)


@pytest.mark.parametrize(
    "text",
    [
        "<head></head>{{ ''.__class__.__mro__ }}",
        "<head></head>{{ number.__class__ }}",
        "<head></head>{{ name.format.__globals__ }}",
        "<head></head>{% for i in range(10 ** 9) %}x{% endfor %}",
        "<head></head>{{ ''['__class__'] }}",
        "<head></head>{{ name | attr('__class__') }}",
    ],
)
def test_a_template_that_reaches_too_far_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(ReportError, match=r"t\.jinja"):
        own(tmp_path, text)


@pytest.mark.parametrize("path", ["/etc/passwd", "../../etc/passwd", "../secret.txt"])
def test_a_template_reads_no_file_beside_the_templates(tmp_path: Path, path: str) -> None:
    (tmp_path / "secret.txt").write_text("secret", encoding="utf-8")
    folder = tmp_path / "own"
    folder.mkdir()
    with pytest.raises(ReportError) as caught:
        own(folder, f"<head></head>{{% include '{path}' %}}")
    assert "secret" not in str(caught.value).replace("secret.txt", "")


@pytest.mark.parametrize(
    "text",
    [
        "{{ name }}",
        "{% autoescape false %}{{ name }}{% endautoescape %}",
        "{{ name ~ '' }}",
        "{% set x = name %}{{ x }}",
    ],
)
def test_data_is_escaped_whatever_a_template_says(tmp_path: Path, text: str) -> None:
    html = own(tmp_path, f"<head></head>{text}")
    assert "<b>" not in html
    assert "&lt;b&gt;" in html


def test_what_would_leave_the_sandbox_is_no_filter(tmp_path: Path) -> None:
    with pytest.raises(ReportError, match=r"t\.jinja:1: the report template is broken"):
        own(tmp_path, "<head></head>{{ name | safe }}")


def test_a_failing_template_is_named_without_its_values(tmp_path: Path) -> None:
    with pytest.raises(ReportError, match=r"the report template fails \(TypeError\)"):
        own(tmp_path, "<head></head>{{ name + 1 }}")
    with pytest.raises(ReportError, match="there is no <head>"):
        own(tmp_path, "x")


def test_own_templates_stand_in_for_shipped_ones(assessed: Assessed, tmp_path: Path) -> None:
    folder = tmp_path / "assessment"
    folder.mkdir()
    (folder / "assessment.css").write_text("body { color: #123456; }", encoding="utf-8")
    html = assessment_paper(assessed("air-quality"), Language.EN, Look(templates=tmp_path)).html
    assert "#123456" in html
    assert "#123456" not in assessment_paper(assessed("air-quality"), Language.EN, SHIPPED).html


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
