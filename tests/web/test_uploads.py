from __future__ import annotations

import io
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from pia.web.uploads import drop, keep, safe_name, sweep


def test_an_upload_lies_where_nobody_else_can_open_it_until_it_is_dropped(tmp_path: Path) -> None:
    kept = keep(io.BytesIO(b"a\n1\n"), "../../x.CSV", tmp_path)
    assert (kept.name, kept.parent.parent) == ("upload.csv", tmp_path)
    assert stat.S_IMODE(kept.parent.stat().st_mode) == 0o700
    assert kept.read_bytes() == b"a\n1\n"
    drop(kept)
    assert list(tmp_path.iterdir()) == []


def test_what_a_killed_server_left_is_swept_and_nothing_else(tmp_path: Path) -> None:
    with subprocess.Popen([sys.executable, "-c", ""]) as gone:
        gone.wait()
    names = (
        f"pia-upload-{gone.pid}-abc",
        f"pia-upload-{os.getpid()}-abc",
        "pia-upload-x-abc",
        "pia-upload-1-abc",
        "other",
    )
    for name in names:
        (tmp_path / name).mkdir()
        (tmp_path / name / "upload.csv").write_text("a@example.org", encoding="utf-8")
    (tmp_path / f"pia-upload-{gone.pid}-link").symlink_to(tmp_path / "other", target_is_directory=True)
    sweep(tmp_path)
    left = {path.name for path in tmp_path.iterdir()}
    assert left == {*names[1:], f"pia-upload-{gone.pid}-link"}
    assert (tmp_path / "other" / "upload.csv").exists()


@pytest.mark.parametrize(
    ("given", "kept"),
    [("a.csv", "upload.csv"), ("/etc/passwd", "upload"), ("x.tar.gz", "upload.tar.gz"), ("a.c\u202esv", "upload")],
)
def test_an_upload_keeps_only_its_endings(given: str, kept: str) -> None:
    assert safe_name(given) == kept
