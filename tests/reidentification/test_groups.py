from __future__ import annotations

import pickle
from collections.abc import Mapping, Sequence
from itertools import pairwise

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pia.model.text import Text
from pia.reidentification.codes import CodedTable, TooLargeError, encode
from pia.reidentification.exposure import measure
from pia.reidentification.groups import Grouping, Groups, coded
from pia.reidentification.mitigation import Mitigation
from pia.sources import Batch
from tests.reidentification.tables_for_tests import batches

MOST = 1 << 20
CELLS = st.sampled_from([None, "", "1980-02-03", "1980-02-04", "1975-11-30", "x", "7", "07"])
ROWS = st.lists(st.tuples(CELLS, CELLS, CELLS), min_size=1, max_size=40)


def in_pieces(every: Sequence[Batch], grouping: Grouping, cuts: Sequence[int]) -> tuple[CodedTable, ...]:
    """The tables of batches that were cut into pieces, summed left to right and sent."""
    places = [0, *sorted(cut % (len(every) + 1) for cut in cuts), len(every)]
    parts = [grouping.of(every[start:end]) for start, end in pairwise(places)]
    sent = pickle.loads(pickle.dumps(grouping)).together(parts)  # noqa: S301
    return coded(sent, "d", MOST)


@settings(deadline=None, max_examples=40)
@given(ROWS, st.integers(1, 9), st.lists(st.integers(0, 40), max_size=4))
def test_groups_of_any_pieces_measure_as_rows_do(
    rows: list[tuple[str | None, ...]], size: int, cuts: list[int]
) -> None:
    columns: Mapping[str, Sequence[str | None]] = {
        name: [row[place] for row in rows] for place, name in enumerate("abc")
    }
    every = list(batches(columns, size))
    found = in_pieces(every, Grouping(frozenset({("", "a"), (None, "c")}), MOST), cuts)
    (whole,) = encode(every, "d", lambda _, name: name in "ac")
    (table,) = found
    assert (table.rows, table.names, list(table.columns)) == (whole.rows, whole.names, list(whole.columns))
    for name, column in whole.columns.items():
        own = table.columns[name]
        assert (own.column, own.texts()) == (column.column, column.texts())
        assert np.array_equal(own.counts(), column.counts())
    reasons = {name: Text("because", "因为") for name, column in whole.columns.items() if column.distinct > 1}
    if len(rows) > 1 and reasons:
        assert repr(measure(table, reasons, ("c",), 2 if len(rows) < 5 else 3)) == repr(
            measure(whole, reasons, ("c",), 2 if len(rows) < 5 else 3)
        )
        assert list(Mitigation(table, list(reasons)).singles(2)) == list(Mitigation(whole, list(reasons)).singles(2))


def test_more_cells_than_allowed_are_only_counted() -> None:
    every = list(batches({"a": [str(row) for row in range(30)], "b": ["x"] * 30}, 10))
    grouping = Grouping(frozenset({(None, "a")}), 25)
    found = grouping.of(every)
    assert (found[""].rows, found[""].counted, found[""].cells) == (30, None, 30)
    with pytest.raises(TooLargeError):
        coded(found, "d", 25)
    with pytest.raises(TooLargeError):
        coded(found, "d", 100)
    assert coded(Grouping(frozenset({(None, "b")}), 30).of(every), "d", 30)[0].columns["b"].texts() == ["x"]


def test_tables_come_by_name_and_those_without_a_wanted_column_have_rows() -> None:
    every = [*batches({"a": ["1", "2"]}, 1, "two"), *batches({"b": ["1"]}, 1, "one")]
    tables = in_pieces(every, Grouping(frozenset({("two", "a")}), MOST), [1])
    assert [(table.table, table.rows, list(table.columns)) for table in tables] == [("one", 1, []), ("two", 2, ["a"])]
    assert coded({}, "d", MOST) == ()


def test_codes_of_many_rows_come_in_the_order_of_a_reading() -> None:
    chance = np.random.default_rng(3)
    columns = {name: [f"{name}{number}" for number in chance.integers(0, 700, 9000)] for name in "ab"}
    every = list(batches(columns, 2500))
    (found,) = in_pieces(every, Grouping(frozenset({(None, "a"), (None, "b")}), MOST), [1, 2])
    (whole,) = encode(every, "d", lambda *_: True)
    assert [found.columns[name].texts() for name in "ab"] == [whole.columns[name].texts() for name in "ab"]


def test_columns_that_some_rows_are_without_are_empty_in_them() -> None:
    grouping = Grouping(frozenset((None, name) for name in "abc"), MOST)
    every = [
        Batch("", 1, pa.record_batch({"a": ["1", "2", "1"]})),
        Batch("", 4, pa.record_batch({"a": ["1", None], "b": ["x", "y"]})),
    ]
    apart = [grouping.of([batch]) for batch in (*every, Batch("", 6, pa.record_batch({"b": ["y"], "c": ["z"]})))]
    expected = encode(iter(every), "d", lambda _table, _name: True)[0]
    assert {name: column.codes.tolist() for name, column in expected.columns.items()} == {
        "a": [1, 2, 1, 1, 0],
        "b": [0, 0, 0, 1, 2],
    }
    (found,) = coded(grouping.together(apart[:2]), "d", 1000)
    rows = sorted(zip(*(column.codes.tolist() for column in found.columns.values()), strict=True))
    assert rows == sorted(zip(*(column.codes.tolist() for column in expected.columns.values()), strict=True))
    assert (found.names, found.rows) == (("a", "b"), 5)
    left, right = grouping.together(apart[:2]), grouping.together(apart[1:])
    (one,) = coded(grouping.together([left, apart[2]]), "d", 1000)
    (other,) = coded(grouping.together([apart[0], right]), "d", 1000)
    assert {name: column.codes.tolist() for name, column in one.columns.items()} == {
        name: column.codes.tolist() for name, column in other.columns.items()
    }


def test_a_table_without_columns_is_none() -> None:
    assert coded({"": Groups(3, (), {}, None)}, "d", 10) == ()
