from __future__ import annotations

import hashlib
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from pia.errors import SourceError, UnreadableError
from pia.sources.sqlite import SOURCE
from tests.sources.reading_for_tests import Whole, opened, whole

HOSTILE = 'a"; DROP TABLE "b\'; --`'


def made(path: Path, *statements: str, rows: dict[str, list[tuple[object, ...]]] | None = None) -> Path:
    with closing(sqlite3.connect(path)) as connection:
        for statement in statements:
            connection.execute(statement)
        for statement, values in (rows or {}).items():
            connection.executemany(statement, values)
        connection.commit()
    return path


def read(path: Path) -> Whole:
    return whole(SOURCE, str(path), path)


def test_every_cell_keeps_its_text_whatever_its_column_is_declared_as(tmp_path: Path) -> None:
    values = ["01234", 110105194912310021, -(2**63), 0.1, 1e300, "", None, "a\x00b", b"blob", b"\x00\xff", b""]
    path = made(
        tmp_path / "a.db",
        "CREATE TABLE t (n INTEGER PRIMARY KEY, v)",
        rows={"INSERT INTO t (v) VALUES (?)": [(value,) for value in values]},
    )
    found = read(path)
    assert [row["v"] for row in found.rows["t"]] == [
        "01234", "110105194912310021", "-9223372036854775808", "0.1", "1e+300", "", None, "a\x00b", "blob", None, "",
    ]  # fmt: skip
    assert [row["n"] for row in found.rows["t"]] == [str(number) for number in range(1, 12)]
    assert [(item.where, item.rows) for item in found.left] == [("d/t.v", 1)]
    assert found.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    assert found.progress == [(1, 1)]


def test_text_that_does_not_decode_is_counted(tmp_path: Path) -> None:
    path = made(tmp_path / "a.db", "CREATE TABLE t (v)", "INSERT INTO t VALUES (CAST(x'41ff' AS TEXT)), ('ok'), (7)")
    found = read(path)
    assert [row["v"] for row in found.rows["t"]] == ["A\ufffd", "ok", "7"]
    assert [(item.where, item.rows) for item in found.left] == [("d/t.v", 1)]


def test_a_database_in_utf_16(tmp_path: Path) -> None:
    path = made(
        tmp_path / "a.db", "PRAGMA encoding = 'UTF-16le'", "CREATE TABLE 人 (姓名)", "INSERT INTO 人 VALUES ('王五')"
    )
    assert read(path).rows == {"人": [{"姓名": "王五"}]}


def test_tables_and_views_with_any_names(tmp_path: Path) -> None:
    quoted = HOSTILE.replace('"', '""')
    path = made(
        tmp_path / "a.sqlite3",
        f'CREATE TABLE "{quoted}" ("{quoted}", "列 1")',
        f'INSERT INTO "{quoted}" VALUES (1, 2)',
        "CREATE TABLE empty (a, b)",
        f'CREATE VIEW 视图 AS SELECT "列 1" AS x, "列 1" AS x FROM "{quoted}"',
    )
    found = read(path)
    assert found.rows == {HOSTILE: [{HOSTILE: "1", "列 1": "2"}], "empty": [], "视图": [{"x": "2", "x:1": "2"}]}
    assert found.left == ()
    assert {batch.table: batch.data.schema.names for batch in found.batches}["empty"] == ["a", "b"]


def test_one_table_by_address(tmp_path: Path) -> None:
    path = made(tmp_path / "a.db", "CREATE TABLE person (a)", "CREATE TABLE visit (b)")
    assert list(whole(SOURCE, f"sqlite:///{path}?table=visit").rows) == ["visit"]
    with pytest.raises(SourceError, match="Did you mean 'person'"):
        whole(SOURCE, f"sqlite:///{path}?table=persn")


def test_a_huge_cell_and_a_thousand_columns(tmp_path: Path) -> None:
    columns = ", ".join(f"c{number}" for number in range(1000))
    path = made(
        tmp_path / "a.db",
        f"CREATE TABLE wide ({columns})",
        f"INSERT INTO wide VALUES ({', '.join(str(number) for number in range(1000))})",
        "CREATE TABLE long (v)",
        rows={"INSERT INTO long VALUES (?)": [("x" * (30 << 20),), ("y",)]},
    )
    found = read(path)
    assert found.rows["wide"][0]["c999"] == "999"
    assert [len(row["v"] or "") for row in found.rows["long"]] == [30 << 20, 1]
    assert [batch.data.num_rows for batch in found.batches if batch.table == "long"] == [1, 1]


def test_many_rows_come_in_batches(tmp_path: Path) -> None:
    rows: list[tuple[object, ...]] = [(number,) for number in range(70_000)]
    path = made(tmp_path / "a.db", "CREATE TABLE t (n)", rows={"INSERT INTO t VALUES (?)": rows})
    found = read(path)
    assert [batch.data.num_rows for batch in found.batches] == [65_536, 4_464]
    assert found.rows["t"][-1] == {"n": "69999"}


def test_batches_of_wide_rows_are_short(tmp_path: Path) -> None:
    path = made(
        tmp_path / "a.db",
        f"CREATE TABLE t ({', '.join(f'c{number}' for number in range(1000))})",
        rows={"INSERT INTO t (c0) VALUES (?)": [(None,)] * 2000},
    )
    assert max(batch.data.num_rows for batch in read(path).batches) < 1000


def test_what_cannot_be_read_is_named_and_the_others_are_read(tmp_path: Path) -> None:
    path = made(
        tmp_path / "a.db",
        "CREATE TABLE good (a)",
        "INSERT INTO good VALUES ('x')",
        "CREATE TABLE gone (a)",
        "CREATE VIEW lost AS SELECT a FROM gone",
        "DROP TABLE gone",
        "PRAGMA writable_schema = ON",
        "INSERT INTO sqlite_master VALUES ('table', 'odd', 'odd', 0, 'CREATE VIRTUAL TABLE odd USING nosuch')",
    )
    found = read(path)
    assert found.rows == {"good": [{"a": "x"}]}
    assert [item.where for item in found.left] == ["d/lost", "d/odd"]
    assert all("missing" in item.reason.en for item in found.left)


def test_a_full_text_table_is_read_once(tmp_path: Path) -> None:
    path = made(tmp_path / "a.db", "CREATE VIRTUAL TABLE notes USING fts5(body)", "INSERT INTO notes VALUES ('hello')")
    found = read(path)
    assert found.rows == {"notes": [{"body": "hello"}]}
    assert found.left == ()


def test_a_damaged_page_is_named_with_its_row(tmp_path: Path) -> None:
    rows: list[tuple[object, ...]] = [("secret" * 50,)] * 2000
    path = made(
        tmp_path / "a.db",
        "PRAGMA page_size = 1024",
        "CREATE TABLE bad (v)",
        "CREATE TABLE good (v)",
        "INSERT INTO good VALUES ('x')",
        rows={"INSERT INTO bad VALUES (?)": rows},
    )
    data = bytearray(path.read_bytes())
    middle = len(data) // 2 // 1024 * 1024
    data[middle : middle + 2048] = b"\xaa" * 2048
    path.write_bytes(data)
    found = read(path)
    assert 0 < len(found.rows["bad"]) < 2000
    assert found.rows["good"] == [{"v": "x"}]
    assert [item.where for item in found.left] == [f"d/bad row {len(found.rows['bad']) + 1}"]
    assert found.left[0].reason.en == "the file is damaged there"


@pytest.mark.parametrize(
    ("data", "what"),
    [(b"not a database" * 100, "no SQLite database"), (b"", "no tables and no views"), (b"\x05" * 4096, "encrypted")],
)
def test_what_is_no_database_is_refused(tmp_path: Path, data: bytes, what: str) -> None:
    path = tmp_path / "a.db"
    path.write_bytes(data)
    with pytest.raises(SourceError, match=what):
        read(path)


def test_a_truncated_database_is_unreadable(tmp_path: Path) -> None:
    path = made(tmp_path / "a.db", *(f"CREATE TABLE t{number} ({'x' * 300})" for number in range(100)))
    path.write_bytes(path.read_bytes()[:8192])
    with pytest.raises(UnreadableError, match="damaged"):
        read(path)


def test_changes_that_are_still_in_the_log_are_read(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    with closing(sqlite3.connect(path)) as writer:
        writer.execute("PRAGMA journal_mode = WAL")
        writer.execute("CREATE TABLE t (a)")
        writer.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        before = read(path)
        writer.execute("INSERT INTO t VALUES ('late')")
        writer.commit()
        after = read(path)
    assert (before.rows, after.rows) == ({"t": []}, {"t": [{"a": "late"}]})
    assert before.sha256 != after.sha256


def test_reading_leaves_nothing_beside_the_file(tmp_path: Path) -> None:
    path = made(tmp_path / "a.db", "PRAGMA journal_mode = WAL", "CREATE TABLE t (a)", "INSERT INTO t VALUES (1)")
    data = path.read_bytes()
    assert read(path).rows == {"t": [{"a": "1"}]}
    assert path.read_bytes() == data
    assert list(tmp_path.iterdir()) == [path]


def test_a_table_that_is_being_written_is_named(tmp_path: Path) -> None:
    path = made(tmp_path / "a.db", "CREATE TABLE t (a)")
    with closing(sqlite3.connect(path)) as writer:
        writer.execute("BEGIN EXCLUSIVE")
        with pytest.raises(UnreadableError, match="locked"):
            read(path)


def test_a_view_has_no_way_to_files(tmp_path: Path) -> None:
    path = made(tmp_path / "a.db", "CREATE VIEW v AS SELECT load_extension('/tmp/x') AS a")
    found = read(path)
    assert found.rows == {}
    assert [item.where for item in found.left] == ["d/v"]


def test_a_reading_that_is_given_up_lets_go_of_the_file(tmp_path: Path) -> None:
    path = made(tmp_path / "a.db", "CREATE TABLE t (a)", "INSERT INTO t VALUES (1)", "CREATE TABLE u (a)")
    batches = opened(SOURCE, f"sqlite:///{path}").batches
    next(batches)
    del batches
    made(path, "DROP TABLE t")


def test_a_path_that_is_too_long_for_sqlite(tmp_path: Path) -> None:
    folder = tmp_path.joinpath(*["x" * 200] * 3)
    folder.mkdir(parents=True)
    (folder / "a.db").write_bytes(b"")
    with pytest.raises(UnreadableError, match="it cannot be opened"):
        read(folder / "a.db")


def test_a_write_that_was_broken_off(tmp_path: Path) -> None:
    path = made(tmp_path / "a.db", "CREATE TABLE t (a)", rows={"INSERT INTO t VALUES (?)": [("x" * 1000,)] * 3000})
    code = (
        "import os, sqlite3, sys; c = sqlite3.connect(sys.argv[1]); c.execute('PRAGMA cache_size = 5'); "
        "c.execute(\"UPDATE t SET a = 'y' || a\"); os._exit(0)"
    )
    subprocess.run([sys.executable, "-c", code, str(path)], check=True)
    with pytest.raises(UnreadableError, match="a write was broken off"):
        read(path)
