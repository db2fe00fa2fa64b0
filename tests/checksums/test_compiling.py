from __future__ import annotations

import numpy as np

from pia.checksums.compiling import Bytes, compiled, machine_code


@compiled
def first(data: Bytes, start: int) -> int:
    return int(data[start])


def test_a_compiled_function_gives_what_the_function_gives() -> None:
    data = np.frombuffer(b"abc", np.uint8)
    assert [machine_code(first)(data, place) for place in range(3)] == [first(data, place) for place in range(3)]
    assert machine_code(first).targetoptions["nogil"]
