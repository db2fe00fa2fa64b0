from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from pia.handovers._tags import tables
from pia.model.finding import NotExamined
from pia.model.text import Text
from pia.ownership import Manifest
from tests.handovers.reports_for_tests import scanned


def test_a_type_without_a_category_is_not_called_harmless(tmp_path: Path) -> None:
    report = replace(scanned(tmp_path), categories=())
    (mail,) = (column for column in next(tables(report, Manifest())).columns if column.name == "mail")
    assert mail.tags["severity"] == "unknown"
    assert mail.tags["legal"] == []


def test_what_was_not_examined_is_handed_over(tmp_path: Path) -> None:
    gap = NotExamined("prices.csv:3", Text("a row is cut off", "行不完整"), 1)
    report = replace(scanned(tmp_path), not_examined=(gap,))
    assert [(table.name, table.whole) for table in tables(report, Manifest())] == [
        ("residents", True),
        ("prices", False),
        ("raw_calls", True),
    ]
