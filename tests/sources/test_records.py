from __future__ import annotations

from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pia.sources._json_text import parsed
from pia.sources._records import MOST_DEPTH, Json, Records

Tables = dict[str, list[dict[str, str | None]]]


def flat(*values: Json, records: Records | None = None) -> Tables:
    """The rows of every table that some records become."""
    filled = records or Records("d")
    for value in values:
        filled.add(filled.root, value)
        filled.root.table.rows += 1
    tables: Tables = {}
    for batch in filled.flush(last=True):
        tables.setdefault(batch.table, []).extend(batch.data.to_pylist())
    return tables


def test_objects_are_paths_and_lists_are_tables() -> None:
    first: Json = (
        ("a", "1"),
        ("c", (("name", "A"), ("emails", ["x", None]))),
        ("o", [(("t", True),), (("u", False),)]),
    )
    assert flat(first, (("a", None),)) == {
        "": [{"a": "1", "c.name": "A"}, {"a": None, "c.name": None}],
        "c.emails[]": [{"c.emails[]": "x"}, {"c.emails[]": None}],
        "o[]": [{"o[].t": "true", "o[].u": None}, {"o[].t": None, "o[].u": "false"}],
    }


def test_values_that_are_no_objects() -> None:
    assert flat("x", None, ["y", ["z"]]) == {
        "": [{"value": "x"}, {"value": None}, {"value": None}],
        "[]": [{"[]": "y"}, {"[]": None}],
        "[][]": [{"[][]": "z"}],
    }
    assert flat() == flat(()) == flat([]) == {"": []}


def test_a_key_that_looks_like_a_value_is_a_cell() -> None:
    people: Json = (("13800138000", (("name", "A"),)), ("a@example.org", "x"), ("k" * 200, None), ("size", "2"))
    assert flat((("p", people),)) == {
        "": [{"p.size": "2"}],
        "p{}": [
            {"p{}.key": "13800138000", "p{}.value.name": "A", "p{}.value": None},
            {"p{}.key": "a@example.org", "p{}.value.name": None, "p{}.value": "x"},
            {"p{}.key": "k" * 200, "p{}.value.name": None, "p{}.value": None},
        ],
    }


def test_repeated_keys_and_names_that_meet_lose_nothing() -> None:
    assert flat((("a", "1"), ("a", "2"), ("a", (("b", "3"),)), ("a.b", "4"), ("", "5"), (" x \n y", "6"))) == {
        "": [{"a": "1", "a (2)": "2", "a.b": "3", "a.b (2)": "4", "''": "5", "x y": "6"}]
    }
    assert list(flat((("a[]", ["1"]), ("a", [["2"]])))) == ["a[][]", "a[][] (2)"]


def test_many_keys_that_differ_in_white_space_only_take_no_time() -> None:
    found = flat(tuple((f"a{' ' * number}", "x") for number in range(100)))[""][0]
    assert list(found)[:3] + list(found)[-1:] == ["a", "a (2)", "a (3)", "a (100)"]


def test_what_repeats_too_often_is_counted() -> None:
    records = Records("d")
    assert len(flat(tuple(("a", str(number)) for number in range(100)), records=records)[""][0]) == 51
    assert [left.rows for left in records.not_examined()] == [49]


def test_names_are_bounded_and_the_rest_is_counted() -> None:
    records = Records("d", 21)
    value: Json = tuple((chr(97 + number), "x") for number in range(22))
    more: Json = (("zz", [(("13800138000", ["1", "2"]), ("q", "3"))]),)
    assert len(flat(value, more, records=records)[""][0]) == 20
    assert [left.rows for left in records.not_examined()] == [2 + 4]
    assert "too many (21)" in records.not_examined()[0].reason.en


def test_what_is_nested_too_deeply_is_counted() -> None:
    def nested(levels: int) -> Json:
        value: Json = "x"
        for _ in range(levels):
            value = [value]
        return value

    records = Records("d")
    found = flat(nested(MOST_DEPTH), nested(MOST_DEPTH + 1), records=records)
    assert list(found) == ["[]" * MOST_DEPTH]
    assert [(left.where, left.rows) for left in records.not_examined()] == [("d", 1)]


@pytest.mark.parametrize("inside", [False, True])
def test_half_characters_are_replaced_and_counted(inside: bool) -> None:
    records = Records("d")
    value: Json = (("a", ["\ud800x"]),) if inside else (("\ud800", "y"), ("a", "\ud800x"))
    found = flat(value, (("a", ["ok"] if inside else "ok"),), records=records)
    assert found == (
        {"a[]": [{"a[]": "?x"}, {"a[]": "ok"}]} if inside else {"": [{"?": "y", "a": "?x"}, {"?": None, "a": "ok"}]}
    )
    assert [(left.where, left.rows) for left in records.not_examined()] == [("d/a[].a[]" if inside else "d.a", 1)]


def test_rows_go_on_after_a_flush_and_an_open_row_waits() -> None:
    records = Records("d")
    records.add(records.root, (("a", "1"),))
    items = records.items_of(records.member(records.root, "l")[0])
    for number in range(3):
        records.add(items, str(number))
        items.table.rows += 1
    records.add(items, "open")
    first = [(batch.table, batch.first_row, batch.data.num_rows) for batch in records.flush()]
    items.table.rows += 1
    records.root.table.rows += 1
    last = [(batch.table, batch.first_row, batch.data.to_pylist()) for batch in records.flush(last=True)]
    assert first == [("l[]", 1, 3)]
    assert last == [("", 1, [{"a": "1"}]), ("l[]", 4, [{"l[]": "open"}])]


def test_batches_are_bounded_in_rows() -> None:
    records = Records("d")
    records.add(records.root, ["x"] * 70_000)
    assert [(batch.first_row, batch.data.num_rows) for batch in records.flush()] == [(1, 65536), (65537, 4464)]


KEYS = st.sampled_from(["a", "b", "a.b", "a[]", "", "110105"])
VALUES = st.recursive(
    st.none() | st.booleans() | st.sampled_from(["x", "", "好"]),
    lambda inner: st.lists(inner, max_size=3) | st.lists(st.tuples(KEYS, inner), max_size=3).map(tuple),
    max_leaves=12,
)


def leaves(value: Json) -> list[str]:
    if isinstance(value, list):
        return [leaf for inner in value for leaf in leaves(inner)]
    if isinstance(value, tuple):
        keys = [key for key, _ in value if key == "110105"]
        return keys + [leaf for _, inner in value for leaf in leaves(inner)]
    return [] if value is None else [value if isinstance(value, str) else str(value).lower()]


@given(st.lists(VALUES, max_size=4))
def test_every_value_is_a_cell_once(values: list[object]) -> None:
    records = [cast("Json", value) for value in values]
    cells = [cell for rows in flat(*records).values() for row in rows for cell in row.values() if cell is not None]
    assert sorted(cells) == sorted(leaf for record in records for leaf in leaves(record))


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ('{"m": 0, "a": {"b": [{"c": 1}]}, "13800138000": 2}', True),
        ('{"a.b": 1}', False),
        ('{"a[]": 1}', False),
        ('{"a (2)": 1}', False),
        ('{"a": 1, "a": 2}', False),
        ('{"": 1}', False),
        ('{"a  b": 1}', False),
        ('{"\\ud800": 1}', False),
        ('{"x": 1}\n5', False),
        ("{}", False),
        ('["a"]', False),
    ],
)
def test_columns_of_parts_add_up_only_where_names_are_sure(line: str, told: bool) -> None:
    records = Records("d")
    for part in line.split("\n"):
        records.add(records.root, parsed(part))
        records.root.table.rows += 1
    assert records.adds_up(2) is told
    assert not records.adds_up(1 << 18)


def test_tables_without_columns_keep_their_rows_for_those_behind_them() -> None:
    records = Records("d")
    records.add(records.root, parsed('{"m": 1, "c": [[1, 2], [3], []]}'))
    records.root.table.rows += 1
    assert [(batch.table, batch.data.num_rows) for batch in records.flush(last=True)] == [("", 1), ("c[][]", 3)]
    assert [(batch.table, batch.data.num_rows, batch.data.num_columns) for batch in records.rest()] == [("c[]", 3, 0)]
