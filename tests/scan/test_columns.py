from __future__ import annotations

from itertools import pairwise
from typing import Any

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pia.scan.columns import as_text, buffers, is_utf8, places_of

PIECES = [b"a", b"0", "é".encode(), "中".encode(), "\U0001d4b3".encode()]
BROKEN = [b"\xff", b"\xc0\x80", b"\xe4\xb8", b"\xed\xa0\x80", b"\xf0\x9d", b"\x80", b"\xf8\x88\x80\x80\x80", b"\xb8"]
CELLS = st.lists(st.lists(st.sampled_from(PIECES + BROKEN), max_size=4).map(b"".join), max_size=6)


def unchecked(cells: list[bytes], type_: Any = None) -> pa.Array[Any]:
    """A text column as a damaged file may hold it."""
    wide = type_ == pa.large_string()
    offsets = np.cumsum([0, *map(len, cells)]).astype(np.int64 if wide else np.int32)
    whole = [None, pa.py_buffer(offsets.tobytes()), pa.py_buffer(b"".join(cells))]
    return pa.Array.from_buffers(type_ or pa.string(), len(cells), whole)


@settings(deadline=None)
@given(CELLS, st.sampled_from([pa.string(), pa.large_string()]), st.integers(0, 2))
def test_text_is_what_decoding_with_replacement_gives(cells: list[bytes], type_: pa.DataType, skipped: int) -> None:
    expected = [cell.decode("utf-8", errors="replace") for cell in cells][skipped:]
    column = unchecked(cells, type_)[skipped:]
    assert as_text(column).to_pylist() == expected
    assert as_text(pa.array(cells, pa.binary())[skipped:]).to_pylist() == expected
    assert is_utf8(column) is (expected == [cell.decode("utf-8", errors="ignore") for cell in cells][skipped:])


def test_cells_that_are_valid_only_together_are_not_valid() -> None:
    assert is_utf8(unchecked(["中".encode()]))
    assert not is_utf8(unchecked(["中".encode()[:2], "中".encode()[2:]]))


@pytest.mark.parametrize(
    "cells", [pa.array([], pa.string()), pa.array([None], pa.string()), pa.nulls(2), pa.array([1])]
)
def test_other_columns_are_text_too(cells: pa.Array[Any]) -> None:
    expected = [None if cell is None else str(cell) for cell in cells.to_pylist()]
    assert as_text(cells).to_pylist() == expected


def test_the_buffers_of_a_slice() -> None:
    data, offsets = buffers(pa.array(["a", "中", "", "b"])[1:])
    told = [data[start:end].tobytes().decode() for start, end in pairwise(offsets.tolist())]
    assert told == ["中", "", "b"]


def test_places_in_a_dictionary() -> None:
    encoded = pa.array(["a", None, "b", "a"]).dictionary_encode()
    assert places_of(encoded.indices).tolist() == [0, -1, 1, 0]
    assert places_of(encoded.indices[2:]).tolist() == [1, 0]
    assert places_of(encoded.indices[:0]).tolist() == []
