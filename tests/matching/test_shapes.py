from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pia.matching.forms import Form
from pia.matching.shapes import HAN, OTHER, SPACES, Walk, shape_of, walk_of
from tests.matching.test_needs import EXPRESSIONS

BOUNDED = r"(?<![0-9A-Za-z])\d{11}(?![0-9A-Za-z])"


def table(expression: str, flags: int = 0, *, whole: bool = False) -> Walk:
    walk = walk_of(Form(expression, flags, whole=whole))
    assert walk
    return walk


def test_a_shape_has_a_byte_for_every_character() -> None:
    assert shape_of("Ab 9-é中\U0001d4b3") == b"Aa 0-" + bytes([OTHER, HAN, OTHER])
    assert shape_of("\ud800") == bytes([OTHER])


def test_boundaries_tell_shapes_apart() -> None:
    walk = table(BOUNDED)
    shapes = {
        "13800138000": True,
        "1380013800": False,
        "138001380001": False,
        "a13800138000": False,
        "中1380013800": False,
    }
    assert {text: walk.may_match(shape_of(text)) for text in shapes} == shapes
    assert table(r"\bno\b", re.IGNORECASE).may_match(shape_of("is NO"))
    assert not table(r"\bno\b").may_match(shape_of("note"))


def test_only_the_whole_text_counts_where_a_form_asks_for_it() -> None:
    assert [table("[A-F]{2}", whole=True).may_match(shape) for shape in (b"AA", b"AAA", b"A", b"00")] == [
        True,
        False,
        False,
        False,
    ]
    assert table(r"\Aa\Z").may_match(b"a")
    assert not table(r"\Aa\Z").may_match(b"aa")


def test_what_no_automaton_can_say_has_no_table() -> None:
    assert walk_of(Form("(?P<a>x+)(?(a)y|z)", 0)) is None
    assert walk_of(Form("(?:[a-z0-9]{1,40}[-_ ]){20}x", 0)) is None


@pytest.mark.parametrize("whole", [False, True])
@settings(max_examples=100, deadline=None)
@given(st.data())
def test_no_match_is_ever_missed(whole: bool, data: st.DataObject) -> None:
    expression = data.draw(st.sampled_from((*EXPRESSIONS, BOUNDED)))
    alphabet = st.characters(max_codepoint=0x9FFF)
    text = data.draw(st.from_regex(expression, fullmatch=whole, alphabet=alphabet) | st.text("0aA@ -+.京", max_size=20))
    found = re.fullmatch(expression, text.strip()) if whole else re.search(expression, text)
    shape = shape_of(text)
    if found and OTHER not in shape:
        assert table(expression, whole=whole).may_match(shape.strip(SPACES) if whole else shape)
