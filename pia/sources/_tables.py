"""What databases share: their tables read in turn, rows as Arrow text, what was left out, a digest of the content."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Protocol, TypeAlias, TypeVar, cast

import pyarrow as pa

from pia.contents import Content
from pia.contents.local import LocalFile
from pia.errors import Problem, SourceError, UnreadableError
from pia.model.finding import NotExamined
from pia.model.text import Text
from pia.sources import Batch, Progress, Reading, Summand

MOST_ROWS = 1 << 16
MOST_BYTES = 1 << 22
"""A batch ends with the row that reaches one of them."""

Item = TypeVar("Item")
Cells: TypeAlias = "pa.Array[Any]"


class TableError(Exception):
    """One table cannot be read, or not to its end; the others can.

    Attributes:
        reason: Why, without any value.
    """

    def __init__(self, reason: Text) -> None:
        super().__init__(reason.en)
        self.reason = reason


class LostConnectionError(Exception):
    """Nothing more can be read from this database."""


class Database(Protocol):
    """A database opened for one reading."""

    def batches(self, table: str) -> Iterator[pa.RecordBatch]:
        """The rows of one table; one empty batch if it has none.

        Raises:
            TableError: It cannot be read (further).
            LostConnectionError: No table can be read any more.
        """
        ...

    def close(self) -> None:
        """Let go of it; never raises."""
        ...


class LeftOut:
    """What a reading leaves out, counted while the batches go by."""

    def __init__(self, dataset: str) -> None:
        """Nothing yet."""
        self._dataset = dataset
        self._parts: list[NotExamined] = []
        self._damaged: Counter[tuple[str, str]] = Counter()
        self._binary: Counter[tuple[str, str]] = Counter()

    def add(self, where: str, reason: Text, rows: int = 0) -> None:
        """A part of the dataset as a whole: `table`, `table row 7`, or the dataset itself where it is empty."""
        self._parts.append(NotExamined(f"{self._dataset}/{where}" if where else self._dataset, reason, rows))

    def text(self, table: str, column: str, cells: Cells) -> Cells:
        """Bytes as text; what does not decode is replaced and its cell counted."""
        try:
            return cells.cast(pa.string())
        except pa.ArrowInvalid:
            decoded = [None if cell is None else cell.decode(errors="replace") for cell in cells.to_pylist()]
            valid = [cell for cell in cells.to_pylist() if cell is not None and _is_utf8(cell)]
            self._damaged[table, column] += len(cells) - cells.null_count - len(valid)
            return pa.array(decoded, pa.string())

    def binary(self, table: str, column: str, cells: Iterable[bytes | None]) -> list[str | None]:
        """Binary cells as text where they are text; the others become empty and are counted."""
        return [None if cell is None else self._binary_cell(table, column, cell) for cell in cells]

    def _binary_cell(self, table: str, column: str, cell: bytes) -> str | None:
        if b"\x00" not in cell and _is_utf8(cell):
            return cell.decode()
        self._binary[table, column] += 1
        return None

    @property
    def has_parts(self) -> bool:
        """Whether a part of the dataset as a whole is left out."""
        return bool(self._parts)

    def all(self) -> tuple[NotExamined, ...]:
        """Everything left out: tables as they were read, then cells by column."""
        cells = []
        for where, count in _by_place(self._damaged):
            reason = Text(
                f"{count} cells hold bytes that are not UTF-8; only the rest was examined",
                f"{count} 个单元格含有不属于 UTF-8 编码的字节，仅检查了其余部分",
            )
            cells.append(NotExamined(f"{self._dataset}/{where}", reason, count))
        for where, count in _by_place(self._binary):
            reason = Text(
                f"{count} cells hold binary data that is no text; they were not examined",
                f"{count} 个单元格为非文本的二进制数据，未予检查",
            )
            cells.append(NotExamined(f"{self._dataset}/{where}", reason, count))
        return (*self._parts, *cells)


def _by_place(cells: Mapping[tuple[str, str], int]) -> list[tuple[str, int]]:
    """Counts by the text that names a column, in its order."""
    found: Counter[str] = Counter()
    for (table, column), count in cells.items():
        found[f"{table}.{column}"] += count
    return sorted(found.items())


class ContentDigest:
    """SHA-256 of the content of tables: equal for equal tables, columns and rows, in whichever order rows come.

    It is the digest of a JSON list with, per table by name: its name, its columns, its number of rows, and the sum of
    the SHA-256 of its rows modulo 2 to the 256th power.
    """

    def __init__(self) -> None:
        """Nothing yet."""
        self._tables: dict[str, tuple[list[str], int, int]] = {}

    def add(self, table: str, columns: Sequence[str], rows: Iterable[bytes]) -> None:
        """Some rows of a table, each as bytes that no other row has."""
        digests = [int.from_bytes(hashlib.sha256(row).digest(), "big") for row in rows]
        _, count, total = self._tables.get(table, ([], 0, 0))
        self._tables[table] = (list(columns), count + len(digests), (total + sum(digests)) % (1 << 256))

    def together(self, others: Sequence[Summand]) -> ContentDigest:
        """That of the rows of all, in any order."""
        found = ContentDigest()
        for part in (self, *cast("Sequence[ContentDigest]", others)):
            for table, (columns, count, total) in part._tables.items():
                _, own, own_total = found._tables.get(table, (columns, 0, 0))
                found._tables[table] = (columns, own + count, (own_total + total) % (1 << 256))
        return found

    def hexdigest(self) -> str:
        """The digest, in hexadecimal."""
        content = [[table, columns, count, f"{total:064x}"] for table, (columns, count, total) in self._tables.items()]
        return hashlib.sha256(json.dumps(sorted(content), ensure_ascii=True).encode()).hexdigest()


def read_tables(
    tables: Sequence[str],
    database: Database,
    left: LeftOut,
    *,
    shown: str,
    sha256: Callable[[], str],
    progress: Progress,
) -> Reading:
    """The tables of a database, one after the other; it is closed at the end.

    Args:
        tables: Which tables, in order.
        database: Where they are.
        left: What is left out.
        shown: What messages call the database; without its password.
        sha256: Digest of what was read, asked for at the end.
        progress: Called with (tables read, tables in all) after each table.
    """
    done = [""]

    def batches() -> Iterator[Batch]:
        try:
            for place, table in enumerate(tables, 1):
                yield from _table(shown, table, database, left)
                progress(place, len(tables))
        finally:
            database.close()
        done[0] = sha256()

    return Reading(batches(), lambda: done[0], left.all)


def _table(shown: str, table: str, database: Database, left: LeftOut) -> Iterator[Batch]:
    row = 0
    try:
        for data in database.batches(table):
            yield Batch(table, row + 1, data)
            row += data.num_rows
    except TableError as error:
        left.add(f"{table} row {row + 1}" if row else table, error.reason)
    except LostConnectionError:
        what = f"the connection was lost while table '{table}' was read, after row {row}"
        raise UnreadableError(Problem(shown, what, "See that the server is up, then scan again.")) from None


def chosen(shown: str, wanted: str | None, tables: Sequence[str], what: str = "this database") -> tuple[str, ...]:
    """The tables to read: all, or the one that is wanted.

    Raises:
        SourceError: There is none, or not the one.
    """
    if not tables:
        raise SourceError(Problem(shown, f"{what} has no tables and no views", "Check the name and the permissions."))
    if wanted is None:
        return tuple(tables)
    if wanted in tables:
        return (wanted,)
    near = get_close_matches(wanted, tables, 1)
    hint = f"Did you mean '{near[0]}'?" if near else f"There is: {', '.join(tables[:10])}."
    raise SourceError(Problem(shown, f"{what} has no table or view '{wanted}'", hint))


def file_digest(file: Content, log: Path) -> str:
    """Digest of a database file; where a log holds changes that are not in it yet, of both digests."""
    if not (log.exists() and log.stat().st_size):
        return file.sha256()
    return hashlib.sha256(f"{file.sha256()} {LocalFile(log).sha256()}".encode()).hexdigest()


def quoted(name: str, mark: str = '"') -> str:
    """A name as SQL writes it, whatever it holds.

    >>> quoted('a"b'), quoted("a`b", "`")
    ('"a""b"', '`a``b`')
    """
    return mark + name.replace(mark, mark * 2) + mark


def distinct(names: Iterable[str]) -> list[str]:
    """Column names that differ, with a number where a view repeats one.

    >>> distinct(["id", "id", "id (2)"])
    ['id', 'id (2)', 'id (2) (2)']
    """
    taken: dict[str, None] = {}
    for plain in names:
        name, count = plain, 2
        while name in taken:
            name, count = f"{plain} ({count})", count + 1
        taken[name] = None
    return list(taken)


def gathered(items: Iterable[Item], size: Callable[[Item], int], most: int = MOST_ROWS) -> Iterator[list[Item]]:
    """Consecutive rows, a batch at a time; what came before an error is given before it is raised.

    Args:
        items: Rows, in whatever form.
        size: Bytes of one of them, about.
        most: How many make a batch, if their bytes do not reach `MOST_BYTES` before.
    """
    held: list[Item] = []
    bytes_held = 0
    try:
        for item in items:
            held.append(item)
            bytes_held += size(item)
            if bytes_held >= MOST_BYTES or len(held) >= most:
                yield held
                held, bytes_held = [], 0
    except Exception:
        if held:
            yield held
        raise
    if held:
        yield held


def as_batch(names: Sequence[str], columns: Iterable[Cells]) -> pa.RecordBatch:
    """One batch of columns, in order."""
    return pa.record_batch(list(columns), names=list(names))


def empty_batch(names: Sequence[str]) -> pa.RecordBatch:
    """A batch without rows."""
    return as_batch(names, [pa.array([], pa.string()) for _ in names])


def _is_utf8(cell: bytes) -> bool:
    try:
        cell.decode()
    except UnicodeDecodeError:
        return False
    return True
