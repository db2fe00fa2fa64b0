"""Great Expectations: suites that stop a pipeline when a table has a column that was never scanned (GX 1.x)."""

from __future__ import annotations

from typing import Any

from pia import documents
from pia.handovers._tags import TaggedTable, tables
from pia.model.scanned import ScanReport
from pia.ownership import Manifest


class GreatExpectationsHandover:
    """A JSON list with one expectation suite per table."""

    name = "great_expectations"

    def render(self, report: ScanReport, manifest: Manifest) -> bytes:
        """Each table is to have the columns that were scanned and no others; columns with a finding carry it."""
        return documents.dump_json([_suite(table, report.tool.version) for table in tables(report, manifest)])


def _suite(table: TaggedTable, version: str) -> dict[str, Any]:
    owner = {"owner": table.resource.owner} if table.resource and table.resource.owner else {}
    expected = {"column_set": sorted({column.name for column in table.columns}), "exact_match": True}
    known = [_expectation("expect_table_columns_to_match_set", expected, {"why": "other columns were not scanned"})]
    known += [
        _expectation("expect_column_to_exist", {"column": column.name}, dict(column.tags))
        for column in table.columns
        if column.tags
    ]
    meta = {"pia": {"version": version, "sha256": table.sha256, "examined_whole": table.whole} | owner}
    return {"name": f"{table.name}.pia", "expectations": known, "meta": meta}


def _expectation(kind: str, arguments: dict[str, Any], said: dict[str, Any]) -> dict[str, Any]:
    return {"type": kind, "kwargs": arguments, "meta": {"pia": said}}


HANDOVER = GreatExpectationsHandover()
