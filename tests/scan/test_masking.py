from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from pia.scan.masking import mask


@given(st.text(min_size=1))
def test_never_returns_the_value(value: str) -> None:
    assert mask(value) != value


@given(st.text())
def test_keeps_no_letter_and_no_digit(value: str) -> None:
    assert not any(character.isalnum() for character in mask(value))


@given(st.text())
def test_is_short(value: str) -> None:
    assert len(mask(value)) <= 41


def test_shows_the_form() -> None:
    assert mask("li.na@example.org") == "**.**@*******.***"
    assert mask("张三 138-0013") == "□□ ###-####"
    assert mask("-") == "[*]"
    assert mask("1" * 60) == "#" * 40 + "…"
