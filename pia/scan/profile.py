"""A column -> what its values look like, as shapes and counts."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable
from typing import Any

from pia.model.explanation import Profile
from pia.scan.columns import as_text
from pia.scan.masking import mask
from pia.scan.tally import MOST_DISTINCT
from pia.sources import Batch

SHAPES = 5
_MOST_SHAPES = 1 << 16
_OTHER = "…"


class _Look:
    def __init__(self, key: bytes) -> None:
        self.key = key
        self.cells = 0
        self.hashes: set[bytes] = set()
        self.shapes: Counter[str] = Counter()
        self.lengths: Counter[int] = Counter()

    def take(self, cells: Any) -> None:
        import pyarrow.compute as pc

        self.cells += len(cells)
        for item in pc.value_counts(as_text(cells)):
            value, count = item["values"].as_py(), item["counts"].as_py()
            if value is None or not value.strip():
                continue
            self.lengths[len(value)] += count
            shape = mask(value)
            self.shapes[shape if shape in self.shapes or len(self.shapes) < _MOST_SHAPES else _OTHER] += count
            if len(self.hashes) < MOST_DISTINCT:
                self.hashes.add(hashlib.blake2b(value.encode(), digest_size=8, key=self.key).digest())

    def result(self) -> Profile:
        ranked = sorted(self.shapes.items(), key=lambda item: (-item[1], item[0]))
        return Profile(
            cells=self.cells,
            filled=self.lengths.total(),
            distinct=len(self.hashes),
            shortest=min(self.lengths, default=0),
            longest=max(self.lengths, default=0),
            shapes=tuple(ranked[:SHAPES]),
        )


def profile(batches: Iterable[Batch], table: str, name: str, key: bytes) -> Profile:
    """What the values of one column look like.

    Args:
        batches: The dataset.
        table: Table of the column.
        name: Name of the column.
        key: Secret of this run, under which values are hashed; it lands in no output.
    """
    look = _Look(key)
    for batch in batches:
        if batch.table == table and name in batch.data.schema.names:
            look.take(batch.data.column(batch.data.schema.names.index(name)))
    return look.result()
