from __future__ import annotations

import numpy as np
import pytest

from pia.matching.word_loops import mark_cells
from pia.matching.words import Words

CELLS = ("asthma", " GAY", "gaya", "x-rāga", "RĀGA", "asth", "", "\u212aı")


@pytest.mark.parametrize("first", [True, False])
def test_the_loops_say_the_same_compiled_or_not(first: bool) -> None:
    encoded = [cell.encode() for cell in CELLS]
    offsets = np.cumsum([0, *map(len, encoded)]).astype(np.int32)
    data = np.frombuffer(b"".join(encoded), dtype=np.uint8)
    own = Words(("asthma", "gay", "rāga"), first=first)
    expected = [True, True, False, not first, True, False, False, True]
    result = np.zeros(len(CELLS), dtype=np.bool_)
    mark_cells(data, offsets, first, True, *own.tables, result)
    assert result.tolist() == expected
