"""MySQL and MariaDB: the tables and views of a database, each cell as the text the server gives, from one snapshot."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

import pyarrow as pa

from pia.contents import Content
from pia.contents.address import masked
from pia.errors import PiaError, Problem, SourceError
from pia.model.text import Text
from pia.sources import Partition, Progress, Reading
from pia.sources._addresses import DatabaseAddress, address_of, parse_address
from pia.sources._cuts import partitions, read_cut
from pia.sources._mysql_cuts import Row, extents_of, known, plain, told, unchanged_since
from pia.sources._mysql_session import LOCK_SECONDS, connect, error_number
from pia.sources._tables import (
    Cells,
    ContentDigest,
    LeftOut,
    LostConnectionError,
    TableError,
    as_batch,
    chosen,
    distinct,
    empty_batch,
    gathered,
    quoted,
    read_tables,
)

if TYPE_CHECKING:
    from pymysql.connections import Connection

_OPTIONS = ("table", "timeout", "socket", "ssl_ca", "ssl_cert", "ssl_key")
_TABLES = """
SELECT table_name, table_type FROM information_schema.tables
WHERE table_schema = %s AND table_type <> 'SEQUENCE' ORDER BY CAST(table_name AS BINARY)
"""
_COLUMNS = """
SELECT column_name, data_type FROM information_schema.columns
WHERE table_schema = %s AND table_name = %s ORDER BY ordinal_position
"""
_KEY = """
SELECT column_name FROM information_schema.statistics
WHERE table_schema = %s AND table_name = %s AND index_name = 'PRIMARY' ORDER BY seq_in_index
"""
_SHAPES = frozenset({
    "geometry", "point", "linestring", "polygon", "multipoint", "multilinestring", "multipolygon", "geometrycollection",
    "geomcollection",
})  # fmt: skip
_DENIED = Text("permission denied", "没有读取权限")
_SLOW = Text("it took longer than the server or the option 'timeout' allows", "超过了服务器或 timeout 选项允许的时间")
_REASONS: Mapping[int, Text] = {
    1142: _DENIED,
    1143: _DENIED,
    1370: _DENIED,
    1205: Text(f"it stayed locked for {LOCK_SECONDS} seconds", f"被锁定超过 {LOCK_SECONDS} 秒"),
    1317: Text("the server was told to stop the query", "服务器被要求停止该查询"),
    1356: Text("the view needs something that is missing or forbidden", "视图所需的对象不存在或无权访问"),
    1792: Text("reading it would write, which is refused", "读取它会写入数据，已拒绝"),
    1969: _SLOW,
    3024: _SLOW,
}
_LOST = frozenset({0, 1053, 1927, 2006, 2013, 2055, 4031})


class MysqlSource:
    """The source for `mysql:` and `mariadb:` addresses."""

    name = "mysql"
    suffixes: tuple[str, ...] = ()
    schemes: tuple[str, ...] = ("mysql", "mariadb")

    def read(self, content: Content, dataset: str, progress: Progress) -> Reading:
        """Open a read-only snapshot; one table if the address names it, else all of the database.

        Raises:
            SourceError: The address is wrong, PyMySQL is not installed, or there is no such database or table.
            UnreadableError: The server cannot be reached or does not let this user in.
        """
        address = _address(content)
        left, digest = LeftOut(masked(dataset)), ContentDigest()
        database = _MysqlDatabase(connect(address), address.database, left, digest)
        try:
            tables = chosen(address.shown, address.options.get("table"), database.tables(address))
        except PiaError:
            database.close()
            raise
        return read_tables(tables, database, left, shown=address.shown, sha256=digest.hexdigest, progress=progress)

    @contextmanager
    def held(self, content: Content, size: int) -> Iterator[tuple[Partition, ...]]:
        """Partitions of whole tables. Sessions share no snapshot: nothing is held, but a change is noticed.

        Raises:
            SourceError: As `read`.
        """
        address = _address(content)
        connection = connect(address)
        with closing(_MysqlDatabase(connection, address.database, LeftOut(""), ContentDigest())) as database:
            tables = chosen(address.shown, address.options.get("table"), database.tables(address))
            now, extents = extents_of(connection, address, tables)
        yield partitions(extents, size, now)

    def read_partition(self, content: Content, dataset: str, partition: Partition) -> Reading:
        """Open some tables.

        Raises:
            SourceError: As `read`; at the end also if a table of the database changed since it was cut.
        """
        address = _address(content)
        left, digest = LeftOut(masked(dataset)), ContentDigest()
        database = _MysqlDatabase(connect(address), address.database, left, digest)
        try:
            database.tables(address)
        except PiaError:
            database.close()
            raise
        check = partial(unchanged_since, address, partition.state)
        return read_cut(partition, database, left, shown=address.shown, check=check, summand=digest)


def _address(content: Content) -> DatabaseAddress:
    address = parse_address(address_of(content), _OPTIONS)
    if not address.database:
        raise SourceError(Problem(address.shown, "the address names no database", "Write mysql://user@host/name."))
    return address


@dataclass(frozen=True, slots=True)
class _Query:
    """How one table is read.

    Attributes:
        names: Names of its columns.
        binary: Which of them hold bytes, not text.
        text: The query.
    """

    names: Sequence[str]
    binary: Sequence[bool]
    text: str


class _MysqlDatabase:
    """One open snapshot."""

    def __init__(self, connection: Connection, database: str, left: LeftOut, digest: ContentDigest) -> None:
        self._connection, self._database, self._left, self._digest = connection, database, left, digest
        self._kinds: dict[str, str] = {}

    def tables(self, address: DatabaseAddress) -> list[str]:
        """Tables and views by name.

        Raises:
            UnreadableError: They cannot be listed.
        """
        found = known(self._connection, address, _TABLES, self._database)
        self._kinds = {plain(name): plain(kind) for name, kind in found}
        return list(self._kinds)

    def batches(self, table: str) -> Iterator[pa.RecordBatch]:
        """The rows of one table, by primary key if there is one."""
        import pymysql

        try:
            yield from self._batches(table)
        except (pymysql.Error, OSError) as error:
            number = error_number(error)
            if number in _LOST or isinstance(error, OSError):
                raise LostConnectionError from None
            other = Text(
                f"the server cannot read it (error {error_number(error)})",
                f"服务器无法读取（错误 {error_number(error)}）",
            )
            raise TableError(_REASONS.get(error_number(error), other)) from None

    def _batches(self, table: str) -> Iterator[pa.RecordBatch]:
        query = self._query(table)
        self._digest.add(table, query.names, [])
        count = 0
        for rows in gathered(self._rows(query.text), _size):
            self._digest.add(table, query.names, map(_canonical, rows))
            columns = zip(query.names, query.binary, zip(*rows, strict=True), strict=True)
            yield as_batch(query.names, [self._column(table, name, cells, binary) for name, binary, cells in columns])
            count += len(rows)
        if not count:
            yield empty_batch(query.names)

    def _query(self, table: str) -> _Query:
        home = f"{quoted(self._database, '`')}.{quoted(table, '`')}"
        # A column that this user may not read is not listed, but refuses the first query; columns of some views that
        # may be read are not listed, either.
        seen = self._columns_seen(home)
        listed = [(plain(name), plain(kind)) for name, kind in told(self._connection, _COLUMNS, self._database, table)]
        columns = listed or [(name, "") for name in seen]
        key = [quoted(plain(name), "`") for (name,) in told(self._connection, _KEY, self._database, table)]
        cells = ", ".join(_as_text(name, kind) for name, kind in columns)
        versions = " FOR SYSTEM_TIME ALL" if self._kinds[table] == "SYSTEM VERSIONED" else ""
        order = f" ORDER BY {', '.join(key)}" if key else ""
        binary = [kind.endswith(("binary", "blob")) for _, kind in columns]
        query = f"SELECT {cells} FROM {home}{versions}{order}"  # noqa: S608
        return _Query(distinct(name for name, _ in columns), binary, query)

    def _columns_seen(self, home: str) -> list[str]:
        from pymysql.cursors import Cursor

        with self._connection.cursor(Cursor) as cursor:
            cursor.execute(f"SELECT * FROM {home} LIMIT 0")  # noqa: S608
            return [column[0] for column in cursor.description or ()]

    def _rows(self, query: str) -> Iterator[Row]:
        from pymysql.cursors import SSCursor

        cursor = self._connection.cursor(SSCursor)
        cursor.execute(query)
        result = cursor._result
        try:
            while (row := cursor.fetchone()) is not None:
                yield row
        finally:
            # What nobody asks for any more must not be read to its end when the cursor is closed or collected.
            result.unbuffered_active = False
            cursor.close()

    def _column(self, table: str, name: str, cells: Row, binary: bool) -> Cells:
        if binary:
            return pa.array(self._left.binary(table, name, cells), pa.string())
        return self._left.text(table, name, pa.array(cells, pa.binary()))

    def close(self) -> None:
        """End the session."""
        if self._connection.open:
            self._connection.close()


def _as_text(name: str, kind: str) -> str:
    cell = quoted(name, "`")
    if kind == "bit":
        return f"CAST({cell} AS UNSIGNED)"
    return f"ST_AsText({cell})" if kind in _SHAPES else cell


def _canonical(row: Row) -> bytes:
    """A row as bytes that no other row has: each cell after its length, none as `-`."""
    return b"".join(b"-" if cell is None else b"%d:%b" % (len(cell), cell) for cell in row)


def _size(row: Row) -> int:
    """Bytes of its cells, and some for each, for tables of many empty cells."""
    return 8 * len(row) + sum(map(len, filter(None, row)))


SOURCE = MysqlSource()
