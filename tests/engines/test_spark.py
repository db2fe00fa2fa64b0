from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from typing import Any, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pia.engines import Cluster
from pia.engines.spark import ENGINE, SparkEngineSession, _batches, _leaf, merged
from pia.errors import EngineError
from tests.engines.clusters_for_tests import Number, joined, negative, nothing, square


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
