from __future__ import annotations

import pytest

from pia.model.dataset import Column
from pia.model.policy import Threshold
from pia.model.scanned import SCHEMA_VERSION, ScanReport, Tool
from pia.scan.threshold import reached
from tests.admission.setting_for_tests import category, finding

NAMES = ("ONE", "TWO", "THREE", "FOUR")
REPORT = ScanReport(
    SCHEMA_VERSION,
    Tool("pia", "0"),
    (),
    tuple(finding(Column("t", "", name), name) for name in (*NAMES, "UNKNOWN")),
    (),
    tuple(category(name, impact) for impact, name in enumerate(NAMES, 1)),
)


@pytest.mark.parametrize(("fail_on", "left_out"), [("low", 0), ("medium", 1), ("high", 2), ("critical", 3)])
def test_findings_count_from_the_threshold_on(fail_on: Threshold, left_out: int) -> None:
    assert [item.entity_type for item in reached(REPORT, fail_on)] == [*NAMES, "UNKNOWN"][left_out:]
