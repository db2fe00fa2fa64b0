from __future__ import annotations

import json
from pathlib import Path

import pytest

from pia.scoring._expressions import ExpressionError, Name, holds, names, parse, replaced

VECTORS = json.loads((Path(__file__).parent / "vectors" / "expressions.json").read_text(encoding="utf-8"))["cases"]


def test_every_outcome_is_that_of_surveyjs() -> None:
    wrong = [(text, answers) for text, answers, outcome in VECTORS if holds(parse(text), answers) is not outcome]
    assert wrong == []
    assert {outcome for _, _, outcome in VECTORS} == {True, False}


@pytest.mark.parametrize(
    ("text", "answers", "outcome"),
    [
        ("{a} = 1 OR {b} = 2 AND {c} = 3", {"a": 2, "b": 2, "c": 3}, True),
        ("({a} = 1 OR {b} = 2) AND {c} = 3", {"a": 1, "c": 4}, False),
        ("!{a} = 1 and {b} = 2", {"a": 1, "b": 3}, True),
        ("not ({a} empty)", {"a": "x"}, True),
        ("negate {a} empty", {}, False),
        ('{a} contains ["item6"]', {"a": "item6-1"}, True),
        ('{a}="x"and{b}="y"', {"a": "X", "b": " y "}, True),
        ("{a} = null", {}, True),
        ("{a} = true", {"a": "True"}, True),
        ("{a} = item1", {"a": "item1"}, True),
        (r"{a} = 'it\'s'", {"a": "it's"}, True),
        ("{a} > -2", {"a": -1}, True),
        ("{a} = 0x10", {"a": 16}, True),
        ("{a} anyof []", {"a": ["x"]}, True),
        ("{a} empty", {"a": 0}, False),
        ("{a} notempty", {"a": False}, True),
    ],
)
def test_precedence_and_values(text: str, answers: dict[str, object], outcome: bool) -> None:
    assert holds(parse(text), answers) is outcome


@pytest.mark.parametrize(
    ("text", "column"),
    [
        ("", 1),
        ("{a} =", 6),
        ('{a} = "x" {b} = 1', 11),
        ("({a} = 1", 9),
        ("{missing", 1),
        ('{a} = "x', 7),
        ("{a} = 1 or", 11),
        ("{a} ! empty", 5),
        ("age({a}) > 3", 1),
        ("{a} + 1 = 2", 5),
        ("{a} = item1-0", 12),
        ("{a} = [1 2]", 10),
        ("{a} contains and", 14),
        ("(" * 100 + "{a}" + ")" * 100, 62),
    ],
)
def test_a_broken_expression_is_named_with_its_column(text: str, column: int) -> None:
    with pytest.raises(ExpressionError) as caught:
        parse(text)
    assert caught.value.column == column
    assert str(column) in str(caught.value)


def test_names_are_found_and_can_be_exchanged() -> None:
    tree = parse('!({a} = 1) and [{b}, "x"] contains {c} or {d} empty')
    assert names(tree) == {"a", "b", "c", "d"}
    assert names(replaced(tree, lambda name: Name(name.name.upper()))) == {"A", "B", "C", "D"}
