from __future__ import annotations

from pathlib import Path

import pytest

from pia import reviewing
from pia.errors import DocumentError, ReviewError
from pia.model.review import Act
from pia.review.beginning import begin
from pia.review.versions import sha256
from tests.review.entries_for_tests import AUTHOR, EVALUATOR, NOW, PANEL

FILES = {"deployment.yaml": b"name: Town\ndescription: d\ncontroller: {name: o}\ndatasets: []\n", "other.json": b"{}\n"}


def test_an_assessment_begins_with_its_files_and_a_line(tmp_path: Path) -> None:
    begin(tmp_path / "town", FILES, AUTHOR, NOW, "from afar")
    assert {name: (tmp_path / "town" / name).read_bytes() for name in FILES} == FILES
    record = reviewing.open_record(tmp_path / "town", NOW.date())
    [entry] = record.journal.entries
    assert (entry.act, entry.who, entry.note, entry.result) == (Act.BEGUN, "Ada", "from afar", record.base)
    assert record.base == sha256(FILES["deployment.yaml"])
    assert (record.journal.broken, record.problems) == ((), ())


def test_what_is_there_is_not_replaced(tmp_path: Path) -> None:
    (tmp_path / "town").mkdir()
    with pytest.raises(DocumentError, match="town: file exists"):
        begin(tmp_path / "town", FILES, AUTHOR, NOW)
    assert not any((tmp_path / "town").iterdir())


def test_who_may_not_edit_all_of_it_begins_nothing(tmp_path: Path) -> None:
    for who in (EVALUATOR, PANEL):
        with pytest.raises(ReviewError):
            begin(tmp_path / "town", FILES, who, NOW)
    assert not any(tmp_path.iterdir())
