from __future__ import annotations

import os
import signal
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from pia.errors import DocumentError, Problem, ReviewError
from pia.model.deployment import Technology
from pia.model.review import Conflict, Edit, Operation, Saved
from pia.review import journal, store, versions
from pia.review.editing import plain_edit, refuse_signed, save
from tests.review.entries_for_tests import AUTHOR, NOW

TEXT = """\
# head
name: Small   # its name
list:
- {title: A}
- {title: B, n: 1}
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    target = tmp_path / "deployment.yaml"
    target.write_text(TEXT, encoding="utf-8")
    versions.keep(tmp_path, target.read_bytes())
    return target


def anything(_before: bytes, _after: bytes) -> None:
    """A check that nothing fails."""


def base_of(path: Path) -> str:
    return versions.sha256(path.read_bytes())


def put(path: Path, edit: Edit, base: str = "") -> Saved | Conflict:
    with store.held(path.parent):
        return save(path, edit, base or base_of(path), AUTHOR, NOW, check=anything)


def test_what_a_check_refuses_is_not_written(path: Path) -> None:
    def check(before: bytes, after: bytes) -> None:
        assert (before.decode(), after.decode()) == (TEXT, TEXT.replace("Small", "Big"))
        raise DocumentError(Problem("d", "no"))

    with pytest.raises(DocumentError, match="d: no"):
        save(path, Edit(("name",), "Big"), base_of(path), AUTHOR, NOW, check=check)
    assert path.read_text(encoding="utf-8") == TEXT
    assert not (path.parent / "review.jsonl").exists()


def test_values_become_plain_data() -> None:
    given = {"on": date(2026, 11, 24), Technology.AI: (1, None), "text": "a\r\nb\rc", "yes": True}
    wanted = {"on": "2026-11-24", "ai": [1, None], "text": "a\nb\nc", "yes": True}
    assert plain_edit(Edit(("a",), given)).value == wanted
    assert plain_edit(Edit(("a",), given, Operation.REMOVE)).value is None


def test_a_conflict_says_where_the_place_is_now(path: Path) -> None:
    base = base_of(path)
    put(path, Edit(("list", 1, "n"), 2))
    put(path, Edit(("list", 0), operation=Operation.REMOVE))
    found = put(path, Edit(("list", 1, "n"), 3), base)
    assert isinstance(found, Conflict)
    assert (found.place, found.opened, found.theirs.value, found.theirs.who) == (("list", 0, "n"), 1, 2, AUTHOR)
    assert found.sha256 == base_of(path)
    (path.parent / ".pia" / "versions" / f"{base}.yaml").unlink()
    unknown = put(path, Edit(("list", 1, "n"), 3), base)
    assert isinstance(unknown, Conflict)
    assert (unknown.place, unknown.opened, unknown.theirs.value) == (None, None, None)


def test_a_byte_order_mark_and_windows_lines_stay(path: Path) -> None:
    data = b"\xef\xbb\xbf" + TEXT.replace("\n", "\r\n").encode()
    path.write_bytes(data)
    put(path, Edit(("name",), "Big"))
    assert path.read_bytes() == data.replace(b"Small", b"Big")


def test_what_is_signed_is_refused(path: Path) -> None:
    refuse_signed(path.parent)
    (path.parent / "approval.json").write_text("broken", encoding="utf-8")
    with pytest.raises(ReviewError, match="signed and locked"):
        refuse_signed(path.parent)


def run(code: str, *arguments: object) -> subprocess.Popen[str]:
    begin = (
        "import os, signal, sys; from pathlib import Path; from tests.review.test_editing import *\n"
        "path = Path(sys.argv[1])\n"
    )
    command = [sys.executable, "-c", begin + code, *map(str, arguments)]
    return subprocess.Popen(command, cwd=Path(__file__).parents[2], text=True)


def test_two_processes_that_edit_at_once_lose_nothing(path: Path) -> None:
    code = (
        "for number in range(8):\n"
        "    edit = Edit(('added',), f'{sys.argv[3]} {number}', Operation.ADD)\n"
        "    assert isinstance(put(path, edit, sys.argv[2]), Saved)\n"
    )
    base = base_of(path)
    runs = [run(code, path, base, name) for name in ("Ann", "Ben")]
    assert [process.wait() for process in runs] == [0, 0]
    tree = store.tree_of(path.read_bytes(), "d")
    assert isinstance(tree, dict)
    assert sorted(tree["added"]) == [f"{name} {number}" for name in ("Ann", "Ben") for number in range(8)]
    history = journal.read(path.parent / "review.jsonl")
    assert (len(history.entries), history.broken, history.torn) == (16, (), False)
    assert path.read_text(encoding="utf-8").startswith(TEXT)


@pytest.mark.skipif(os.name != "posix", reason="signals are those of POSIX")
@pytest.mark.parametrize("step", [1, 2, 3, 4])
def test_a_process_killed_while_saving_leaves_the_old_or_the_new_field(path: Path, step: int) -> None:
    """It is killed as it flushes the journal, the document or the head to the disk, or after it has done all of it."""
    put(path, Edit(("name",), "Before"))
    code = (
        "real, calls = os.fsync, []\n"
        "def fsync(handle):\n"
        "    calls.append(handle)\n"
        "    if len(calls) == int(sys.argv[2]): os.kill(os.getpid(), signal.SIGKILL)\n"
        "    real(handle)\n"
        "data, edit = path.read_bytes(), Edit(('name',), 'After')\n"
        "versions.keep(path.parent, store.with_edit(data, edit, 'd'))\n"
        "os.fsync = fsync\n"
        "put(path, edit)\n"
        "os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    assert run(code, path, step).wait() == -signal.SIGKILL
    with store.held(path.parent):
        pass
    assert path.read_text(encoding="utf-8") == TEXT.replace("Small", "After")
    history = journal.read(path.parent / "review.jsonl")
    assert ([entry.after for entry in history.entries], history.broken) == (["Before", "After"], ())
    assert history.entries[-1].result == base_of(path)
    assert not list(path.parent.glob(".deployment.yaml.*"))


def test_a_line_that_a_killed_process_tore_is_an_edit_that_was_not_made(path: Path) -> None:
    put(path, Edit(("name",), "Before"))
    lines = path.parent / "review.jsonl"
    before = (lines.read_bytes(), path.read_bytes())
    put(path, Edit(("name",), "After"))
    lines.write_bytes(lines.read_bytes()[:-10])
    path.write_bytes(before[1])
    (path.parent / ".review.head").write_bytes(f"1 {journal.read(lines).entries[0].chain}\n".encode())
    put(path, Edit(("name",), "Next"))
    history = journal.read(lines)
    assert [entry.act.value for entry in history.entries] == ["edited", "repaired", "edited"]
    assert history.broken == ()
    assert history.entries[-1].before == "Before"
