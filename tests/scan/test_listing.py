from __future__ import annotations

import os
import socket
import tempfile
from pathlib import Path

import pytest

from pia.errors import SourceError
from pia.scan.listing import is_folder, is_glob, list_folder, list_glob
from tests.scan.files_for_tests import fill, unprivileged


def why(tmp_path: Path) -> dict[str, str]:
    return {item.where: item.reason.en for item in list_folder(tmp_path).not_examined}


def test_every_file_below_in_order(tmp_path: Path) -> None:
    fill(tmp_path, {"b/z.csv": b"", "b/a.csv": b"", "a.csv": b"", "c.csv": b"", "b/deep/er/x": b""})
    listing = list_folder(tmp_path)
    assert listing.files == ("a.csv", "b/a.csv", "b/deep/er/x", "b/z.csv", "c.csv")
    assert (listing.root, listing.not_examined, listing.errors) == (tmp_path, (), ())


def test_what_is_hidden_or_no_file_is_named(tmp_path: Path) -> None:
    inside = fill(tmp_path / "inside", {".env": b"", ".git/config": b"", "a.csv": b""})
    os.mkfifo(inside / "pipe.csv")
    with socket.socket(socket.AF_UNIX) as plug:
        plug.bind(str(inside / "s"))
    assert list_folder(inside).files == ("a.csv",)
    found = why(inside)
    assert "hidden" in found[".env"]
    assert "hidden" in found[".git"]
    assert "a device or a pipe" in found["pipe.csv"]
    assert "a device or a pipe" in found["s"]


def test_links(tmp_path: Path) -> None:
    inside = fill(tmp_path / "inside", {"a.csv": b"", "sub/b.csv": b"", ".hidden/c.csv": b""})
    fill(tmp_path, {"secret.csv": b""})
    links = {
        **{"out.csv": "../secret.csv", "up": "..", "no.csv": "nowhere", "again.csv": "a.csv", "round": "sub"},
        **{"loop": "loop", "self": ".", "c.csv": ".hidden/c.csv", "sub/c2.csv": "../.hidden/c.csv", "h": ".hidden"},
    }
    for name, target in links.items():
        (inside / name).symlink_to(target)
    assert list_folder(inside).files == ("a.csv", "c.csv", "sub/b.csv")
    found = why(inside)
    assert set(found) == {".hidden", "out.csv", "up", "no.csv", "loop", "h"}
    assert "out of the folder" in found["out.csv"]
    assert "out of the folder" in found["up"]
    assert "leads nowhere" in found["loop"]
    assert "link to a folder" in found["h"]


def test_a_link_to_a_device_inside(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / ".pipe")
    (tmp_path / "l.csv").symlink_to(".pipe")
    assert "a device or a pipe" in why(tmp_path)["l.csv"]


def test_globs(tmp_path: Path) -> None:
    fill(tmp_path, {"d/b.csv": b"", "d/a.csv": b"", "d/c.txt": b"", "d/e/f.csv": b"", "d/.h.csv": b"", "g.csv": b""})
    assert list_glob(f"{tmp_path}/d/*.csv").files == ("a.csv", "b.csv")
    listing = list_glob(f"{tmp_path}/**/*.csv")
    assert listing.files == ("d/a.csv", "d/b.csv", "d/e/f.csv", "g.csv")
    assert list_glob(f"{tmp_path}/[d]").files == ("d/a.csv", "d/b.csv", "d/c.txt", "d/e/f.csv")
    with pytest.raises(SourceError, match="no file has such a name"):
        list_glob(f"{tmp_path}/*.xlsx")


def test_a_glob_reads_a_link_whose_target_it_does_not_name(tmp_path: Path) -> None:
    fill(tmp_path, {"store/b.dat": b""})
    (tmp_path / "b.csv").symlink_to("store/b.dat")
    assert list_glob(f"{tmp_path}/*.csv").files == ("b.csv",)


def test_a_pattern_is_none_if_a_file_has_its_name(tmp_path: Path) -> None:
    pattern = str(tmp_path / "a[1].csv")
    assert is_glob(pattern)
    fill(tmp_path, {"a[1].csv": b""})
    assert not is_glob(pattern)
    assert is_folder(str(tmp_path))
    assert not is_folder(pattern)
    assert not is_folder("x" * 5000)
    assert not is_folder("\x00")


def test_what_must_not_be_read_does_not_stop_the_rest() -> None:
    with tempfile.TemporaryDirectory() as folder:
        root = fill(Path(folder), {"a.csv": b"", "shut/b.csv": b"", "unsearchable/c.csv": b"", "z.csv": b""})
        root.chmod(0o755)
        (root / "shut").chmod(0)
        (root / "unsearchable").chmod(0o444)
        with unprivileged():
            listing = list_folder(root)
        (root / "shut").chmod(0o700)
        (root / "unsearchable").chmod(0o700)
    assert listing.files == ("a.csv", "z.csv")
    assert [name for name, _ in listing.errors] == ["shut", "unsearchable/c.csv"]
    assert all("permission denied. Check the permissions." in str(error) for _, error in listing.errors)
