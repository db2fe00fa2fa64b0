"""Small coded tables."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import pyarrow as pa

from pia.reidentification.codes import CodedTable, encode
from pia.sources import Batch

KEY = b"k" * 32


def batches(columns: Mapping[str, Sequence[str | None]], size: int = 1000, table: str = "") -> Iterator[Batch]:
    """The columns in batches of some rows; at least one batch."""
    arrays = [pa.array(list(cells), pa.string()) for cells in columns.values()]
    rows = len(arrays[0])
    for start in range(0, max(1, rows), size):
        data = pa.RecordBatch.from_arrays([cells.slice(start, size) for cells in arrays], list(columns))
        yield Batch(table, start + 1, data)


def coded(columns: Mapping[str, Sequence[str | None]], dataset: str = "d", size: int = 1000) -> CodedTable:
    """The columns, coded."""
    return encode(batches(columns, size), dataset, lambda _table, _name: True)[0]
