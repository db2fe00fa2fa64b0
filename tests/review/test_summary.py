from __future__ import annotations

from pathlib import Path

from pia import documents
from pia.model.review import Summary
from pia.model.risk import Verdict
from pia.review.summary import Read, read
from tests.admission.setting_for_tests import BASE, with_result
from tests.review.test_opening import TEXT


def test_an_assessment_is_counted(tmp_path: Path) -> None:
    (tmp_path / "deployment.yaml").write_text(TEXT + "next_review: 2027-01-01\n", encoding="utf-8")
    documents.write(tmp_path / "assessment.json", documents.dump_json(with_result("r.high", Verdict.FAIL)))
    found = read(tmp_path, "x/y")
    line = found.summary
    assert (line.folder, line.name, line.assessed_on, line.failed) == ("x/y", "City", BASE.assessed_on, 2)
    assert line.risks == ((2, 2, 1),)
    assert [(item.model, item.worst and item.worst.value) for item in line.levels] == [("cnil", 2), ("none", None)]
    assert line.stale
    assert (found.paths, found.inputs) == ({"t": "t.csv"}, {"t": "1" * 64, "u": "2" * 64})


def test_what_is_not_there_or_broken_is_told(tmp_path: Path) -> None:
    assert "there is no such file" in read(tmp_path, "x").summary.problems[0]
    (tmp_path / "deployment.yaml").write_text(TEXT, encoding="utf-8")
    assert read(tmp_path, "x") == Read(Summary("x", "City"), {"t": "t.csv"})
    (tmp_path / "assessment.json").write_text('{"schema_version": 0}', encoding="utf-8")
    found = read(tmp_path, "x").summary
    assert found.name == "City"
    assert found.problems[0].startswith("assessment.json: the file has format 0")
