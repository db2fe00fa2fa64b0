from __future__ import annotations

from collections.abc import Callable
from functools import cache

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pia.matching.forms import Form
from pia.matching.shapes import OTHER, SPACES, Walk, shape_of, walk_of
from pia.scan.likely import NOTHING, Likely
from tests.matching.test_needs import EXPRESSIONS

FORMS = (*(Form(one, 0) for one in EXPRESSIONS), Form(r"[0-9]{2,4}", 0, whole=True), Form("(?P<a>x+)(?(a)y|z)", 0))


@pytest.fixture(scope="module")
def likely() -> Likely:
    return Likely.learnt(FORMS)


@cache
def walked(form: Form) -> Walk | None:
    return walk_of(form)


TEXTS = st.lists(st.text("0123ABab@.:+- 京é\n", max_size=30), max_size=8)


@settings(max_examples=60, deadline=None)
@given(TEXTS)
def test_it_says_what_the_tables_say_of_each_shape(likely: Likely, texts: list[str]) -> None:
    shapes = [shape_of(text) for text in texts]
    among = likely.among(shapes)
    assert among.shape == (len(shapes), len(FORMS))
    for shape, row in zip(shapes, among.tolist(), strict=True):
        for form, allowed in zip(FORMS, row, strict=True):
            walk = walked(form)
            told = walk is None or walk.may_match(shape.strip(SPACES) if form.whole else shape)
            assert not allowed or told or OTHER in shape


def test_it_tells_texts_apart(likely: Likely) -> None:
    texts = ["11010519491231002X", "li.na@example.org", "0044 20 7946 0018", "京A12345", " 123 ", "x", "12345"]
    found = [np.flatnonzero(row).tolist() for row in likely.among([shape_of(text) for text in texts])]
    assert found == [[0, 2, 5, 7], [1, 3, 5, 7], [2, 5, 7], [4, 5, 7], [5, 6, 7], [5, 7], [5, 7]]


def test_what_is_kept_is_the_same(likely: Likely) -> None:
    again = Likely.loads(likely.dumps(), len(FORMS))
    assert again.dumps() == likely.dumps() == Likely.learnt(FORMS).dumps()


DAMAGES: list[Callable[[bytes], bytes]] = [
    lambda data: data[:-3],
    lambda data: b"",
    lambda data: data + b"x",
    lambda data: b"a" * 99,
]


@pytest.mark.parametrize("damage", DAMAGES)
def test_what_is_something_else_is_refused(likely: Likely, damage: Callable[[bytes], bytes]) -> None:
    with pytest.raises(ValueError, match="kept"):
        Likely.loads(damage(likely.dumps()), len(FORMS))


def test_numbers_that_lead_out_of_the_tables_are_refused(likely: Likely) -> None:
    known = likely._known
    for wrong in (
        known._replace(table=known.table + 300),
        known._replace(states=known.states + 1),
        known._replace(alike=known.alike + 99),
        known._replace(width=-known.width),
    ):
        with pytest.raises(ValueError, match="other forms"):
            Likely.loads(Likely(wrong).dumps(), len(FORMS))
    with pytest.raises(ValueError, match="other forms"):
        Likely.loads(likely.dumps(), len(FORMS) + 1)


def test_no_forms_and_no_shapes() -> None:
    assert NOTHING.among([b"a"]).shape == (1, 0)
    assert Likely.learnt(FORMS).among([]).shape == (0, len(FORMS))
