from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest

from pia.errors import PiaError, SourceError, UnreadableError
from pia.sources.mysql import SOURCE
from tests.sources.reading_for_tests import Whole, opened, whole
from tests.sources.servers_for_tests import PASSWORD, Server

HOSTILE = "a`; DROP TABLE `b'; --\"%s"


@dataclass
class Base:
    """A new database, and a connection to it."""

    address: str
    connection: Any

    def __call__(self, *statements: str) -> list[Any]:
        with self.connection.cursor() as cursor:
            for statement in statements:
                cursor.execute(statement)
            return list(cursor.fetchall())


@pytest.fixture
def base(mariadb_server: Server) -> Iterator[Base]:
    with mariadb_server.mysql() as connection:
        new = Base(mariadb_server.address("人事"), connection)
        new("CREATE DATABASE 人事 CHARACTER SET utf8mb4", "USE 人事")
        yield new
        new("DROP DATABASE 人事")


def read(address: str) -> Whole:
    found = whole(SOURCE, address)
    assert PASSWORD not in str(found.left)
    return found


@pytest.mark.parametrize(
    ("kind", "literal", "text"),
    [
        ("varchar(20)", "'01234'", "01234"),
        ("varchar(20)", "''", ""),
        ("varchar(20) character set gbk", "'王五'", "王五"),
        ("text", "'a,\"b\"\\r\\n\\t😀\\0c'", 'a,"b"\r\n\t😀\x00c'),
        ("bigint", "110105194912310021", "110105194912310021"),
        ("bigint unsigned", "18446744073709551615", "18446744073709551615"),
        ("int(6) zerofill", "42", "000042"),
        ("decimal(40, 20)", "12345678901234567890.1234567890", "12345678901234567890.12345678900000000000"),
        ("double", "0.1", "0.1"),
        ("date", "'1949-12-31'", "1949-12-31"),
        ("datetime(3)", "'2020-01-01 00:00:00.5'", "2020-01-01 00:00:00.500"),
        ("time", "'-838:59:59'", "-838:59:59"),
        ("year", "1999", "1999"),
        ("enum('女', '男')", "'女'", "女"),
        ("set('a', 'b')", "'a,b'", "a,b"),
        ("json", """'{"a":  1}'""", '{"a":  1}'),
        ("blob", "'abc王'", "abc王"),
        ("varbinary(20)", "'abc'", "abc"),
        ("bit(10)", "b'1000000001'", "513"),
        ("point", "ST_GeomFromText('POINT(1 2.5)')", "POINT(1 2.5)"),
        ("uuid", "'10576c4a-fe9d-4f5b-92c8-f8da5c5f8a9d'", "10576c4a-fe9d-4f5b-92c8-f8da5c5f8a9d"),
        ("inet6", "'2001:db8::7'", "2001:db8::7"),
    ],
)
def test_every_type_as_exact_text(base: Base, kind: str, literal: str, text: str) -> None:
    base(f"CREATE TABLE t (v {kind}, n {kind} NULL)", f"INSERT INTO t VALUES ({literal}, NULL)")
    found = read(base.address)
    assert found.rows == {"t": [{"v": text, "n": None}]}
    assert found.left == ()


def test_a_date_that_no_calendar_has(base: Base) -> None:
    base("SET sql_mode = ''", "CREATE TABLE t (v date)", "INSERT INTO t VALUES ('0000-00-00')")
    assert read(base.address).rows == {"t": [{"v": "0000-00-00"}]}


def test_tables_and_views_with_any_names(base: Base) -> None:
    quoted = HOSTILE.replace("`", "``")
    base(
        f"CREATE TABLE `{quoted}` (`{quoted}` int, `列 1` text)",
        f"INSERT INTO `{quoted}` VALUES (1, '王五')",
        f"CREATE VIEW 视图 AS SELECT `列 1` AS x FROM `{quoted}`",
        "CREATE TABLE empty (a int, b text)",
        "CREATE SEQUENCE numbers",
        "CREATE TABLE hidden (a int, b int INVISIBLE)",
        "INSERT INTO hidden (a, b) VALUES (1, 2)",
    )
    found = read(base.address.replace("mysql:", "mariadb:"))
    assert found.rows == {
        HOSTILE: [{HOSTILE: "1", "列 1": "王五"}],
        "empty": [],
        "hidden": [{"a": "1", "b": "2"}],
        "视图": [{"x": "王五"}],
    }
    assert found.left == ()
    assert found.progress[-1] == (4, 4)
    assert {batch.table: batch.data.schema.names for batch in found.batches}["empty"] == ["a", "b"]
    assert list(read(f"{base.address}?table=hidden").rows) == ["hidden"]
    with pytest.raises(SourceError, match="Did you mean 'hidden'"):
        read(f"{base.address}?table=hiden")


def test_deleted_versions_are_read(base: Base) -> None:
    base("CREATE TABLE t (a int) WITH SYSTEM VERSIONING", "INSERT INTO t VALUES (1), (2)", "DELETE FROM t WHERE a = 1")
    assert sorted(row["a"] or "" for row in read(base.address).rows["t"]) == ["1", "2"]


def test_binary_data_that_is_no_text_is_counted(base: Base) -> None:
    base("CREATE TABLE t (v blob)", "INSERT INTO t VALUES (x'00ff'), ('ok')")
    found = read(base.address)
    assert found.rows == {"t": [{"v": None}, {"v": "ok"}]}
    assert [(item.where, item.rows) for item in found.left] == [("d/t.v", 1)]


def test_a_huge_cell_and_a_thousand_columns(base: Base) -> None:
    base(
        f"CREATE TABLE wide ({', '.join(f'c{number} int' for number in range(1000))})",
        f"INSERT INTO wide VALUES ({', '.join(str(number) for number in range(1000))})",
        "CREATE TABLE long_ (v longtext)",
        f"INSERT INTO long_ VALUES (repeat('x', {30 << 20})), ('y')",
    )
    found = read(base.address)
    assert found.rows["wide"][0]["c999"] == "999"
    assert [len(row["v"] or "") for row in found.rows["long_"]] == [30 << 20, 1]


def test_rows_come_in_batches_by_primary_key(base: Base) -> None:
    base(
        "CREATE TABLE t (b int, a int, PRIMARY KEY (a, b)) ENGINE = MyISAM",
        "INSERT INTO t SELECT seq % 10, seq FROM seq_70000_to_1",
    )
    found = read(base.address)
    assert [row["a"] for row in found.rows["t"]] == [str(number) for number in range(1, 70_001)]
    assert all(batch.data.num_rows <= 65_536 for batch in found.batches)
    assert len(found.batches) > 1


def test_equal_content_has_an_equal_digest(base: Base) -> None:
    base("CREATE TABLE t AS SELECT seq AS n, NULL AS x FROM seq_1_to_100")
    before = read(base.address).sha256
    base("UPDATE t SET n = 1000 WHERE n = 1")
    changed = read(base.address).sha256
    base("DELETE FROM t WHERE n = 1000", "INSERT INTO t VALUES (1, NULL)")
    assert read(base.address).sha256 == before != changed


def test_one_snapshot_for_all_tables(base: Base) -> None:
    base("CREATE TABLE a (n int)", "CREATE TABLE b (n int)", "INSERT INTO a VALUES (1)", "INSERT INTO b VALUES (1)")
    batches = opened(SOURCE, base.address).batches
    next(batches)
    base("INSERT INTO b VALUES (2)")
    assert [batch.data.to_pylist() for batch in batches] == [[{"n": "1"}]]


def test_what_cannot_be_read_is_named_and_the_others_are_read(base: Base) -> None:
    base(
        "CREATE TABLE good (n int)",
        "INSERT INTO good VALUES (1), (2), (3)",
        "CREATE TABLE private (a int)",
        "CREATE TABLE half (open int, secret int)",
        "CREATE TABLE gone (a int)",
        "CREATE VIEW lost AS SELECT a FROM gone",
        "DROP TABLE gone",
        "CREATE FUNCTION breaks(n int) RETURNS int DETERMINISTIC BEGIN "
        "IF n = 3 THEN SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'secret value'; END IF; RETURN n; END",
        f"CREATE VIEW wrong AS SELECT repeat(breaks(n), {1 << 17}) AS a FROM good",
        "CREATE USER reader IDENTIFIED BY 'x'",
        "GRANT SELECT ON 人事.good TO reader",
        "GRANT SELECT ON 人事.lost TO reader",
        "GRANT SELECT ON 人事.wrong TO reader",
        "GRANT INSERT ON 人事.private TO reader",
        "GRANT SELECT (open) ON 人事.half TO reader",
    )
    found = read(base.address.split("//")[0] + "//reader:x@" + base.address.split("@")[1])
    base("DROP USER reader")
    assert found.rows["good"] == [{"n": "1"}, {"n": "2"}, {"n": "3"}]
    assert found.rows["wrong"] == [{"a": "1" * (1 << 17)}, {"a": "2" * (1 << 17)}]
    assert found.reasons() == {
        "d/half": "permission denied",
        "d/lost": "the view needs something that is missing or forbidden",
        "d/private": "permission denied",
        "d/wrong row 3": "the server cannot read it (error 1644)",
    }


def test_nothing_can_be_written(base: Base) -> None:
    base(
        "CREATE TABLE t (a int)",
        "CREATE FUNCTION writes() RETURNS int BEGIN INSERT INTO t VALUES (1); RETURN 1; END",
        "CREATE VIEW v AS SELECT writes() AS a",
    )
    found = read(base.address)
    assert found.rows == {"t": []}
    assert found.reasons() == {"d/v": "reading it would write, which is refused"}
    assert base("SELECT count(*) FROM t") == [(0,)]


def test_a_table_that_takes_too_long_or_is_stopped_is_named(base: Base) -> None:
    base("CREATE TABLE good (n int)", "CREATE VIEW slow AS SELECT sum(1) AS a FROM seq_1_to_100000000000")
    found = read(f"{base.address}?timeout=1")
    assert found.rows == {"good": []}
    assert "took longer" in found.reasons()["d/slow"]


def test_a_connection_that_drops_says_where(base: Base) -> None:
    base(
        "CREATE TABLE aaa AS SELECT 1 AS n",
        "CREATE TABLE big AS SELECT seq AS n, repeat('secret', 100) AS v FROM seq_1_to_100000",
    )
    reading = opened(SOURCE, base.address)
    next(reading.batches)
    rows = next(reading.batches).data.num_rows
    for (number,) in base("SELECT id FROM information_schema.processlist WHERE id <> connection_id()"):
        base(f"KILL {number}")
    rest = iter(lambda: next(reading.batches).data.num_rows, None)
    counts: list[int] = []
    with pytest.raises(UnreadableError, match="the connection was lost while table 'big' was read") as caught:
        counts.extend(rest)
    assert f"after row {rows + sum(counts)}." in str(caught.value)
    assert "secret" not in str(caught.value)
    assert PASSWORD not in str(caught.value)
    assert caught.value.__suppress_context__


def test_a_reading_that_is_given_up_ends_the_session(base: Base) -> None:
    base("CREATE TABLE big AS SELECT seq AS n, repeat('x', 100) AS v FROM seq_1_to_200000")
    batches = opened(SOURCE, base.address).batches
    next(batches)
    del batches
    until = time.monotonic() + 10
    while base("SELECT id FROM information_schema.processlist WHERE id <> connection_id()"):
        assert time.monotonic() < until
        time.sleep(0.05)


def test_an_address_without_tables(base: Base) -> None:
    with pytest.raises(SourceError, match="no tables and no views"):
        read(base.address)
    with pytest.raises(SourceError, match="names no database"):
        read(base.address.rsplit("/", 1)[0])


def test_without_the_driver_the_install_command_is_given(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pymysql", None)
    with pytest.raises(SourceError, match=r"pip install 'pia-toolkit\[mysql\]'"):
        opened(SOURCE, "mysql://h/d")


def test_tables_that_cannot_be_listed(base: Base) -> None:
    words = []
    for queries in range(5, 11):
        base(f"CREATE OR REPLACE USER few IDENTIFIED BY 'x' WITH MAX_QUERIES_PER_HOUR {queries}")
        base("GRANT SELECT ON 人事.* TO few")
        with pytest.raises(PiaError) as caught:
            read(base.address.split("//")[0] + "//few:x@" + base.address.split("@")[1])
        words.append(str(caught.value))
    base("DROP USER few")
    assert "the connection fails" in words[0]
    assert any("its tables cannot be listed (error 1226)" in text for text in words)
    assert "no tables and no views" in words[-1]
