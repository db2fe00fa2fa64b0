from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from pia.model.assessment import Assessment
from pia.model.text import Language
from pia.presentation.paper import assessment_paper
from pia.reports.markdown import REPORT, escaped
from tests.samples_for_tests import hostile

Assessed = Callable[[str], Assessment]
READER = MarkdownIt("commonmark").enable("table")


@pytest.mark.parametrize("language", list(Language))
def test_it_reads_as_the_page_does(assessed: Assessed, language: Language) -> None:
    assessment = assessed("floating-population")
    data = REPORT.render(assessment, language)
    assert data == REPORT.render(assessment, language)
    html = READER.render(data.decode())
    assert html.count("<h1>") == 1
    assert html.count("<table>") == assessment_paper(assessment, language).html.count("<table")
    text = re.sub("<[^>]+>", "", html)
    for finding in assessment.findings:
        assert finding.column.name in text
        assert finding.evidence[0].masked.replace("&", "&amp;") in text


def test_hostile_content_is_text(assessed: Assessed) -> None:
    html = READER.render(REPORT.render(hostile(assessed), Language.EN).decode())
    assert "<script" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt; #set page(fill: red) {{ 7*7 }}" in html


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Zl", "Zp"]), min_size=1))
def test_any_text_is_shown_as_it_is(text: str) -> None:
    shown = READER.render(f"x{escaped(text)}x")
    back = re.sub("</?(?:p|em|strong)>", "", shown).strip()
    for name, character in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&amp;", "&")):
        back = back.replace(name, character)
    assert "<p>" in shown
    assert back == f"x{text}x"


def test_small_things_keep_their_place(assessed: Assessed) -> None:
    paper = assessment_paper(assessed("air-quality"), Language.EN)

    def set_(body: str) -> str:
        return REPORT.set(replace(paper, html=body)).decode().strip()

    assert set_("<p><strong>a: </strong>b</p>") == "**a:** b"
    assert set_("<p>1. no list</p>") == "1\\. no list"
    assert set_("<p>- no list</p>") == "\\- no list"
    assert set_("<p><code>a`b|c</code><em></em></p>") == "``a`b∣c``"
    assert set_("<ol><li>a<br>b</li><li>c</li></ol>") == "1. a  \n   b\n2. c"
    assert set_("<dl><dt>k</dt><dd>v<br>w</dd></dl>") == "- **k**: v  \n  w"
    assert set_('<p><span class="badge level-4">severe</span></p>') == "**severe**"
    table = (
        "<table><thead><tr><th>a</th><th>b</th></tr></thead><tbody><tr><th>1|2</th><td>x<br>y</td></tr></tbody></table>"
    )
    assert set_(table) == "| a | b |\n| --- | --- |\n| 1\\|2 | x<br>y |"
    assert set_("bare text") == "bare text"
    assert set_("<figure><svg><title>t</title><desc>d</desc></svg></figure>") == "*t d*"
