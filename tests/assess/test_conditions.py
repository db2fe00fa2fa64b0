from __future__ import annotations

import random
from collections.abc import Mapping

import cel
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pia.assess.conditions import compile_condition
from pia.assess.parameters import declaration
from pia.model.interval import Interval
from pia.model.rule import FactValue
from pia.model.tailoring import Parameter
from pia.model.text import Text
from tests.assess.facts_for_tests import FACTS

PARAMETERS = (
    Parameter("p", "number", Text("P", "甲"), 1),
    Parameter("q", "boolean", Text("Q", "乙"), True),
)
WORDS = FACTS | {f"param.{item.name}": declaration(item) for item in PARAMETERS}
TRUTHS = st.sampled_from([True, False, None])


def value(source: str, values: Mapping[str, FactValue]) -> bool | None:
    return compile_condition(source, WORDS).evaluate(values).value


def known(a: bool | None, b: bool | None) -> dict[str, FactValue]:
    return {name: truth for name, truth in (("scan.a", a), ("scan.b", b)) if truth is not None}


@given(TRUTHS, TRUTHS)
def test_kleene_tables(a: bool | None, b: bool | None) -> None:
    facts = known(a, b)
    both = False if a is False or b is False else None if a is None or b is None else True
    either = True if a is True or b is True else None if a is None or b is None else False
    assert value("scan.a && scan.b", facts) is both
    assert value("scan.a || scan.b", facts) is either
    assert value("!(scan.a && scan.b)", facts) is value("!scan.a || !scan.b", facts)
    assert value("!scan.a", facts) is (None if a is None else not a)


@given(TRUTHS, TRUTHS)
def test_learning_a_fact_never_turns_true_into_false(a: bool | None, b: bool | None) -> None:
    for source in ("scan.a && !scan.b", "scan.a || scan.b", "!(scan.a || !scan.b)", 'scan.a && ans.c == "yes"'):
        before = value(source, known(a, b))
        if before is not None:
            for more in ("yes", "no"):
                assert value(source, {**known(a, b), "ans.c": more}) is before


INTERVALS = st.tuples(st.integers(0, 9), st.integers(0, 9)).map(lambda pair: Interval(min(pair), max(pair)))


@given(
    INTERVALS | st.integers(0, 9), INTERVALS | st.integers(0, 9), st.sampled_from(["==", "!=", "<", "<=", ">", ">="])
)
def test_an_interval_decides_only_what_holds_for_every_number_in_it(
    n: Interval | int, m: Interval | int, operator: str
) -> None:
    def numbers(item: Interval | int) -> range:
        return range(int(item.min), int(item.max or 0) + 1) if isinstance(item, Interval) else range(item, item + 1)

    source = f"scan.n {operator} scan.m"
    decided = value(source, {"scan.n": n, "scan.m": m})
    outcomes = {value(source, {"scan.n": x, "scan.m": y}) for x in numbers(n) for y in numbers(m)}
    assert decided is (outcomes.pop() if len(outcomes) == 1 else None)


def test_an_open_interval() -> None:
    assert value("scan.n >= 10", {"scan.n": Interval(12)}) is True
    assert value("scan.n >= 10", {"scan.n": Interval(2)}) is None
    assert value("scan.n < 2", {"scan.n": Interval(2)}) is False


def test_lists() -> None:
    facts: dict[str, FactValue] = {"proj.d": ("cloud", "ai")}
    assert value('"ai" in proj.d', facts) is True
    assert value('"iot" in proj.d', facts) is False
    assert value('proj.d.exists(t, t == "iot")', facts) is False
    assert value('proj.d.all(t, t in ["cloud", "ai"])', facts) is True
    assert value("size(proj.d) == 2", facts) is True
    assert value('proj.d.exists(t, t == "ai")', {}) is None
    assert value("size(proj.d) == 2", {}) is None
    assert value("true", {}) is True
    assert value("scan.a == false", {"scan.a": False}) is True
    assert value("(scan.a || scan.b) == true", {"scan.a": True}) is True


def test_what_is_missing_is_only_what_could_still_change_it() -> None:
    condition = compile_condition('(scan.a || ans.c == "yes") && scan.n > 3', FACTS)
    assert condition.evaluate({"scan.a": True}).missing == ("scan.n",)
    assert condition.evaluate({"scan.n": 1}).missing == ()
    assert condition.evaluate({"scan.n": 9}).missing == ("ans.c", "scan.a")
    assert condition.evaluate({"scan.n": Interval(1, 9), "scan.a": True}).missing == ("scan.n",)
    assert condition.evaluate({"scan.n": 9, "scan.a": True}).used == ("scan.a", "scan.n")
    assert condition.names == {"scan.a", "ans.c", "scan.n"}
    assert compile_condition('proj.d.exists(t, t == "ai") || size(proj.d) > 1 || true', FACTS).names == {"proj.d"}


OPTIONS = ("yes", "partly", "no")
MEMBERS = ("cloud", "ai", "iot")


def expression(dice: random.Random, depth: int) -> str:
    """A random well-typed condition."""
    if depth and dice.random() < 0.6:
        left, right = expression(dice, depth - 1), expression(dice, depth - 1)
        return dice.choice([f"({left} && {right})", f"({left} || {right})", f"!({left})"])
    number = dice.randrange(4)
    return dice.choice(
        [
            *("scan.a", "scan.b", "true", "false", "scan.a == scan.b"),
            f"scan.n {dice.choice(['<', '<=', '>', '>=', '==', '!='])} {number}",
            f"scan.n {dice.choice(['<', '>=', '=='])} scan.m",
            f'ans.c {dice.choice(["==", "!="])} "{dice.choice(OPTIONS)}"',
            f'ans.c in ["{dice.choice(OPTIONS)}", "{dice.choice(OPTIONS)}"]',
            f'"{dice.choice(MEMBERS)}" in proj.d',
            f"{dice.choice(['scan.n', 'scan.m', 'size(proj.d)'])} {dice.choice(['<', '>=', '=='])} param.p",
            dice.choice(["param.q", "param.q == scan.a", "param.q != scan.b"]),
            f'proj.d.{dice.choice(["exists", "all"])}(t, t == "{dice.choice(MEMBERS)}")',
            f'proj.d.{dice.choice(["exists", "all"])}(t, t != "{dice.choice(MEMBERS)}" || param.q)',
            f"size(proj.d) > {number}",
        ]
    )


def world(dice: random.Random) -> dict[str, FactValue]:
    drawn: dict[str, FactValue] = {
        "scan.a": dice.random() < 0.5,
        "scan.b": dice.random() < 0.5,
        "ans.c": dice.choice(OPTIONS),
        "proj.d": tuple(dice.sample(MEMBERS, dice.randrange(4))),
        "scan.n": dice.randrange(4),
        "scan.m": dice.randrange(4),
        "param.p": dice.randrange(4),
        "param.q": dice.random() < 0.5,
    }
    return {name: fact for name, fact in drawn.items() if name.startswith("param.") or dice.random() < 0.8}


def reference(source: str, values: Mapping[str, FactValue]) -> bool | None:
    """What a reference implementation of CEL says; an error about an absent key is unknown."""
    context: dict[str, dict[str, object]] = {"scan": {}, "ans": {}, "proj": {}, "param": {}}
    for name, fact in values.items():
        space, _, key = name.partition(".")
        context[space][key] = list(fact) if isinstance(fact, tuple) else fact
    try:
        return bool(cel.evaluate(source, context))
    except KeyError:
        return None


@pytest.mark.parametrize("seed", range(10))
def test_equals_a_reference_cel(seed: int) -> None:
    dice = random.Random(seed)
    for _ in range(1000):
        source, values = expression(dice, 3), world(dice)
        assert value(source, values) is reference(source, values), (source, values)
