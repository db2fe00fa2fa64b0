"""Tables too large to be counted exactly: what a sketch says of them; never a k."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from pia.model.finding import NotExamined
from pia.model.text import Text
from pia.reidentification.joinable import Sketched, SketchedColumns, column_sketches
from pia.reidentification.sketches import Estimate, Hashes, Sketch, keyed_hashes
from pia.sources import Batch


def row_hashes(data: pa.RecordBatch, names: Iterable[str], key: bytes) -> Hashes:
    """One keyed hash per row over some columns; work is done once per different value."""
    rows = np.zeros(data.num_rows, np.uint64)
    for place, name in enumerate(names):
        encoded: Any = pc.dictionary_encode(pc.cast(data.column(name), pa.string()))
        own = hashlib.blake2b(str(place).encode(), digest_size=32, key=key).digest()
        hashes = np.append(keyed_hashes(encoded.dictionary.to_pylist(), own), np.uint64(0x9E3779B97F4A7C15))
        rows = _mixed(rows ^ hashes[encoded.indices.fill_null(-1).to_numpy(zero_copy_only=False)])
    return rows


def _mixed(numbers: Hashes) -> Hashes:
    """A permutation of 64-bit numbers without pattern (Steele et al. 2014, SplitMix64)."""
    numbers = (numbers ^ (numbers >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    numbers = (numbers ^ (numbers >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return numbers ^ (numbers >> np.uint64(31))


def sketch(batches: Iterable[Batch], columns: Callable[[str], tuple[str, ...]], key: bytes) -> Mapping[str, Sketch]:
    """Per table, the combinations of the values of its columns, each with the rows it has.

    Args:
        batches: The rows.
        columns: The columns to combine, by table; a table that lacks one is passed over.
        key: Secret of the run; it lands in no output.
    """
    found: dict[str, Sketch] = {}
    salt = np.uint64(int.from_bytes(hashlib.blake2b(b"rows", digest_size=8, key=key).digest(), "little"))
    for batch in batches:
        names = columns(batch.table)
        if names and set(names) <= set(batch.data.schema.names):
            numbers = np.arange(batch.first_row, batch.first_row + batch.data.num_rows, dtype=np.uint64)
            own = found.get(batch.table, Sketch.empty())
            found[batch.table] = own.add(row_hashes(batch.data, names, key), _mixed(numbers ^ salt))
    return found


@dataclass(frozen=True, slots=True, eq=False)
class Sketches:
    """What is kept of a dataset.

    Attributes:
        rows: Combinations of quasi-identifiers, by table.
        columns: Columns with a role.
    """

    rows: Mapping[str, Sketch]
    columns: SketchedColumns


@dataclass(frozen=True, slots=True)
class Sketching:
    """Sketches a dataset in one go, or its pieces, whose sketches add up; it is pickled.

    Attributes:
        quasi: Quasi-identifiers by table; those of `None` are of every other table.
        compared: Columns to compare with those of other datasets, by table.
        key: Secret of the run; it lands in no output.
    """

    quasi: Mapping[str | None, tuple[str, ...]]
    compared: Mapping[str, tuple[str, ...]]
    key: bytes

    def of(self, batches: Iterable[Batch]) -> Sketches:
        """Of rows that have the numbers of a whole reading."""
        return self.together(self._of_batch(batch) for batch in batches)

    def _of_batch(self, batch: Batch) -> Sketches:
        return Sketches(
            sketch([batch], lambda table: self.quasi.get(table, self.quasi.get(None, ())), self.key),
            column_sketches([batch], lambda table: self.compared.get(table, ()), self.key),
        )

    def together(self, parts: Iterable[Sketches]) -> Sketches:
        """Of all parts."""
        rows: dict[str, Sketch] = {}
        columns: dict[tuple[str, str], Sketched] = {}
        for part in parts:
            for table, own in part.rows.items():
                rows[table] = rows[table].merge(own) if table in rows else own
            for place, column in part.columns.items():
                columns[place] = columns.get(place, Sketched()).merge(column)
        return Sketches(rows, columns)


def estimated(dataset: str, parts: Mapping[str, Sketch]) -> NotExamined:
    """The estimate in words, by the combinations of each table; k stays unknown."""
    said = [_said(part.uniqueness()) for _, part in sorted(parts.items())]
    return NotExamined(
        dataset,
        Text(
            "it is too large to count classes or to join it row by row, so k is not known"
            + "".join(f"; {text.en}" for text in said),
            "数据过大，无法精确统计等价类或逐行关联，k 值未知" + "".join(f"；{text.zh}" for text in said),
        ),
    )


def _said(found: Estimate) -> Text:
    percent = f"{found.share:.0%} ± {found.error:.0%}"
    return Text(
        f"a sketch estimates that {percent} of the combinations of quasi-identifiers belong to one row",
        f"经概要估计，{percent} 的准标识符组合仅对应一行",
    )
