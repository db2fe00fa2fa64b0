from __future__ import annotations

import os
from pathlib import Path

from pia.review.versions import find, keep, make_cache, sha256


def test_what_was_kept_is_found_by_its_content_hash(tmp_path: Path) -> None:
    keep(tmp_path, b"a: 1\n")
    keep(tmp_path, b"a: 1\n")
    assert find(tmp_path, sha256(b"a: 1\n")) == b"a: 1\n"
    assert find(tmp_path, sha256(b"a: 2\n")) is None
    assert (make_cache(tmp_path) / ".gitignore").read_bytes() == b"*\n"


def test_what_is_no_hash_or_was_changed_is_not_found(tmp_path: Path) -> None:
    keep(tmp_path, b"a: 1\n")
    digest = sha256(b"a: 1\n")
    (tmp_path / ".pia" / "versions" / f"{digest}.yaml").write_bytes(b"a: 2\n")
    for name in (digest, "../versions/" + digest, "", digest.upper()):
        assert find(tmp_path, name) is None


def test_the_oldest_versions_are_let_go(tmp_path: Path) -> None:
    folder = make_cache(tmp_path) / "versions"
    folder.mkdir()
    for number in range(205):
        path = folder / f"{number:064x}.yaml"
        path.write_bytes(b"")
        os.utime(path, ns=(number, number))
    keep(tmp_path, b"new")
    kept = sorted(path.name for path in folder.iterdir())
    assert len(kept) == 200
    assert f"{5:064x}.yaml" not in kept
    assert f"{6:064x}.yaml" in kept


def test_where_nothing_can_be_written_nothing_is_kept(tmp_path: Path) -> None:
    (tmp_path / ".pia").write_bytes(b"")
    keep(tmp_path, b"a")
    assert find(tmp_path, sha256(b"a")) is None
