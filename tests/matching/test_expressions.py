from __future__ import annotations

import re

import pytest

from pia.matching.expressions import compile_program
from pia.matching.programs import UnsupportedError


@pytest.mark.parametrize(
    "expression",
    [
        "(?<=ab)c",
        "(?<!ab)c",
        "(?=a(?=bc))a",
        "(a|b)?(?(1)c|d)",
        "(?>ab|a)b",
        "(?:a?)*",
        "x(?:|[abd]|[abd]{3}){0,2}d",
        r"(\w+)\1",
        "a{30000}",
        r"\p{L}",
        "(",
    ],
)
def test_what_no_automaton_can_say_is_refused(expression: str) -> None:
    with pytest.raises(UnsupportedError):
        compile_program(expression, 0)


def test_a_coarse_program_says_more() -> None:
    for expression in ("(?<=ab)c", "(?<!ab)c", "(?=a(?=bc))a"):
        assert compile_program(expression, 0, coarse=True).code


def test_a_group_called_value_is_told() -> None:
    assert compile_program("n (?P<value>a)", 0).named
    assert not compile_program("n (?P<other>a)", re.IGNORECASE, "regex").named
