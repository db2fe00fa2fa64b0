from __future__ import annotations

from pia.matching.forms import DIGIT, SPACE, Form


def test_space_is_what_strip_takes_away_and_digits_are_those_of_any_script() -> None:
    characters = "".join(map(chr, range(0x10000)))
    assert SPACE.members(characters) == {place for place, one in enumerate(characters) if one.isspace()}
    assert DIGIT.members(characters) == {place for place, one in enumerate(characters) if one.isdecimal()}


def test_a_form_is_a_key() -> None:
    assert {Form("a", 0): 1}[Form("a", 0, "re")] == 1
    assert Form("a", 0) != Form("a", 0, whole=True)
