"""A Spark session of two executors, each a process of its own."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.engines.clusters_for_tests import needed, reachable


@pytest.fixture(scope="session")
def spark() -> Iterator[object]:
    """The session; tests that run in it share it."""
    needed("pyspark")
    from pyspark.sql import SparkSession

    builder = SparkSession.builder.master("local-cluster[2,1,1024]").appName("tests")
    with reachable():
        session = builder.config("spark.ui.enabled", "false").config("spark.sql.shuffle.partitions", "2").getOrCreate()
        session.sparkContext.setLogLevel("OFF")
        yield session
        session.stop()
