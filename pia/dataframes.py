"""A DataFrame of a Spark session that is there -> what personal data is in it."""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pyarrow as pa

from pia import language_models
from pia.assess.categories import load_categories
from pia.dispatching import Counted
from pia.engines.spark import frame_sum
from pia.errors import EngineError, Problem
from pia.model.scanned import ScanReport
from pia.model.text import Text
from pia.recognition import Own
from pia.resources import resource
from pia.scan.losses import defect
from pia.scan.pieces import PieceTally, Sum, together, told
from pia.scan.worker import Worker
from pia.scanning import NOTHING, Search, judged
from pia.screening import report_of
from pia.sources.arrow import flattened

if TYPE_CHECKING:
    from pyspark.sql import DataFrame


def scan_frame(frame: DataFrame, name: str, own: Own = NOTHING, models: Sequence[str] = ()) -> ScanReport:
    """Scan a DataFrame, cell by cell, on the executors that hold it; only tallies come to the driver.

    It may come from wherever the session reads: files, a metastore, Delta Lake, Iceberg. Rows are numbered by the order
    of its partitions. It has no digest. pia must be installed on the executors, in the same version.

    Args:
        frame: The rows.
        name: Name of the dataset in the report.
        own: What users added to the recognizers, as `pipeline.own_recognizers` loads it.
        models: Language models, which every executor must have.

    Raises:
        EngineError: Spark is not installed, or cannot compute the frame.
        PluginError: A language model is not here or cannot be loaded.
    """
    try:
        from pyspark.sql.pandas.types import to_arrow_schema
    except ImportError:
        raise EngineError(Problem("spark", "Spark is not installed", "pip install 'pia-toolkit[spark]'")) from None
    finders = language_models.load_models(models)
    categories = {**load_categories(resource("rules") / "categories.yaml"), **own.categories}
    search = Search.of(categories, own, language_models.recognizers(finders))
    worker = _FrameWorker(Worker.of(search.counted, secrets.token_bytes(32), search.identifying), name)
    found = frame_sum(frame, worker, together, told)
    if not found or not found[0].tally.columns:
        none = pa.RecordBatch.from_pylist([], schema=to_arrow_schema(frame.schema))
        found = together([*([found] if found else []), worker(iter([none]))])
    counts = Counted(found[0].tally, "", found[0].left)
    return report_of([judged(name, name, counts, search)], (), categories, own, finders)


@dataclass(frozen=True, slots=True)
class _FrameWorker:
    """Tallies a partition; it is pickled.

    Attributes:
        worker: What it looks for.
        name: Name of the dataset.
    """

    worker: Worker
    name: str

    def __call__(self, batches: Iterator[pa.RecordBatch]) -> Sum:
        try:
            reading = flattened(batches, self.name)
            tally = self.worker.tallied(reading.batches, big=True)
            return (PieceTally(0, tally, left=reading.not_examined()),)
        except Exception as error:
            return (PieceTally(0, left=(defect(self.name, Text("a partition of it", "其一个分区"), error),)),)
