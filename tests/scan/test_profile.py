from __future__ import annotations

import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

from pia.scan.profile import SHAPES, profile
from pia.sources import Batch
from tests.scan.tables_for_tests import COLUMNS, KEY, batch


def test_values_are_told_by_shape_and_length() -> None:
    cells = ["a1", "b2", "b2", "", None, "  ", "long-one"]
    told = profile([batch({"x": pa.array(["q"] * 7), "c": pa.array(cells, pa.string())})], "t", "c", KEY)
    assert (told.cells, told.filled, told.distinct, told.shortest, told.longest) == (7, 4, 3, 2, 8)
    assert told.shapes == (("*#", 3), ("****-***", 1))


def test_other_tables_and_an_empty_column_say_nothing() -> None:
    other = Batch("u", 1, pa.record_batch([pa.array(["x"])], names=["c"]))
    told = profile([other, batch({"d": pa.array(["x"])}), batch({"c": pa.array([None], pa.string())})], "t", "c", KEY)
    assert (told.cells, told.filled, told.distinct, told.shortest, told.longest, told.shapes) == (1, 0, 0, 0, 0, ())


@given(COLUMNS, st.integers(0, 12))
def test_a_cut_changes_nothing_and_no_value_is_shown(cells: list[str | None], cut: int) -> None:
    parts = [batch({"c": pa.array(part, pa.string())}) for part in (cells[:cut], cells[cut:])]
    told = profile(parts, "t", "c", KEY)
    assert told == profile([batch({"c": pa.array(cells, pa.string())})], "t", "c", KEY)
    assert told.distinct == len({cell for cell in cells if cell and cell.strip()})
    assert len(told.shapes) <= SHAPES
    assert not {shape for shape, _ in told.shapes} & set(cells)
