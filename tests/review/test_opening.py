from __future__ import annotations

from pathlib import Path

import pytest

from pia import documents
from pia.errors import DocumentError
from pia.model.review import Act, Edit
from pia.review import journal, store, versions
from pia.review.opening import record
from tests.admission.setting_for_tests import BASE, TODAY
from tests.review.entries_for_tests import AUTHOR, NOW, entry
from tests.review.test_store import noted

TEXT = "name: City\ndescription: d\ncontroller: {name: o}\ndatasets: [{name: t, path: t.csv}]\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "deployment.yaml").write_text(TEXT, encoding="utf-8")
    return tmp_path


def test_a_deployment_alone_is_a_record(folder: Path) -> None:
    found = record(folder, TODAY, None)
    assert (found.deployment.value.name, found.tree["name"], found.assessment) == ("City", "City", None)
    assert (found.stale, found.problems, found.hashes) == (False, (), {"deployment.yaml": found.base})
    assert versions.find(folder, found.base) == TEXT.encode()


def test_what_cannot_be_read_is_told_and_the_rest_is_there(folder: Path) -> None:
    for name, text in (("assessment.json", "{"), ("findings.yaml", "overrides: 1\n"), ("approval.json", "{")):
        (folder / name).write_text(text, encoding="utf-8")
    (folder / "review.jsonl").mkdir()
    found = record(folder, TODAY, None)
    where = [problem.where.rpartition("/")[2] for problem in found.problems]
    assert where == ["assessment.json:1", "findings.yaml:1", "review.jsonl"]
    assert found.signed.locked
    assert [*found.hashes] == ["deployment.yaml", "assessment.json", "approval.json", "findings.yaml"]
    (folder / "deployment.yaml").write_text("name: [", encoding="utf-8")
    with pytest.raises(DocumentError, match="not valid YAML"):
        record(folder, TODAY, None)


def test_a_journal_that_was_edited_or_torn_is_told(folder: Path) -> None:
    lines = folder / "review.jsonl"
    for _ in range(2):
        journal.count(lines, journal.append(lines, entry("a")))
    data = lines.read_bytes()
    lines.write_bytes(data.replace(b'"a"', b'"b"', 1) + b'{"num')
    said = [problem.what for problem in record(folder, TODAY, None).problems]
    assert said[0].startswith("the last line is cut off")
    assert said[1].startswith("line 1 was edited")


def test_an_edit_that_was_left_half_done_is_finished_on_opening(folder: Path) -> None:
    noted(folder / "deployment.yaml", Edit(("name",), "Town"))
    assert record(folder, TODAY, None).deployment.value.name == "Town"


def test_an_assessment_of_another_text_or_other_recognizers_is_stale(folder: Path) -> None:
    documents.write(folder / "assessment.json", documents.dump_json(BASE))
    assert record(folder, TODAY, None).stale
    digest = versions.sha256(TEXT.encode())
    text = documents.dump_json(BASE).replace(b"d" * 64, digest.encode())
    documents.write(folder / "assessment.json", text)
    assert not record(folder, TODAY, None).stale
    data = (folder / "deployment.yaml").read_bytes()
    store.write_edit(
        folder / "deployment.yaml", data, Edit(("recognizers",), ["o.yaml"]), store.entry_of(AUTHOR, NOW, Act.EDITED)
    )
    changed = versions.sha256((folder / "deployment.yaml").read_bytes())
    documents.write(folder / "assessment.json", text.replace(digest.encode(), changed.encode()))
    assert record(folder, TODAY, None).stale
