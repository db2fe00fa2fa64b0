from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from pia import keeping


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    return tmp_path / "pia"


def test_what_is_kept_is_given_back(folder: Path) -> None:
    assert keeping.kept("thing.bin") is None
    keeping.keep("thing.bin", b"payload")
    assert keeping.kept("thing.bin") == b"payload"
    assert [path.name for path in folder.iterdir()] == ["thing.bin"]


DAMAGES: list[Callable[[bytes], bytes]] = [
    lambda data: data[:-1],
    lambda data: data[:9],
    lambda data: b"x" + data[1:],
]


@pytest.mark.parametrize("damage", DAMAGES)
def test_what_is_damaged_is_not(folder: Path, damage: Callable[[bytes], bytes]) -> None:
    keeping.keep("thing.bin", b"payload")
    path = folder / "thing.bin"
    path.write_bytes(damage(path.read_bytes()))
    assert keeping.kept("thing.bin") is None


def test_a_folder_that_takes_nothing_is_no_error(folder: Path) -> None:
    folder.write_text("no folder", encoding="utf-8")
    keeping.keep("thing.bin", b"payload")
    assert keeping.kept("thing.bin") is None


def test_without_a_folder_of_its_own_the_home_is_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))
    assert keeping.folder() == tmp_path / ".cache" / "pia"
