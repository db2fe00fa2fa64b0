from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
import pytest

from pia.engines import Cluster
from pia.engines.spark import ENGINE, frame_sum
from pia.errors import EngineError
from tests.engines.clusters_for_tests import GROUPS, SQUARES, Number, joined, nothing, square, unimportable

pytestmark = [pytest.mark.filterwarnings("ignore::FutureWarning"), pytest.mark.usefixtures("spark")]


def test_it_is_a_cluster() -> None:
    assert isinstance(ENGINE, Cluster)


def test_sums_come_in_order_and_are_merged_in_order() -> None:
    with ENGINE.connect("") as session:
        assert list(session.sums(square, iter(GROUPS[:3]), joined, nothing)) == SQUARES[:3]
        assert list(session.sums(square, [], joined, nothing)) == []


@pytest.mark.parametrize("generations", [0, 2])
def test_a_worker_or_executor_that_is_killed_changes_nothing(tmp_path: Path, generations: int) -> None:
    group = [*GROUPS[2], Number(7, str(tmp_path / "died"), 1, generations), Number(8)]
    with ENGINE.connect("") as session:
        assert list(session.sums(square, [group], joined, nothing)) == [tuple(item.value**2 for item in group)]
    assert (tmp_path / "died").stat().st_size == 2


def test_a_piece_that_kills_every_worker_is_given_up_and_no_other(tmp_path: Path) -> None:
    group = [Number(2), Number(3, str(tmp_path / "died"), times=100), Number(4)]
    with ENGINE.connect("") as session:
        assert list(session.sums(square, [[Number(1)], group], joined, nothing)) == [(1,), (4, -3, 16)]


def test_work_that_no_worker_can_do_is_an_error_and_no_finding() -> None:
    with ENGINE.connect("") as session, pytest.raises(EngineError, match="PYSPARK_PYTHON") as caught:
        list(session.sums(unimportable, [[Number(12345)]], joined, nothing))
    assert "12345" not in str(caught.value)


def rows_of(batches: Iterator[pa.RecordBatch]) -> tuple[int, ...]:
    return tuple(value.as_py() for batch in batches for value in batch.column(0))


def test_a_frame_is_summed_in_the_order_of_its_partitions(spark: object) -> None:
    frame = spark.range(0, 50, 1, 20)  # type: ignore[attr-defined]
    assert frame_sum(frame, rows_of, joined) == tuple(range(50))


def test_a_frame_that_cannot_be_computed_is_an_error_without_its_words(spark: object) -> None:
    frame = spark.sql("select raise_error('secret cell')")  # type: ignore[attr-defined]
    with pytest.raises(EngineError, match="Spark broke off") as caught:
        frame_sum(frame, rows_of, joined)
    assert "secret" not in str(caught.value)
