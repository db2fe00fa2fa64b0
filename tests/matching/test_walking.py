from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pia.matching import walking
from pia.matching.filter import HARMLESS


@settings(deadline=None)
@given(st.characters())
def test_a_character_is_decoded_as_python_does(character: str) -> None:
    data = np.frombuffer(character.encode(), dtype=np.uint8)
    expected = (ord(character), len(data))
    if len(data) > 1:
        assert walking._decoded(data, 0, len(data)) == walking._decoded.py_func(data, 0, len(data)) == expected
    assert walking._length(int(data[0])) == len(data)


@settings(deadline=None)
@given(st.binary(min_size=1, max_size=6))
def test_any_bytes_are_decoded_within_their_cell(cell: bytes) -> None:
    data = np.frombuffer(cell, dtype=np.uint8)
    point, size = walking._decoded(data, 0, len(data))
    assert 0 <= point < 0x110000
    assert 1 <= size <= len(cell)


@pytest.mark.slow
@settings(deadline=None)
@given(st.text("aZ ,;m0@[`{:\n", max_size=6))
def test_harmless_texts_are_those_of_harmless_characters(text: str) -> None:
    data = np.frombuffer(text.encode(), dtype=np.uint8)
    assert walking._is_harmless(data, 0, len(data)) is (set(text) <= set(HARMLESS))
