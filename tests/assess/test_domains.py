from __future__ import annotations

import random

import pytest

from pia.assess.conditions import compile_condition
from pia.assess.domains import possible_values
from pia.model.rule import FactValue
from tests.assess.facts_for_tests import FACTS


def values(name: str, *sources: str, parameters: dict[str, FactValue] | None = None) -> tuple[FactValue, ...]:
    trees = [compile_condition(source, FACTS).tree for source in sources]
    return possible_values(FACTS[name], trees, parameters)


def test_choices_have_their_options_and_booleans_two_values() -> None:
    assert values("ans.c", 'ans.c == "yes"') == ("yes", "partly", "no")
    assert values("scan.a", "scan.a") == (False, True)


def test_numbers_stand_at_between_and_beyond_the_bounds_named() -> None:
    assert values("scan.n", "scan.n >= 5 && scan.m < -2") == (0, 0.5, 1, 3.0, 5, 6, 7)


def test_lists_have_subsets_of_what_is_named_and_enough_to_be_counted() -> None:
    found = values("proj.d", '"ai" in proj.d || size(proj.d) > 1')
    assert {(), ("ai",), ("ai", "cloud", "iot")} <= set(found)
    assert len(found) == 8
    many = values("proj.d", 'proj.d.all(t, t in ["ai", "iot"]) && !scan.a')
    assert len(many) == 8


@pytest.mark.parametrize("seed", range(3))
def test_every_number_behaves_like_one_that_is_tried(seed: int) -> None:
    dice = random.Random(seed)
    operators = ["<", "<=", ">", ">=", "==", "!="]
    for _ in range(200):
        parts = [f"scan.n {dice.choice(operators)} {dice.randrange(8)}" for _ in range(3)]
        condition = compile_condition(f"({parts[0]} || {parts[1]}) && !({parts[2]})", FACTS)
        tried = {
            condition.evaluate({"scan.n": value}).value for value in possible_values(FACTS["scan.n"], [condition.tree])
        }
        assert {condition.evaluate({"scan.n": number}).value for number in range(12)} <= tried
