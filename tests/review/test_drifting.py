from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from pia.model.review import Drift
from pia.review.drifting import data_states, drift, state_of


def looked_at(folder: Path, paths: dict[str, str], assessed: dict[str, str]) -> Drift:
    return drift(folder, paths, assessed, data_states(folder, paths))


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "t.csv").write_bytes(b"a,b\n1,2\n")
    (tmp_path / "d").mkdir()
    (tmp_path / "d" / "u.csv").write_bytes(b"a,b\n3,4\n")
    return tmp_path


def test_data_is_held_against_its_digest(folder: Path) -> None:
    digest = sha256(b"a,b\n1,2\n")
    assert looked_at(folder, {"t": "t.csv"}, {"t": digest}) is Drift.NONE
    assert looked_at(folder, {"t": "t.csv"}, {"t": "0" * 64}) is Drift.CHANGED
    assert looked_at(folder, {"t": "t.csv", "v": "t.csv"}, {"t": digest}) is Drift.CHANGED
    (folder / "t.csv").write_bytes(b"")
    assert looked_at(folder, {"t": "t.csv"}, {"t": digest}) is Drift.CHANGED


@pytest.mark.parametrize("path", ["no.csv", "no-*.csv", "a\0b"])
def test_data_that_is_gone_has_changed(folder: Path, path: str) -> None:
    assert looked_at(folder, {"t": path}, {"t": "0" * 64}) is Drift.CHANGED


def test_folders_and_globs_are_listed(folder: Path) -> None:
    assert [Path(state[0]).name for state in data_states(folder, {"a": "d", "b": "*.csv"})] == ["u.csv", "t.csv"]
    before = data_states(folder, {"a": "d"})
    (folder / "d" / "v.csv").write_bytes(b"a,b\n5,6\n")
    assert data_states(folder, {"a": "d"}) != before
    first, second = sha256(b"a,b\n3,4\n"), sha256(b"a,b\n5,6\n")
    lines = f"{first}  u.csv\n{second}  v.csv"
    assert looked_at(folder, {"a": "d"}, {"a": sha256(lines.encode())}) is Drift.NONE


def test_what_bytes_do_not_tell_is_unknown(folder: Path) -> None:
    address = {"t": "postgresql://host/base"}
    assert data_states(folder, address) == ()
    assert looked_at(folder, address, {"t": "0" * 64}) is Drift.UNKNOWN
    states = tuple((f"{number}", 100_000_000, 0, 0) for number in range(3))
    assert drift(folder, {"t": "t.csv"}, {"t": "0" * 64}, states) is Drift.UNKNOWN


def test_a_state_tells_size_and_times(folder: Path) -> None:
    name, size, changed, _ = state_of(folder / "t.csv", "t")
    assert (name, size, changed > 0) == ("t", 8, True)
    assert state_of(folder / "no", "n") == ("n", -1, -1, -1)
