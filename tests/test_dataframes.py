from __future__ import annotations

from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from pia import pipeline
from pia.dataframes import _FrameWorker, scan_frame
from pia.scan.worker import Worker
from tests.assessments_for_tests import no_progress
from tests.scan.tables_for_tests import VALUES
from tests.scan.test_worker import Poisoned

pytestmark = pytest.mark.filterwarnings("ignore::FutureWarning")


def test_a_frame_says_what_its_file_says(spark: Any, tmp_path: Path) -> None:
    mails = [[f"a{row}@example.org"] * (row % 3) for row in range(len(VALUES) * 30)]
    columns = {"cell": VALUES * 30, "n": list(range(len(mails))), "mails": pa.array(mails, pa.list_(pa.string()))}
    pq.write_table(pa.table(columns), tmp_path / "t.parquet", row_group_size=100)
    name = str(tmp_path / "t.parquet")
    report, errors = pipeline.scan([(name, name)], no_progress)
    found = scan_frame(spark.read.parquet(name).coalesce(1), name)
    assert not errors
    assert found.findings == report.findings
    assert found.inputs[0].columns == report.inputs[0].columns
    assert (found.inputs[0].sha256, found.inputs[0].rows) == ("", report.inputs[0].rows)
    many = scan_frame(spark.read.parquet(name).repartition(7), name)
    assert [(item.column, item.entity_type, item.cells, item.score) for item in many.findings] == [
        (item.column, item.entity_type, item.cells, item.score) for item in report.findings
    ]


def test_a_frame_without_rows_shows_its_columns(spark: Any) -> None:
    found = scan_frame(spark.sql("select 'a@example.org' as mail, 1 as n where false"), "none")
    assert [(item.column.name, item.cells) for item in found.inputs[0].columns] == [("mail", 0), ("n", 0)]
    assert found.findings == ()


def test_a_partition_with_a_defect_is_not_examined_without_a_value() -> None:
    worker = _FrameWorker(Worker.of([Poisoned()], b"k", ()), "frame")
    ((found),) = worker(iter([pa.record_batch({"a": ["private@example.org"]})]))
    assert found.left[0].reason.en == "a partition of it was not examined: a bug in pia or in a library (ValueError)"
    assert "private" not in repr(found)
