"""SQLite databases: every table and view, each cell as the text of what it holds, whatever its type."""

from __future__ import annotations

import sqlite3
import sys
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path

import pyarrow as pa

from pia.contents import Content
from pia.errors import Problem, SourceError, UnreadableError
from pia.model.text import Text
from pia.sources import Progress, Reading
from pia.sources._addresses import database_file
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


class _SqliteDatabase:
    """One open database."""

    def __init__(self, connection: sqlite3.Connection, left: LeftOut) -> None:
        self._connection, self._left = connection, left
        # Text comes as bytearray and blobs as bytes: both may fail to decode, and it is not the same.
        connection.text_factory = bytearray

    def batches(self, table: str) -> Iterator[pa.RecordBatch]:
        """The rows of one table, in the order SQLite keeps them."""
        try:
            cursor = self._connection.execute(f"SELECT * FROM {quoted(table)}")  # noqa: S608
            names = distinct(column[0] for column in cursor.description)
            row = 0
            for rows in gathered(cursor, _size):
                yield as_batch(names, map(partial(self._column, table), names, zip(*rows, strict=True)))
                row += len(rows)
        except (sqlite3.Error, OverflowError) as error:
            raise TableError(_reason(error)) from None
        if not row:
            yield empty_batch(names)

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
