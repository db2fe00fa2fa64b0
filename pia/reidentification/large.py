"""Tables too large to be counted exactly: what a sketch says of them; never a k."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from pia.model.finding import NotExamined
from pia.model.text import Text
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


def estimated(
    dataset: str, batches: Iterable[Batch], columns: Callable[[str], tuple[str, ...]], key: bytes
) -> NotExamined:
    """The estimate in words; k stays unknown."""
    parts = sketch(batches, columns, key)
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
