from __future__ import annotations

import pytest

from pia.errors import DocumentError
from pia.trees import parse_json, parse_yaml


def test_every_place_has_its_line() -> None:
    tree, lines = parse_yaml("a: 1\nb:\n- x\n- {c: y}\n", "d.yaml")
    assert tree == {"a": 1, "b": ["x", {"c": "y"}]}
    assert lines == {(): 1, ("a",): 1, ("b",): 2, ("b", 0): 3, ("b", 1): 4, ("b", 1, "c"): 4}


def test_anchors_stand_for_what_they_name() -> None:
    assert parse_yaml("a: &x [1]\nb: *x\n", "d.yaml")[0] == {"a": [1], "b": [1]}


def test_a_document_of_comments_is_nothing() -> None:
    assert parse_yaml("# only\n", "d.yaml") == (None, {})


def test_json_is_plain_data() -> None:
    assert parse_json('{"a": [1, 2.5, null, "x"]}', "x.json") == {"a": [1, 2.5, None, "x"]}
    with pytest.raises(DocumentError, match="stands twice"):
        parse_json('{"a": 1, "a": 1}', "x.json")
