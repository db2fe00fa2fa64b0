"""A scan of real small files, for tests of handovers."""

from __future__ import annotations

from pathlib import Path

from pia import pipeline
from pia.model.scanned import ScanReport
from tests.assessments_for_tests import no_progress

MAIL = "ann.lee@example.org"


def scanned(folder: Path) -> ScanReport:
    """A table of people, one without any, and calls in a source of dbt."""
    files = {
        "residents.csv": f"id,mail,religion\n1,{MAIL},Buddhist\n2,bo@example.com,Muslim\n",
        "prices.csv": "day,price\n2026-01-01,3\n2026-01-02,4\n",
        "raw_calls.csv": f"no,mail\n1,{MAIL}\n",
    }
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    report, errors = pipeline.scan([(name, str(folder / name)) for name in files], no_progress)
    assert not errors
    return report
