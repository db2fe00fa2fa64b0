from __future__ import annotations

import io
import tempfile
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pia.contents import Content
from pia.contents.address import Address
from pia.contents.standard_input import StandardInput
from pia.scan.checkpoints import Checkpoint, Checkpoints
from pia.scan.datasets import Dataset, open_apart, open_as_one
from pia.scan.opening import LOCAL, Part
from pia.scan.tally import ScanTally, merged, tally_batch
from pia.sources import Batch
from pia.sources.csv import SOURCE
from tests.scan.test_tally import IDENTIFIERS, KEY, ROWS, SOUGHT, batch, shown

ROW = "a@example.org,13800138000\n"
EMPTY = Batch("empty", 1, pa.record_batch([pa.array([], pa.string())], names=["mail"]))


class Killed(BaseException):
    """What ends a run at once."""


def run(work: Callable[[Batch], ScanTally], batches: Iterable[Batch], most: int | None = None) -> Iterator[ScanTally]:
    for number, item in enumerate(batches):
        if number == most:
            raise Killed
        yield work(item)


def dataset(path: Path, rows: int = 3, more: str = "") -> Dataset:
    path.write_text("mail,手机\n" + ROW * rows + more, encoding="utf-8")
    return open_apart([("d", str(path))], LOCAL).datasets[0]


def checkpoint(folder: Path, of: Dataset, scanner: str = "1", searched: str = "2") -> tuple[Checkpoint, str]:
    kept = Checkpoints(folder, scanner, every=0)
    found = kept.of(of, searched)
    assert found
    return found, " ".join(note.en for note in kept.notes)


@settings(max_examples=30, deadline=None)
@given(ROWS, st.lists(st.integers(1, 6), max_size=3), st.lists(st.integers(1, 12), min_size=1, max_size=12))
def test_a_scan_that_is_killed_at_any_batch_counts_the_same(
    rows: list[tuple[str | None, str | None]], kills: list[int], sizes: list[int]
) -> None:
    work = partial(tally_batch, recognizers=SOUGHT, key=KEY, identifiers=IDENTIFIERS)
    cut, start = [EMPTY], 0
    for size in [*sizes, 99]:
        cut.append(batch(rows[start : start + size], start + 1))
        start += size
    with tempfile.TemporaryDirectory() as place:
        data = dataset(Path(place) / "t.csv")
        for most in [*kills, None]:
            kept, _ = checkpoint(Path(place) / "kept", data)
            try:
                found = kept.merged(partial(run, most=most), work, iter(cut))
            except Killed:
                continue
        again, _ = checkpoint(Path(place) / "kept", data)
        assert shown(found) == shown(again.tally) == shown(merged(map(work, [EMPTY, batch(rows)])))
        once_more = again.merged(run, work, [EMPTY, batch(rows)])
        assert shown(once_more) == shown(found)


def test_it_holds_no_value_and_only_its_owner_reads_it(tmp_path: Path) -> None:
    data = dataset(tmp_path / "t.csv")
    kept, told = checkpoint(tmp_path / "kept", data)
    assert told == ""
    work = partial(tally_batch, recognizers=SOUGHT, key=kept.key, identifiers=IDENTIFIERS)
    kept.merged(run, work, data.read(lambda *_: None).batches)
    (path,) = (tmp_path / "kept").iterdir()
    stored = path.read_bytes()
    assert b"EMAIL" in stored.upper()
    assert not [word for word in (b"example.org", b"13800138000", kept.key) if word in stored]
    assert (tmp_path / "kept").stat().st_mode & 0o077 == 0
    assert checkpoint(tmp_path / "kept", data)[1] == "d: the scan goes on behind row 3"


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"more": ROW}, "d: the data has changed; it is scanned from the start"),
        ({"scanner": "9"}, "d: pia or what it looks for has changed; it is scanned from the start"),
        ({"searched": "9"}, "d: pia or what it looks for has changed; it is scanned from the start"),
        ({"flip": -1}, "d: its checkpoint is damaged; it is scanned from the start"),
        ({"flip": 0}, "d: its checkpoint is damaged; it is scanned from the start"),
        ({"flip": 33}, "d: its checkpoint is damaged; it is scanned from the start"),
    ],
)
def test_what_does_not_fit_is_told_and_not_used(change: dict[str, object], told: str, tmp_path: Path) -> None:
    data = dataset(tmp_path / "t.csv")
    work = partial(tally_batch, recognizers=SOUGHT, key=KEY, identifiers=IDENTIFIERS)
    checkpoint(tmp_path / "kept", data)[0].merged(run, work, data.read(lambda *_: None).batches)
    if "more" in change:
        data = dataset(tmp_path / "t.csv", more=str(change.pop("more")))
    if "flip" in change:
        (path,) = (tmp_path / "kept").iterdir()
        stored = bytearray(path.read_bytes())
        stored[int(str(change.pop("flip")))] ^= 1
        path.write_bytes(stored)
    kept, note = checkpoint(tmp_path / "kept", data, **change)  # type: ignore[arg-type]
    assert note == told
    assert (dict(kept.tally.rows), dict(kept.tally.columns)) == ({}, {})


@pytest.mark.parametrize("content", [StandardInput(io.BytesIO(b"a")), Address("postgresql://host/db")])
def test_what_may_differ_when_it_is_read_again_is_not_kept(content: Content, tmp_path: Path) -> None:
    kept = Checkpoints(tmp_path / "kept", "1")
    assert kept.of(Dataset("d", content.locator, (Part("", SOURCE, content),)), "2") is None
    assert [note.en for note in kept.notes] == ["d: only files can be taken up; it is scanned from the start"]


def test_of_several_files_one_that_breaks_does_not_stop_the_others(tmp_path: Path) -> None:
    (tmp_path / "f").mkdir()
    (tmp_path / "f" / "a.csv.gz").write_bytes(b"\x1f\x8b broken")
    dataset(tmp_path / "f" / "b.csv")
    found = open_as_one([("d", str(tmp_path / "f"))], LOCAL)
    kept, _ = checkpoint(tmp_path / "kept", found.datasets[0])
    assert len(kept.key) == 32


def test_the_files_are_taken_away_at_the_end_and_others_are_not(tmp_path: Path) -> None:
    data = dataset(tmp_path / "t.csv")
    kept = Checkpoints(tmp_path / "kept", "1")
    found = kept.of(data, "2")
    assert found
    found.merged(run, partial(tally_batch, recognizers=SOUGHT, key=KEY), data.read(lambda *_: None).batches)
    (tmp_path / "kept" / "mine").touch()
    kept.clear()
    assert [path.name for path in (tmp_path / "kept").iterdir()] == ["mine"]
    (tmp_path / "kept" / "mine").unlink()
    kept.clear()
    assert not (tmp_path / "kept").exists()
