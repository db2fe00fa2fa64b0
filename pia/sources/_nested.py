"""Arrow record batches with nested columns as flat tables whose columns are paths.

A record is one row of the table that has no name, with a column for every path that holds one value in it (`a.b`). A
path that holds several (`customer.emails[]`, `orders[].total`) stands in a table of its own, named by the list
(`customer.emails[]`, `orders[]`), with one row for every element; a map (`tags{}`) has a row for every entry, with the
columns `tags{}.key` and `tags{}.value`. So every value is a cell, counted once.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import pyarrow as pa
import pyarrow.types as kinds

from pia.model.finding import NotExamined
from pia.model.text import Text
from pia.sources import Batch
from pia.sources._header import unique

BATCH_ROWS = 65536
BATCH_BYTES = 1 << 22

FAULTS = (pa.ArrowException, OSError, ValueError, MemoryError)
"""What Arrow raises at data it cannot read; its words may quote a cell and are never repeated."""

_LEAST_LOST, _MOST_WHOLE = float(1 << 53), 9e18
"""Whole numbers between these two, held as floating point, have lost digits; beyond, they are no identifiers."""

Cells = Any
"""An Arrow array of any type; its stubs know no such thing that its own functions take.

A view type is converted cell by cell, for neither is its null slots' rubbish checked, nor do casts pass over it.
"""


class FlatTables:
    """What record batches become; counts rows per table, and what is no text."""

    def __init__(self, dataset: str) -> None:
        """Nothing was seen yet."""
        self.dataset = dataset
        self.rows: Counter[str] = Counter()
        self._undecodable: Counter[str] = Counter()
        self._lost: Counter[str] = Counter()
        self._broken: Counter[str] = Counter()

    def batches(self, data: pa.RecordBatch) -> Iterator[Batch]:
        """The batches of all tables that some records become, of bounded size; buffers are checked before any use."""
        names = data.schema.names
        sound = [self._sound(name, cells) for name, cells in zip(names, data.columns, strict=True)]
        data = pa.record_batch(sound, names=names) if names else data
        for start in range(0, max(1, data.num_rows), BATCH_ROWS):
            for piece in _pieces(data.slice(start, BATCH_ROWS)):
                yield from self._flat(piece)

    def _flat(self, data: pa.RecordBatch) -> Iterator[Batch]:
        tables: dict[str, list[tuple[str, Cells]]] = {"": []}
        for name, cells in zip(data.schema.names, data.columns, strict=True):
            placed: dict[str, list[tuple[str, Cells]]] = {}
            try:
                self._place(placed, "", name, cells)
            except FAULTS:
                self._broken[name] += len(cells)
                placed = {"": [(name, pa.nulls(len(cells), pa.string()))]}
            for table, columns in placed.items():
                tables.setdefault(table, []).extend(columns)
        if not tables[""]:
            self.rows[""] += data.num_rows
        for table, columns in tables.items():
            if columns or len(tables) == 1:
                yield from self._cut(table, columns)

    def _cut(self, table: str, columns: list[tuple[str, Cells]]) -> Iterator[Batch]:
        names = unique([name for name, _ in columns])
        flat = pa.record_batch([cells for _, cells in columns], names=names)
        for start in range(0, max(1, flat.num_rows), BATCH_ROWS):
            part = flat.slice(start, BATCH_ROWS)
            yield Batch(table, self.rows[table] + 1, part)
            self.rows[table] += part.num_rows

    def _place(self, tables: dict[str, list[tuple[str, Cells]]], table: str, name: str, cells: Cells) -> None:
        """Put a column into its table, and what is nested in it into theirs."""
        cells = _plain(cells)
        kind = cells.type
        if isinstance(cells, pa.StructArray):
            for field, inner in zip(kind.fields, cells.flatten(), strict=True):
                self._place(tables, table, f"{name}.{field.name}", inner)
        elif kinds.is_map(kind):
            inside = f"{name}{{}}"
            entries = pa.struct([pa.field("key", kind.key_type), pa.field("value", kind.item_type)])
            self._place(tables, inside, inside, cells.cast(pa.list_(entries)).flatten())
        elif _is_list(kind):
            inside = f"{name}[]"
            self._place(tables, inside, inside, cells.flatten())
        else:
            tables.setdefault(table, []).append((name, self._leaf(name, cells)))

    def _leaf(self, name: str, cells: Cells) -> Cells:
        kind = cells.type
        if kinds.is_string(kind) or kinds.is_large_string(kind):
            return cells.cast(pa.string())
        if _is_binary(kind):
            return self._decoded(name, cells)
        if kinds.is_floating(kind):
            return self._spelled(name, cells)
        if kinds.is_timestamp(kind) and kind.tz and not _is_zone(kind):
            return cells.view(pa.timestamp(kind.unit))
        if kinds.is_string_view(kind) or kinds.is_interval(kind) or kinds.is_union(kind):
            return pa.array([None if cell is None else str(cell) for cell in cells.to_pylist()], pa.string())
        return cells

    def _decoded(self, name: str, cells: Cells) -> Cells:
        """Bytes as text; what is not UTF-8 is replaced and counted."""
        with suppress(pa.ArrowInvalid):
            if not kinds.is_binary_view(cells.type):
                return cells.cast(pa.binary()).cast(pa.string())
        decoded = [None if cell is None else cell.decode("utf-8", errors="replace") for cell in cells.to_pylist()]
        self._undecodable[name] += sum("\ufffd" in cell for cell in decoded if cell)
        return pa.array(decoded, pa.string())

    def _spelled(self, name: str, cells: Cells) -> Cells:
        """Floating-point numbers as text, whole ones without point and exponent: a telephone number stays one."""
        import pyarrow.compute as pc

        least, most, zero = (pa.scalar(number) for number in (_LEAST_LOST, _MOST_WHOLE, 0.0))
        doubles: Cells = cells.cast(pa.float64())
        small: Cells = pc.less(pc.abs(doubles), most)
        lost: Cells = pc.and_(pc.greater_equal(pc.abs(doubles), least), small)
        self._lost[name] += lost.true_count
        whole: Cells = pc.and_(pc.equal(pc.floor(doubles), doubles), small)
        integers: Cells = pc.if_else(whole, doubles, zero)
        return pc.if_else(whole, integers.cast(pa.int64()).cast(pa.string()), cells.cast(pa.string()))

    def _sound(self, name: str, cells: Cells) -> Cells:
        """A column whose buffers hold what they promise; a broken one is counted and left empty."""
        try:
            cells.validate(full=True)
        except (pa.ArrowInvalid, pa.ArrowIndexError):
            if kinds.is_string(cells.type) or kinds.is_large_string(cells.type):
                with suppress(pa.ArrowInvalid, pa.ArrowIndexError):
                    raw = cells.view(pa.binary() if kinds.is_string(cells.type) else pa.large_binary())
                    raw.validate(full=True)
                    return self._decoded(name, raw)
            self._broken[name] += len(cells)
            return pa.nulls(len(cells), pa.string())
        return cells

    def not_examined(self) -> tuple[NotExamined, ...]:
        """What was left out, in words."""
        counted = (
            (
                self._undecodable,
                "hold bytes that are no UTF-8 text; only the rest was examined",
                "含有不属于 UTF-8 的字节，仅检查了其余部分",
            ),
            (
                self._lost,
                "hold whole numbers that floating point cannot keep; their last digits are lost",
                "的整数超出浮点数精度，末位数字已丢失",
            ),
            (
                self._broken,
                "are damaged or of a type that cannot be read; not examined",
                "已损坏或其类型无法读取，未予检查",
            ),
        )
        return tuple(
            NotExamined(f"{self.dataset}.{name}", Text(f"{cells} cells {en}", f"{cells} 个单元格{zh}"), cells)
            for counts, en, zh in counted
            for name, cells in sorted(counts.items())
            if cells
        )


def _pieces(data: pa.RecordBatch) -> Iterator[pa.RecordBatch]:
    """The rows of a batch, so few at a time that their cells stay small even where one value stands for many."""
    rows = data.num_rows
    if rows < 2 or sum(_weight(cells) for cells in data.columns) <= BATCH_BYTES:
        yield data
        return
    yield from _pieces(data.slice(0, rows // 2))
    yield from _pieces(data.slice(rows // 2))


def _weight(cells: Cells) -> float:
    """Bytes of the cells of a column once it is unpacked."""
    import pyarrow.compute as pc

    if isinstance(cells, pa.ExtensionArray):
        return _weight(cells.storage)
    if isinstance(cells, pa.StructArray):
        return sum(_weight(inner) for inner in cells.flatten())
    if _is_list(cells.type):
        return _weight(cells.flatten())
    if isinstance(cells, pa.DictionaryArray) and _has_length(cells.type.value_type):
        words: Cells = cells.dictionary
        lengths: Cells = pc.binary_length(words)
        total: Cells = pc.sum(lengths.take(cells.indices))
        return float(total.as_py() or 0) + cells.indices.nbytes
    if isinstance(cells, (pa.DictionaryArray, pa.RunEndEncodedArray)):
        values = cells.dictionary if isinstance(cells, pa.DictionaryArray) else cells.values
        return len(cells) * values.nbytes / max(1, len(values))
    return float(cells.nbytes)


def no_rows(schema: pa.Schema) -> pa.RecordBatch:
    """A batch without rows."""
    return pa.RecordBatch.from_arrays([array.combine_chunks() for array in schema.empty_table().columns], schema=schema)


def names_in(kind: Any) -> list[str]:
    """The name of every field in a schema or type.

    Raises:
        UnicodeDecodeError: One is no UTF-8, so the schema is damaged.
    """
    if isinstance(kind, pa.DictionaryType):
        return names_in(kind.value_type)
    if isinstance(kind, pa.BaseExtensionType):
        return names_in(kind.storage_type)
    fields = list(kind) if isinstance(kind, pa.Schema) else [kind.field(place) for place in range(kind.num_fields)]
    return [name for field in fields for name in (field.name, *names_in(field.type))]


def _plain(cells: Cells) -> Cells:
    """A column without the encodings and extensions around its values."""
    import pyarrow.compute as pc

    if isinstance(cells.type, pa.UuidType):
        return pa.array([None if cell is None else str(cell) for cell in cells.to_pylist()], pa.string())
    while True:
        if isinstance(cells, pa.DictionaryArray):
            cells = cells.dictionary_decode()
        elif isinstance(cells, pa.RunEndEncodedArray):
            cells = pc.call_function("run_end_decode", [cells])
        elif isinstance(cells, pa.ExtensionArray):
            cells = cells.storage
        else:
            return cells


def _is_list(kind: pa.DataType) -> bool:
    return (
        kinds.is_list(kind)
        or kinds.is_large_list(kind)
        or kinds.is_fixed_size_list(kind)
        or kinds.is_list_view(kind)
        or kinds.is_large_list_view(kind)
    )


def _has_length(kind: pa.DataType) -> bool:
    return kinds.is_string(kind) or kinds.is_large_string(kind) or kinds.is_binary(kind) or kinds.is_large_binary(kind)


def _is_binary(kind: pa.DataType) -> bool:
    return (
        kinds.is_binary(kind)
        or kinds.is_large_binary(kind)
        or kinds.is_fixed_size_binary(kind)
        or kinds.is_binary_view(kind)
    )


def _is_zone(kind: pa.TimestampType[Any, Any]) -> bool:
    import pyarrow.compute as pc

    try:
        pc.cast(pa.array([0], pa.int64()).cast(kind), pa.string())
    except pa.ArrowInvalid:
        return False
    return True
