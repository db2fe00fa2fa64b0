"""DuckDB databases: every table and view of every schema, cells as DuckDB writes them, nested ones as JSON text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow as pa

from pia.contents import Content
from pia.contents.local import LocalFile
from pia.errors import Problem, SourceError, UnreadableError
from pia.model.text import Text
from pia.sources import Partition, Progress, Reading
from pia.sources._addresses import database_file
from pia.sources._cuts import Extent, even_edges, partitions, read_cut, stamp, unchanged, unchanged_digest
from pia.sources._tables import (
    MOST_ROWS,
    Cells,
    LeftOut,
    TableError,
    as_batch,
    chosen,
    distinct,
    empty_batch,
    file_digest,
    gathered,
    quoted,
    read_tables,
)

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_CONFINED: Mapping[str, str] = {
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "enable_external_access": "false",
    "temp_directory": "",
    "memory_limit": "1GB",
}
"""No network, no other file, no extension, and no spilling of cells to the disk."""
_NESTED = re.compile(r"^(STRUCT|MAP|UNION)\(|\]$")
_VECTOR_ROWS = 1 << 11


class DuckdbSource:
    """The source for DuckDB files and `duckdb:` addresses."""

    name = "duckdb"
    suffixes: tuple[str, ...] = (".duckdb", ".ddb")
    schemes: tuple[str, ...] = ("duckdb",)

    def read(self, content: Content, dataset: str, progress: Progress) -> Reading:
        """Open a database read-only; one table if the address names it, else every table and view.

        Raises:
            SourceError: It is missing, no DuckDB database, or without such a table.
            UnreadableError: It cannot be opened.
        """
        file, options = database_file(content, "duckdb", ("schema", "table"))
        left = LeftOut(dataset)
        connection = _connect(file)
        tables = _tables(connection, options.get("schema"))
        try:
            wanted = _wanted(file, options, tables)
        except SourceError:
            connection.close()
            raise
        digest = partial(file_digest, file, _log(file.path))
        database = _DuckdbDatabase(connection, tables, left)
        return read_tables(wanted, database, left, shown=file.locator, sha256=digest, progress=progress)

    def partitions(self, content: Content, size: int) -> tuple[Partition, ...]:
        """Tables, and ranges of row identifiers of big ones, of the file as it is now.

        Raises:
            SourceError: As `read`.
        """
        file, options = database_file(content, "duckdb", ("schema", "table"))
        state = stamp(file.path, _log(file.path))
        with closing(_connect(file)) as connection:
            tables = _tables(connection, options.get("schema"))
            wanted = _wanted(file, options, tables)
            return partitions([_extent(connection, name, tables[name], size) for name in wanted], size, state)

    def read_partition(self, content: Content, dataset: str, partition: Partition) -> Reading:
        """Open some tables, or some rows of one.

        Raises:
            SourceError: As `read`; at the end also if the file changed meanwhile.
        """
        file, options = database_file(content, "duckdb", ("schema", "table"))
        left, connection = LeftOut(dataset), _connect(file)
        database = _DuckdbDatabase(connection, _tables(connection, options.get("schema")), left, partition.within)
        check = partial(unchanged, file.locator, partition.state, file.path, _log(file.path))
        return read_cut(partition, database, left, shown=file.locator, check=check)

    def digest(self, content: Content, partition: Partition) -> str:
        """The digest of the file, if it is as it was.

        Raises:
            SourceError: It is not, or cannot be read.
        """
        file, _ = database_file(content, "duckdb", ("schema", "table"))
        return unchanged_digest(file, file.path, _log(file.path), partition.state)


def _log(path: Path) -> Path:
    return path.with_name(f"{path.name}.wal")


def _wanted(file: LocalFile, options: Mapping[str, str], tables: Mapping[str, str]) -> tuple[str, ...]:
    what = f"schema '{options['schema']}'" if "schema" in options else "this database"
    return chosen(file.locator, options.get("table"), sorted(tables), what)


def _extent(connection: DuckDBPyConnection, table: str, home: str, size: int) -> Extent:
    """How much of a table there is; a view, or a table that has columns called `rowid`, is not cut."""
    import duckdb

    try:
        if any(str(column[0]).lower() == "rowid" for column in connection.execute(f"DESCRIBE {home}").fetchall()):
            return Extent(table)
        ((first, last),) = connection.execute(f"SELECT min(rowid), max(rowid) FROM {home}").fetchall()  # noqa: S608
        sample = connection.sql(f"SELECT * FROM {home} LIMIT {_VECTOR_ROWS}").to_arrow_table()  # noqa: S608
    except (duckdb.Error, pa.ArrowException):
        return Extent(table)
    if first is None or not sample.num_rows:
        return Extent(table, 1)
    stored = (last - first + 1) * sample.nbytes // sample.num_rows
    return Extent(table, max(1, stored), even_edges(first, last, stored, size))


def _connect(file: LocalFile) -> DuckDBPyConnection:
    import duckdb

    try:
        connection = duckdb.connect(str(file.path), read_only=True, config=dict(_CONFINED))
        connection.execute("SET TimeZone = 'UTC'")
        connection.execute("SET lock_configuration = true")
    except duckdb.Error as error:
        if isinstance(error, duckdb.IOException) and "lock" in str(error):
            raise UnreadableError(Problem(file.locator, "another program is writing it", "Close it there.")) from None
        what = "this is no DuckDB database of a version that can be read, or it is damaged or encrypted"
        raise SourceError(Problem(file.locator, what, "Give a plain file that DuckDB opens.")) from None
    return connection


def _tables(connection: DuckDBPyConnection, schema: str | None) -> dict[str, str]:
    """What to read, as SQL, by name; a schema other than `main` stands before the name unless it is asked for."""
    found = connection.execute(
        "SELECT schema_name, table_name FROM duckdb_tables() WHERE NOT internal AND database_name = current_database()"
        " UNION ALL "
        "SELECT schema_name, view_name FROM duckdb_views() WHERE NOT internal AND database_name = current_database()"
    ).fetchall()
    plain = schema or "main"
    return {
        name if home == plain else f"{home}.{name}": f"{quoted(home)}.{quoted(name)}"
        for home, name in found
        if home == plain or schema is None
    }


class _DuckdbDatabase:
    """One open database."""

    def __init__(
        self,
        connection: DuckDBPyConnection,
        tables: Mapping[str, str],
        left: LeftOut,
        within: Sequence[str] = (),
    ) -> None:
        self._connection, self._tables, self._left = connection, tables, left
        bounds = [f"rowid {sign} {place}" for sign, place in zip((">=", "<"), within, strict=False) if place]
        self._condition = f" WHERE {' AND '.join(bounds)}" if bounds else ""

    def batches(self, table: str) -> Iterator[pa.RecordBatch]:
        """The rows of one table, in the order they were inserted."""
        import duckdb

        rows = 0
        try:
            described = self._connection.execute(f"DESCRIBE {self._tables[table]}").fetchall()
            names = distinct(str(column[0]) for column in described)
            cells = ", ".join(_as_text(str(column[0]), str(column[1])) for column in described)
            query = f"SELECT {cells} FROM {self._tables[table]}{self._condition}"  # noqa: S608
            vectors = self._connection.sql(query).to_arrow_reader(_VECTOR_ROWS)
            for gathering in gathered(vectors, _size, MOST_ROWS // _VECTOR_ROWS):
                data = pa.Table.from_batches(gathering).combine_chunks().to_batches()[0]
                rows += data.num_rows
                yield as_batch(names, map(partial(self._column, table), names, data.columns))
        except (duckdb.Error, pa.ArrowException) as error:
            raise TableError(_reason(error)) from None
        if not rows:
            yield empty_batch(names)

    def _column(self, table: str, name: str, cells: Cells) -> Cells:
        if pa.types.is_binary(cells.type) or pa.types.is_large_binary(cells.type):
            return pa.array(self._left.binary(table, name, cells.to_pylist()), pa.string())
        return cells.cast(pa.string())

    def close(self) -> None:
        """Close the file."""
        self._connection.close()


def _size(vector: pa.RecordBatch) -> int:
    return vector.nbytes


def _as_text(name: str, kind: str) -> str:
    if kind == "BLOB":
        return quoted(name)
    cell = f"to_json({quoted(name)})" if _NESTED.search(kind) else quoted(name)
    return f"CAST({cell} AS VARCHAR)"


def _reason(error: Exception) -> Text:
    """Why, from the kind of the error; its words may quote a cell and are not repeated."""
    kind = type(error).__name__
    if kind == "OutOfMemoryException":
        return Text("it needs more memory than 1 GB", "所需内存超过 1 GB")
    if kind == "PermissionException":
        return Text("it reaches for a file or a server outside the database", "它要访问数据库以外的文件或服务器")
    return Text(f"DuckDB cannot read it ({kind})", f"DuckDB 无法读取（{kind}）")


SOURCE = DuckdbSource()
