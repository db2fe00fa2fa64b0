"""Cells -> integer codes; grouping and joining work on codes, so nothing but codes is ever laid aside."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from pia.model.dataset import Column
from pia.sources import Batch

Codes = npt.NDArray[np.int32]
MOST_CODES = 200_000_000
"""Cells that are held as codes, four bytes each; a larger table is measured by sketches."""

_CHUNKS = 64


@dataclass(frozen=True, slots=True, eq=False)
class CodedColumn:
    """One column as codes.

    Attributes:
        column: Its address.
        codes: One per row; 0 is an empty cell, n stands for `values[n - 1]`.
        values: The different values, in memory only; in no message and in no output.
    """

    column: Column
    codes: Codes
    values: pa.Array[Any] = field(repr=False)

    @property
    def size(self) -> int:
        """Number of codes, the empty cell's included."""
        return len(self.values) + 1

    def texts(self) -> list[str]:
        """The different values as texts, in the order of their codes."""
        return [str(value) for value in self.values.to_pylist()]

    def counts(self) -> npt.NDArray[np.int64]:
        """Rows per code."""
        return np.bincount(self.codes, minlength=self.size)

    @property
    def distinct(self) -> int:
        """Different values, an empty cell counting as one."""
        return int(np.count_nonzero(self.counts()))

    @property
    def filled(self) -> int:
        """Cells that hold something."""
        return len(self.codes) - int(self.counts()[0])


@dataclass(frozen=True, slots=True, eq=False)
class CodedTable:
    """The wanted columns of one table.

    Attributes:
        dataset: Name of the dataset.
        table: Table in it; empty where there is just one.
        rows: Rows.
        names: Every column of the table, wanted or not.
        columns: The wanted ones by name, in the order of the source.
    """

    dataset: str
    table: str
    rows: int
    names: tuple[str, ...]
    columns: dict[str, CodedColumn]

    def __str__(self) -> str:
        """`dataset`, or `dataset/table`."""
        return f"{self.dataset}/{self.table}" if self.table else self.dataset


class TooLargeError(Exception):
    """More cells than are held as codes."""


def encode(
    batches: Iterable[Batch], dataset: str, wanted: Callable[[str, str], bool], most: int = MOST_CODES
) -> tuple[CodedTable, ...]:
    """The columns of a dataset for which `wanted(table, column)` holds, as codes; one coded table per table, by name.

    Limits: 4 bytes per cell and the different values of each column are held in memory; nothing is laid aside on disk.

    Raises:
        TooLargeError: There are more than `most` cells.
    """
    growing: dict[tuple[str, str], _Growing] = {}
    rows: dict[str, int] = {}
    names: dict[str, dict[str, None]] = {}
    for batch in batches:
        rows[batch.table] = rows.get(batch.table, 0) + batch.data.num_rows
        names.setdefault(batch.table, {}).update(dict.fromkeys(batch.data.schema.names))
        for place, name in enumerate(batch.data.schema.names):
            if wanted(batch.table, name):
                if (batch.table, name) not in growing:
                    before = rows[batch.table] - batch.data.num_rows
                    growing[batch.table, name] = _Growing(str(batch.data.schema.types[place]), before)
                growing[batch.table, name].add(batch.data.column(place))
        if sum(column.cells for column in growing.values()) > most:
            raise TooLargeError
    tables = tuple(
        CodedTable(
            dataset,
            table,
            rows[table],
            tuple(names[table]),
            {
                name: column.coded(Column(dataset, table, name, column.dtype))
                for (own, name), column in growing.items()
                if own == table
            },
        )
        for table in sorted(rows)
    )
    pa.default_memory_pool().release_unused()
    return tables


def texts(cells: pa.Array[Any]) -> pa.Array[Any]:
    """Cells as texts; a kind of cell that is no text, number or date counts as empty, and empty is null."""
    try:
        text: pa.Array[Any] = pc.cast(cells, pa.string())
    except pa.ArrowException:
        text = pa.nulls(len(cells), pa.string())
    found: pa.Array[Any] = pc.if_else(pc.equal(text, pa.scalar("", pa.string())), pa.scalar(None, pa.string()), text)
    return found


class _Growing:
    """A column while its batches arrive."""

    def __init__(self, dtype: str, before: int) -> None:
        self.dtype = dtype
        self.cells = 0
        self._chunks: list[Any] = []
        if before:
            self.add(pa.nulls(before, pa.string()))

    def add(self, cells: pa.Array[Any]) -> None:
        """Take some more cells."""
        self._chunks.append(pc.dictionary_encode(texts(cells)))
        self.cells += len(cells)
        if len(self._chunks) > _CHUNKS:
            self._chunks = [self._one()]

    def _one(self) -> Any:
        unified: Any = pa.chunked_array(self._chunks).unify_dictionaries()
        return pa.DictionaryArray.from_arrays(
            pa.concat_arrays([chunk.indices for chunk in unified.chunks]), unified.chunk(0).dictionary
        )

    def coded(self, column: Column) -> CodedColumn:
        """The column, whole."""
        whole = self._one()
        self._chunks = []
        codes = np.array(whole.indices.fill_null(-1), np.int32)
        codes += 1
        return CodedColumn(column, codes, whole.dictionary)
