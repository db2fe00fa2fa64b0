"""Columns of a batch as text; bytes that are no UTF-8 are replaced, as `bytes.decode` does it."""

from __future__ import annotations

from itertools import pairwise
from typing import Any, TypeAlias, cast

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from pia.matching.texts import Texts

Cells: TypeAlias = "pa.Array[Any]"


def as_text(cells: Cells) -> Cells:
    """A column as valid text, of type `string` or `large_string`."""
    if pa.types.is_string(cells.type) or pa.types.is_large_string(cells.type):
        return cells if is_utf8(cells) else _replaced(cells)
    import pyarrow.compute as pc

    try:
        text = cast("Cells", pc.cast(cells, pa.string()))
    except pa.ArrowInvalid:
        return _replaced(cells)
    return text if is_utf8(text) else _replaced(text)


def buffers(cells: Cells) -> tuple[npt.NDArray[np.uint8], npt.NDArray[Any]]:
    """Bytes and offsets of a text column: cell `i` is `data[offsets[i]:offsets[i + 1]]`."""
    _, places, data = cells.buffers()
    width: Any = np.int64 if pa.types.is_large_string(cells.type) else np.int32
    if places is None or not len(cells):
        return np.zeros(0, dtype=np.uint8), np.zeros(1, dtype=width)
    offsets = np.frombuffer(memoryview(places), dtype=width)[cells.offset : cells.offset + len(cells) + 1]
    return np.frombuffer(memoryview(data), dtype=np.uint8) if data else np.zeros(0, dtype=np.uint8), offsets


def places_of(indices: Cells) -> npt.NDArray[np.int32]:
    """Indices of a dictionary as an array of numpy; a null is -1.

    pyarrow's own `to_numpy` imports pandas, which takes longer than scanning a small file.
    """
    if not len(indices):
        return np.zeros(0, dtype=np.int32)
    valid, numbers = cast("Any", indices.buffers())
    places = np.frombuffer(memoryview(numbers), dtype=np.int32)[indices.offset : indices.offset + len(indices)]
    return np.where(_bits(valid, indices), places, -1) if indices.null_count else places


def distinct(cells: Cells) -> tuple[list[str], npt.NDArray[np.int32]]:
    """The distinct texts of a column in the order in which they are met, and for each cell the place of its text.

    A null has the place -1. It does without pyarrow's own encoding, for which a library of functions would be loaded.
    """
    text = as_text(cells)
    data, offsets = buffers(text)
    first, last = int(offsets[0]), int(offsets[-1])
    whole, edges = data[first:last].tobytes(), (offsets - first).tolist()
    spans = pairwise(edges)
    read = whole.decode("ascii") if whole.isascii() else ""
    values = [read[start:end] for start, end in spans] if whole.isascii() else [whole[a:b].decode() for a, b in spans]
    numbers: dict[str, int] = {}
    if not text.null_count:
        places = [numbers.setdefault(value, len(numbers)) for value in values]
        return list(numbers), np.array(places, dtype=np.int32)
    filled = _bits(text.buffers()[0], text).tolist()
    told = zip(values, filled, strict=True)
    places = [numbers.setdefault(value, len(numbers)) if is_filled else -1 for value, is_filled in told]
    return list(numbers), np.array(places, dtype=np.int32)


def _bits(packed: Any, cells: Cells) -> npt.NDArray[np.bool_]:
    bits = np.unpackbits(np.frombuffer(memoryview(packed), dtype=np.uint8), bitorder="little")
    return bits[cells.offset : cells.offset + len(cells)].view(np.bool_)


def texts_of(column: Cells) -> Texts:
    """A column as text: bytes and offsets; what is no text is cast to it, and null is empty."""
    text = as_text(column)
    if text.null_count:
        empty = pa.Array.from_buffers(text.type, 1, [None, pa.py_buffer(bytes(16)), pa.py_buffer(b"")])[0]
        text = cast("Cells", text.fill_null(cast("Any", empty)))
    return Texts(*buffers(text))


def is_utf8(cells: Cells) -> bool:
    """Whether every cell of a text column is valid; what stands in null cells counts."""
    data, offsets = buffers(cells)
    first, last = int(offsets[0]), int(offsets[-1])
    if data[first:last].max(initial=0) < 0x80:
        return True
    starts = offsets[:-1]
    if ((data[starts[starts < last]] & 0xC0) == 0x80).any():
        return False
    edges = np.array([first, last], dtype=np.int64).tobytes()
    whole = [None, pa.py_buffer(edges), cells.buffers()[2]]
    together = pa.Array.from_buffers(pa.large_string(), 1, whole)
    try:
        together.validate(full=True)
    except pa.ArrowInvalid:
        return False
    return True


def _replaced(cells: Cells) -> Cells:
    if pa.types.is_string(cells.type) or pa.types.is_large_string(cells.type):
        cells = cells.view(pa.binary() if pa.types.is_string(cells.type) else pa.large_binary())
    decoded = [None if cell is None else cell.decode("utf-8", errors="replace") for cell in cells.to_pylist()]
    return pa.array(decoded, pa.string())
