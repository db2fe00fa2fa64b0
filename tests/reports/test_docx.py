from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from dataclasses import replace

import docx
import pytest
from docx.oxml.ns import qn

from pia.model.assessment import Assessment
from pia.model.text import Language
from pia.presentation.paper import assessment_paper
from pia.reports.docx import REPORT
from tests.samples_for_tests import hostile

Assessed = Callable[[str], Assessment]


def words(document: docx.document.Document) -> str:
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([paragraph.text for paragraph in document.paragraphs] + cells)


@pytest.mark.parametrize("language", list(Language))
def test_it_is_a_document_with_structure(assessed: Assessed, language: Language) -> None:
    assessment = assessed("floating-population")
    data = REPORT.render(assessment, language)
    assert data == REPORT.render(assessment, language)
    document = docx.Document(io.BytesIO(data))
    styles = [paragraph.style.name for paragraph in document.paragraphs if paragraph.style]
    assert styles.count("Title") == 1
    assert styles.count("Heading 1") >= 11
    heads = [table.rows[0]._tr.trPr for table in document.tables if table.style and table.style.name == "Table Grid"]
    assert heads
    assert all(head is not None and head.find(qn("w:tblHeader")) is not None for head in heads)
    alternatives = [shape._inline.docPr.get("descr") for shape in document.inline_shapes]
    assert len(alternatives) >= 2
    assert all(alternatives)
    assert document.core_properties.title.endswith(assessment.deployment.name)
    assert document.core_properties.created.date() == assessment.assessed_on
    shown = words(document)
    for finding in assessment.findings:
        assert finding.column.name in shown
        assert finding.evidence[0].masked in shown


def test_its_entries_carry_no_clock(assessed: Assessed) -> None:
    with zipfile.ZipFile(io.BytesIO(REPORT.render(assessed("air-quality"), Language.EN))) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_hostile_content_is_text(assessed: Assessed) -> None:
    shown = words(docx.Document(io.BytesIO(REPORT.render(hostile(assessed), Language.EN))))
    assert "<script>alert(1)</script> #set page(fill: red) {{ 7*7 }} $x$" in shown
    assert "[U+202E]abc" in shown


def test_every_numbered_list_begins_at_one(assessed: Assessed) -> None:
    paper = assessment_paper(assessed("air-quality"), Language.EN)
    html = "bare<table></table><ol><li>a</li></ol>"
    html += "<ol><li>b</li></ol><ul><li>c</li></ul><p><em>d</em><br><code>e</code></p>"
    document = docx.Document(io.BytesIO(REPORT.set(replace(paper, html=html))))
    numbered = [item for item in document.paragraphs if item.style and item.style.name == "List Number"]
    numbers = [item._p.xpath("./w:pPr/w:numPr/w:numId/@w:val")[0] for item in numbered]
    assert len(set(numbers)) == 2
    assert [item.text for item in document.paragraphs] == ["bare", "a", "b", "c", "d\ne"]
