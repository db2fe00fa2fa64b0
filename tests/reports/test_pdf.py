from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pikepdf
import pytest
from pypdf import PdfReader

from pia.errors import ReportError
from pia.model.assessment import Assessment
from pia.model.text import Language
from pia.presentation.paper import assessment_paper
from pia.reports.pdf import REPORT
from tests.samples_for_tests import hostile

Assessed = Callable[[str], Assessment]


def text(data: bytes) -> str:
    return "".join(page.extract_text() for page in PdfReader(io.BytesIO(data)).pages).replace("\u200b", "")


def figures(node: Any) -> list[Any]:
    """Every Figure of the structure tree."""
    if not isinstance(node, pikepdf.Dictionary):
        return []
    children: Any = node.get("/K", [])
    below = children if isinstance(children, pikepdf.Array) else [children]
    own = [node] if node.get("/S") == "/Figure" else []
    return own + [figure for child in below for figure in figures(child)]


@pytest.mark.parametrize("language", list(Language))
def test_it_is_tagged_titled_and_archivable(assessed: Assessed, language: Language) -> None:
    assessment = assessed("floating-population")
    data = REPORT.render(assessment, language)
    assert data == REPORT.render(assessment, language)
    with pikepdf.open(io.BytesIO(data)) as document, document.open_metadata() as metadata:
        root = document.Root
        assert root.MarkInfo.Marked
        assert str(root.Lang).startswith(language.value)
        assert "Outlines" in str(list(root.keys()))
        assert metadata["pdfuaid:part"] == "1"
        assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"]) == ("2", "A")
        assert assessment.deployment.name in str(metadata["dc:title"])
        drawn = figures(root.StructTreeRoot)
        assert len(drawn) >= 2
        assert all(str(figure.get("/Alt", "")) for figure in drawn)


def test_it_holds_the_words(assessed: Assessed) -> None:
    shown = text(REPORT.render(assessed("floating-population"), Language.ZH))
    for words in ("个人信息保护影响评估报告", "公民身份号码", "1,175", "对个人的风险", "待答问题"):
        assert words in shown.replace("\n", "")


def test_hostile_content_is_text(assessed: Assessed) -> None:
    data = REPORT.render(hostile(assessed), Language.EN)
    shown = text(data).replace("\n", "")
    assert "<script>alert(1)</script>" in shown
    assert "#set page(fill: red)" in shown
    assert "{{ 7*7 }}" in shown
    assert "[U+1F642]" in shown
    assert "Characters that the report font lacks" in shown


def test_a_tag_that_cannot_be_set_is_named(assessed: Assessed) -> None:
    paper = assessment_paper(assessed("air-quality"), Language.EN)
    with pytest.raises(ReportError, match="<marquee>"):
        REPORT.set(replace(paper, html="<p><marquee>x</marquee></p>"))
    with pytest.raises(ReportError, match="typesetting failed"):
        REPORT.set(replace(paper, html="<table></table>"))
