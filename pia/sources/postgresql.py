"""PostgreSQL: the tables and views of a schema, each cell as the text PostgreSQL gives it, from one snapshot."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pyarrow as pa

from pia.contents import Content
from pia.contents.address import masked
from pia.errors import PiaError, Problem, SourceError, UnreadableError
from pia.model.text import Text
from pia.sources import Partition, Progress, Reading
from pia.sources._addresses import DatabaseAddress, address_of, parse_address
from pia.sources._cuts import partitions, read_cut
from pia.sources._postgresql_cuts import exported, extent, rows_within
from pia.sources._postgresql_session import LOCK_SECONDS, connect, parsed
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
    from psycopg import Connection, Error

_OPTIONS = ("schema", "table", "timeout", "host", "sslmode", "sslrootcert", "sslcert", "sslkey")
_BYTEA = 17
_TABLES = """
SELECT c.relname, c.relkind::text, c.oid::int8, row_security_active(c.oid),
  EXISTS (SELECT FROM pg_inherits i JOIN pg_class p ON p.oid = i.inhparent
    WHERE c.relispartition AND i.inhrelid = c.oid AND p.relnamespace = c.relnamespace),
  ARRAY(SELECT a.attname::text FROM pg_index x CROSS JOIN unnest(x.indkey) WITH ORDINALITY AS k(number, place)
    JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = k.number
    WHERE x.indrelid = c.oid AND x.indisprimary ORDER BY k.place)
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE n.nspname = %s AND c.relkind IN ('r', 'p', 'v', 'm', 'f') ORDER BY c.relname COLLATE "C"
"""
_SCHEMAS = r"""
SELECT n.nspname FROM pg_namespace n WHERE n.nspname <> 'information_schema' AND n.nspname NOT LIKE 'pg\_%'
AND EXISTS (SELECT FROM pg_class c WHERE c.relnamespace = n.oid AND c.relkind IN ('r', 'p', 'v', 'm', 'f'))
ORDER BY n.nspname COLLATE "C"
"""
_REASONS: Mapping[str, Text] = {
    "42501": Text("permission denied", "没有读取权限"),
    "25006": Text("reading it would write, which is refused", "读取它会写入数据，已拒绝"),
    "57014": Text(
        "it took longer than the server or the option 'timeout' allows", "超过了服务器或 timeout 选项允许的时间"
    ),
    "55P03": Text(f"it stayed locked for {LOCK_SECONDS} seconds", f"被锁定超过 {LOCK_SECONDS} 秒"),
    "55000": Text("it is not filled yet (a materialized view)", "尚未填充（物化视图）"),
}
_LOST = ("08", "57P")


class PostgresqlSource:
    """The source for `postgresql:` and `postgres:` addresses."""

    name = "postgresql"
    suffixes: tuple[str, ...] = ()
    schemes: tuple[str, ...] = ("postgresql", "postgres")

    def read(self, content: Content, dataset: str, progress: Progress) -> Reading:
        """Open a read-only snapshot; one table if the address names it, else all of one schema.

        Raises:
            SourceError: The address is wrong, psycopg is not installed, or there is no such schema or table.
            UnreadableError: The server cannot be reached or does not let this user in.
        """
        address = parse_address(address_of(content), _OPTIONS)
        left, digest = LeftOut(masked(dataset)), ContentDigest()
        connection = connect(address)
        try:
            schema, tables = _listed(connection, address, left)
            found = _wanted(address, schema, tables)
        except PiaError:
            connection.close()
            raise
        database = _PostgresqlDatabase(connection, schema, tables, left, digest)
        return read_tables(found, database, left, shown=address.shown, sha256=digest.hexdigest, progress=progress)

    @contextmanager
    def held(self, content: Content, size: int) -> Iterator[tuple[Partition, ...]]:
        """Partitions of one snapshot: tables with a primary key by its order, others by where rows lie.

        None where large objects lie beside the tables, for they are told first.

        Raises:
            SourceError: As `read`.
        """
        address, left = parse_address(address_of(content), _OPTIONS), LeftOut("")
        with closing(connect(address)) as connection:
            schema, tables = _listed(connection, address, left)
            snapshot = exported(connection, address.shown)
            homes = {name: _home(schema, name, tables[name]) for name in _wanted(address, schema, tables)}
            extents = [
                extent(connection, name, home, tables[name].key if tables[name].has_places else None, size)
                for name, home in homes.items()
            ]
            head = [Partition("tables", 0, 0, state=snapshot)] if left.has_parts else []
            told = not any(item.rows for item in left.all())
            yield (*head, *partitions(extents, size, snapshot)) if told else ()

    def read_partition(self, content: Content, dataset: str, partition: Partition) -> Reading:
        """Open some tables, or some rows of one; the partition without any tells what lies beside them.

        Raises:
            SourceError: As `read`, or the snapshot is gone.
        """
        address = parse_address(address_of(content), _OPTIONS)
        left, digest = LeftOut(masked(dataset)), ContentDigest()
        connection = connect(address, partition.state)
        try:
            schema, tables = _listed(connection, address, LeftOut("") if partition.tables else left)
        except PiaError:
            connection.close()
            raise
        database = _PostgresqlDatabase(connection, schema, tables, left, digest, within=partition.within)
        return read_cut(partition, database, left, shown=address.shown, summand=digest)


@dataclass(frozen=True, slots=True)
class _Table:
    """What the catalogue says about a table.

    Attributes:
        kind: `relkind`.
        filtered: Whether row-level security may hide rows from this user.
        covered: Whether it is a partition that is read with its parent.
        key: Columns of the primary key.
    """

    kind: str
    filtered: bool
    covered: bool
    key: Sequence[str]

    @property
    def has_places(self) -> bool:
        """Whether its rows have places of their own, and all can be seen."""
        return self.kind in "rm" and not self.filtered


def _home(schema: str, name: str, table: _Table) -> str:
    # Children that inherit are tables of their own; partitions are read with their parent.
    only = "ONLY " if table.kind in "rf" else ""
    return f"{only}{quoted(schema)}.{quoted(name)}"


def _wanted(address: DatabaseAddress, schema: str, tables: Mapping[str, _Table]) -> tuple[str, ...]:
    wanted = address.options.get("table")
    names = [name for name, table in tables.items() if not table.covered or name == wanted]
    return chosen(address.shown, wanted, names, f"schema '{schema}'")


def _listed(
    connection: Connection[tuple[object, ...]], address: DatabaseAddress, left: LeftOut
) -> tuple[str, dict[str, _Table]]:
    import psycopg

    try:
        schemas = [str(row[0]) for row in connection.execute(_SCHEMAS)]
        default = connection.execute("SELECT current_schema()").fetchone()
        schema = address.options.get("schema") or str((default and default[0]) or "public")
        rows = connection.execute(_TABLES, (schema,)).fetchall()
    except psycopg.Error as error:
        what = f"its tables cannot be listed (error {error.sqlstate})"
        raise UnreadableError(Problem(address.shown, what, "Try the same address with psql.")) from None
    if not rows:
        fix = f"There is: {', '.join(schemas)}." if schemas else "Check the database."
        raise SourceError(Problem(address.shown, f"there is nothing to read in schema '{schema}'", fix))
    if "table" not in address.options:
        _note_large_objects(connection, left)
    if not {"schema", "table"} & set(address.options):
        reason = Text(
            "another schema; to read it, add ?schema= to the address", "另一模式；如需读取，请在地址后加 ?schema="
        )
        for other in schemas:
            if other != schema:
                left.add(other, reason)
    return schema, {str(row[0]): _Table(str(row[1]), bool(row[3]), bool(row[4]), list(row[5])) for row in rows}  # type: ignore[call-overload]


def _note_large_objects(connection: Connection[tuple[object, ...]], left: LeftOut) -> None:
    count = int(str((connection.execute("SELECT count(*) FROM pg_largeobject_metadata").fetchone() or (0,))[0]))
    if count:
        left.add("", Text(f"{count} large objects are not read", f"{count} 个大对象未予读取"), count)


class _PostgresqlDatabase:
    """One open snapshot."""

    def __init__(
        self,
        connection: Connection[tuple[object, ...]],
        schema: str,
        tables: Mapping[str, _Table],
        left: LeftOut,
        digest: ContentDigest,
        *,
        within: Sequence[str] = (),
    ) -> None:
        self._connection, self._schema, self._tables = connection, schema, tables
        self._left, self._digest, self._within = left, digest, within

    def batches(self, table: str) -> Iterator[pa.RecordBatch]:
        """The rows of one table, by primary key if there is one, else in the order they lie in."""
        import psycopg

        if self._tables[table].filtered:
            self._left.add(table, Text("row-level security may hide rows from this user", "行级安全策略可能隐藏部分行"))
        try:
            with self._connection.transaction():
                yield from self._rows(table, self._tables[table])
        except psycopg.Error as error:
            if self._connection.closed or (error.sqlstate or "").startswith(_LOST):
                raise LostConnectionError from None
            raise TableError(_reason(error)) from None

    def _rows(self, table: str, known: _Table) -> Iterator[pa.RecordBatch]:
        home = _home(self._schema, table, known)
        query = f"SELECT * FROM {home}{rows_within(home, known.key, self._within)}"  # noqa: S608
        columns = self._connection.execute(f"{query} LIMIT 0".encode()).description or []
        names = distinct(column.name for column in columns)
        binary = {place for place, column in enumerate(columns) if column.type_code == _BYTEA}
        self._digest.add(table, names, [])
        rows = 0
        for lines in gathered(self._lines(query, known.key) if names else (), len):
            self._digest.add(table, names, lines)
            cells_of = enumerate(zip(names, parsed(len(names), lines), strict=True))
            yield as_batch(
                names, [self._column(table, name, cells, place in binary) for place, (name, cells) in cells_of]
            )
            rows += len(lines)
        if not rows:
            yield empty_batch(names)

    def _lines(self, query: str, key: Sequence[str]) -> Iterator[bytes]:
        """Rows as CSV; the server sends each in a message of its own."""
        order = f" ORDER BY {', '.join(map(quoted, key))}" if key else ""
        # Such a database holds bytes of any encoding, and the server refuses to call them UTF-8.
        raw = self._connection.info.parameter_status("server_encoding") == "SQL_ASCII"
        if raw:
            self._connection.execute("SET client_encoding = 'SQL_ASCII'")
        with self._connection.cursor().copy(f"COPY ({query}{order}) TO STDOUT (FORMAT csv)".encode()) as copy:
            yield from map(bytes, copy)
        if raw:
            self._connection.execute("SET client_encoding = 'UTF8'")

    def _column(self, table: str, name: str, cells: Cells, binary: bool) -> Cells:
        if not binary:
            return self._left.text(table, name, cells)
        raw = (None if cell is None else bytes.fromhex(cell[2:].decode()) for cell in cells.to_pylist())
        return pa.array(self._left.binary(table, name, raw), pa.string())

    def close(self) -> None:
        """End the session."""
        self._connection.close()


def _reason(error: Error) -> Text:
    """Why, from the number of the error; its words may quote a cell and are not repeated."""
    other = Text(f"PostgreSQL cannot read it (error {error.sqlstate})", f"PostgreSQL 无法读取（错误 {error.sqlstate}）")
    return _REASONS.get(error.sqlstate or "", other)


SOURCE = PostgresqlSource()
