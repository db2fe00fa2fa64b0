"""SQLite databases: every table and view, each cell as the text of what it holds, whatever its type."""

from __future__ import annotations

import sqlite3
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from functools import partial
from pathlib import Path

import pyarrow as pa

from pia.contents import Content
from pia.errors import Problem, SourceError, UnreadableError
from pia.model.text import Text
from pia.sources import Partition, Progress, Reading
from pia.sources._addresses import database_file
from pia.sources._cuts import Extent, even_edges, partitions, read_cut, stamp, unchanged, unchanged_digest
from pia.sources._tables import (
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

_REASONS: Mapping[int, Text] = {
    sqlite3.SQLITE_CORRUPT: Text("the file is damaged there", "文件在此处已损坏"),
    sqlite3.SQLITE_ERROR: Text(
        "it needs a module, a function, a table or a column that is missing", "所需的模块、函数、表或列不存在"
    ),
    sqlite3.SQLITE_READONLY: Text(
        "a write was broken off, and only a writer can undo it", "有未完成的写入，须由写入程序恢复"
    ),
    sqlite3.SQLITE_CANTOPEN: Text(
        "its log cannot be opened, or its folder is read-only", "无法打开其日志，或其文件夹为只读"
    ),
    sqlite3.SQLITE_BUSY: Text("another program holds it locked", "已被另一程序锁定"),
    sqlite3.SQLITE_LOCKED: Text("another program holds it locked", "已被另一程序锁定"),
}
_IDENTIFIERS = ("rowid", "_rowid_", "oid")
_INDEXED = "INDEX"
_SAMPLE_ROWS = 64
_LOCK_SECONDS = 2
_OBJECT_BYTES = sys.getsizeof(bytearray(b"x")) - 1
_WRITE_AHEAD = b"\x02"


class SqliteSource:
    """The source for SQLite files and `sqlite:` addresses."""

    name = "sqlite"
    suffixes: tuple[str, ...] = (".sqlite", ".sqlite3", ".db")
    schemes: tuple[str, ...] = ("sqlite",)

    def read(self, content: Content, dataset: str, progress: Progress) -> Reading:
        """Open a database read-only; one table if the address names it, else every table and view.

        Raises:
            SourceError: It is missing, no SQLite database, encrypted, or without such a table.
            UnreadableError: It cannot be opened.
        """
        file, options = database_file(content, "sqlite", ("table",))
        left = LeftOut(dataset)
        connection = _connect(file.path, content.locator)
        try:
            tables = chosen(content.locator, options.get("table"), _tables(connection, content.locator))
        except SourceError:
            connection.close()
            raise
        digest = partial(file_digest, file, _log(file.path))
        database = _SqliteDatabase(connection, left)
        return read_tables(tables, database, left, shown=content.locator, sha256=digest, progress=progress)

    def partitions(self, content: Content, size: int) -> tuple[Partition, ...]:
        """Tables, and ranges of row identifiers of big ones, of the file as it is now.

        Raises:
            SourceError: As `read`.
        """
        file, options = database_file(content, "sqlite", ("table",))
        state = stamp(file.path, _log(file.path))
        with closing(_connect(file.path, content.locator)) as connection:
            tables = chosen(content.locator, options.get("table"), _tables(connection, content.locator))
            return partitions([_extent(connection, table, size, file.size) for table in tables], size, state)

    def read_partition(self, content: Content, dataset: str, partition: Partition) -> Reading:
        """Open some tables, or some rows of one.

        Raises:
            SourceError: As `read`; at the end also if the file changed meanwhile.
        """
        file, _ = database_file(content, "sqlite", ("table",))
        left = LeftOut(dataset)
        database = _SqliteDatabase(_connect(file.path, content.locator), left, partition.within)
        check = partial(unchanged, content.locator, partition.state, file.path, _log(file.path))
        return read_cut(partition, database, left, shown=content.locator, check=check)

    def digest(self, content: Content, partition: Partition) -> str:
        """The digest of the file, if it is as it was.

        Raises:
            SourceError: It is not, or cannot be read.
        """
        file, _ = database_file(content, "sqlite", ("table",))
        return unchanged_digest(file, file.path, _log(file.path), partition.state)


def _log(path: Path) -> Path:
    return path.with_name(f"{path.name}-wal")


def _connect(path: Path, locator: str) -> sqlite3.Connection:
    with path.open("rb") as file:
        ahead = file.read(20)[18:19] == _WRITE_AHEAD
    # Without a log nobody has it open, and opening it in any other way would create one in the user's folder.
    mode = "immutable=1" if ahead and not _log(path).exists() else "mode=ro"
    try:
        place = f"{path.absolute().as_uri()}?{mode}"
        connection = sqlite3.connect(place, timeout=_LOCK_SECONDS, uri=True, check_same_thread=False)
    except sqlite3.Error:
        raise UnreadableError(Problem(locator, "it cannot be opened", "Check the permissions of its folder.")) from None
    connection.text_factory = partial(str, encoding="utf-8", errors="replace")
    for setting in ("query_only = ON", "trusted_schema = OFF", "cell_size_check = ON"):
        connection.execute(f"PRAGMA {setting}")
    return connection


def _tables(connection: sqlite3.Connection, locator: str) -> list[str]:
    """Tables and views by name, without those that a virtual table keeps its content in."""
    try:
        shadows = {row[1] for row in connection.execute("PRAGMA table_list") if row[2] == "shadow"}
        found = connection.execute(
            "SELECT name FROM sqlite_master WHERE type IN ('table', 'view') AND name NOT LIKE 'sqlite^_%' ESCAPE '^'"
        ).fetchall()
    except sqlite3.Error as error:
        code = getattr(error, "sqlite_errorcode", 0) & 0xFF
        if code == sqlite3.SQLITE_NOTADB:
            what, fix = "this is no SQLite database, or an encrypted one", "Give a plain SQLite file."
            raise SourceError(Problem(locator, what, fix)) from None
        what = _reason(error).en
        raise UnreadableError(
            Problem(locator, what, "Open it once with the program that writes it, or scan a copy of the folder.")
        ) from None
    return sorted(name for (name,) in found if name not in shadows)


def _extent(connection: sqlite3.Connection, table: str, size: int, most: int) -> Extent:
    """How much of a table there is, of `most` bytes; cut by identifiers if all rows would come in their order."""
    try:
        identifier = _identifier(connection, table)
        plan = connection.execute(f"EXPLAIN QUERY PLAN SELECT * FROM {quoted(table)}").fetchall()  # noqa: S608
        query = f"SELECT min({identifier}), max({identifier}) FROM {quoted(table)}"  # noqa: S608
        first, last = connection.execute(query).fetchone()
        rows = connection.execute(f"SELECT * FROM {quoted(table)} LIMIT {_SAMPLE_ROWS}").fetchall()  # noqa: S608
    except (sqlite3.Error, OverflowError):
        return Extent(table)
    if not rows or not isinstance(first, int) or len(plan) != 1 or _INDEXED in str(plan[0][3]):
        return Extent(table, int(not rows))
    stored = min((last - first + 1) * sum(map(_stored, rows)) // len(rows), most)
    return Extent(table, max(1, stored), even_edges(first, last, stored, size))


def _stored(row: Sequence[object]) -> int:
    """Bytes that a row takes in the file, about."""
    return sum(len(cell) if isinstance(cell, (str, bytes)) else 8 for cell in row)


def _identifier(connection: sqlite3.Connection, table: str) -> str:
    """How rows are identified in a table, whose columns may bear such names; empty if all are taken."""
    rows = connection.execute(f"PRAGMA table_xinfo({quoted(table)})").fetchall()
    names = {
        bytes(row[1]).decode(errors="replace").lower() if isinstance(row[1], bytearray) else row[1].lower()
        for row in rows
    }
    return next((name for name in _IDENTIFIERS if name not in names), "")


class _SqliteDatabase:
    """One open database."""

    def __init__(self, connection: sqlite3.Connection, left: LeftOut, within: Sequence[str] = ()) -> None:
        self._connection, self._left, self._within = connection, left, within
        # Text comes as bytearray and blobs as bytes: both may fail to decode, and it is not the same.
        connection.text_factory = bytearray

    def batches(self, table: str) -> Iterator[pa.RecordBatch]:
        """The rows of one table, in the order SQLite keeps them."""
        try:
            cursor = self._connection.execute(f"SELECT * FROM {quoted(table)}{self._condition(table)}")  # noqa: S608
            names = distinct(column[0] for column in cursor.description)
            row = 0
            for rows in gathered(cursor, _size):
                yield as_batch(names, map(partial(self._column, table), names, zip(*rows, strict=True)))
                row += len(rows)
        except (sqlite3.Error, OverflowError) as error:
            raise TableError(_reason(error)) from None
        if not row:
            yield empty_batch(names)

    def _condition(self, table: str) -> str:
        """What holds of the rows between two identifiers, each empty where there is no bound; empty for all."""
        identifier = _identifier(self._connection, table) if self._within else ""
        bounds = [
            f"{identifier} {sign} {place}" for sign, place in zip((">=", "<"), self._within, strict=False) if place
        ]
        return f" WHERE {' AND '.join(bounds)}" if bounds else ""

    def _column(self, table: str, name: str, cells: Sequence[object]) -> Cells:
        kinds = set(map(type, cells)) - {type(None)}
        if kinds == {int}:
            return pa.array(cells, pa.int64()).cast(pa.string())
        if not kinds <= {bytearray}:
            cells = [self._encoded(table, name, cell) for cell in cells]
        return self._left.text(table, name, pa.array(cells, pa.binary()))

    def _encoded(self, table: str, name: str, cell: object) -> object:
        if isinstance(cell, bytes):
            text = self._left.binary(table, name, [cell])[0]
            return None if text is None else text.encode()
        return cell if cell is None or isinstance(cell, bytearray) else repr(cell).encode()

    def close(self) -> None:
        """Close the file."""
        self._connection.close()


def _size(row: Sequence[object]) -> int:
    """Bytes of its cells, about: without what Python adds to each, but never nothing, as empty cells take room, too."""
    return max(8 * len(row), sum(map(sys.getsizeof, row)) - _OBJECT_BYTES * len(row))


def _reason(error: Exception) -> Text:
    """Why, from the number of the error; its words may quote a cell and are not repeated."""
    name = getattr(error, "sqlite_errorname", type(error).__name__)
    other = Text(f"SQLite cannot read it ({name})", f"SQLite 无法读取（{name}）")
    return _REASONS.get(getattr(error, "sqlite_errorcode", 0) & 0xFF, other)


SOURCE = SqliteSource()
