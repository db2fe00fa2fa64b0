from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from pia.contents.address import Address
from pia.errors import SourceError, UnreadableError
from pia.sources import Held
from pia.sources._addresses import parse_address
from pia.sources._mysql_cuts import known, plain
from pia.sources.mysql import SOURCE
from tests.sources.reading_for_tests import in_parts, whole
from tests.sources.servers_for_tests import Server


@pytest.fixture
def base(mariadb_server: Server) -> Iterator[tuple[str, Any]]:
    with mariadb_server.mysql() as connection, connection.cursor() as cursor:
        cursor.execute("CREATE DATABASE cuts")
        cursor.execute("USE cuts")
        for table in ("a", "b", "c"):
            cursor.execute(f"CREATE TABLE {table} (id INT PRIMARY KEY, mail TEXT, photo BLOB)")
            cursor.executemany(
                f"INSERT INTO {table} VALUES (%s, %s, x'00ff')", [(row, f"{table}{row}@x") for row in range(300)]
            )
        cursor.execute("CREATE VIEW seen AS SELECT * FROM a LIMIT 3")
        yield mariadb_server.address("cuts"), cursor
        cursor.execute("DROP DATABASE cuts")


def test_tables_are_read_side_by_side_and_a_change_between_them_is_noticed(base: tuple[str, Any]) -> None:
    address, cursor = base
    assert isinstance(SOURCE, Held)
    # What was written in the second in which the tables are listed may have been written after that.
    cursor.execute("SELECT SLEEP(1.1)")
    cursor.fetchall()
    with SOURCE.held(Address(address), 10_000) as parts:
        found, expected = in_parts(SOURCE, address, parts), whole(SOURCE, address)
    assert [part.tables for part in parts] == [("a",), ("b",), ("c",), ("seen",)]
    assert found.rows == expected.rows
    assert (found.sha256, found.left) == (expected.sha256, expected.left)
    with SOURCE.held(Address(f"{address}?table=b"), 10_000) as parts:
        assert [part.tables for part in parts] == [("b",)]
    with SOURCE.held(Address(address), 10_000) as parts:
        in_parts(SOURCE, address, parts[:1])
        cursor.execute("INSERT INTO c VALUES (1000, 'late@x', NULL)")
        with pytest.raises(SourceError, match="changed while"):
            in_parts(SOURCE, address, parts[1:2])


def test_a_server_that_does_not_tell_is_an_error(base: tuple[str, Any]) -> None:
    address, cursor = base
    with pytest.raises(UnreadableError, match="cannot be listed"):
        known(cursor.connection, parse_address(address, ()), "SELECT nothing")
    with pytest.raises(SourceError, match="names no database"), SOURCE.held(Address(address[: -len("cuts")]), 1):
        pass
    assert plain(None) == ""
