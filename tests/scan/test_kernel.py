from __future__ import annotations

from functools import cache, reduce
from itertools import pairwise
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pia.scan.kernel import Kernel
from pia.scan.tally import ScanTally, tally_batch
from pia.sources import Batch
from tests.scan.tables_for_tests import COLUMNS, IDENTIFIERS, KEY, NAMES, VALUES, batch, found, recognizers, said

TYPES = st.sampled_from([pa.string(), pa.large_string(), pa.binary(), pa.dictionary(pa.int32(), pa.string())])


@cache
def kernel() -> Kernel:
    return Kernel(recognizers(), KEY, IDENTIFIERS)


def plain(batch: Batch) -> ScanTally:
    return tally_batch(batch, recognizers(), KEY, IDENTIFIERS)


@settings(max_examples=60, deadline=None)
@given(COLUMNS, st.sampled_from(NAMES), TYPES, st.integers(0, 3))
def test_it_says_what_the_recognizers_say(
    cells: list[str | None], name: str, type_: pa.DataType, skipped: int
) -> None:
    column: pa.Array[Any] = pa.array(cells, pa.string()).cast(type_)
    one = batch({name: column[skipped:]}, 7)
    assert said(kernel().tally(one)) == said(plain(one))


@pytest.mark.parametrize("name", NAMES)
def test_every_value_under_every_header(name: str) -> None:
    one = batch({name: pa.array([*VALUES, None])})
    assert said(kernel().tally(one)) == said(plain(one))
