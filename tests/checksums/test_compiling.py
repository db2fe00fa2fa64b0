from __future__ import annotations

import numpy as np

from pia.checksums.compiling import Bytes, compiled


def first(data: Bytes, start: int) -> int:
    return int(data[start])


def test_a_compiled_function_gives_what_the_function_gives() -> None:
    data = np.frombuffer(b"abc", np.uint8)
    assert [compiled(first)(data, place) for place in range(3)] == [first(data, place) for place in range(3)]
    assert compiled(first).targetoptions["nogil"]  # type: ignore[attr-defined]
