"""Records of any shape as flat tables whose columns are paths: the layout of `_nested`, for values of JSON.

A key that looks like a value (`{"13800138000": ...}`) must not be shown as a name: it becomes a cell of the table
`path{}`, as the entries of a map do.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import cast

import pyarrow as pa

from pia.model.finding import NotExamined
from pia.model.text import Text
from pia.sources import Batch
from pia.sources._header import is_data

BATCH_ROWS = 65536
MOST_DEPTH = 200

_SIGNS = re.compile("[.()\\[\\]{}\ud800-\udfff]|''")
"""What paths are made of beside keys, and halves of characters, which are replaced."""

_MOST_REPEATS = 50
_MOST_KEY = 120

Json = str | bool | None | tuple[tuple[str, "Json"], ...] | list["Json"]
"""A value of JSON: a number is its literal text, an object a tuple of its members (so a repeated key is kept)."""


class Table:
    """Cells that wait for the next batch.

    Attributes:
        name: See `Batch`.
        rows: Complete rows that wait; a row is completed by adding one.
        first_row: Number of the first of them.
        columns: Places with cells, by their unique name.
    """

    __slots__ = ("columns", "first_row", "name", "rows")

    def __init__(self, name: str) -> None:
        """No rows yet."""
        self.name, self.rows, self.first_row = name, 0, 1
        self.columns: dict[str, Place] = {}


class Place:
    """What stands at one path."""

    __slots__ = ("cells", "children", "entries", "items", "path", "repeat", "repeats", "table")

    def __init__(self, path: str, table: Table, repeats: int = 0) -> None:
        """Nothing was seen here yet."""
        self.path, self.table, self.repeats = path, table, repeats
        self.children: dict[str, Place] = {}
        self.items: Place | None = None
        self.entries: Place | None = None
        self.repeat: Place | None = None
        self.cells: list[str | None] | None = None


class Records:
    """Tables being filled, record by record."""

    def __init__(self, dataset: str, most_places: int = 1 << 18, nesting: int = MOST_DEPTH) -> None:
        """Nothing was seen yet; cells at more places than the most, or deeper than `nesting`, are only counted."""
        self.dataset, self._most_places, self.nesting = dataset, most_places, nesting
        self.tables = {"": Table("")}
        self.root = Place("", self.tables[""])
        self.too_deep = 0
        self._crowded = 0
        self._undecodable: Counter[tuple[str, str]] = Counter()
        self._equal: Counter[tuple[str, str]] = Counter()
        self._places = 1
        self._is_plain = True
        self._nowhere = Place("", Table(""))

    def add(self, place: Place, value: Json, depth: int = 0) -> None:
        """Put a value, and all that is in it, where it belongs; the row is completed by the caller."""
        if not isinstance(value, (tuple, list)):
            self._put(place, value)
        elif depth >= self.nesting:
            self.too_deep += 1
        elif isinstance(value, tuple):
            self._add_members(place, value, depth + 1)
        else:
            items = self.items_of(place)
            for inner in value:
                self.add(items, inner, depth + 1)
                items.table.rows += 1

    def _add_members(self, place: Place, members: tuple[tuple[str, Json], ...], depth: int) -> None:
        table, known, row = place.table, place.children, place.table.rows
        for key, inner in members:
            child = known.get(key)
            if child and (inner is None or type(inner) is str) and child.cells is not None and len(child.cells) == row:
                child.cells.append(inner)  # what nearly every cell of a large file is, at half the cost
                continue
            child, ends = self.member(place, key)
            self.add(child, inner, depth)
            ends.rows += ends is not table

    def member(self, place: Place, key: str) -> tuple[Place, Table]:
        """Where the value of a key belongs, and the table whose row ends with it."""
        child = place.children.get(key)
        if child is not None:
            return child, place.table
        if is_data(key) or len(key) > _MOST_KEY:
            return self._entry(place, key)
        shown = " ".join(key.split()) or "''"
        self._is_plain = self._is_plain and shown == key and not _SIGNS.search(key)
        child = self._new(place, f"{place.path}.{shown}" if place.path else shown, place.table)
        if child is not self._nowhere:
            place.children[key] = child
        return child, place.table

    def _entry(self, place: Place, key: str) -> tuple[Place, Table]:
        entries = place.entries
        if entries is None:
            path = f"{place.path}{{}}"
            entries = place.entries = self._new(place, path, self._table(place, path))
        self._put(self.member(entries, "key")[0], key)
        return self.member(entries, "value")[0], entries.table

    def items_of(self, place: Place) -> Place:
        """Where the elements of a list belong; a row of its table is an element."""
        if place.items is None:
            path = f"{place.path}[]"
            place.items = self._new(place, path, self._table(place, path))
        return place.items

    def _new(self, parent: Place, path: str, table: Table) -> Place:
        if parent is self._nowhere or self._places >= self._most_places:
            return self._nowhere
        self._places += 1
        return Place(path.encode("utf-8", "replace").decode(), table)

    def _table(self, parent: Place, path: str) -> Table:
        if parent is self._nowhere or self._places >= self._most_places:
            return self._nowhere.table
        name = self._differing(path.encode("utf-8", "replace").decode(), "", self.tables)
        return self.tables.setdefault(name, Table(name))

    def _put(self, place: Place, cell: str | bool | None) -> None:
        row = place.table.rows
        while place.cells is not None and len(place.cells) > row:
            place = place.repeat or self._repeat(place)
        if place is self._nowhere:
            self._crowded += 1
            return
        if place.cells is None:
            place.cells = []
            table = place.table
            table.columns[self._differing(place.path or "value", table.name, table.columns)] = place
        if len(place.cells) < row:
            place.cells.extend([None] * (row - len(place.cells)))
        place.cells.append(cell if cell is None or isinstance(cell, str) else str(cell).lower())

    def _differing(self, name: str, table: str, known: Mapping[str, object]) -> str:
        """A name that none of its table has; equal ones are numbered without trying every number again."""
        differing, count = name, self._equal[table, name]
        while differing in known:
            count += 1
            differing = f"{name} ({count + 1})"
        self._equal[table, name] = count
        return differing

    def _repeat(self, place: Place) -> Place:
        """The column of a key that its object repeats."""
        self._is_plain = False
        if place.repeats >= _MOST_REPEATS:
            return self._nowhere
        place.repeat = self._new(place, place.path, place.table)
        place.repeat.repeats = place.repeats + 1
        return place.repeat

    def flush(self, *, last: bool = False) -> Iterator[Batch]:
        """The complete rows of every table, as batches; at the end also tables that never had a row."""
        for table in self.tables.values():
            if table.columns and (table.rows or (last and table.first_row == 1)):
                yield from self._cut(table)
        if last and not any(table.columns for table in self.tables.values()):
            yield Batch("", 1, pa.record_batch([], schema=pa.schema([])))

    def _cut(self, table: Table) -> Iterator[Batch]:
        rows, first_row = table.rows, table.first_row
        cells = [self._array(table, name, place, rows) for name, place in table.columns.items()]
        table.rows, table.first_row = 0, first_row + rows
        data = pa.record_batch(cells, names=list(table.columns))
        for start in range(0, max(1, rows), BATCH_ROWS):
            yield Batch(table.name, first_row + start, data.slice(start, BATCH_ROWS))

    def _array(self, table: Table, name: str, place: Place, rows: int) -> pa.StringArray:
        cells = place.cells or []
        place.cells = cells[rows:]
        whole = cells[:rows] + [None] * (rows - len(cells))
        try:
            return pa.array(whole, pa.string())
        except UnicodeEncodeError:
            decoded = [None if cell is None else cell.encode("utf-8", "replace").decode() for cell in whole]
            self._undecodable[table.name, name] += sum(old != new for old, new in zip(whole, decoded, strict=True))
            return pa.array(decoded, pa.string())

    def adds_up(self, parts: int) -> bool:
        """Whether the records of so many parts, each read by itself, surely name their columns as in one reading.

        So it is where no two paths could have one name, places are few enough, and no record is a value by itself.
        """
        bare = self.root.cells is not None or (self.tables[""].rows and not self.tables[""].columns)
        return self._is_plain and not bare and self._places * parts < self._most_places

    def rest(self) -> Iterator[Batch]:
        """The rows of tables that no column of these records is in, so that rows behind them keep their numbers."""
        for table in self.tables.values():
            if table.rows and not table.columns:
                rows = cast("pa.StructArray", pa.StructArray.from_buffers(pa.struct([]), table.rows, [None]))
                yield Batch(table.name, 1, pa.RecordBatch.from_struct_array(rows))

    def not_examined(self) -> tuple[NotExamined, ...]:
        """What was left out, in words."""
        left = []
        if self.too_deep:
            en = f"{self.too_deep} values are nested deeper than {self.nesting} levels; not examined"
            zh = f"{self.too_deep} 个值的嵌套超过 {self.nesting} 层，未予检查"
            left.append(NotExamined(self.dataset, Text(en, zh), self.too_deep))
        if self._crowded:
            en = f"{self._crowded} values have a name too many ({self._most_places}) or repeat too often; not examined"
            zh = f"{self._crowded} 个值的名称超过 {self._most_places} 个或重复过多，未予检查"
            left.append(NotExamined(self.dataset, Text(en, zh), self._crowded))
        for (table, name), cells in sorted(self._undecodable.items()):
            where = f"{self.dataset}/{table}.{name}" if table else f"{self.dataset}.{name}"
            en, zh = (
                f"{cells} cells hold halves of characters; only the rest was examined",
                f"{cells} 个单元格含有残缺字符",
            )
            left.append(NotExamined(where, Text(en, zh), cells))
        return tuple(left)
