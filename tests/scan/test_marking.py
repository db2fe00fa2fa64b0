from __future__ import annotations

from dataclasses import replace
from typing import Any

import pyarrow as pa
from hypothesis import given, settings
from hypothesis import strategies as st

from pia.scan.findings import findings
from pia.scan.marking import mark
from pia.scan.tally import ScanTally, tally_batch
from tests.scan.tables_for_tests import COLUMNS, KEY, NAMES, batch, recognizers

BY_NAME = {recognizer.name: recognizer for recognizer in recognizers()}


def everything(table: str, name: str) -> bool:
    return True


@settings(max_examples=40, deadline=None)
@given(COLUMNS, st.sampled_from(NAMES), st.integers(0, 12))
def test_a_finding_counts_the_rows_that_are_marked(cells: list[str | None], name: str, cut: int) -> None:
    whole = batch({name: pa.array(cells, pa.string())})
    found = findings(tally_batch(whole, recognizers(), KEY), "d", recognizers())
    halves = [
        batch({name: pa.array(cells[:cut], pa.string())}),
        batch({name: pa.array(cells[cut:], pa.string())}, cut + 1),
    ]
    halves = halves if cut <= len(cells) else [whole]
    marked = mark(halves, found, BY_NAME, everything)["t", name]
    assert marked.filled == {row for row, cell in enumerate(cells, 1) if cell and cell.strip()}
    assert {finding.entity_type: finding.cells for finding in found} == {
        entity_type: len(rows) for entity_type, rows in marked.rows.items()
    }


def test_rows_are_those_of_the_source() -> None:
    data: dict[str, pa.Array[Any]] = {
        "c1": pa.array(["x", "a@example.org", None, "b@example.org"]),
        "c2": pa.array(["a@example.org"] * 4),
    }
    found = findings(tally_batch(batch(data), recognizers(), KEY), "d", recognizers())
    marked = mark([batch(data, 101)], found, BY_NAME, lambda _, name: name == "c1")
    assert marked.keys() == {("t", "c1")}
    assert marked["t", "c1"].rows == {"EMAIL_ADDRESS": {102, 104}}


def test_a_finding_of_no_recognizer_stands_in_every_filled_cell() -> None:
    data = batch({"c1": pa.array(["a@example.org", "", "x"])})
    found = findings(tally_batch(data, recognizers(), KEY), "d", recognizers())
    declared = replace(found[0], entity_type="SECRET", recognizer="declared")
    marked = mark([data], [*found, declared], BY_NAME, everything)["t", "c1"]
    assert marked.rows == {"EMAIL_ADDRESS": {1}, "SECRET": {1, 3}}
    assert mark([], found, BY_NAME, everything) == {}
    assert findings(ScanTally(), "d", recognizers()) == ()
