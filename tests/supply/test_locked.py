from __future__ import annotations

from pathlib import Path

import pytest

from tests.supply.locked import RUNTIME, TEST, LockError, packages

DIGEST = "--hash=sha256:" + "0" * 64


def test_every_package_of_the_lock_files_has_a_version_and_a_digest() -> None:
    runtime, test = packages(RUNTIME), packages(TEST)
    assert len(runtime) > 20
    assert {(item.name, item.version) for item in runtime} <= {(item.name, item.version) for item in test}
    assert all(item.digests for item in (*runtime, *test))


@pytest.mark.parametrize("line", ["a>=1 " + DIGEST, "a==1.* " + DIGEST, "a==1", "a " + DIGEST, "a==1 --hash=md5:00"])
def test_what_is_not_pinned_is_refused(line: str, tmp_path: Path) -> None:
    (tmp_path / "a.lock").write_text(f"b==1 ; python_version < '3' \\\n    {DIGEST}\n{line}\n", encoding="utf-8")
    with pytest.raises(LockError, match=r"a\.lock: a is not pinned"):
        packages(tmp_path / "a.lock")


def test_a_marker_says_for_which_machines_it_is(tmp_path: Path) -> None:
    (tmp_path / "a.lock").write_text(
        f"b==1 ; python_version < '3' \\\n    {DIGEST}\nA_b==2 {DIGEST}\n", encoding="utf-8"
    )
    assert [(item.name, item.wanted_here) for item in packages(tmp_path / "a.lock")] == [("a-b", True), ("b", False)]
