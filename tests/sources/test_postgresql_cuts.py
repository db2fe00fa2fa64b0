from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import psycopg
import pytest

from pia.contents.address import Address
from pia.errors import UnreadableError
from pia.sources import Held, Partitioned
from pia.sources._postgresql_cuts import exported, rows_within
from pia.sources.postgresql import SOURCE
from tests.sources.reading_for_tests import in_parts, whole
from tests.sources.servers_for_tests import Server

FILL = """
CREATE TABLE keyed (n int, id text, mail text, PRIMARY KEY (id, n));
INSERT INTO keyed SELECT i, md5((i / 3)::text), 'a' || i || '@example.org' FROM generate_series(1, 4000) i;
CREATE TABLE one (id text PRIMARY KEY);
INSERT INTO one SELECT md5(i::text) FROM generate_series(1, 4000) i;
CREATE TABLE heap (n int, photo bytea);
INSERT INTO heap SELECT i, '\\x00ff' FROM generate_series(1, 4000) i;
DELETE FROM heap WHERE n % 5 = 0;
CREATE MATERIALIZED VIEW kept AS SELECT n FROM heap;
CREATE VIEW seen AS SELECT id FROM one ORDER BY id LIMIT 5;
CREATE TABLE parted (n int) PARTITION BY LIST (n);
CREATE TABLE part_one PARTITION OF parted FOR VALUES IN (1);
INSERT INTO parted SELECT 1 FROM generate_series(1, 4000);
CREATE TABLE empty (a int);
CREATE TABLE secret (a int); ALTER TABLE secret ENABLE ROW LEVEL SECURITY;
CREATE SCHEMA other; CREATE TABLE other.t (a int);
"""


@pytest.fixture
def base(postgresql_server: Server) -> Iterator[tuple[str, psycopg.Connection[Any]]]:
    with postgresql_server.postgresql() as server:
        server.execute("CREATE DATABASE cuts")
    with postgresql_server.postgresql("cuts") as connection:
        connection.execute(FILL)
        yield postgresql_server.address("cuts"), connection
    with postgresql_server.postgresql() as server:
        server.execute("DROP DATABASE cuts WITH (FORCE)")


def test_partitions_of_one_snapshot_are_the_whole_whatever_is_written_meanwhile(
    base: tuple[str, psycopg.Connection[Any]],
) -> None:
    address, server = base
    expected = whole(SOURCE, address)
    with SOURCE.held(Address(address), 40_000) as parts:
        server.execute("INSERT INTO keyed SELECT i, md5(i::text), 'late' FROM generate_series(5000, 9000) i")
        server.execute("DELETE FROM one WHERE id > '8'")
        server.execute("UPDATE heap SET n = 0")
        server.execute("TRUNCATE empty")
        found = in_parts(SOURCE, address, parts)
    assert {part.tables[0] for part in parts if part.within} == {"heap", "keyed", "kept", "one"}
    assert (found.rows, found.sha256) == (expected.rows, expected.sha256)
    assert found.left[0].where == "d/other"
    assert sum(item.rows for item in found.left) == sum(item.rows for item in expected.left) == 3200
    assert not [place for part in parts for place in part.within if "@" in place or len(place) > 12]
    assert not isinstance(SOURCE, Partitioned)
    assert isinstance(SOURCE, Held)


def test_a_snapshot_ends_with_its_session_and_large_objects_keep_all_in_one(
    base: tuple[str, psycopg.Connection[Any]],
) -> None:
    address, server = base
    with SOURCE.held(Address(f"{address}?schema=public"), 40_000) as parts:
        assert all(part.tables for part in parts)
    with pytest.raises(UnreadableError):
        in_parts(SOURCE, address, parts[:1])
    server.execute("SELECT lo_create(0)")
    with SOURCE.held(Address(address), 40_000) as parts:
        assert parts == ()


def test_a_table_that_may_not_be_read_is_not_cut(base: tuple[str, psycopg.Connection[Any]]) -> None:
    address, server = base
    server.execute("CREATE ROLE few LOGIN PASSWORD 'few'")
    server.execute("GRANT SELECT ON one, secret TO few")
    theirs = address.replace("pia:", "few:").replace(address.partition("://pia:")[2].partition("@")[0], "few")
    with SOURCE.held(Address(theirs), 40_000) as parts:
        found = in_parts(SOURCE, theirs, parts)
    expected = whole(SOURCE, theirs)
    assert (found.rows, found.left, found.sha256) == (expected.rows, expected.left, expected.sha256)
    assert {part.tables[0] for part in parts if part.within} == {"one"}
    assert "row-level security may hide rows from this user" in found.reasons()["d/secret"]
    server.execute("REVOKE ALL ON one, secret FROM few")
    server.execute("DROP ROLE few")


def test_a_session_that_ended_exports_nothing(base: tuple[str, psycopg.Connection[Any]]) -> None:
    _, server = base
    server.close()
    with pytest.raises(UnreadableError, match="cannot be shared"):
        exported(server, "shown")


def test_conditions_name_places_and_no_values() -> None:
    assert rows_within("t", ["k"], ()) == rows_within("t", [], ("", "")) == ""
    assert rows_within("t", [], ("3", "")) == " WHERE ctid >= '(3,0)'::tid"
    assert rows_within("t", ["a", "b"], ("", "(1,2)")) == (
        """ WHERE ("a", "b") < (SELECT "a", "b" FROM t WHERE ctid = '(1,2)'::tid)"""
    )
