"""Spark: a session that is already there, or one of its own; also the rows of a DataFrame, where they lie."""

from __future__ import annotations

import os
import pickle
import re
import sys
import warnings
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, cast

import pyarrow as pa

from pia.engines import FAN, Result, Session, Work
from pia.errors import EngineError, Problem

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

_JOB_PIECES = 4096
_JOB_GROUPS = 256
"""A job takes whole groups until it has so many pieces or groups: starting one costs more than a small file."""

_OWN = "local[*,4]"
"""All cores of this machine; a piece is tried four times, as it is on clusters."""

_FAILED = re.compile(r"Task (\d+) in stage (\d+)\.\d+ failed \d+ times")
_Keyed = tuple[tuple[int, int], tuple[int, Any]]


class SparkEngine:
    """Scans on the executors of a Spark session."""

    name = "spark"

    @contextmanager
    def connect(self, address: str) -> Iterator[Session]:
        """A cluster; see `Cluster`. A session that is active is used and left as it is.

        Args:
            address: URL of a master, such as `spark://host:7077` or `yarn`; empty for all cores of this machine.

        Raises:
            EngineError: It does not answer, or Spark or Java is not installed.
        """
        try:
            from pyspark.sql import SparkSession
        except ImportError:
            fix = "Install it with: pip install 'pia-toolkit[spark]'; it needs Java 17 or newer."
            raise EngineError(Problem(self.name, "Spark is not installed", fix)) from None
        active = SparkSession.getActiveSession()
        if active is not None:
            yield SparkEngineSession(active)
            return
        session = _started(address or _OWN)
        try:
            yield SparkEngineSession(session)
        finally:
            session.stop()


def _started(master: str) -> SparkSession:
    from pyspark.sql import SparkSession

    if master.startswith("local"):
        os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    builder = SparkSession.builder.master(master).appName("pia")
    settings = {"spark.ui.enabled": "false", "spark.ui.showConsoleProgress": "false"}
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", FutureWarning)
            session = cast("SparkSession", builder.config(map=settings).getOrCreate())
        session.sparkContext.setLogLevel("ERROR")
    except Exception as error:
        what = f"no session of Spark can be started there ({type(error).__name__})"
        raise EngineError(Problem(master, what, "Check the master's URL, and that Java is installed.")) from None
    return session


class SparkEngineSession:
    """A Spark session. Pieces that were done on an executor that ended are done again by Spark."""

    def __init__(self, session: SparkSession) -> None:
        """Take a session that is there.

        Raises:
            EngineError: It is one of Spark Connect, which has no RDDs.
        """
        self._jobs = 0
        try:
            self._context: Any = session.sparkContext
        except Exception:
            what = "a session of Spark Connect cannot carry a scan of files"
            raise EngineError(Problem("spark", what, "Use a classic session, or name a --master.")) from None

    def sums(
        self,
        function: Callable[[Work], Result],
        groups: Iterable[Sequence[Work]],
        together: Callable[[Sequence[Result]], Result],
        lost: Callable[[Work], Result],
        told: Callable[[Result], Result],
    ) -> Iterator[Result]:
        """The sum of each group, in order; see `Session`."""
        for some in _batches(groups):
            yield from self._sums(function, some, together, lost, told)

    def _sums(
        self,
        function: Callable[[Work], Result],
        groups: Sequence[Sequence[Work]],
        together: Callable[[Sequence[Result]], Result],
        lost: Callable[[Work], Result],
        told: Callable[[Result], Result],
    ) -> list[Result]:
        """One job, begun anew without the piece at which it failed."""
        pieces = [(group, place, work) for group, own in enumerate(groups) for place, work in enumerate(own)]
        deadly: frozenset[int] = frozenset()
        while True:
            leaves = self._context.parallelize(list(enumerate(pieces)), len(pieces))
            leaves = leaves.map(_leaf(function, lost, deadly))
            name = self._begin()
            try:
                return merged(leaves, max(map(len, groups)), together, told)
            except Exception as error:
                failed = self._failed(error, name)
                if failed is None or failed in deadly:
                    raise _gone(error) from None
                deadly |= {failed}

    def _begin(self) -> str:
        self._jobs += 1
        name = f"pia-{id(self)}-{self._jobs}"
        self._context.setJobGroup(name, "pia")
        return name

    def _failed(self, error: Exception, name: str) -> int | None:
        """Number of the piece that ends whoever tries it; none if something else is wrong."""
        found = _FAILED.search(str(error))
        if not found or "ModuleNotFoundError" in str(error):
            return None
        tracker = self._context.statusTracker()
        jobs = [tracker.getJobInfo(job) for job in tracker.getJobIdsForGroup(name)]
        stages = [stage for job in jobs if job for stage in job.stageIds]
        return int(found[1]) if stages and int(found[2]) == min(stages) else None


def frame_sum(
    frame: DataFrame,
    function: Callable[[Iterator[pa.RecordBatch]], Result],
    together: Callable[[Sequence[Result]], Result],
    told: Callable[[Result], Result],
) -> Result | None:
    """The sum over the partitions of a DataFrame, in their order; rows stay where they are. Nothing if it has none.

    Args:
        frame: Any DataFrame of a classic session, whatever its format.
        function: Pure; from the rows of a partition to what is to be summed.
        together: The sum of neighbours, in order; associative.
        told: What of the sum is to come here.

    Raises:
        EngineError: Spark cannot compute the frame.
    """

    def tallied(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        from pyspark import TaskContext

        place = cast("Any", TaskContext.get()).partitionId()
        yield pa.record_batch({"place": [place], "sum": [pickle.dumps(function(batches))]})

    try:
        rows: Any = frame.mapInArrow(tallied, "place long, sum binary").rdd
        leaves = rows.map(lambda row: ((0, row["place"]), pickle.loads(bytes(row["sum"]))))  # noqa: S301
        sums: list[Result] = merged(leaves, rows.getNumPartitions(), together, told)
    except Exception as error:
        raise _gone(error) from None
    return sums[0] if sums else None


def merged(
    leaves: Any, most: int, together: Callable[[Sequence[Result]], Result], told: Callable[[Result], Result]
) -> list[Result]:
    """The sums of groups, by group, of an RDD of ((group, place), result), merged where they are.

    Args:
        leaves: The results.
        most: How many a group has at most.
        together: The sum of neighbours, in order; associative.
        told: What of a sum is to come here.
    """
    level = leaves
    while most > 1:
        most = -(-most // FAN)
        level = level.map(_upwards).groupByKey().map(_summed(together))
    found = sorted(level.map(lambda item: (item[0], told(item[1]))).collect(), key=lambda item: item[0])
    return [result for _, result in found]


def _leaf(
    function: Callable[[Work], Result], lost: Callable[[Work], Result], deadly: frozenset[int]
) -> Callable[[tuple[int, tuple[int, int, Work]]], tuple[tuple[int, int], Result]]:
    def leaf(item: tuple[int, tuple[int, int, Work]]) -> tuple[tuple[int, int], Result]:
        number, (group, place, work) = item
        return (group, place), lost(work) if number in deadly else function(work)

    return leaf


def _upwards(item: tuple[tuple[int, int], Any]) -> _Keyed:
    (group, place), result = item
    return (group, place // FAN), (place, result)


def _summed(
    together: Callable[[Sequence[Result]], Result],
) -> Callable[[tuple[tuple[int, int], Iterable[tuple[int, Result]]]], tuple[tuple[int, int], Result]]:
    def summed(
        item: tuple[tuple[int, int], Iterable[tuple[int, Result]]],
    ) -> tuple[tuple[int, int], Result]:
        key, parts = item
        return key, together([result for _, result in sorted(parts, key=lambda part: part[0])])

    return summed


def _batches(groups: Iterable[Sequence[Work]]) -> Iterator[list[Sequence[Work]]]:
    held: list[Sequence[Work]] = []
    for group in groups:
        held.append(group)
        if len(held) >= _JOB_GROUPS or sum(map(len, held)) >= _JOB_PIECES:
            yield held
            held = []
    if held:
        yield held


def _gone(error: Exception) -> EngineError:
    """What Spark's failure is told as; its own words may quote a cell and are not repeated."""
    what = f"Spark broke off ({type(error).__name__})"
    fix = "See its log; every executor needs the same version of pia: name their Python in PYSPARK_PYTHON."
    return EngineError(Problem("spark", what, fix))


ENGINE = SparkEngine()
