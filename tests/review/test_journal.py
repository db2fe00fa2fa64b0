from __future__ import annotations

import tempfile
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pia.errors import ReviewError
from pia.model.review import Act, Entry, Operation
from pia.review.journal import append, count, read, uncounted
from tests.review.entries_for_tests import entry

TEXTS = st.text(st.characters(codec="utf-8"), max_size=20)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**6), 10**6) | TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
    max_leaves=5,
)
ENTRIES = st.builds(
    lambda note, before, after, path: replace(
        entry(note), before=before, after=after, path=tuple(path), operation=Operation.SET, act=Act.EDITED
    ),
    TEXTS,
    JSON,
    JSON,
    st.lists(TEXTS | st.integers(0, 9), max_size=3),
)


def add(path: Path, item: Entry) -> Entry:
    made = append(path, item)
    count(path, made)
    return made


@cache
def files(count: int) -> dict[str, bytes]:
    """A journal of some lines, with its head."""
    with tempfile.TemporaryDirectory() as folder:
        written(Path(folder) / "review.jsonl", count)
        return {path.name: path.read_bytes() for path in Path(folder).iterdir()}


def put(folder: Path, count: int) -> Path:
    for name, data in files(count).items():
        (folder / name).write_bytes(data)
    return folder / "review.jsonl"


def written(path: Path, count: int) -> list[Entry]:
    return [add(path, entry(f"note {number}")) for number in range(count)]


@given(st.lists(ENTRIES, min_size=1, max_size=4))
@settings(max_examples=10, deadline=None)
def test_what_was_written_is_read(entries: list[Entry]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "review.jsonl"
        made = [add(path, item) for item in entries]
        journal = read(path)
        assert [replace(item, number=0, chain="") for item in journal.entries] == entries
        assert list(journal.entries) == made
        assert [item.number for item in made] == list(range(1, len(entries) + 1))
        assert (journal.torn, journal.broken) == (False, ())


@given(st.data())
@settings(max_examples=60, deadline=None)
def test_any_edit_or_loss_of_lines_is_noticed(data: st.DataObject) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = put(Path(folder), 4)
        lines = path.read_bytes().split(b"\n")[:-1]
        place = data.draw(st.integers(0, 3))
        kind = data.draw(st.sampled_from(["remove", "repeat", "swap", "edit"]))
        if kind == "remove":
            del lines[place]
        elif kind == "repeat":
            lines.insert(place, lines[place])
        elif kind == "swap":
            lines[place], lines[place - 1] = lines[place - 1], lines[place]
        else:
            at = data.draw(st.integers(0, len(lines[place]) - 1))
            byte = data.draw(st.integers(0x20, 0x7E).filter(lambda byte: byte != lines[place][at]))
            lines[place] = lines[place][:at] + bytes([byte]) + lines[place][at + 1 :]
        path.write_bytes(b"\n".join(lines) + b"\n")
        assert read(path).broken


@given(st.integers(0, 400))
@settings(max_examples=15, deadline=None)
def test_a_journal_cut_off_anywhere_is_noticed_and_can_go_on(left: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = put(Path(folder), 2)
        made = read(path).entries
        data = path.read_bytes()[:left]
        path.write_bytes(data)
        journal = read(path)
        assert journal.torn is (bool(data) and not data.endswith(b"\n"))
        assert journal.entries == made[: data.count(b"\n")]
        add(path, entry("after"))
        later = read(path).entries
        assert later[-1].note == "after"
        assert (Act.REPAIRED in [item.act for item in later]) is journal.torn


def test_a_killed_process_leaves_a_journal_that_goes_on(tmp_path: Path) -> None:
    path = tmp_path / "review.jsonl"
    written(path, 2)
    with path.open("ab") as file:
        file.write(b'{"number": 3, "at": "2026')
    assert read(path).torn
    assert read(path).broken == ()
    add(path, entry("next"))
    journal = read(path)
    assert [(item.act, item.note) for item in journal.entries[2:]] == [
        (Act.REPAIRED, "a line that was cut off"),
        (Act.COMMENTED, "next"),
    ]
    assert (journal.torn, journal.broken) == (False, ())


def test_a_line_that_the_head_does_not_count_yet_is_one_of_a_killed_process(tmp_path: Path) -> None:
    path, head = tmp_path / "review.jsonl", tmp_path / ".review.head"
    written(path, 1)
    head.unlink()
    assert read(path).broken == ()
    assert uncounted(path, read(path)) == read(path).entries[0]
    written(path, 1)
    assert uncounted(path, read(path)) is None
    left = append(path, entry("left"))
    assert read(path).broken == ()
    assert uncounted(path, read(path)) == left
    count(path, left)
    assert uncounted(path, read(path)) is None


def test_a_head_that_is_gone_or_spoilt_is_noticed(tmp_path: Path) -> None:
    path, head = tmp_path / "review.jsonl", tmp_path / ".review.head"
    written(path, 2)
    for text, said in (("x", "cannot be read"), ("3 " + "0" * 64, "1 lines are missing"), ("1 0", "not the one")):
        head.write_text(text, encoding="ascii")
        assert said in read(path).broken[0].en
        assert uncounted(path, read(path)) is None
    head.unlink()
    assert read(path).broken[0].en == ".review.head is missing"
    written(path, 1)
    path.unlink()
    assert read(path).broken[0].en == "3 lines are missing at the end"


def test_what_is_no_journal_is_told(tmp_path: Path) -> None:
    path = tmp_path / "review.jsonl"
    assert read(path).entries == ()
    path.write_text("[]\n", encoding="utf-8")
    assert read(path).broken[0].en == "line 1 cannot be read"
    path.unlink()
    assert uncounted(path, read(path)) is None
    path.mkdir()
    with pytest.raises(ReviewError, match="is a directory"):
        read(path)
    with pytest.raises(ReviewError, match="is a directory"):
        append(path, entry())
    with pytest.raises(ReviewError, match="no such file or directory"):
        append(tmp_path / "no" / "review.jsonl", entry())
