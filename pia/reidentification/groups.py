"""Rows that are alike, counted: tables are grouped in pieces anywhere, and the groups of pieces add up."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, cast

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from pia.model.dataset import Column
from pia.reidentification.codes import CodedColumn, CodedTable, TooLargeError, texts
from pia.sources import Batch

_ROWS, _FIRST = "rows", "first"


@dataclass(frozen=True, slots=True, eq=False)
class Groups:
    """Rows of one table that hold the same in its wanted columns.

    Attributes:
        rows: Rows in all.
        names: Every column of the table, wanted or not.
        types: The wanted columns with their types, in the order of the source.
        counted: The different rows in the order in which they first occur, with how often they do; in memory only.
            `None` if there are too many cells.
    """

    rows: int
    names: tuple[str, ...]
    types: Mapping[str, str]
    counted: pa.Table | None = field(repr=False)

    @property
    def cells(self) -> int:
        """Wanted cells."""
        return self.rows * len(self.types)


Tables = Mapping[str, Groups]
"""Groups by table."""


@dataclass(frozen=True, slots=True)
class Grouping:
    """Groups the tables of a dataset, or of its pieces, whose groups add up; it is pickled.

    Attributes:
        wanted: Table and name of the columns to group by; `None` stands for every table.
        most: Cells beyond which only rows are counted.
    """

    wanted: frozenset[tuple[str | None, str]]
    most: int

    def of(self, batches: Iterable[Batch]) -> Tables:
        """The groups of each table."""
        found: Tables = {}
        for batch in batches:
            found = together([found, {batch.table: _of_batch(batch, self._is_wanted)}], self.most)
        return found

    def _is_wanted(self, table: str, name: str) -> bool:
        return (table, name) in self.wanted or (None, name) in self.wanted

    def together(self, parts: Iterable[Tables]) -> Tables:
        """The groups of neighbours, in order; associative."""
        return together(list(parts), self.most)


def _of_batch(batch: Batch, wanted: Callable[[str, str], bool]) -> Groups:
    schema = batch.data.schema
    places = [place for place, name in enumerate(schema.names) if wanted(batch.table, name)]
    columns = [texts(batch.data.column(place)) for place in places]
    columns.append(pa.array(np.ones(batch.data.num_rows, np.int64)))
    names = [*map(str, range(len(places))), _ROWS]
    types = {schema.names[place]: str(schema.types[place]) for place in places}
    return Groups(batch.data.num_rows, tuple(schema.names), types, _counted([pa.table(columns, names)]))


def together(parts: Sequence[Tables], most: int) -> Tables:
    """The groups of neighbours, in order; associative. Beyond `most` cells in all, only rows are counted."""
    by_table: dict[str, list[Groups]] = {}
    for part in parts:
        for table, own in part.items():
            by_table.setdefault(table, []).append(own)
    cells = sum(own.cells for every in by_table.values() for own in every)
    return {table: _joined(every, small=cells <= most) for table, every in sorted(by_table.items())}


def _joined(every: Sequence[Groups], *, small: bool) -> Groups:
    types: dict[str, str] = {}
    for own in every:
        types |= {name: kind for name, kind in own.types.items() if name not in types}
    counted = [_aligned(own, tuple(types)) for own in every if own.counted is not None]
    whole = small and len(counted) == len(every)
    return Groups(
        sum(own.rows for own in every),
        tuple(dict.fromkeys(name for own in every for name in own.names)),
        types,
        (_counted(counted) if len(counted) > 1 else counted[0]) if whole else None,
    )


def _aligned(own: Groups, names: Sequence[str]) -> pa.Table:
    """Its groups under the columns of all; one that some rows are without is empty in them."""
    table = cast("pa.Table", own.counted)
    if tuple(own.types) == names:
        return table
    places = {name: place for place, name in enumerate(own.types)}
    none = pa.nulls(table.num_rows, pa.string())
    columns = [table.column(places[name]) if name in places else none for name in names]
    return pa.table([*columns, table.column(_ROWS)], [*map(str, range(len(names))), _ROWS])


def _counted(tables: Sequence[pa.Table]) -> pa.Table:
    """Equal rows as one, in the order in which they first occur, which decides about the order of codes."""
    table = pa.concat_tables(tables)
    keys = table.column_names[:-1]
    if not keys:
        return pa.table({_ROWS: [pc.sum(table.column(_ROWS)).as_py() or 0]})
    placed = table.append_column(_FIRST, pa.array(np.arange(table.num_rows)))
    found = placed.group_by(keys).aggregate([(_ROWS, "sum"), (_FIRST, "min")]).sort_by(f"{_FIRST}_min")
    return found.drop_columns([f"{_FIRST}_min"]).rename_columns([*keys, _ROWS])


def coded(found: Tables, dataset: str, most: int) -> tuple[CodedTable, ...]:
    """The same as coded tables, by name: codes are those of a reading row by row, rows stand together by group.

    Raises:
        TooLargeError: There are more than `most` cells.
    """
    if sum(own.cells for own in found.values()) > most:
        raise TooLargeError
    # A table of which no piece has a column is none in a reading of all, either.
    named = [(table, own) for table, own in sorted(found.items()) if own.names or not own.rows]
    return tuple(_coded(own, dataset, table) for table, own in named)


def _coded(own: Groups, dataset: str, table: str) -> CodedTable:
    if own.counted is None:
        raise TooLargeError
    rows = own.counted.column(_ROWS).to_numpy()
    columns = {
        name: _column(own.counted.column(place), rows, Column(dataset, table, name, type_))
        for place, (name, type_) in enumerate(own.types.items())
    }
    return CodedTable(dataset, table, own.rows, own.names, columns)


def _column(values: Any, rows: Any, column: Column) -> CodedColumn:
    encoded: Any = values.combine_chunks().dictionary_encode()
    if isinstance(encoded, pa.ChunkedArray):
        encoded = encoded.combine_chunks()
    codes = np.array(encoded.indices.fill_null(-1), np.int32) + np.int32(1)
    return CodedColumn(column, np.repeat(codes, rows), encoded.dictionary)
