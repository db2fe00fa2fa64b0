from __future__ import annotations

import hashlib
import random
from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pia.contents.local import LocalFile
from pia.errors import SourceError, UnreadableError
from pia.model.finding import NotExamined
from pia.model.text import Text
from pia.sources import Reading
from pia.sources._tables import (
    MOST_BYTES,
    ContentDigest,
    Database,
    LeftOut,
    LostConnectionError,
    TableError,
    as_batch,
    chosen,
    distinct,
    empty_batch,
    file_digest,
    gathered,
    quoted,
    read_tables,
)

CONTENT = st.dictionaries(st.text(max_size=3), st.lists(st.binary(max_size=3), max_size=5), max_size=3)


class Shelf:
    """Three tables of two rows; `broken` and `lost` stop after the first."""

    closed = 0

    def batches(self, table: str) -> Iterator[pa.RecordBatch]:
        yield as_batch(["a"], [pa.array(["x"])])
        if table == "broken":
            raise TableError(Text("why", "为何"))
        if table == "lost":
            raise LostConnectionError
        yield as_batch(["a"], [pa.array(["y"])])

    def close(self) -> None:
        self.closed += 1


def read(database: Database, left: LeftOut, *tables: str) -> Reading:
    return read_tables(
        tables, database, left, shown="db://h", sha256=lambda: "digest", progress=lambda done, total: None
    )


def test_tables_come_in_turn_and_the_database_is_closed() -> None:
    database, left = Shelf(), LeftOut("d")
    reading = read(database, left, "one", "broken", "two")
    batches = [(batch.table, batch.first_row) for batch in reading.batches]
    assert batches == [("one", 1), ("one", 2), ("broken", 1), ("two", 1), ("two", 2)]
    assert reading.not_examined() == (NotExamined("d/broken row 2", Text("why", "为何")),)
    assert (reading.sha256(), database.closed) == ("digest", 1)


def test_a_lost_connection_says_where() -> None:
    database, left = Shelf(), LeftOut("d")
    reading = read(database, left, "one", "lost", "two")
    with pytest.raises(UnreadableError, match=r"db://h: the connection was lost while table 'lost' .* after row 1"):
        list(reading.batches)
    assert (reading.sha256(), database.closed) == ("", 1)


def test_a_reading_that_is_given_up_closes_the_database() -> None:
    database, left = Shelf(), LeftOut("d")
    batches = read(database, left, "one", "two").batches
    next(batches)
    del batches
    assert database.closed == 1


def test_what_does_not_decode_is_replaced_and_counted() -> None:
    left = LeftOut("d")
    cells = left.text("t", "c", pa.array([b"ok", None, b"\xffx", b"\xef\xbf\xbd"], pa.binary()))
    assert cells.to_pylist() == ["ok", None, "\ufffdx", "\ufffd"]
    assert left.binary("t", "b", [b"text", None, b"a\x00b", b"\xff"]) == ["text", None, None, None]
    assert [(item.where, item.rows) for item in left.all()] == [("d/t.c", 1), ("d/t.b", 2)]
    assert "1 cells hold bytes that are not UTF-8" in left.all()[0].reason.en
    assert "2 个单元格为非文本" in left.all()[1].reason.zh


def test_parts_left_out() -> None:
    left = LeftOut("d")
    left.add("", Text("all", "全部"))
    left.add("t", Text("table", "表"), 7)
    assert [(item.where, item.rows) for item in left.all()] == [("d", 0), ("d/t", 7)]


def digest(content: dict[str, list[bytes]], shuffle: random.Random | None = None) -> str:
    digested = ContentDigest()
    items = list(content.items())
    if shuffle:
        shuffle.shuffle(items)
    for table, rows in items:
        digested.add(table, ["a"], [])
        for row in shuffle.sample(rows, len(rows)) if shuffle else rows:
            digested.add(table, ["a"], [row])
    return digested.hexdigest()


@given(CONTENT, st.randoms(use_true_random=False))
def test_the_digest_does_not_depend_on_any_order(content: dict[str, list[bytes]], shuffle: random.Random) -> None:
    assert digest(content) == digest(content, shuffle)


@given(CONTENT, CONTENT)
def test_other_content_has_another_digest(one: dict[str, list[bytes]], two: dict[str, list[bytes]]) -> None:
    same = {table: sorted(rows) for table, rows in one.items()} == {table: sorted(rows) for table, rows in two.items()}
    assert (digest(one) == digest(two)) == same


def test_the_digest_covers_the_columns() -> None:
    one, two = ContentDigest(), ContentDigest()
    one.add("t", ["a"], [b"x"])
    two.add("t", ["b"], [b"x"])
    assert one.hexdigest() != two.hexdigest()


def test_a_log_belongs_to_the_digest_of_a_file(tmp_path: Path) -> None:
    path, log = tmp_path / "a.db", tmp_path / "a.db-wal"
    path.write_bytes(b"x")
    alone = hashlib.sha256(b"x").hexdigest()
    assert file_digest(LocalFile(path), log) == alone
    log.write_bytes(b"")
    assert file_digest(LocalFile(path), log) == alone
    log.write_bytes(b"y")
    both = file_digest(LocalFile(path), log)
    log.write_bytes(b"z")
    assert len({alone, both, file_digest(LocalFile(path), log)}) == 3


def test_the_table_that_is_asked_for() -> None:
    assert chosen("db", None, ["a", "b"]) == ("a", "b")
    assert chosen("db", "b", ["a", "b"]) == ("b",)
    for wanted, tables, what in (
        ("persn", ["person", "visit"], "no table or view 'persn'. Did you mean 'person'"),
        ("zzz", ["person", "visit"], "There is: person, visit"),
        (None, [], "no tables and no views"),
    ):
        with pytest.raises(SourceError, match=what):
            chosen("db", wanted, tables)


@given(st.text(max_size=8), st.sampled_from('"`'))
def test_a_quoted_name_ends_where_it_ends(name: str, mark: str) -> None:
    text = quoted(name, mark)
    assert text[1:-1].replace(mark * 2, mark) == name
    assert mark not in text[1:-1].replace(mark * 2, "")


@given(st.lists(st.sampled_from(["a", "a (2)", "a (2) (2)", "b"])))
def test_distinct_names(names: list[str]) -> None:
    found = distinct(names)
    assert len(set(found)) == len(found) == len(names)
    assert all(name.startswith(plain) for name, plain in zip(found, names, strict=True))


def test_rows_are_gathered_by_number_and_by_bytes() -> None:
    assert [len(batch) for batch in gathered(range(7), lambda item: 1, 3)] == [3, 3, 1]
    assert [len(batch) for batch in gathered(range(5), lambda item: MOST_BYTES // 2)] == [2, 2, 1]
    assert list(gathered([], len)) == []


def test_what_came_before_an_error_is_given() -> None:
    def rows() -> Iterator[int]:
        yield 1
        yield 2
        raise TableError(Text("why", "为何"))

    batches = gathered(rows(), lambda item: 1)
    assert next(batches) == [1, 2]
    with pytest.raises(TableError):
        next(batches)


def test_an_empty_batch_has_its_columns() -> None:
    batch = empty_batch(["a", "b"])
    assert (batch.num_rows, batch.schema.names) == (0, ["a", "b"])
