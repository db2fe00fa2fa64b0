from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pia.assess.grammar import Comparison, ConditionError, Junction, Name, Not, Quantifier, Size, Value, parse


def test_operators_bind_as_in_cel() -> None:
    tree = parse('a.b || !c && d == "x"')
    assert isinstance(tree, Junction)
    assert tree.operator == "||"
    second = tree.operands[1]
    assert isinstance(second, Junction)
    assert second.operator == "&&"
    assert isinstance(second.operands[0], Not)
    assert isinstance(second.operands[1], Comparison)
    assert parse("(a || b) && c") != parse("a || b && c")


def test_everything_the_language_has() -> None:
    assert parse("true") == Value(True, 1)
    assert parse("a >= -1.5") == Comparison(">=", Name("a", 1), Value(-1.5, 6), 3)
    quantified = parse('x.y.exists(t, t in ["a", \'b"\'])')
    assert isinstance(quantified, Quantifier)
    assert (quantified.kind, quantified.source.name, quantified.variable) == ("exists", "x.y", "t")
    assert parse("size(x.y) > 2") == Comparison(">", Size(Name("x.y", 6), 1), Value(2, 13), 11)
    assert parse(r'a == "q\"q\\"') == Comparison("==", Name("a", 1), Value('q"q\\', 6), 3)


@pytest.mark.parametrize(
    ("source", "column", "what"),
    [
        ("", 1, "the end stands where a name should"),
        ("a &&", 5, "the end"),
        ("a & b", 3, "not part of the language"),
        ("a = b", 3, "not part of the language"),
        ("a + 1", 3, "not part of the language"),
        ("a ? b : c", 3, "not part of the language"),
        ("a == b == c", 8, "do not chain"),
        ("has(a)", 1, "no function 'has'"),
        ("a.b(c)", 1, "no function 'a.b'"),
        ("(a", 3, "the end stands where ')' should"),
        ("a b", 3, "'b' stands where"),
        ("[a]", 2, "'a' stands where a literal should"),
        ("x.exists(1, a)", 10, "'1' stands where a name should"),
        ("!" * 60 + "a", 52, "nested too deeply"),
        ("(" * 60 + "a" + ")" * 60, 52, "nested too deeply"),
        ("a" * 5000, 1, "longer than"),
    ],
)
def test_what_is_not_in_the_language_is_named_with_its_column(source: str, column: int, what: str) -> None:
    with pytest.raises(ConditionError, match=what.replace("(", r"\(").replace(")", r"\)")) as caught:
        parse(source)
    assert caught.value.column == column


@given(st.text(alphabet="ab.()[]!&|=<>\"'12 ,\\in", max_size=40))
def test_any_text_is_a_tree_or_a_condition_error(source: str) -> None:
    try:
        parse(source)
    except ConditionError as error:
        assert 1 <= error.column <= len(source) + 1
