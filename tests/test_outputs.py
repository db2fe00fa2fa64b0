from __future__ import annotations

import fcntl
import os
import stat
import threading
from pathlib import Path

import pytest

from pia import outputs
from pia.errors import DocumentError


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def test_files_are_new_and_whole_and_nothing_else_is_left(tmp_path: Path) -> None:
    files = {tmp_path / "new" / "a": b"one" * 100_000, tmp_path / "b": b""}
    outputs.write(files)
    assert {path: path.read_bytes() for path in files} == files
    assert names(tmp_path) == {"new", "b"}
    assert names(tmp_path / "new") == {"a"}


def test_one_file_that_cannot_be_written_leaves_all_as_they_were(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"old")
    (tmp_path / "folder").mkdir()
    with pytest.raises(DocumentError, match="folder: is a directory"):
        outputs.write({tmp_path / "a": b"new", tmp_path / "folder": b"new"})
    assert (tmp_path / "a").read_bytes() == b"old"
    assert names(tmp_path) == {"a", "folder"}


def test_a_long_name_is_no_obstacle(tmp_path: Path) -> None:
    path = tmp_path / ("n" * 255)
    outputs.write({path: b"x"})
    assert path.read_bytes() == b"x"


def test_permissions_stay_and_new_files_heed_the_mask(tmp_path: Path) -> None:
    kept, new = tmp_path / "kept", tmp_path / "new"
    kept.write_bytes(b"")
    kept.chmod(0o660)
    before = os.umask(0o077)
    try:
        outputs.write({kept: b"x", new: b"x"})
    finally:
        os.umask(before)
    assert [stat.S_IMODE(path.stat().st_mode) for path in (kept, new)] == [0o660, 0o600]


def test_a_link_is_replaced_and_not_followed(tmp_path: Path) -> None:
    aim, link = tmp_path / "aim", tmp_path / "link"
    aim.write_bytes(b"precious")
    link.symlink_to(aim)
    outputs.write({link: b"report"})
    assert (aim.read_bytes(), link.read_bytes(), link.is_symlink()) == (b"precious", b"report", False)


def test_a_device_and_a_pipe_are_written_to_and_stay(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    read: list[bytes] = []
    reader = threading.Thread(target=lambda: read.append(pipe.read_bytes()))
    reader.start()
    outputs.write({pipe: b"through", Path("/dev/null"): b"away"})
    reader.join()
    assert read == [b"through"]
    assert stat.S_ISFIFO(pipe.lstat().st_mode)
    assert stat.S_ISCHR(Path("/dev/null").lstat().st_mode)


def test_a_full_device_is_told(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match=r"/dev/full: no space left on device. Free some space"):
        outputs.write({tmp_path / "a": b"x", Path("/dev/full"): b"x"})


def test_what_a_killed_run_left_is_taken_away_and_what_a_living_one_writes_is_not(tmp_path: Path) -> None:
    dead, alive, own = (tmp_path / name for name in (".0000000d.pia-tmp", ".0000000a.pia-tmp", "mine.pia-tmp"))
    for path in (dead, alive, own):
        path.write_bytes(b"half")
    with alive.open("rb") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        outputs.write({tmp_path / "a": b"x"})
    assert names(tmp_path) == {alive.name, own.name, "a"}


def test_runs_at_once_leave_the_files_of_one_of_them(tmp_path: Path) -> None:
    files = [tmp_path / name for name in ("a", "b", "c")]
    sets = [{path: bytes([65 + number]) * 50_000 for path in files} for number in range(6)]
    threads = [threading.Thread(target=outputs.write, args=(one,)) for one in sets]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert {path: path.read_bytes() for path in files} in sets
    assert names(tmp_path) == {"a", "b", "c"}
