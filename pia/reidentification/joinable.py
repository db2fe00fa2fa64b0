"""Columns as they are compared between datasets: values normalised, hashed under a key, and sketched."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from pia.model.dataset import Column
from pia.reidentification.codes import CodedColumn
from pia.reidentification.sketches import Estimate, Hashes, Sketch, keyed_hashes
from pia.sources import Batch

_DATE = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[t ]00:00.*)?")
_CALLING_CODE = re.compile(r"(?:00)?86(1\d{10})")
_SEXES = {"male": "m", "man": "m", "男": "m", "男性": "m", "female": "f", "woman": "f", "女": "f", "女性": "f"}


def normalise(value: str) -> str:
    """A value in the one form in which datasets are compared.

    >>> [normalise(value) for value in ("+86 138-0013-8000", "1980年3月7日", " O'Neill ", "Female")]
    ['13800138000', '19800307', 'oneill', 'f']
    """
    text = unicodedata.normalize("NFKC", value).casefold().strip()
    if match := _DATE.fullmatch(text):
        return f"{match[1]}{int(match[2]):02d}{int(match[3]):02d}"
    text = "".join(character for character in text if character.isalnum())
    if match := _CALLING_CODE.fullmatch(text):
        return match[1]
    return _SEXES.get(text, text)


@dataclass(frozen=True, slots=True, eq=False)
class Joinable:
    """One column, ready to be compared.

    Attributes:
        column: Its address.
        kinds: What it holds, as facts of entity types (`phone`).
        hashes: Keyed hash of each code's normalised value; 0 for an empty cell.
        sketch: Its different values, sketched.
        length: Mean number of characters of its values.
        distinct: Different values; at least so many where they were only sketched.
    """

    column: Column
    kinds: frozenset[str]
    hashes: Hashes
    sketch: Sketch
    length: float
    distinct: int

    def containment(self, other: Joinable) -> Estimate:
        """Share of this column's values that the other one has: counted if both are small, else estimated."""
        return self.sketch.containment(other.sketch)


def joinable(coded: CodedColumn, kinds: frozenset[str], key: bytes) -> Joinable:
    """A coded column, ready to be compared; work is done once per different value."""
    plain = [normalise(value) for value in coded.texts()]
    filled = np.array([False] + [bool(text) for text in plain])
    hashes = np.where(filled, np.concatenate([np.zeros(1, np.uint64), keyed_hashes(plain, key)]), 0).astype(np.uint64)
    length = sum(map(len, plain)) / max(1, len(plain))
    return Joinable(coded.column, kinds, hashes, _sketch(_EMPTY, hashes), length, len(hashes))


_EMPTY = Sketch.empty(size=1 << 16, precision=4)


def _sketch(sketch: Sketch, hashes: Hashes) -> Sketch:
    """With more hashes; 0 stands for an empty cell."""
    own = np.unique(hashes[hashes > 0])
    return sketch.add(own, own)


@dataclass(frozen=True, slots=True, eq=False)
class SketchedTable:
    """One table too large to be joined row by row.

    Attributes:
        dataset: Name of its dataset.
        joinable: Its columns with a role; of their values only sketches are held.
    """

    dataset: str
    joinable: tuple[Joinable, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Sketched:
    """What is kept of one column whose values cannot all be held; it adds up over any split of the rows.

    Attributes:
        sketch: Its different values.
        cells: Cells with a value.
        characters: Their characters.
    """

    sketch: Sketch = _EMPTY
    cells: int = 0
    characters: int = 0

    def merge(self, other: Sketched) -> Sketched:
        """Both together."""
        sketch = self.sketch.merge(other.sketch)
        return Sketched(sketch, self.cells + other.cells, self.characters + other.characters)


SketchedColumns = Mapping[tuple[str, str], Sketched]
"""By table and column."""


def column_sketches(
    batches: Iterable[Batch], wanted: Callable[[str], Sequence[str]], key: bytes
) -> dict[tuple[str, str], Sketched]:
    """Sketches of the columns that `wanted` names for each table, with values normalised and hashed under `key`."""
    found: dict[tuple[str, str], Sketched] = {}
    for batch in batches:
        for name in wanted(batch.table):
            own = _sketched(batch.data.column(name), key)
            found[batch.table, name] = found.get((batch.table, name), Sketched()).merge(own)
    return found


def _sketched(column: pa.Array[Any], key: bytes) -> Sketched:
    counted: Any = pc.value_counts(pc.cast(column, pa.string()))
    pairs = zip(counted.field("values").to_pylist(), counted.field("counts").to_pylist(), strict=True)
    plain = [(text, cells) for value, cells in pairs if value and (text := normalise(value))]
    return Sketched(
        _sketch(_EMPTY, keyed_hashes([text for text, _ in plain], key)),
        sum(cells for _, cells in plain),
        sum(len(text) * cells for text, cells in plain),
    )


def sketched_table(
    dataset: str, found: SketchedColumns, kinds: Mapping[str, Mapping[str, frozenset[str]]]
) -> SketchedTable:
    """Sketched columns, ready to be compared."""
    return SketchedTable(
        dataset,
        tuple(
            Joinable(
                column=Column(dataset, table, name),
                kinds=kinds.get(table, {}).get(name, frozenset()),
                hashes=np.zeros(0, np.uint64),
                sketch=own.sketch,
                length=own.characters / max(1, own.cells),
                distinct=len(own.sketch.hashes),
            )
            for (table, name), own in sorted(found.items())
        ),
    )
