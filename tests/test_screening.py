from __future__ import annotations

import gzip
import subprocess
import sys
from datetime import date
from pathlib import Path

from pia import documents, screening
from pia.recognition import Own
from tests.assessments_for_tests import no_progress

HEAVY = ("jinja2", "jieba", "numba", "pandas", "phonenumbers", "presidio_analyzer", "spacy")
STAGES = ("pia.pipeline", "pia.judging", "pia.measurements", "pia.assess.packs", "pia.scoring")


def test_a_scan_goes_on_after_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("mail\na@example.org\n", encoding="utf-8")
    (tmp_path / "b.csv.gz").write_bytes(gzip.compress(b"a,b\n1,2\n" * 1000)[:-20])
    names = ("b.csv.gz", "a.csv", "no.csv")
    report, errors = screening.scan([(name, str(tmp_path / name)) for name in names], no_progress)
    assert [item.dataset for item in report.inputs] == ["a.csv"]
    assert sorted(error.exit_code for error in errors) == [2, 3]


def test_without_files_of_users_nothing_is_added_and_no_fact_is_loaded() -> None:
    assert screening.own_recognizers((), date(2026, 1, 2)) == Own()


def test_the_tool_is_named_with_its_version(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("mail\na@example.org\n", encoding="utf-8")
    report, _ = screening.scan([("a", str(tmp_path / "a.csv"))], no_progress)
    assert report.tool == screening.tool_of(()) == screening.TOOL
    assert [item.entity_type for item in report.categories] == ["EMAIL_ADDRESS"]
    assert documents.dump_json(report)


def test_a_small_scan_loads_only_what_it_needs(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("mail,note\na@example.org,none\nb@example.org,\n", encoding="utf-8")
    scan = f"main(['scan', {str(path)!r}, '-f', 'json'])"
    begin = f"import sys\nfrom pia.cli import main\ntry:\n    {scan}\nexcept SystemExit:\n    pass\n"
    code = f"{begin}print([name for name in {HEAVY + STAGES} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "EMAIL_ADDRESS" in done.stdout
    assert done.stdout.strip().splitlines()[-1] == "[]"
