from __future__ import annotations

import sqlite3
from dataclasses import replace
from pathlib import Path
from typing import Any

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pia.contents.local import LocalFile
from pia.errors import SourceError
from pia.sources import Digested, Partitioned
from pia.sources._cuts import Extent, even_edges, partitions, stamp
from pia.sources.duckdb import SOURCE as DUCKDB
from pia.sources.sqlite import SOURCE as SQLITE
from tests.sources.reading_for_tests import in_parts, whole


@given(st.lists(st.tuples(st.integers(0, 50), st.integers(0, 3)), max_size=9), st.integers(1, 60))
def test_every_table_is_in_one_partition_or_cut(tables: list[tuple[int, int]], size: int) -> None:
    extents = [
        Extent(f"t{place}", bytes_, [str(edge) for edge in range(edges)])
        for place, (bytes_, edges) in enumerate(tables)
    ]
    found = partitions(extents, size, "state")
    assert [name for part in found for name in part.tables if part.within[:1] in {(), ("",)}] == [
        extent.table for extent in extents
    ]
    assert all(part.tells and part.state == "state" for part in found)
    for extent in extents:
        spans = [part.within for part in found if part.tables == (extent.table,) and part.within]
        assert [start for start, _ in spans] == (["", *extent.edges] if extent.edges else [])
        assert [end for _, end in spans] == ([*extent.edges, ""] if extent.edges else [])


@given(st.integers(-50, 50), st.integers(0, 300), st.integers(0, 3000), st.integers(0, 100))
def test_edges_are_inside_and_ascend(first: int, length: int, size: int, most: int) -> None:
    edges = [int(edge) for edge in even_edges(first, first + length, size, most)]
    assert edges == sorted(set(edges))
    assert all(first < edge <= first + length for edge in edges)
    assert len(edges) < max(1, size // max(1, most)) or not edges


def filled_sqlite(path: Path) -> None:
    mails = [(3 * row - 500, f"a{row}@example.org") for row in range(400)]
    with sqlite3.connect(path) as base:
        base.executescript("""
            CREATE TABLE big (id INTEGER PRIMARY KEY, mail TEXT, photo BLOB);
            CREATE VIRTUAL TABLE found USING fts5(n, mail);
            CREATE TABLE empty (a); CREATE TABLE keyed (id INTEGER PRIMARY KEY, mail TEXT) WITHOUT ROWID;
            CREATE TABLE named (rowid TEXT, mail TEXT); CREATE TABLE taken (rowid, _rowid_, oid);
            CREATE VIEW seen AS SELECT mail FROM big LIMIT 5;
        """)
        base.executemany("INSERT INTO big VALUES (?, ?, x'00ff')", mails)
        base.executemany("INSERT INTO taken VALUES (?, ?, 1)", mails)
        for table in ("found", "keyed", "named"):
            base.executemany(f"INSERT INTO {table} VALUES (?, ?)", [(-id_, mail[::-1]) for id_, mail in mails])
    base.close()


def filled_duckdb(path: Path) -> None:
    with duckdb.connect(str(path)) as base:
        base.execute("CREATE TABLE big AS SELECT i AS id, 'a' || i || '@example.org' AS mail FROM range(5000) r(i)")
        base.execute("DELETE FROM big WHERE id % 7 = 0")
        base.execute("CREATE TABLE named AS SELECT i AS rowid, [i] AS n FROM range(3000) r(i)")
        base.execute("CREATE SCHEMA o")
        base.execute("CREATE TABLE o.small AS SELECT '\\x00\\xFF'::BLOB AS photo")
        base.execute("CREATE TABLE empty (a INT)")
        base.execute("CREATE VIEW seen AS SELECT * FROM big LIMIT 5")


@pytest.mark.parametrize(
    ("source", "fill", "cut", "size"),
    [(SQLITE, filled_sqlite, {"big", "named"}, 3000), (DUCKDB, filled_duckdb, {"big"}, 50_000)],
)
def test_files_are_cut_where_rows_come_in_the_order_of_their_identifiers(
    tmp_path: Path, source: Any, fill: Any, cut: set[str], size: int
) -> None:
    path = tmp_path / "t.db"
    fill(path)
    parts = source.partitions(LocalFile(path), size)
    found, expected = in_parts(source, str(path), parts, path), whole(source, str(path), path)
    assert found.rows == expected.rows
    assert sum(item.rows for item in found.left) == sum(item.rows for item in expected.left) > 0
    assert {part.tables[0] for part in parts if part.within} == cut
    assert isinstance(source, Partitioned)
    assert isinstance(source, Digested)
    assert source.digest(LocalFile(path), parts[0]) == expected.sha256


@pytest.mark.parametrize(("source", "fill"), [(SQLITE, filled_sqlite), (DUCKDB, filled_duckdb)])
def test_a_file_that_changed_is_read_as_a_whole(tmp_path: Path, source: Any, fill: Any) -> None:
    path = tmp_path / "t.db"
    fill(path)
    (part, *_) = source.partitions(LocalFile(path), 3000)
    with path.open("ab") as file:
        file.write(b"\0" * 4096)
    with pytest.raises(SourceError, match="changed while"):
        in_parts(source, str(path), [part], path)
    with pytest.raises(SourceError, match="changed while"):
        source.digest(LocalFile(path), part)


def test_a_stamp_tells_of_a_log_that_came(tmp_path: Path) -> None:
    file, log = tmp_path / "t.db", tmp_path / "t.db-wal"
    file.write_bytes(b"1")
    before = stamp(file, log)
    log.write_bytes(b"2")
    assert before != stamp(file, log)
    assert before.endswith(" -")


def test_a_cut_table_that_cannot_be_read_asks_for_the_whole(tmp_path: Path) -> None:
    path = tmp_path / "t.db"
    filled_sqlite(path)
    part = next(part for part in SQLITE.partitions(LocalFile(path), 3000) if part.within)
    with pytest.raises(SourceError, match="not told by its parts"):
        in_parts(SQLITE, str(path), [replace(part, tables=("taken",))], path)
