from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from pia import documents, plugins, reporting
from pia.errors import DocumentError, PiaError, PluginError, ReportError
from pia.model.assessment import Assessment
from pia.model.changes import Direction, Subject
from pia.model.text import Language
from pia.presentation.changes import changes
from pia.presentation.paper import EDITIONS, PaperReport
from tests.assessments_for_tests import no_progress

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


def test_two_versions_of_data_are_scanned_and_compared(tmp_path: Path) -> None:
    rows = "\n".join(f"{place},u{place}@example.org" for place in range(20))
    (tmp_path / "old.csv").write_text("n,contact\n" + rows.replace("@example.org", ""), encoding="utf-8")
    (tmp_path / "new.csv").write_text("n,contact\n" + rows, encoding="utf-8")
    found = reporting.compare(tmp_path / "old.csv", tmp_path / "new.csv", no_progress)
    told = [(item.subject, item.where, item.direction) for item in found.differences]
    assert (Subject.FINDING, "new.contact", Direction.WORSE) in told
    assert (Subject.DATASET, "new", Direction.OTHER) in told
    assert not reporting.compare(tmp_path / "new.csv", tmp_path / "new.csv", no_progress).differences


def test_what_cannot_be_compared_is_named(assessed: Assessed, tmp_path: Path) -> None:
    with pytest.raises(PiaError) as caught:
        reporting.compare(tmp_path / "a.csv", tmp_path / "b.json", no_progress)
    assert "a.csv" in str(caught.value)
    assert "b.json" in str(caught.value)
    (tmp_path / "c.json").write_bytes(documents.dump_json(assessed("air-quality")))
    with pytest.raises(DocumentError, match=r"c\.json: this is an assessment and the other is data"):
        reporting.compare(tmp_path / "a.csv", tmp_path / "c.json", no_progress)
