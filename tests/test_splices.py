from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pia.model.review import PathIn
from pia.splices import SpliceError, flow, scalar, with_entry, with_value, without
from pia.trees import parse_yaml

JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**20), 10**20)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(codec="utf-8")),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(min_size=1), inner, max_size=3),
    max_leaves=6,
)


@given(JSON)
@settings(max_examples=150, deadline=None)
def test_a_value_on_one_line_is_read_as_it_was(value: object) -> None:
    text = flow(value)
    assert "\n" not in text
    tree, _ = parse_yaml(f"a: [{text}]\nb: {text}\n", "d.yaml")
    assert json.dumps(tree) == json.dumps({"a": [value], "b": value})


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("yes", "yes"),
        ("A log of visits (2026)", "A log of visits (2026)"),
        ("居民登记", "居民登记"),
        ("2026-11-24", "2026-11-24"),
        ("true", '"true"'),
        ("null", '"null"'),
        ("0123", '"0123"'),
        ("", '""'),
        (" a", '" a"'),
        ("a: b", '"a: b"'),
        ('say "a\\b"', '"say \\"a\\\\b\\""'),
        ("a\n\t\x00\x85\ufeff", '"a\\n\\t\\u0000\\u0085\\ufeff"'),
        ("𠀀", '"𠀀"'),
        (1e16, "1.0e+16"),
        (0.5, "0.5"),
        (True, "true"),
        (None, "null"),
    ],
)
def test_text_is_quoted_where_it_could_be_taken_for_something_else(value: object, text: str) -> None:
    assert scalar(value) == text


def test_what_is_not_there_cannot_be_spliced() -> None:
    text = "a: {b: 1}\nc: [1]\n"
    nowhere: list[PathIn] = [("x", "y"), ("a", "b", "c"), ("c", 4)]
    for path in nowhere:
        with pytest.raises(SpliceError):
            with_value(text, path, 1)
    no_list: list[PathIn] = [("a",), ("x",)]
    for path in no_list:
        with pytest.raises(SpliceError):
            with_entry(text, path, 1)
    nothing: list[PathIn] = [("x",), ("c", 1), ("a", "x")]
    for path in nothing:
        with pytest.raises(SpliceError):
            without(text, path)


def test_an_empty_root_takes_its_first_key() -> None:
    assert with_value("{}\n", ("a",), 1) == "a: 1\n"


def test_an_entry_of_entries_on_one_line_is_removed() -> None:
    assert without("a:\n- - 1\n  - 2\n- 3\n", ("a", 0, 0)) == "a:\n- - 2\n- 3\n"
    assert without("a:\n- - 1\n  - 2\n- 3\n", ("a", 0)) == "a:\n- 3\n"
    assert without("a: {b: 1, c: 2}\n", ("a", "c")) == "a: {b: 1}\n"


def test_empty_places_in_lists_are_filled() -> None:
    assert with_value("a:\n-\n- 2\n", ("a", 0), 1) == "a:\n- 1\n- 2\n"
    assert with_value("a: {b: }\n", ("a", "b"), 1) == "a: {b:  1}\n"
    assert with_value("a:\n  b:\n", ("a", "c"), 1) == "a:\n  b:\n  c: 1\n"
