from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pia.sources._header import is_data, is_header, unique


@pytest.mark.parametrize("cell", ["1949-12-31", "13800138000", "a@example.org", "-1.5", "no 110 105 194 9"])
def test_values_are_no_names(cell: str) -> None:
    assert is_data(cell)
    assert not is_header(["name", cell], [["Ann", "x"]])
    assert not is_header(["name", cell], [])


def test_a_name_that_stands_again_below_is_a_value() -> None:
    assert is_header(["name", "sex"], [["Ann", "f"], ["Bob"]])
    assert not is_header(["Ann", "f"], [["Bob", "m"], ["Cleo", "f"]])
    assert is_header(["name", ""], [["Ann", ""]])


@given(st.lists(st.sampled_from(["a", "a (2)", "", " b ", "b"]), max_size=30))
def test_names_differ_and_keep_their_places(header: list[str]) -> None:
    names = unique(header)
    assert len(set(names)) == len(names) == len(header)
    assert all(name.startswith(" ".join(title.split())) for name, title in zip(names, header, strict=True))


def test_a_hundred_thousand_equal_names_take_no_time() -> None:
    start = time.perf_counter()
    assert unique(["a"] * 100_000)[-1] == "a (100000)"
    assert time.perf_counter() - start < 5
