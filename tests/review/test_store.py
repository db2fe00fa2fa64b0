from __future__ import annotations

from pathlib import Path

import pytest

from pia.errors import DocumentError, PiaError
from pia.model.review import Act, Edit, Entry, Operation
from pia.review import journal, store, versions
from tests.review.entries_for_tests import AUTHOR, NOW, OFFICER, entry

TEXT = "name: Small\n"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    target = tmp_path / "deployment.yaml"
    target.write_text(TEXT, encoding="utf-8")
    return target


def noted(path: Path, edit: Edit) -> None:
    """What a process leaves that is killed after it noted an edit."""
    data = path.read_bytes() if path.exists() else store.read(path)
    made = store.with_edit(data, edit, path.name)
    line = store.entry_of(AUTHOR, NOW, Act.EDITED, "name")
    item = Entry(
        *(0, line.at, line.who, line.role, line.act, line.where, None, edit.value, "", path.name),
        *(versions.sha256(data), versions.sha256(made), edit.operation, edit.path),
    )
    journal.append(path.parent / "review.jsonl", item)


def test_what_was_noted_is_finished(path: Path) -> None:
    noted(path, Edit(("name",), "Big"))
    (path.parent / ".deployment.yaml.abcd_123").touch()
    for _ in range(2):
        with store.held(path.parent):
            assert path.read_text(encoding="utf-8") == "name: Big\n"
    assert journal.uncounted(path.parent / "review.jsonl", journal.read(path.parent / "review.jsonl")) is None
    assert sorted(item.name for item in path.parent.iterdir()) == [
        ".review.head",
        ".review.jsonl.lock",
        "deployment.yaml",
        "review.jsonl",
    ]


def test_what_was_noted_and_done_is_only_counted(path: Path) -> None:
    noted(path, Edit(("name",), "Big"))
    path.write_text("name: Big\n", encoding="utf-8")
    store.finish(path.parent)
    assert path.read_text(encoding="utf-8") == "name: Big\n"
    path.write_text(TEXT, encoding="utf-8")
    store.finish(path.parent)
    assert path.read_text(encoding="utf-8") == TEXT


def test_what_somebody_else_wrote_is_not_overwritten(path: Path) -> None:
    noted(path, Edit(("name",), "Big"))
    path.write_text("name: Other\n", encoding="utf-8")
    store.finish(path.parent)
    assert path.read_text(encoding="utf-8") == "name: Other\n"


def test_a_file_that_an_edit_makes_is_finished_too(tmp_path: Path) -> None:
    noted(tmp_path / "findings.yaml", Edit(("overrides",), "x", Operation.ADD))
    store.finish(tmp_path)
    assert store.tree_of(store.read(tmp_path / "findings.yaml"), "f") == {"overrides": ["x"]}


def test_a_file_that_was_to_be_moved_is_moved(path: Path) -> None:
    target = path.with_name("moved")
    line = store.entry_of(OFFICER, NOW, Act.VOIDED, path.name, "r")
    base = versions.sha256(path.read_bytes())
    item = Entry(
        *(0, line.at, line.who, line.role, line.act, line.where, None, target.name, "", path.name, base),
    )
    journal.append(path.parent / "review.jsonl", item)
    store.finish(path.parent)
    assert (path.exists(), target.read_text(encoding="utf-8")) == (False, TEXT)
    store.move(target, path, line)
    [_, moved] = journal.read(path.parent / "review.jsonl").entries
    assert (moved.file, moved.after, moved.base, path.exists()) == ("moved", "deployment.yaml", base, True)


def test_a_broken_journal_makes_nobody_write(path: Path) -> None:
    noted(path, Edit(("name",), "Big"))
    lines = path.parent / "review.jsonl"
    lines.write_bytes(lines.read_bytes().replace(b"Ada", b"Eve"))
    store.finish(path.parent)
    assert path.read_text(encoding="utf-8") == TEXT


def test_an_edit_that_changes_nothing_is_not_noted(path: Path) -> None:
    same = store.write_edit(path, path.read_bytes(), Edit(("name",), "Small"), entry())
    assert same == versions.sha256(TEXT.encode())
    assert not (path.parent / "review.jsonl").exists()


def test_files_that_cannot_be_read_or_moved_are_told(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match="there is no such file"):
        store.read(tmp_path / "deployment.yaml")
    with pytest.raises(DocumentError, match="is a directory"):
        store.read(tmp_path)
    with pytest.raises(DocumentError, match="this is not UTF-8"):
        store.tree_of(b"\xff", "d.yaml")
    (tmp_path / "a").touch()
    with pytest.raises(DocumentError, match="no such file"):
        store.move(tmp_path / "a", tmp_path / "no" / "b", entry())
    with pytest.raises(PiaError, match="no such file"), store.held(tmp_path / "no"):
        pass
