from __future__ import annotations

import pyarrow as pa

from pia.dataframes import _FrameWorker
from pia.scan.worker import Worker
from tests.scan.test_worker import Poisoned


def test_a_partition_with_a_defect_is_not_examined_without_a_value() -> None:
    worker = _FrameWorker(Worker.of([Poisoned()], b"k", ()), "frame")
    ((found),) = worker(iter([pa.record_batch({"a": ["private@example.org"]})]))
    assert found.left[0].reason.en == "a partition of it was not examined: a bug in pia or in a library (ValueError)"
    assert "private" not in repr(found)
