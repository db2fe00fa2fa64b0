from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyarrow import csv

from pia.scan.kernel import Kernel
from pia.scan.tally import ScanTally, merged, tally_batch
from pia.sources import Batch
from tests.scan.tables_for_tests import COLUMNS, IDENTIFIERS, KEY, NAMES, VALUES, batch, found, recognizers, said
from tests.scan.test_columns import BROKEN, unchecked

TYPES = st.sampled_from([pa.string(), pa.large_string(), pa.binary(), pa.dictionary(pa.int32(), pa.string())])


@cache
def kernel() -> Kernel:
    return Kernel(recognizers(), KEY, IDENTIFIERS)


def plain(batch: Batch) -> ScanTally:
    return tally_batch(batch, recognizers(), KEY, IDENTIFIERS)


@settings(max_examples=40, deadline=None)
@given(COLUMNS, st.sampled_from(NAMES), TYPES, st.integers(0, 3))
def test_it_says_what_the_recognizers_say(cells: list[str | None], name: str, type_: pa.DataType, skipped: int) -> None:
    column: pa.Array[Any] = pa.array(cells, pa.string()).cast(type_)
    one = batch({name: column[skipped:]}, 7)
    assert said(kernel().tally(one)) == said(plain(one))


@pytest.mark.parametrize("name", NAMES)
def test_every_value_under_every_header(name: str) -> None:
    one = batch({name: pa.array([*VALUES, None])})
    assert said(kernel().tally(one)) == said(plain(one))


@settings(max_examples=20, deadline=None)
@given(st.lists(st.lists(st.sampled_from([*VALUES, *BROKEN]), max_size=3), max_size=5))
def test_bytes_that_are_no_text_are_replaced(cells: list[list[str | bytes]]) -> None:
    joined = [b"".join(part if isinstance(part, bytes) else part.encode() for part in cell) for cell in cells]
    one = batch({"c1": unchecked(joined)})
    replaced = batch({"c1": pa.array([cell.decode(errors="replace") for cell in joined], pa.string())})
    assert said(kernel().tally(one)) == said(plain(one)) == said(kernel().tally(replaced))


def test_other_types_are_read_as_text() -> None:
    one = batch({"手机": pa.array([13800138000, None, 1]), "c2": pa.array([1.5, 2.0, None])})
    assert said(kernel().tally(one)) == said(plain(one))


@settings(max_examples=20, deadline=None)
@given(st.lists(st.sampled_from(VALUES), max_size=30), st.data())
def test_any_split_in_any_order_gives_the_same_findings(cells: list[str], data: st.DataObject) -> None:
    cuts = sorted(data.draw(st.lists(st.integers(0, len(cells)), max_size=3)))
    parts = [
        kernel().tally(batch({"c1": pa.array(cells[start:end], pa.string())}, start + 1))
        for start, end in pairwise([0, *cuts, len(cells)])
    ]
    mixed = merged(data.draw(st.permutations(parts)))
    whole = plain(batch({"c1": pa.array(cells, pa.string())}))
    assert found(mixed) == found(whole)
    assert said(merged([mixed])) == said(merged([whole]))


def test_the_samples(root: Path) -> None:
    files = sorted((root / "samples").glob("*/*.csv"))
    for path in files:
        table = csv.read_csv(path).slice(0, 150).combine_chunks()
        one = batch(dict(zip(table.column_names, table.to_batches()[0].columns, strict=True)))
        assert said(kernel().tally(one)) == said(plain(one)), path.name
    assert files


def test_many_threads_share_one_kernel() -> None:
    shared = Kernel(recognizers(), KEY, IDENTIFIERS)
    batches = [
        batch({name: pa.array([f"{value} {number}" for value in VALUES])}) for number in range(8) for name in NAMES[:4]
    ]
    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(shared.tally, batches))
    assert [said(one) for one in together] == [said(plain(one)) for one in batches]
