from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, cast

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pia.engines import Cluster
from pia.engines.spark import ENGINE, SparkEngineSession, _batches, _leaf, frame_sum, merged
from pia.errors import EngineError
from tests.engines.clusters_for_tests import GROUPS, SQUARES, Number, joined, negative, nothing, square, unimportable

pytestmark = pytest.mark.filterwarnings("ignore::FutureWarning")
with_spark = pytest.mark.usefixtures("spark")


class Rows:
    """An RDD that is in memory."""

    def __init__(self, rows: Iterable[Any]) -> None:
        self.rows = list(rows)

    def map(self, function: Callable[[Any], Any]) -> Rows:
        """See RDD."""
        return Rows(map(function, self.rows))

    def groupByKey(self) -> Rows:  # noqa: N802
        """See RDD; neither keys nor values come in order."""
        found: dict[Any, list[Any]] = {}
        for key, value in reversed(self.rows):
            found.setdefault(key, []).append(value)
        return Rows(found.items())

    def collect(self) -> list[Any]:
        """See RDD."""
        return self.rows[::-1]


@given(st.lists(st.integers(1, 600), min_size=1, max_size=4))
def test_neighbours_are_merged_in_order_however_they_come(sizes: list[int]) -> None:
    groups = [[Number(value) for value in range(size)] for size in sizes]
    pieces = [(group, place, work) for group, own in enumerate(groups) for place, work in enumerate(own)]
    leaves = Rows(enumerate(pieces)).map(_leaf(square, nothing, frozenset({len(pieces) - 1})))
    expected = [tuple(-(value**2) for value in range(size)) for size in sizes]
    expected[-1] = (*expected[-1][:-1], sizes[-1] - 1)
    assert merged(leaves, max(sizes), joined, negative) == expected


def test_a_job_takes_whole_groups() -> None:
    groups = [[Number(1)] * 3000] * 3 + [[Number(1)]] * 600
    assert [len(some) for some in _batches(groups)] == [2, 256, 256, 89]


def test_spark_that_is_not_installed_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyspark.sql", None)
    monkeypatch.setitem(sys.modules, "pyspark.sql.pandas.types", None)
    with pytest.raises(EngineError, match="pia-toolkit\\[spark\\]"), ENGINE.connect(""):
        pass


def test_a_session_that_has_no_rdds_is_refused() -> None:
    class Remote:
        """A session of Spark Connect."""

    with pytest.raises(EngineError, match="Spark Connect"):
        SparkEngineSession(cast("Any", Remote()))


def test_it_is_a_cluster() -> None:
    assert isinstance(ENGINE, Cluster)


@with_spark
def test_sums_come_in_order_and_are_merged_in_order() -> None:
    with ENGINE.connect("") as session:
        assert list(session.sums(square, iter(GROUPS[:3]), joined, nothing, negative)) == SQUARES[:3]
        assert list(session.sums(square, [], joined, nothing, negative)) == []


@with_spark
@pytest.mark.parametrize("generations", [0, 2])
def test_a_worker_or_executor_that_is_killed_changes_nothing(tmp_path: Path, generations: int) -> None:
    group = [*GROUPS[2], Number(7, str(tmp_path / "died"), 1, generations), Number(8)]
    with ENGINE.connect("") as session:
        assert list(session.sums(square, [group], joined, nothing, negative)) == [
            tuple(-(item.value**2) for item in group)
        ]
    assert (tmp_path / "died").stat().st_size == 2


@with_spark
def test_a_piece_that_kills_every_worker_is_given_up_and_no_other(tmp_path: Path) -> None:
    group = [Number(2), Number(3, str(tmp_path / "died"), times=100), Number(4)]
    with ENGINE.connect("") as session:
        assert list(session.sums(square, [[Number(1)], group], joined, nothing, negative)) == [(-1,), (-4, 3, -16)]


@with_spark
def test_work_that_no_worker_can_do_is_an_error_and_no_finding() -> None:
    with ENGINE.connect("") as session, pytest.raises(EngineError, match="PYSPARK_PYTHON") as caught:
        list(session.sums(unimportable, [[Number(12345)]], joined, nothing, negative))
    assert "12345" not in str(caught.value)


def rows_of(batches: Iterator[pa.RecordBatch]) -> tuple[int, ...]:
    return tuple(value.as_py() for batch in batches for value in batch.column(0))


def test_a_frame_is_summed_in_the_order_of_its_partitions(spark: object) -> None:
    frame = spark.range(0, 50, 1, 20)  # type: ignore[attr-defined]
    assert frame_sum(frame, rows_of, joined, negative) == tuple(-value for value in range(50))


def test_a_frame_that_cannot_be_computed_is_an_error_without_its_words(spark: object) -> None:
    frame = spark.sql("select raise_error('secret cell')")  # type: ignore[attr-defined]
    with pytest.raises(EngineError, match="Spark broke off") as caught:
        frame_sum(frame, rows_of, joined, negative)
    assert "secret" not in str(caught.value)
