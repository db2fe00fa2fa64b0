from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pia.scoring._operators import OPERATORS, Value, empty, equal, number_of, plain

VALUES = st.none() | st.booleans() | st.integers(-3, 30) | st.sampled_from(["", "a", "A ", "3", "true", "item1-2"])
LISTS = VALUES | st.lists(st.sampled_from(["a", "b", "3"]), max_size=3)


@given(LISTS, LISTS)
def test_each_operator_has_its_opposite(left: Value, right: Value) -> None:
    assert OPERATORS["notequal"](left, right) is not OPERATORS["equal"](left, right)
    assert equal(left, right) is equal(right, left)
    assert not (OPERATORS["less"](left, right) and OPERATORS["greater"](left, right))
    assert OPERATORS["lessorequal"](left, right) is (OPERATORS["less"](left, right) or equal(left, right))
    assert OPERATORS["greaterorequal"](left, right) is (OPERATORS["greater"](left, right) or equal(left, right))
    if left is None or left:  # of false and zero, as in the original, both are true
        assert not (OPERATORS["contains"](left, right) and OPERATORS["notcontains"](left, right))


@pytest.mark.parametrize(
    ("text", "value"),
    [("12", 12), ("1.5", 1.5), ("012", "012"), ("0x1F", 31), (" 7 ", 7), ("", ""), ("-3", -3), ("1" * 20, "1" * 20)],
)
def test_a_text_is_a_number_if_it_looks_like_one(text: str, value: object) -> None:
    assert number_of(text) == value


def test_an_empty_answer_is_none() -> None:
    assert plain([]) is None
    assert plain(["12", None]) == ["12", None]
    assert plain("12") == 12
    assert plain({"a": 1}) is None
    assert empty([])
    assert not empty(0)
