"""Servers of databases that clusters read."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.sources.servers_for_tests import mariadb, postgresql


@pytest.fixture(scope="module")
def databases() -> Iterator[list[str]]:
    """The addresses of a database in PostgreSQL and one in MariaDB, each with tables that are cut or read apart."""
    with postgresql() as here, mariadb() as there:
        with here.postgresql() as session:
            session.execute("CREATE TABLE keyed (id text PRIMARY KEY, mail text)")
            session.execute(
                "INSERT INTO keyed SELECT md5(i::text), 'a' || i || '@x.org' FROM generate_series(1, 6000) i"
            )
            session.execute("CREATE TABLE heap AS SELECT mail, '\\x00ff'::bytea AS photo FROM keyed")
        with there.mysql() as connection, connection.cursor() as cursor:
            cursor.execute("CREATE DATABASE d")
            for table in ("a", "b"):
                cursor.execute(f"CREATE TABLE d.{table} (id INT PRIMARY KEY, mail TEXT)")
                rows = [(row, f"{table}{row}@example.org") for row in range(3000)]
                cursor.executemany(f"INSERT INTO d.{table} VALUES (%s, %s)", rows)
            # Else the server does not know yet how large they are.
            cursor.execute("ANALYZE TABLE d.a, d.b")
            # What was written in the second in which the tables are listed may have been written after that.
            cursor.execute("SELECT SLEEP(1.1)")
            cursor.fetchall()
        yield [here.address("postgres"), there.address("d")]
