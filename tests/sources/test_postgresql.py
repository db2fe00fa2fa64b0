from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

import psycopg
import pytest
from click.testing import CliRunner
from psycopg.sql import SQL, Identifier

from pia.cli import main
from pia.contents.address import Address, masked
from pia.errors import SourceError, UnreadableError
from pia.sources.postgresql import SOURCE
from tests.sources.reading_for_tests import Whole, opened, whole
from tests.sources.servers_for_tests import PASSWORD, Server

HOSTILE = 'a"; DROP TABLE "b\'; --`%s'
Connection = psycopg.Connection[Any]


@pytest.fixture
def base(postgresql_server: Server, request: pytest.FixtureRequest) -> Iterator[tuple[str, Connection]]:
    """The address of a new database, and a connection to it."""
    name = f"db_{abs(hash(request.node.name))}"
    with postgresql_server.postgresql() as server:
        server.execute(SQL("CREATE DATABASE {}").format(Identifier(name)))
    with postgresql_server.postgresql(name) as connection:
        yield postgresql_server.address(name), connection
    with postgresql_server.postgresql() as server:
        server.execute(SQL("DROP DATABASE {} WITH (FORCE)").format(Identifier(name)))


def read(address: str) -> Whole:
    found = whole(SOURCE, address)
    assert PASSWORD not in str(found.left)
    return found


def test_tables_and_views_with_any_names(base: tuple[str, Connection]) -> None:
    address, server = base
    table, column = Identifier(HOSTILE), Identifier(HOSTILE)
    server.execute(SQL('CREATE TABLE {} ({} int, "列 1" text)').format(table, column))
    server.execute(SQL("INSERT INTO {} VALUES (1, '王五')").format(table))
    server.execute(SQL('CREATE VIEW 视图 AS SELECT "列 1" AS x FROM {}').format(table))
    server.execute("CREATE MATERIALIZED VIEW kept AS SELECT * FROM 视图")
    server.execute("CREATE TABLE empty (a int, b text)")
    server.execute("CREATE TABLE bare ()")
    server.execute("CREATE TABLE one (a text)")
    server.execute("INSERT INTO one VALUES (NULL), (''), ('x')")
    found = read(address)
    assert found.rows == {
        HOSTILE: [{HOSTILE: "1", "列 1": "王五"}],
        "bare": [],
        "empty": [],
        "kept": [{"x": "王五"}],
        "one": [{"a": None}, {"a": ""}, {"a": "x"}],
        "视图": [{"x": "王五"}],
    }
    assert found.left == ()
    assert found.progress[-1] == (6, 6)
    assert {batch.table: batch.data.schema.names for batch in found.batches}["empty"] == ["a", "b"]


def test_partitions_are_read_once_and_heirs_by_themselves(base: tuple[str, Connection]) -> None:
    address, server = base
    server.execute("CREATE TABLE parted (n int) PARTITION BY LIST (n)")
    server.execute("CREATE TABLE part_one PARTITION OF parted FOR VALUES IN (1)")
    server.execute("CREATE TABLE parent (a int)")
    server.execute("CREATE TABLE heir (b int) INHERITS (parent)")
    server.execute("INSERT INTO parted VALUES (1)")
    server.execute("INSERT INTO parent VALUES (2)")
    server.execute("INSERT INTO heir VALUES (3, 4)")
    assert read(address).rows == {"heir": [{"a": "3", "b": "4"}], "parent": [{"a": "2"}], "parted": [{"n": "1"}]}
    assert read(f"{address}?table=part_one").rows == {"part_one": [{"n": "1"}]}
    server.execute("CREATE SCHEMA attic")
    server.execute("CREATE TABLE attic.part_two PARTITION OF parted FOR VALUES IN (2)")
    assert read(f"{address}?schema=attic").rows == {"part_two": []}


def test_binary_data_and_text_that_does_not_decode(postgresql_server: Server) -> None:
    with postgresql_server.postgresql() as server:
        server.execute("CREATE DATABASE raw ENCODING 'SQL_ASCII' TEMPLATE template0")
    with postgresql_server.postgresql("raw") as server:
        server.execute(rb"CREATE TABLE t AS SELECT E'A\xff' AS a, '\x00ff'::bytea AS b")
    found = read(postgresql_server.address("raw"))
    assert found.rows == {"t": [{"a": "A\ufffd", "b": None}]}
    assert [(item.where, item.rows) for item in found.left] == [("d/t.a", 1), ("d/t.b", 1)]


def test_a_huge_cell_and_a_thousand_columns(base: tuple[str, Connection]) -> None:
    address, server = base
    columns = ", ".join(f"{number} AS c{number}" for number in range(1000))
    server.execute(f"CREATE TABLE wide AS SELECT {columns}".encode())
    server.execute(f"CREATE TABLE long AS SELECT repeat('x', {50 << 20}) AS v UNION ALL SELECT 'y'".encode())
    found = read(address)
    assert found.rows["wide"][0]["c999"] == "999"
    assert sorted(len(row["v"] or "") for row in found.rows["long"]) == [1, 50 << 20]


def test_rows_come_in_batches_by_primary_key(base: tuple[str, Connection]) -> None:
    address, server = base
    server.execute("CREATE TABLE t (b int, a int, PRIMARY KEY (a, b))")
    server.execute("INSERT INTO t SELECT -i % 10, i FROM generate_series(70000, 1, -1) i")
    found = read(address)
    assert [row["a"] for row in found.rows["t"]] == [str(number) for number in range(1, 70_001)]
    assert [batch.data.num_rows for batch in found.batches] == [65_536, 4_464]


def test_equal_content_has_an_equal_digest(base: tuple[str, Connection]) -> None:
    address, server = base
    server.execute("CREATE TABLE t AS SELECT i AS n FROM generate_series(1, 100) i")
    before = read(address).sha256
    server.execute("UPDATE t SET n = 1000 WHERE n = 1")
    changed = read(address).sha256
    server.execute("UPDATE t SET n = 1 WHERE n = 1000")
    assert read(address).sha256 == before != changed


def test_one_snapshot_for_all_tables(base: tuple[str, Connection]) -> None:
    address, server = base
    server.execute("CREATE TABLE a AS SELECT 1 AS n")
    server.execute("CREATE TABLE b AS SELECT 1 AS n")
    batches = opened(SOURCE, address).batches
    next(batches)
    server.execute("INSERT INTO b VALUES (2)")
    assert [batch.data.to_pylist() for batch in batches] == [[{"n": "1"}]]


def test_what_cannot_be_read_is_named_and_the_others_are_read(
    base: tuple[str, Connection], postgresql_server: Server
) -> None:
    address, server = base
    server.execute("CREATE TABLE good AS SELECT i AS n FROM generate_series(1, 3) i")
    server.execute("CREATE TABLE private (a int)")
    server.execute("CREATE MATERIALIZED VIEW unfilled AS SELECT 1 AS a WITH NO DATA")
    server.execute("CREATE VIEW wrong AS SELECT n, ('secret' || n)::int AS a FROM good")
    server.execute("CREATE VIEW breaks AS SELECT 10 / (3 - n) AS a FROM good")
    server.execute("CREATE TABLE seen (owner text)")
    server.execute("INSERT INTO seen VALUES ('reader'), ('other')")
    server.execute("ALTER TABLE seen ENABLE ROW LEVEL SECURITY")
    server.execute("CREATE POLICY own ON seen USING (owner = current_user)")
    server.execute(SQL("CREATE ROLE reader LOGIN PASSWORD {}").format(PASSWORD))
    server.execute("GRANT SELECT ON good, wrong, breaks, unfilled, seen TO reader")
    found = read(address.replace("//pia:", "//reader:"))
    server.execute("DROP OWNED BY reader")
    server.execute("DROP ROLE reader")
    assert found.rows == {
        "breaks": [{"a": "5"}, {"a": "10"}],
        "good": [{"n": "1"}, {"n": "2"}, {"n": "3"}],
        "seen": [{"owner": "reader"}],
    }
    assert found.reasons() == {
        "d/breaks row 3": "PostgreSQL cannot read it (error 22012)",
        "d/private": "permission denied",
        "d/seen": "row-level security may hide rows from this user",
        "d/unfilled": "it is not filled yet (a materialized view)",
        "d/wrong": "PostgreSQL cannot read it (error 22P02)",
    }


def test_nothing_can_be_written(base: tuple[str, Connection]) -> None:
    address, server = base
    server.execute("CREATE TABLE t (a int)")
    server.execute(
        "CREATE FUNCTION write() RETURNS int LANGUAGE plpgsql AS "
        "$$ BEGIN SET transaction_read_only = off; INSERT INTO t VALUES (1); RETURN 1; END $$"
    )
    server.execute("CREATE FUNCTION plain() RETURNS int LANGUAGE sql AS $$ INSERT INTO t VALUES (1) RETURNING a $$")
    server.execute("CREATE SEQUENCE numbers")
    server.execute("CREATE VIEW v AS SELECT write() AS a")
    server.execute("CREATE VIEW w AS SELECT plain() AS a")
    server.execute("CREATE VIEW x AS SELECT nextval('numbers') AS a")
    found = read(address)
    assert found.rows == {"t": []}
    assert [item.where for item in found.left] == ["d/v", "d/w", "d/x"]
    assert found.reasons()["d/w"] == found.reasons()["d/x"] == "reading it would write, which is refused"
    assert server.execute("SELECT count(*) FROM t").fetchone() == (0,)


def test_a_table_that_takes_too_long_or_is_locked_is_named(
    base: tuple[str, Connection], postgresql_server: Server
) -> None:
    address, server = base
    server.execute("CREATE VIEW slow AS SELECT pg_sleep(30)::text AS a")
    server.execute("CREATE TABLE good AS SELECT 1 AS n")
    found = read(f"{address}?timeout=1")
    assert found.rows == {"good": [{"n": "1"}]}
    assert "took longer" in found.reasons()["d/slow"]
    server.execute("DROP VIEW slow")
    with server.transaction():
        server.execute("LOCK TABLE good")
        assert read(f"{address}?timeout=1").reasons().keys() == {"d/good"}


def test_a_connection_that_drops_says_where(base: tuple[str, Connection]) -> None:
    address, server = base
    server.execute("CREATE TABLE aaa AS SELECT 1 AS n")
    server.execute("CREATE TABLE big AS SELECT i AS n, repeat('secret', 100) AS v FROM generate_series(1, 200000) i")
    reading = opened(SOURCE, address)
    next(reading.batches)
    rows = next(reading.batches).data.num_rows
    killed = server.execute(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'pia'"
    ).fetchall()
    assert killed == [(True,)]
    rest = iter(lambda: next(reading.batches).data.num_rows, None)
    counts: list[int] = []
    with pytest.raises(UnreadableError, match="the connection was lost while table 'big' was read") as caught:
        counts.extend(rest)
    assert f"after row {rows + sum(counts)}." in str(caught.value)
    assert "secret" not in str(caught.value)
    assert PASSWORD not in str(caught.value)
    assert caught.value.__cause__ is None
    assert caught.value.__suppress_context__


def test_a_reading_that_is_given_up_ends_the_session(base: tuple[str, Connection]) -> None:
    address, server = base
    server.execute("CREATE TABLE big AS SELECT i AS n, repeat('x', 100) AS v FROM generate_series(1, 300000) i")
    batches = opened(SOURCE, address).batches
    next(batches)
    del batches
    until = time.monotonic() + 10
    query = "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'pia'"
    while server.execute(query).fetchone() != (0,):
        assert time.monotonic() < until
        time.sleep(0.05)


def test_schemas(base: tuple[str, Connection]) -> None:
    address, server = base
    with pytest.raises(SourceError, match="nothing to read in schema 'public'. Check the database"):
        read(address)
    server.execute("CREATE SCHEMA 人事")
    server.execute("CREATE TABLE 人事.员工 AS SELECT '王五' AS 姓名")
    with pytest.raises(SourceError, match="nothing to read in schema 'public'. There is: 人事"):
        read(address)
    assert read(f"{address}?schema=人事").rows == {"员工": [{"姓名": "王五"}]}
    server.execute("CREATE TABLE person (a int)")
    found = read(address)
    assert list(found.rows) == ["person"]
    assert list(found.reasons()) == ["d/人事"]
    assert read(f"{address}?schema=public").left == ()
    with pytest.raises(SourceError, match="schema 'public' has no table or view 'persn'. Did you mean 'person'"):
        read(f"{address}?table=persn")


def test_large_objects_are_named(base: tuple[str, Connection]) -> None:
    address, server = base
    server.execute("CREATE TABLE t (a oid)")
    server.execute("INSERT INTO t SELECT lo_from_bytea(0, 'x') FROM generate_series(1, 2)")
    left = read(address).left
    assert [(item.where, item.rows) for item in left] == [("d", 2)]
    assert "large objects" in left[0].reason.en


def test_without_the_driver_the_install_command_is_given(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(SourceError, match=r"pip install 'pia-toolkit\[postgresql\]'"):
        opened(SOURCE, "postgresql://h/d")


def test_tables_that_cannot_be_listed(base: tuple[str, Connection]) -> None:
    address, server = base
    server.execute("CREATE TABLE t (a int)")
    server.execute("REVOKE SELECT ON pg_index FROM PUBLIC")
    server.execute(SQL("CREATE ROLE blind LOGIN PASSWORD {}").format(PASSWORD))
    with pytest.raises(UnreadableError, match=r"its tables cannot be listed \(error 42501\)"):
        read(address.replace("//pia:", "//blind:"))
    server.execute("DROP ROLE blind")


def test_a_dataset_called_by_its_address_does_not_show_the_password(base: tuple[str, Connection]) -> None:
    address, server = base
    server.execute("CREATE VIEW v AS SELECT 1 / 0 AS a")
    reading = SOURCE.read(Address(address), address, lambda done, total: None)
    assert list(reading.batches) == []
    assert reading.not_examined()[0].where == f"{masked(address)}/v"


def test_a_whole_scan_shows_no_password(base: tuple[str, Connection]) -> None:
    address, server = base
    server.execute("CREATE TABLE t AS SELECT 'ann@example.org' AS mail")
    server.execute("CREATE VIEW v AS SELECT 1 / 0 AS a")
    for locator in (address, f"{address}x", f"{address}?tabel=t"):
        output = CliRunner().invoke(main, ["scan", locator, "--format", "json"]).output
        assert "postgresql://pia:***@127.0.0.1" in output
        assert PASSWORD not in output
        assert quote(PASSWORD, safe="") not in output
