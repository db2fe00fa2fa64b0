from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pia.sources import _nested
from pia.sources._nested import FlatTables, names_in, no_rows

Rows = dict[str, list[dict[str, str | None]]]


def flat(data: pa.RecordBatch, tables: FlatTables | None = None) -> Rows:
    """The rows of every table, as the tally sees them."""
    found: Rows = {}
    for batch in (tables or FlatTables("d")).batches(data):
        cells = [pc.cast(column, pa.string()).to_pylist() for column in batch.data.columns]
        found.setdefault(batch.table, []).extend(
            dict(zip(batch.data.schema.names, row, strict=True)) for row in zip(*cells, strict=True)
        )
    return found


def column(name: str, cells: object, kind: pa.DataType | None = None) -> pa.RecordBatch:
    return pa.record_batch([pa.array(cells, kind)], names=[name])  # type: ignore[call-overload]


def test_structs_are_paths_and_lists_are_tables() -> None:
    people: list[dict[str, object] | None] = [
        {"name": "A", "emails": ["a@x", "b@x"], "at": {"city": "P"}},
        None,
        {"name": None, "emails": [], "at": None},
        {"name": "D", "emails": [None, "d@x"], "at": {"city": "Q"}},
    ]
    assert flat(column("customer", people)) == {
        "": [
            {"customer.name": "A", "customer.at.city": "P"},
            {"customer.name": None, "customer.at.city": None},
            {"customer.name": None, "customer.at.city": None},
            {"customer.name": "D", "customer.at.city": "Q"},
        ],
        "customer.emails[]": [{"customer.emails[]": cell} for cell in ("a@x", "b@x", None, "d@x")],
    }


@pytest.mark.parametrize(
    "kind",
    [
        pa.list_(pa.int64()),
        pa.large_list(pa.int64()),
        pa.list_(pa.int64(), 2),
        pa.list_view(pa.int64()),
        pa.large_list_view(pa.int64()),
    ],
)
def test_every_kind_of_list(kind: pa.DataType) -> None:
    data = column("v", [[9, 9], [1, 2], None, [3, 4]], kind).slice(1)
    assert flat(data) == {"v[]": [{"v[]": str(number)} for number in (1, 2, 3, 4)]}


def test_lists_of_records_with_lists_and_maps() -> None:
    orders = [[{"total": 1, "lines": [[1], [2, 3]]}], None, [{"total": 2, "lines": []}, {"total": 3, "lines": [[4]]}]]
    data = pa.record_batch(
        [
            pa.array(orders),
            pa.array([[("k", 1)], None, [("l", None), ("m", 2)]], pa.map_(pa.string(), pa.int64())),
        ],
        names=["orders", "tags"],
    )
    assert flat(data) == {
        "orders[]": [{"orders[].total": total} for total in "123"],
        "orders[].lines[][]": [{"orders[].lines[][]": cell} for cell in "1234"],
        "tags{}": [
            {"tags{}.key": "k", "tags{}.value": "1"},
            {"tags{}.key": "l", "tags{}.value": None},
            {"tags{}.key": "m", "tags{}.value": "2"},
        ],
    }


def test_encodings_and_extensions_are_taken_off() -> None:
    runs: pa.Array[Any] = pa.RunEndEncodedArray.from_arrays(pa.array([2, 3], pa.int32()), pa.array(["x", None]))
    for cells, shown in (
        (pa.array(["x", None, "y"]).dictionary_encode(), ["x", None, "y"]),
        (runs, ["x", "x", None]),
        (pa.array([b"0" * 16, None], pa.uuid()), ["30303030-3030-3030-3030-303030303030", None]),
        (pa.array(['{"a":1}', None], pa.json_()), ['{"a":1}', None]),
        (pa.array(["x", None], pa.large_string()), ["x", None]),
        (pa.array(["x", None], pa.string_view()), ["x", None]),
        (pa.array([b"xy", None], pa.binary(2)), ["xy", None]),
        (pa.array([b"xy", None], pa.binary_view()), ["xy", None]),
        (pa.array([Decimal("1.20"), None]), ["1.20", None]),
        (pa.array([timedelta(1), None], pa.duration("s")), ["86400", None]),
        (
            pa.array([(1, 2, 3), None], pa.month_day_nano_interval()),
            ["MonthDayNano(months=1, days=2, nanoseconds=3)", None],
        ),
        (pa.array([0, None], pa.timestamp("s", "No/Where")), ["1970-01-01 00:00:00", None]),
        (pa.array([0, None], pa.timestamp("s", "UTC")), ["1970-01-01 00:00:00Z", None]),
        (pa.UnionArray.from_sparse(pa.array([0, 1], pa.int8()), [pa.array(["x", "-"]), pa.array([0, 7])]), ["x", "7"]),
    ):
        assert [row["v"] for row in flat(pa.record_batch([cells], names=["v"]))[""]] == shown


def test_bytes_that_are_no_text_are_counted() -> None:
    tables = FlatTables("d")
    assert flat(column("b", [b"ok", b"\xff!", None], pa.binary()), tables)[""][1] == {"b": "\ufffd!"}
    assert [(left.where, left.rows) for left in tables.not_examined()] == [("d.b", 1)]


def test_numbers_in_floating_point_are_spelled_as_integers_where_they_are() -> None:
    tables = FlatTables("d")
    numbers = [13800138000.0, None, 1.5, -2.0, float("nan"), float("inf"), 1e300, 110105194912310021.0]
    shown = ["13800138000", None, "1.5", "-2", "nan", "inf", "1e+300", "110105194912310016"]
    assert [row["n"] for row in flat(column("n", numbers), tables)[""]] == shown
    assert [(left.where, left.rows) for left in tables.not_examined()] == [("d.n", 1)]
    assert "last digits are lost" in tables.not_examined()[0].reason.en


def broken_text(*pieces: bytes) -> pa.Array[Any]:
    return pa.array(pieces, pa.binary()).view(pa.string())


def test_text_that_is_none_is_replaced_and_counted() -> None:
    tables = FlatTables("d")
    data = pa.record_batch([broken_text(b"ok", b"\xff"), pa.array(["x", "y"])], names=["t", "u"])
    assert flat(data, tables)[""] == [{"t": "ok", "u": "x"}, {"t": "\ufffd", "u": "y"}]
    assert [(left.where, left.rows) for left in tables.not_examined()] == [("d.t", 1)]


def test_a_column_whose_buffers_lie_is_left_out_and_counted() -> None:
    offsets = pa.py_buffer(b"".join(number.to_bytes(4, "little") for number in (0, 90, 2)))
    lying = pa.StringArray.from_buffers(2, offsets, pa.py_buffer(b"ab"))
    nested = pa.StructArray.from_arrays([broken_text(b"\xff", b"x")], names=["s"])
    tables = FlatTables("d")
    data = pa.record_batch([lying, nested, pa.array(["x", "y"])], names=["t", "n", "u"])
    assert [row["u"] for row in flat(data, tables)[""]] == ["x", "y"]
    assert [(left.where, left.rows) for left in tables.not_examined()] == [("d.n", 2), ("d.t", 2)]
    assert "damaged" in tables.not_examined()[0].reason.en


def test_a_column_that_arrow_cannot_unpack_is_left_out_and_counted() -> None:
    runs: pa.Array[Any] = pa.RunEndEncodedArray.from_arrays(pa.array([1], pa.int32()), pa.array(["x"]))
    packed: pa.Array[Any] = pa.DictionaryArray.from_arrays(pa.array([0, 0], pa.int8()), runs)
    tables = FlatTables("d")
    data = pa.record_batch([packed, pa.array(["x", "y"])], names=["p", "u"])
    assert flat(data, tables)[""] == [{"p": None, "u": "x"}, {"p": None, "u": "y"}]
    assert [(left.where, left.rows) for left in tables.not_examined()] == [("d.p", 2)]


def test_names_that_meet_are_told_apart() -> None:
    data = pa.record_batch([pa.array([1]), pa.array([{"b": 2}]), pa.array([3])], names=["a.b", "a", "a.b"])
    assert flat(data) == {"": [{"a.b": "1", "a.b (2)": "2", "a.b (3)": "3"}]}


def test_no_rows_still_show_every_table() -> None:
    schema = pa.schema([("a", pa.string()), ("b", pa.list_(pa.struct([("c", pa.int8())])))])
    batches = list(FlatTables("d").batches(no_rows(schema)))
    assert [(batch.table, batch.data.schema.names) for batch in batches] == [("", ["a"]), ("b[]", ["b[].c"])]
    assert [batch.table for batch in FlatTables("d").batches(no_rows(pa.schema([])))] == [""]


def test_values_that_stand_for_many_cells_are_unpacked_some_rows_at_a_time() -> None:
    zeros = pa.array([0] * 3000, pa.int32())
    word = pa.array(["x" * 100_000])
    runs: pa.Array[Any] = pa.RunEndEncodedArray.from_arrays(pa.array([3000], pa.int32()), word)
    packed: pa.Array[Any] = pa.DictionaryArray.from_arrays(zeros, word)
    record = pa.StructArray.from_arrays([pa.DictionaryArray.from_arrays(zeros, pa.array([["y" * 10_000]]))], ["r"])
    for cells in (runs, packed, record):
        rows = 0
        for batch in FlatTables("d").batches(pa.record_batch([cells], names=["v"])):
            assert batch.data.nbytes <= 1.1 * _nested.BATCH_BYTES
            assert batch.first_row == rows + 1
            rows += batch.data.num_rows
        assert rows == 3000


def test_every_name_in_a_schema_is_read() -> None:
    words = pa.DictionaryArray.from_arrays(pa.array([0], pa.int8()), pa.array([{"c": 1}])).type
    inner = pa.struct([("b", words)])
    assert names_in(pa.schema([("a", pa.list_(inner)), ("d", pa.json_())])) == ["a", "item", "b", "c", "d"]


def test_batches_are_bounded_in_rows_and_bytes() -> None:
    tables = FlatTables("d")
    long = column("v", [["x"] * 100_000, ["y"]])
    assert [(batch.first_row, batch.data.num_rows) for batch in tables.batches(long)] == [(1, 65536), (65537, 34465)]
    heavy = list(FlatTables("d").batches(column("t", ["x" * 1000] * 10_000)))
    assert len(heavy) > 2
    assert all(batch.data.nbytes <= _nested.BATCH_BYTES + 10_000 for batch in heavy)


CELLS = st.sampled_from([None, "", "x", "好"])
RECORDS = st.none() | st.fixed_dictionaries({"a": CELLS, "b": st.lists(st.integers(0, 9), max_size=3)})


@given(st.lists(st.lists(RECORDS, max_size=4), min_size=1, max_size=4))
def test_every_value_is_a_cell_once(rows: list[list[dict[str, object] | None]]) -> None:
    kind = pa.list_(pa.struct([("a", pa.string()), ("b", pa.list_(pa.int64()))]))
    found = flat(column("v", rows, kind))
    records = [record for row in rows for record in row]
    assert [row["v[].a"] for row in found.get("v[]", [])] == [record["a"] if record else None for record in records]
    numbers = [str(number) for record in records if record for number in record["b"]]  # type: ignore[attr-defined]
    assert [row["v[].b[]"] for row in found.get("v[].b[]", [])] == numbers
