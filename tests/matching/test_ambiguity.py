from __future__ import annotations

import re
import time

import pytest

from pia.matching.ambiguity import Growth, growth
from pia.matching.programs import UnsupportedError

EXPONENTIAL = [
    r"(?:a+)+$",
    r"x(?:a|ab|b)*y",
    r"x(?:\w+\s?)*:",
    r"x(?:\d{1,20}){1,20}y",
    r"x(?:[a-z]+[0-9]*)+@",
    r"身(?:份+)+证",
    r"x(?:(?:a|b)+)+y",
]
QUADRATIC = [
    r"\d+x",
    r"x\d*\d*y",
    r"x.*y.*z",
    r"[\w.]+@[\w.]+",
    r"x\w+\d+;",
    r"x\d{1,400}\d{1,400}y",
    r"a?\d+x",
    r"份+证",
]
LINEAR = [
    r"EMP-\d{4,6}",
    r"EMP-\d+",
    r"(?<![0-9])\d+(?![0-9])",
    r"\b\d{2,40}\b",
    r"x(?:\d+-)+y",
    r"x(?:ab|cd)*y",
    r"x(?:a|a)*y",
    r"\d{18}",
    r"[A-Z]{2}[0-9]{6}(?:/[0-9]{2})?",
    r"\d{1,20}-?\d{1,20}",
    r"工号[:：]?\d{6}",
    r"^(?:[0-9a-f]{2}:){5}[0-9a-f]{2}$",
]


@pytest.mark.parametrize("expression", EXPONENTIAL)
def test_exponential_growth_is_seen(expression: str) -> None:
    assert growth(expression, re.IGNORECASE) is Growth.EXPONENTIAL


@pytest.mark.parametrize("expression", QUADRATIC)
def test_quadratic_growth_is_seen(expression: str) -> None:
    assert growth(expression, 0) is Growth.QUADRATIC


@pytest.mark.parametrize("expression", LINEAR)
def test_harmless_expressions_are_let_through(expression: str) -> None:
    assert growth(expression, re.IGNORECASE) is Growth.LINEAR


@pytest.mark.parametrize("expression", LINEAR)
def test_what_is_let_through_is_fast_on_long_texts(expression: str) -> None:
    compiled = re.compile(expression, re.IGNORECASE)
    for text in ("1" * 200_000, "x" + "12-" * 60_000, "x" + "ab" * 90_000, "EMP-" * 50_000, "ab:" * 60_000):
        begun = time.process_time()
        assert sum(1 for _ in compiled.finditer(text)) >= 0
        assert time.process_time() - begun < 2


def test_what_is_refused_is_slow_in_fact() -> None:
    text = "x" + "a" * 24
    steps = [measured(r"x(?:a+)+y", text[:length]) for length in (15, 21)]
    assert steps[1] > 10 * steps[0]


def measured(expression: str, text: str) -> float:
    compiled = re.compile(expression)
    begun = time.process_time()
    assert not compiled.search(text)
    return time.process_time() - begun


@pytest.mark.parametrize(
    "expression", [r"(a)\1*b", r"(?>a+)b", r"(?:a*)*b", r"[0-9", r"(?:[a-z]{1,100}-){100}", r"(?:[ab]{500})"]
)
def test_what_no_small_automaton_can_say_is_refused(expression: str) -> None:
    with pytest.raises(UnsupportedError):
        growth(expression, 0)


def test_a_proof_that_would_take_too_long_is_given_up() -> None:
    expression = r"^[a-z]{1,64}@(?:[a-z]{1,63}[.])+$"
    with pytest.raises(UnsupportedError, match="too large"):
        growth(expression, 0, most_moves=1000)
    assert growth(r"EMP-[0-9]{6}", 0, most_moves=1000) is Growth.LINEAR
