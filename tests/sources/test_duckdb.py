from __future__ import annotations

import hashlib
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import duckdb
import pytest

from pia.errors import SourceError, UnreadableError
from pia.sources.duckdb import SOURCE
from tests.sources.reading_for_tests import Whole, opened, whole

HOSTILE = 'a"; DROP TABLE "b\'; --`'


def made(path: Path, *statements: str) -> Path:
    with closing(duckdb.connect(str(path))) as connection:
        for statement in statements:
            connection.execute(statement)
    return path


def read(path: Path) -> Whole:
    return whole(SOURCE, str(path), path)


@pytest.mark.parametrize(
    ("kind", "literal", "text"),
    [
        ("VARCHAR", "'01234'", "01234"),
        ("VARCHAR", "''", ""),
        ("VARCHAR", "NULL", None),
        ("BIGINT", "110105194912310021", "110105194912310021"),
        ("HUGEINT", "170141183460469231731687303715884105727", "170141183460469231731687303715884105727"),
        ("DECIMAL(38, 10)", "1234567890123456789.0123456789", "1234567890123456789.0123456789"),
        ("DOUBLE", "0.1", "0.1"),
        ("BOOLEAN", "true", "true"),
        ("DATE", "'1949-12-31'", "1949-12-31"),
        ("TIMESTAMPTZ", "'2020-01-01 00:00:00+02'", "2019-12-31 22:00:00+00"),
        ("UUID", "'10576c4a-fe9d-4f5b-92c8-f8da5c5f8a9d'", "10576c4a-fe9d-4f5b-92c8-f8da5c5f8a9d"),
        ("INTERVAL", "INTERVAL 3 DAY", "3 days"),
        ("ENUM ('女', '男')", "'女'", "女"),
        ("BLOB", "'abc'::BLOB", "abc"),
        ("JSON", """'{"a": 1}'""", '{"a": 1}'),
        ("VARCHAR[]", """['x', 'y"']""", '["x","y\\""]'),
        ("INTEGER[2]", "[1, 2]", "[1,2]"),
        ("STRUCT(mail VARCHAR, n INTEGER[])", "{'mail': 'a@b.example', 'n': [1]}", '{"mail":"a@b.example","n":[1]}'),
        ("MAP(VARCHAR, INTEGER)", "MAP {'k': 1}", '{"k":1}'),
        ("UNION(n INTEGER, s VARCHAR)", "7", '{"n":7}'),
    ],
)
def test_every_type_as_exact_text(tmp_path: Path, kind: str, literal: str, text: str | None) -> None:
    path = made(tmp_path / "a.duckdb", f"CREATE TABLE t (v {kind})", f"INSERT INTO t VALUES ({literal})")
    found = read(path)
    assert found.rows == {"t": [{"v": text}]}
    assert found.left == ()
    assert found.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()


def test_binary_data_that_is_no_text_is_counted(tmp_path: Path) -> None:
    path = made(
        tmp_path / "a.ddb", "CREATE TABLE t (v BLOB)", "INSERT INTO t VALUES ('\\xFF'::BLOB), ('ok'::BLOB), (NULL)"
    )
    found = read(path)
    assert found.rows == {"t": [{"v": None}, {"v": "ok"}, {"v": None}]}
    assert [(item.where, item.rows) for item in found.left] == [("d/t.v", 1)]


def test_tables_and_views_of_every_schema_with_any_names(tmp_path: Path) -> None:
    quoted = HOSTILE.replace('"', '""')
    path = made(
        tmp_path / "a.duckdb",
        f'CREATE TABLE "{quoted}" ("{quoted}" INTEGER)',
        f'INSERT INTO "{quoted}" VALUES (1)',
        "CREATE TABLE empty (a INTEGER, 姓名 VARCHAR)",
        "CREATE SCHEMA 人事",
        "CREATE TABLE 人事.员工 (姓名 VARCHAR)",
        "INSERT INTO 人事.员工 VALUES ('王五')",
        f'CREATE VIEW v AS SELECT "{quoted}" AS x FROM "{quoted}"',
    )
    found = read(path)
    assert found.rows == {HOSTILE: [{HOSTILE: "1"}], "empty": [], "v": [{"x": "1"}], "人事.员工": [{"姓名": "王五"}]}
    assert {batch.table: batch.data.schema.names for batch in found.batches}["empty"] == ["a", "姓名"]
    assert whole(SOURCE, f"duckdb:///{path}?schema=人事").rows == {"员工": [{"姓名": "王五"}]}
    assert list(whole(SOURCE, f"duckdb:///{path}?table=empty").rows) == ["empty"]


@pytest.mark.parametrize(
    ("options", "what"),
    [("table=persn", "Did you mean 'person'"), ("schema=no", "schema 'no' has no tables")],
)
def test_what_there_is_not_is_refused(tmp_path: Path, options: str, what: str) -> None:
    path = made(tmp_path / "a.duckdb", "CREATE TABLE person (a INTEGER)")
    with pytest.raises(SourceError, match=what):
        whole(SOURCE, f"duckdb:///{path}?{options}")


def test_a_huge_cell_and_a_thousand_columns(tmp_path: Path) -> None:
    columns = ", ".join(f"{number} AS c{number}" for number in range(1000))
    path = made(
        tmp_path / "a.duckdb",
        f"CREATE TABLE wide AS SELECT {columns}",
        f"CREATE TABLE long AS SELECT repeat('x', {30 << 20}) AS v UNION ALL SELECT 'y'",
    )
    found = read(path)
    assert found.rows["wide"][0]["c999"] == "999"
    assert [len(row["v"] or "") for row in found.rows["long"]] == [30 << 20, 1]


def test_many_rows_come_in_batches_and_in_order(tmp_path: Path) -> None:
    found = read(made(tmp_path / "a.duckdb", "CREATE TABLE t AS SELECT range AS n FROM range(150000)"))
    assert [row["n"] for row in found.rows["t"]] == [str(number) for number in range(150_000)]
    assert max(batch.data.num_rows for batch in found.batches) == 65_536


def test_views_that_reach_outside_or_are_broken_are_named(tmp_path: Path) -> None:
    outside = tmp_path / "secret.csv"
    outside.write_text("a\nsecret\n", encoding="utf-8")
    path = made(
        tmp_path / "a.duckdb",
        "CREATE TABLE good AS SELECT 'x' AS a",
        f"CREATE VIEW outside AS SELECT * FROM read_csv('{outside}')",
        "CREATE TABLE gone (a INTEGER)",
        "CREATE VIEW lost AS SELECT a FROM gone",
        "DROP TABLE gone",
        "CREATE VIEW wrong AS SELECT CAST('secret' || a AS INTEGER) AS n FROM good",
        "CREATE SEQUENCE numbers",
        "CREATE VIEW writes AS SELECT nextval('numbers') AS n",
    )
    found = read(path)
    assert found.rows == {"good": [{"a": "x"}]}
    assert list(found.reasons()) == ["d/lost", "d/outside", "d/writes", "d/wrong"]
    assert "outside the database" in found.reasons()["d/outside"]
    assert "secret" not in str(found.left)


def test_a_file_that_is_damaged_or_something_else_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.duckdb"
    for data in (b"no database" * 1000, b""):
        path.write_bytes(data)
        with pytest.raises(SourceError, match="no DuckDB database"):
            read(path)


def test_a_database_that_is_being_written_says_so(tmp_path: Path) -> None:
    path = made(tmp_path / "a.duckdb", "CREATE TABLE t (a INTEGER)")
    code = "import duckdb, sys; c = duckdb.connect(sys.argv[1]); print('open', flush=True); sys.stdin.read()"
    with subprocess.Popen(
        [sys.executable, "-c", code, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as writer:
        assert writer.stdout
        assert writer.stdout.readline()
        with pytest.raises(UnreadableError, match="another program is writing it"):
            read(path)


def test_a_reading_that_is_given_up_lets_go_of_the_file(tmp_path: Path) -> None:
    path = made(tmp_path / "a.duckdb", "CREATE TABLE t AS SELECT range AS n FROM range(200000)")
    batches = opened(SOURCE, f"duckdb:///{path}").batches
    next(batches)
    del batches
    made(path, "DROP TABLE t")


def test_changes_that_are_still_in_the_log_are_read(tmp_path: Path) -> None:
    path = made(tmp_path / "a.duckdb", "CREATE TABLE t AS SELECT 1 AS n")
    before = read(path)
    code = (
        "import duckdb, os, sys; c = duckdb.connect(sys.argv[1]); c.execute('PRAGMA disable_checkpoint_on_shutdown'); "
        "c.execute('INSERT INTO t VALUES (2)'); os._exit(0)"
    )
    subprocess.run([sys.executable, "-c", code, str(path)], check=True)
    after = read(path)
    assert (before.rows, after.rows) == ({"t": [{"n": "1"}]}, {"t": [{"n": "1"}, {"n": "2"}]})
    assert before.sha256 != after.sha256
    assert sorted(tmp_path.iterdir()) == [path, tmp_path / "a.duckdb.wal"]


def test_a_view_that_needs_too_much_memory_is_named(tmp_path: Path) -> None:
    path = made(tmp_path / "a.duckdb", "CREATE VIEW v AS SELECT list(range) AS a FROM range(150000000)")
    assert read(path).reasons() == {"d/v": "it needs more memory than 1 GB"}
