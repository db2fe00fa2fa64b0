from __future__ import annotations

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pia.reidentification.codes import TooLargeError, encode
from pia.sources import Batch
from tests.reidentification.tables_for_tests import batches, coded


@settings(deadline=None)
@given(st.lists(st.one_of(st.none(), st.sampled_from(["", "a", "b", "01", "1", " "])), min_size=1), st.integers(1, 7))
def test_codes_stand_for_the_cells_in_any_split(cells: list[str | None], size: int) -> None:
    column = coded({"x": cells}, size=size).columns["x"]
    texts = ["", *column.texts()]
    assert [texts[code] for code in column.codes] == [cell or "" for cell in cells]
    assert column.filled == sum(bool(cell) for cell in cells)
    assert column.distinct == len({cell or "" for cell in cells})
    assert len(set(column.texts())) == column.size - 1


def test_many_batches_are_put_together() -> None:
    cells: list[str | None] = [str(row % 7) for row in range(300)]
    column = coded({"x": cells}, size=1).columns["x"]
    assert [column.texts()[code - 1] for code in column.codes] == cells


def test_only_wanted_columns_are_coded_and_all_are_named() -> None:
    table = encode(batches({"a": ["1"], "b": ["2"]}), "d", lambda _, name: name == "b")[0]
    assert (table.names, list(table.columns), table.rows, str(table)) == (("a", "b"), ["b"], 1, "d")


def test_tables_come_by_name_and_numbers_as_texts() -> None:
    data = pa.record_batch({"n": pa.array([1, None, 1]), "s": pa.array([[1], [2], None])})
    tables = encode([Batch("two", 1, data), Batch("one", 1, data)], "d", lambda table, _: table == "two")
    assert [str(table) for table in tables] == ["d/one", "d/two"]
    assert tables[1].columns["n"].texts() == ["1"]
    assert tables[1].columns["n"].column.dtype == "int64"
    assert tables[1].columns["s"].filled == 0


def test_too_many_cells_are_refused_and_values_do_not_show() -> None:
    with pytest.raises(TooLargeError):
        encode(batches({"a": ["1", "2", "3"]}, size=1), "d", lambda *_: True, most=2)
    assert "secret" not in repr(coded({"a": ["secret"]}))
