from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from pia import documents, plugins, reporting
from pia.errors import DocumentError, PluginError, ReportError
from pia.model.assessment import Assessment
from pia.model.text import Language
from pia.presentation.changes import changes
from pia.presentation.paper import EDITIONS, PaperReport

Assessed = Callable[[str], Assessment]


def test_every_page_format_sets_every_edition_and_the_comparison(assessed: Assessed) -> None:
    assessment = assessed("air-quality")
    compared = changes(assessed("community-grid"), assessment)
    pages = [name for name, one in plugins.load_all("reports").items() if isinstance(one, PaperReport)]
    assert {"docx", "html", "markdown", "pdf"} <= set(pages)
    for name in pages:
        made = [reporting.report(assessment, name, Language.EN, edition) for edition in EDITIONS]
        made.append(reporting.changes_report(compared, name, Language.ZH))
        assert len({*made}) == len(made)
        assert reporting.changes_report(compared, name, Language.ZH) == made[-1]


def test_a_format_without_pages_has_one_edition(assessed: Assessed) -> None:
    assessment = assessed("air-quality")
    assert reporting.report(assessment, "json", Language.EN) == documents.dump_json(assessment)
    with pytest.raises(ReportError, match="the format 'json' has no edition 'residents'. Choose from docx, html"):
        reporting.report(assessment, "json", Language.EN, "residents")
    with pytest.raises(PluginError, match="no 'xml' among the reports"):
        reporting.report(assessment, "xml", Language.EN)
    told = json.loads(reporting.changes_report(changes(assessment, assessment), "json", Language.EN))
    assert told["differences"] == []


def test_both_files_that_cannot_be_compared_are_named(tmp_path: Path) -> None:
    (tmp_path / "b.json").write_text("{}", encoding="utf-8")
    with pytest.raises(DocumentError) as caught:
        reporting.compare(tmp_path / "a.txt", tmp_path / "b.json")
    assert "a.txt" in str(caught.value)
    assert "b.json" in str(caught.value)
