"""Every sample on every real cluster, as at home; poison among the recognizers included."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner

from pia import plugins
from pia.cli import main
from pia.dispatching import Counted, counted
from pia.judging import Rulebook
from pia.scan.datasets import open_apart
from pia.scan.opening import LOCAL
from pia.scan.worker import Worker
from pia.scanning import HERE, EngineChoice, Scanned, scan_all
from tests.assessments_for_tests import no_progress
from tests.conftest import ROOT
from tests.engines.clusters_for_tests import dask_scheduler, needed
from tests.scan.test_worker import Poisoned

SAMPLES = sorted(path.parent for path in (ROOT / "samples").glob("*/deployment.yaml"))
KEY = b"key of the tests"
pytestmark = pytest.mark.filterwarnings("ignore::FutureWarning")


@pytest.fixture(scope="module")
def logs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("dask")


@pytest.fixture(scope="module")
def dask(logs: Path) -> Iterator[str]:
    needed("distributed")
    with dask_scheduler(logs, 2) as address:
        yield address


@pytest.fixture(params=["dask", "spark"])
def choice(request: pytest.FixtureRequest) -> EngineChoice:
    if request.param == "spark":
        request.getfixturevalue("spark")
        return EngineChoice("spark", "", 1 << 16)
    return EngineChoice("dask", request.getfixturevalue("dask"), 1 << 16)


def scanned(choice: EngineChoice, book: Rulebook) -> list[Scanned]:
    found, errors = scan_all(
        open_apart([(path.name, str(path)) for path in SAMPLES], LOCAL).datasets,
        book.categories,
        KEY,
        no_progress,
        engine=choice,
    )
    assert not errors
    return found


def test_all_samples_are_found_the_same(choice: EngineChoice, book: Rulebook) -> None:
    found = scanned(choice, book)
    assert len(found) > len(SAMPLES)
    assert found == scanned(HERE, book)


def test_poison_is_told_by_its_place_and_no_log_has_a_value(choice: EngineChoice, tmp_path: Path, logs: Path) -> None:
    table = pa.table({"mail": [f"canary{row}@example.org" for row in range(1000)]})
    pq.write_table(table, tmp_path / "t.parquet", row_group_size=100)
    datasets = open_apart([("t", str(tmp_path / "t.parquet"))], LOCAL).datasets
    engine: Any = plugins.load("engines", choice.name)
    with engine.connect(choice.address) as session:
        (found,) = counted(datasets, session, Worker.of([Poisoned()], KEY, ()), 1)
    assert isinstance(found, Counted)
    assert [left.rows for left in found.not_examined] == [100] * 10
    assert {left.where for left in found.not_examined} == {"t"}
    assert "ValueError" in found.not_examined[0].reason.en
    assert len(found.sha256) == 64
    assert "canary" not in repr(found)
    assert not [path for path in logs.rglob("*") if path.is_file() and b"canary" in path.read_bytes()]


@pytest.mark.parametrize("command", ["scan", "assess", "risk", "link"])
def test_the_commands_say_the_same_on_a_cluster(
    command: str, dask: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795478400")
    names = ("floating-population/floating-population.csv", "community-grid/visits.csv")
    files = [str(ROOT / "samples" / name) for name in names]
    said = []
    for engine in ([], ["--engine", "dask", "--scheduler", dask]):
        given = {
            "scan": [*files, "-f", "json"],
            "assess": [str(SAMPLES[0] / "deployment.yaml"), "--out", str(tmp_path), "-f", "json"],
            "risk": [files[0], "-f", "json"],
            "link": [*files, "-f", "json"],
        }[command]
        result = CliRunner().invoke(main, [command, *given, *engine])
        assert result.exit_code == 0, result.output
        said.append((tmp_path / "assessment.json").read_text() if command == "assess" else result.stdout)
    assert said[0] == said[1]
    assert json.loads(said[0])
