"""Scans and measurements on a scheduler of Dask with two workers, as at home."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from pia.judging import Rulebook
from pia.scanning import EngineChoice
from tests.engines.checks_for_tests import (
    PIECE_BYTES,
    a_worker_that_is_killed_changes_no_scan,
    commands_say_the_same,
    lines_and_databases_are_found_the_same,
    poison_in_lines_and_databases_is_told_by_its_place,
    poison_is_told_by_its_place,
    samples_are_found_the_same,
    what_users_added_travels,
)
from tests.engines.clusters_for_tests import dask_scheduler, needed

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def logs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("dask")


@pytest.fixture(scope="module")
def choice(logs: Path) -> Iterator[EngineChoice]:
    needed("distributed")
    with dask_scheduler(logs, 2) as address:
        yield EngineChoice("dask", address, PIECE_BYTES)


@pytest.mark.deep
def test_all_samples_are_found_the_same(choice: EngineChoice, book: Rulebook) -> None:
    samples_are_found_the_same(choice, book)


def test_what_users_added_travels(choice: EngineChoice, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    what_users_added_travels(choice, tmp_path, monkeypatch)


def test_poison_is_told_by_its_place_and_no_log_has_a_value(choice: EngineChoice, tmp_path: Path, logs: Path) -> None:
    poison_is_told_by_its_place(choice, tmp_path)
    assert not [path for path in logs.rglob("*") if path.is_file() and b"canary" in path.read_bytes()]


@pytest.mark.deep
def test_the_commands_say_the_same(choice: EngineChoice, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    commands_say_the_same(["--engine", "dask", "--scheduler", choice.address], tmp_path, monkeypatch)


@pytest.mark.deep
def test_lines_and_databases_are_found_the_same(choice: EngineChoice, tmp_path: Path, databases: list[str]) -> None:
    lines_and_databases_are_found_the_same(choice, tmp_path, databases)


@pytest.mark.deep
def test_a_worker_that_is_killed_changes_no_scan(choice: EngineChoice, tmp_path: Path) -> None:
    a_worker_that_is_killed_changes_no_scan(choice, tmp_path)


@pytest.mark.deep
def test_poison_in_lines_and_databases_is_told_by_its_place(choice: EngineChoice, tmp_path: Path) -> None:
    poison_in_lines_and_databases_is_told_by_its_place(choice, tmp_path)
