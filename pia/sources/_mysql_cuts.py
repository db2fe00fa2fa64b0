"""Tables of MySQL and MariaDB side by side: sessions share no snapshot there, so it is told whether a table changed."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from typing import TYPE_CHECKING

from pia.errors import Problem, UnreadableError
from pia.sources._addresses import DatabaseAddress
from pia.sources._cuts import Extent, changed
from pia.sources._mysql_session import connect, error_number

if TYPE_CHECKING:
    from pymysql.connections import Connection

Row = Sequence[bytes | None]

_NOW = "SELECT NOW()"
_SIZES = "SELECT table_name, data_length FROM information_schema.tables WHERE table_schema = %s"
_CHANGES = """
SELECT COUNT(*) FROM information_schema.tables WHERE table_schema = %s AND (update_time >= %s OR create_time >= %s)
"""
_FRESH = "/*!80000 SET SESSION information_schema_stats_expiry = 0 */"
"""Else MySQL may answer with what it knew a day ago; MariaDB takes it for a comment."""


def extents_of(connection: Connection, address: DatabaseAddress, tables: Sequence[str]) -> tuple[str, list[Extent]]:
    """What the server's clock says, and how much there is of each table.

    Raises:
        UnreadableError: The server does not tell.
    """
    ((now,),) = known(connection, address, _NOW)
    sizes = {plain(name): int(size or 0) for name, size in known(connection, address, _SIZES, address.database)}
    return plain(now), [Extent(table, sizes.get(table, 0)) for table in tables]


def unchanged_since(address: DatabaseAddress, since: str) -> None:
    """Nothing, if no table of a database was written from a moment of the server's clock on, nor in its second.

    Limits: tables of other databases, which views may show, are not looked at.

    Raises:
        SourceError: One was.
        UnreadableError: The server does not tell.
    """
    with closing(connect(address)) as connection:
        known(connection, address, _FRESH)
        ((count,),) = known(connection, address, _CHANGES, address.database, since, since)
    if plain(count) != "0":
        raise changed(address.shown)


def known(connection: Connection, address: DatabaseAddress, query: str, *values: str) -> list[Row]:
    """What the server says of its tables.

    Raises:
        UnreadableError: It does not.
    """
    import pymysql

    try:
        return told(connection, query, *values)
    except pymysql.Error as error:
        what = f"its tables cannot be listed (error {error_number(error)})"
        raise UnreadableError(Problem(address.shown, what, "Try the same address with its own client.")) from None


def told(connection: Connection, query: str, *values: str) -> list[Row]:
    """The rows of a query; errors are the driver's."""
    from pymysql.cursors import Cursor

    with connection.cursor(Cursor) as cursor:
        cursor.execute(query, values or None)
        return list(cursor.fetchall())


def plain(cell: bytes | None) -> str:
    """A name, or what else the server tells, as text."""
    return (cell or b"").decode(errors="replace")
