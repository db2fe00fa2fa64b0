from __future__ import annotations

import json
from collections.abc import Iterator
from typing import BinaryIO, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pia.errors import SourceError, UnreadableError
from pia.model.limits import Limits
from pia.sources import Batch
from pia.sources._json_text import JsonText
from pia.sources.json import SOURCE, JsonReading
from tests.sources.contents_for_tests import Memory, Read, read


def opened(data: bytes | str, name: str = "t.json") -> Read:
    return read(SOURCE, Memory(data if isinstance(data, bytes) else data.encode(), name, seekable=False))


def test_an_array_of_records() -> None:
    data = '[{"id": "01234", "n": 110105194912310021, "c": {"emails": ["a@x", "b@x"]}}, {"id": null, "n": 1.00}]'
    result = opened(data)
    assert result.tables == {
        "": [{"id": "01234", "n": "110105194912310021"}, {"id": None, "n": "1.00"}],
        "c.emails[]": [{"c.emails[]": "a@x"}, {"c.emails[]": "b@x"}],
    }
    assert result.left == ()
    assert result.progress[-1] == (len(data), len(data))


@pytest.mark.parametrize("name", ["t.json", "t.jsonl", "t.ndjson"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_one_record_on_every_line(name: str, encoding: str) -> None:
    lines = '{"姓名": "王五"}\n\n \x1e{"姓名": "李四"}\r\n{"姓名": [1]}'
    assert opened(lines.encode(encoding), name).tables == {
        "": [{"姓名": "王五"}, {"姓名": "李四"}, {"姓名": None}],
        "姓名[]": [{"姓名[]": "1"}],
    }


def test_values_deeper_than_the_limit_are_counted() -> None:
    data = b'[{"a": 1, "b": {"c": 2, "d": {"e": 3}}}]'
    shallow = read(SOURCE.within(Limits(nesting=2)), Memory(data, "t.json", seekable=False))
    assert shallow.tables == {"": [{"a": "1", "b.c": "2"}]}
    assert "nested deeper than 2 levels" in shallow.left[0].reason.en
    assert opened(data).tables == {"": [{"a": "1", "b.c": "2", "b.d.e": "3"}]}


def test_lines_that_are_no_json_are_counted_and_keep_their_numbers() -> None:
    result = opened('{"a": 1}\n{"a": \nZephyrine\n{"a": 2}\n', "t.jsonl")
    assert [row["a"] for row in result.rows] == ["1", None, None, "2"]
    assert [(left.where, left.rows) for left in result.left] == [("d row 2", 2)]
    with pytest.raises(UnreadableError, match="no line is a JSON value"):
        opened("{nothing\n{here\n", "t.jsonl")


def test_an_array_in_a_file_named_json_lines_and_arrays_on_lines() -> None:
    assert opened('[\n{"a": 1},\n{"a": 2}\n]', "t.jsonl").rows == [{"a": "1"}, {"a": "2"}]
    assert opened('["a", 1]\n["b", 2]\n').tables == {"[]": [{"[]": cell} for cell in ("a", "1", "b", "2")]}


def test_one_record_and_several_values_after_each_other() -> None:
    assert opened('{"type": "F", "features": [{"a": 1}, {"a": 2}]}', "t.geojson").tables == {
        "": [{"type": "F"}],
        "features[]": [{"features[].a": "1"}, {"features[].a": "2"}],
    }
    assert opened('{\n"a": 1} {"a": 2}\n[{"a": 3}]').rows == [{"a": "1"}, {"a": "2"}, {"a": "3"}]
    assert opened("5").rows == [{"value": "5"}]
    assert [batch.data.num_rows for batch in opened(" [ ] ").batches] == [0]


def test_what_is_nested_too_deeply_is_counted_and_the_rest_is_read() -> None:
    deep = "[" * 50_000 + "]" * 50_000
    for data in (f'[{{"a": {deep}}}, {{"a": "ok"}}]', f'{{"b": 1}}\n{{"a": {deep}}}\n{{"a": "ok"}}\n'):
        result = opened(data)
        assert result.rows[-1]["a"] == "ok"
        assert [left.rows for left in result.left] == [1]
        assert "200 levels" in result.left[0].reason.en


def test_a_large_array_inside_an_object_is_read_in_batches() -> None:
    items = ", ".join(f'{{"i": {number}, "t": "{"q" * 60}"}}' for number in range(80_000))
    result = opened(f'{{"d": {{"items": [{items}], "n": 7}}, "{"9" * 9}": [1], "e": {{}}, "f": []}}')
    assert [row["d.items[].i"] for row in result.tables["d.items[]"]] == [str(number) for number in range(80_000)]
    assert result.tables[""] == [{"d.n": "7"}]
    assert result.tables["{}"] == [{"{}.key": "9" * 9}]
    assert result.tables["{}.value[]"] == [{"{}.value[]": "1"}]
    assert max(batch.data.num_rows for batch in result.batches) <= 65536
    assert len(result.batches) > 2


def test_empty_objects_and_arrays_of_any_length() -> None:
    space = " " * (5 << 20)
    assert opened(f'[{{{space}}}, {{"a": [{space}]}}, {{"a": "x"}}]').rows == [{"a": None}, {"a": None}, {"a": "x"}]


def test_a_cell_of_fifty_megabytes() -> None:
    result = opened('[{"a": "' + "x" * (50 << 20) + '"}, {"a": "y"}]')
    assert [len(row["a"] or "") for row in result.rows] == [50 << 20, 1]


@pytest.mark.parametrize(
    ("data", "what"),
    [
        ('[{"a": 1}, {"a": 2', "from record 2 on, near character 19"),
        ('[{"a": 1} {"a": 2}]', "from record 2 on, near character 11"),
        ('{"a" 1}', "from record 1 on"),
        ('[{"a": Zephyrine}]', "from record 1 on, near character 8"),
    ],
)
def test_a_file_that_breaks_says_where(data: str, what: str) -> None:
    content = Memory(data.encode(), "t.json")
    with pytest.raises(UnreadableError, match=what) as caught:
        read(SOURCE, content)
    assert "Zephyrine" not in str(caught.value)
    assert content.opened[0].closed


@pytest.mark.parametrize(
    ("data", "what"), [(b"", "empty"), (b" \n ", "empty"), (b"a,b\n1,2", "no JSON"), (b"\x00", "no JSON")]
)
def test_what_is_no_json_is_refused(data: bytes, what: str) -> None:
    content = Memory(data, "t.json")
    with pytest.raises(SourceError, match=what):
        read(SOURCE, content)
    assert content.opened[0].closed


def test_characters_that_do_not_decode_are_counted() -> None:
    result = opened(b'["' + b"a" * 40 + b'\xff"]' + b" " * 40)
    assert result.rows == [{"value": "a" * 40 + "\ufffd"}]
    assert [(left.where, left.rows) for left in result.left] == [("d", 1)]


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.sampled_from(["x", "", '好\n"', "x" * 80]),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(["a", "b", "ab" * 40, "110105"]), inner)
    ),
    max_leaves=20,
)


class Whole:
    """A content whose text is read in blocks of any size."""

    def __init__(self, data: bytes, block: int) -> None:
        self.content = Memory(data, "t.json")
        self.block = block

    def tables(self) -> dict[str, list[object]]:
        stream: BinaryIO = self.content.open()
        text = JsonText(stream, self.content.size, lambda done, total: None, self.block)
        found: dict[str, list[object]] = {}
        batches: Iterator[Batch] = JsonReading(self.content, "d", text).batches()
        for batch in batches:
            found.setdefault(batch.table, []).extend(batch.data.to_pylist())
        return found


@given(st.lists(JSON, max_size=5) | JSON, st.sampled_from([4, 7, 64]), st.booleans())
def test_a_value_taken_apart_gives_the_same_rows(value: object, block: int, spaced: bool) -> None:
    data = json.dumps(cast("list[object]", value), ensure_ascii=False, indent=1 if spaced else None).encode()
    assert Whole(data, block).tables() == Whole(data, 1 << 20).tables()
