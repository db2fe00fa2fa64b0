from __future__ import annotations

import numpy as np

from pia.matching.prose_loops import TEXT, han_cells, latin_cells

TEXTS = (
    "Please ask Anna Bell about it",
    "13800138000",
    "",
    "王小明来电，要求回复",
    "一二三四五六七八九十一二三四五",
    "王小明",
)


def test_every_cell_is_told_by_its_own_bytes() -> None:
    encoded = [text.encode() for text in TEXTS]
    offsets = np.cumsum([0, *map(len, encoded)])
    data = np.frombuffer(b"".join(encoded), dtype=np.uint8)
    latin, han = np.zeros((2, len(TEXTS)), dtype=np.uint8)
    latin_cells(data, offsets, latin)
    han_cells(data, offsets, han)
    assert latin.tolist() == [TEXT, 0, 0, 0, 0, 0]
    assert han.tolist() == [0, 0, 0, 1, 1, 0]
