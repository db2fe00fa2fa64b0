"""Scans and measurements on a standalone cluster of Spark with two workers, as at home."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from pia import pipeline
from pia.dataframes import scan_frame
from pia.engines.spark import ENGINE, frame_sum
from pia.errors import EngineError
from pia.judging import Rulebook
from pia.scanning import EngineChoice
from tests.assessments_for_tests import no_progress
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
from tests.engines.clusters_for_tests import (
    GROUPS,
    SQUARES,
    Number,
    joined,
    needed,
    negative,
    nothing,
    reachable,
    spark_master,
    square,
    unimportable,
)
from tests.scan.tables_for_tests import VALUES

pytestmark = [pytest.mark.slow, pytest.mark.deep, pytest.mark.filterwarnings("ignore::FutureWarning")]
CHOICE = EngineChoice("spark", "", PIECE_BYTES)


@pytest.fixture(scope="module")
def master(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    needed("pyspark")
    with spark_master(tmp_path_factory.mktemp("spark"), 2) as found:
        yield found


@pytest.fixture(scope="module", autouse=True)
def spark(master: str) -> Iterator[Any]:
    """A session whose executors are processes of those workers."""
    from pyspark.sql import SparkSession

    settings = {
        "spark.default.parallelism": "2",
        "spark.executor.memory": "512m",
        "spark.sql.shuffle.partitions": "2",
        "spark.task.maxFailures": "4",
        "spark.ui.enabled": "false",
    }
    with reachable():
        session = SparkSession.builder.master(master).appName("tests").config(map=settings).getOrCreate()
        session.sparkContext.setLogLevel("OFF")
        yield session
        session.stop()


def test_all_samples_are_found_the_same(book: Rulebook) -> None:
    samples_are_found_the_same(CHOICE, book)


def test_what_users_added_travels(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    what_users_added_travels(CHOICE, tmp_path, monkeypatch)


def test_poison_is_told_by_its_place(tmp_path: Path) -> None:
    poison_is_told_by_its_place(CHOICE, tmp_path)


def test_the_commands_say_the_same(master: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    commands_say_the_same(["--engine", "spark", "--master", master], tmp_path, monkeypatch)


def test_lines_and_databases_are_found_the_same(tmp_path: Path, databases: list[str]) -> None:
    lines_and_databases_are_found_the_same(CHOICE, tmp_path, databases)


def test_a_worker_that_is_killed_changes_no_scan(tmp_path: Path) -> None:
    a_worker_that_is_killed_changes_no_scan(CHOICE, tmp_path)


def test_poison_in_lines_and_databases_is_told_by_its_place(tmp_path: Path) -> None:
    poison_in_lines_and_databases_is_told_by_its_place(CHOICE, tmp_path)


def test_sums_come_in_order_and_are_merged_in_order() -> None:
    with ENGINE.connect("") as session:
        assert list(session.sums(square, iter(GROUPS[:2]), joined, nothing, negative)) == SQUARES[:2]
        assert list(session.sums(square, [], joined, nothing, negative)) == []


@pytest.mark.parametrize("generations", [0, 2])
def test_a_worker_or_executor_that_is_killed_changes_nothing(tmp_path: Path, generations: int) -> None:
    group = [*GROUPS[2], Number(7, str(tmp_path / "died"), 1, generations), Number(8)]
    with ENGINE.connect("") as session:
        assert list(session.sums(square, [group], joined, nothing, negative)) == [
            tuple(-(item.value**2) for item in group)
        ]
    assert (tmp_path / "died").stat().st_size == 2


def test_a_piece_that_kills_every_worker_is_given_up_and_no_other(tmp_path: Path) -> None:
    group = [Number(2), Number(3, str(tmp_path / "died"), times=100), Number(4)]
    with ENGINE.connect("") as session:
        assert list(session.sums(square, [[Number(1)], group], joined, nothing, negative)) == [(-1,), (-4, 3, -16)]


def test_work_that_no_worker_can_do_is_an_error_and_no_finding() -> None:
    with ENGINE.connect("") as session, pytest.raises(EngineError, match="PYSPARK_PYTHON") as caught:
        list(session.sums(unimportable, [[Number(12345)]], joined, nothing, negative))
    assert "12345" not in str(caught.value)


def rows_of(batches: Iterator[pa.RecordBatch]) -> tuple[int, ...]:
    return tuple(value.as_py() for batch in batches for value in batch.column(0))


def test_a_frame_is_summed_in_the_order_of_its_partitions(spark: object) -> None:
    frame = spark.range(0, 50, 1, 6)  # type: ignore[attr-defined]
    assert frame_sum(frame, rows_of, joined, negative) == tuple(-value for value in range(50))


def test_a_frame_that_cannot_be_computed_is_an_error_without_its_words(spark: object) -> None:
    frame = spark.sql("select raise_error('secret cell')")  # type: ignore[attr-defined]
    with pytest.raises(EngineError, match="Spark broke off") as caught:
        frame_sum(frame, rows_of, joined, negative)
    assert "secret" not in str(caught.value)


def test_a_frame_says_what_its_file_says(spark: Any, tmp_path: Path) -> None:
    mails = [[f"a{row}@example.org"] * (row % 3) for row in range(len(VALUES) * 6)]
    columns = {"cell": VALUES * 6, "n": list(range(len(mails))), "mails": pa.array(mails, pa.list_(pa.string()))}
    pq.write_table(pa.table(columns), tmp_path / "t.parquet", row_group_size=100)
    name = str(tmp_path / "t.parquet")
    report, errors = pipeline.scan([(name, name)], no_progress)
    found = scan_frame(spark.read.parquet(name).coalesce(1), name)
    assert not errors
    assert found.findings == report.findings
    assert found.inputs[0].columns == report.inputs[0].columns
    assert (found.inputs[0].sha256, found.inputs[0].rows) == ("", report.inputs[0].rows)
    many = scan_frame(spark.read.parquet(name).repartition(3), name)
    assert [(item.column, item.entity_type, item.cells, item.score) for item in many.findings] == [
        (item.column, item.entity_type, item.cells, item.score) for item in report.findings
    ]


def test_a_frame_without_rows_shows_its_columns(spark: Any) -> None:
    found = scan_frame(spark.sql("select 'a@example.org' as mail, 1 as n where false"), "none")
    assert [(item.column.name, item.cells) for item in found.inputs[0].columns] == [("mail", 0), ("n", 0)]
    assert found.findings == ()
