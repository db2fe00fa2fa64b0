"""Whether the examples of the shipped rules catch a condition in which one thing is wrong."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import replace

import pytest

from pia.assess.conditions import Condition, Values
from pia.assess.grammar import Comparison, Items, Junction, Node, Not, Quantifier
from pia.assess.packs import CheckedRule, flat_facts
from pia.assess.verdicts import missing_facts, outcome
from pia.pipeline import Rulebook

_OTHER_COMPARISONS = {
    "==": ("!=",),
    "!=": ("==",),
    "<": ("<=", ">="),
    "<=": ("<", ">"),
    ">": (">=", "<="),
    ">=": (">", "<"),
    "in": (),
}


def _mutants(node: Node) -> Iterator[Node]:
    """The tree with one thing wrong: a swapped operator, a lost operand, a lost or added negation, a moved bound."""
    if isinstance(node, Junction):
        yield replace(node, operator="||" if node.operator == "&&" else "&&")
        for place, operand in enumerate(node.operands):
            rest = (*node.operands[:place], *node.operands[place + 1 :])
            yield rest[0] if len(rest) == 1 else replace(node, operands=rest)
            for mutant in _mutants(operand):
                yield replace(node, operands=(*node.operands[:place], mutant, *node.operands[place + 1 :]))
    elif isinstance(node, Not):
        yield node.operand
        yield from (Not(mutant, node.column) for mutant in _mutants(node.operand))
    else:
        yield Not(node, 1)
        if isinstance(node, Comparison):
            yield from _other_comparisons(node)
        if isinstance(node, Quantifier):
            yield replace(node, kind="all" if node.kind == "exists" else "exists")
            yield from (replace(node, body=mutant) for mutant in _mutants(node.body))


def _other_comparisons(node: Comparison) -> Iterator[Node]:
    for operator in _OTHER_COMPARISONS[node.operator]:
        yield replace(node, operator=operator)  # type: ignore[arg-type]
    if isinstance(node.right, Items) and len(node.right.items) > 1:
        for place in range(len(node.right.items)):
            fewer = (*node.right.items[:place], *node.right.items[place + 1 :])
            yield replace(node, right=replace(node.right, items=fewer))


def _mutated(checked: CheckedRule) -> Iterator[CheckedRule]:
    for tree in _mutants(checked.applies.tree):
        yield replace(checked, applies=Condition("", tree))
    for tree in _mutants(checked.satisfied.tree):
        yield replace(checked, satisfied=Condition("", tree))


def _holds(checked: CheckedRule, values: Values, expect: str, missing: tuple[str, ...]) -> bool:
    verdict, applies, satisfied = outcome(checked, values)
    return verdict.value == expect and (not missing or missing_facts(verdict, applies, satisfied) == missing)


def _survives(checked: CheckedRule) -> bool:
    return all(
        _holds(checked, flat_facts(test.facts), test.expect, tuple(sorted(test.missing))) for test in checked.rule.tests
    )


def test_examples_catch_nearly_every_mutant(book: Rulebook, capsys: pytest.CaptureFixture[str]) -> None:
    rules = [checked for pack in book.packs for checked in pack.rules]
    assert all(_survives(checked) for checked in rules)
    mutants = [mutant for checked in rules for mutant in _mutated(checked)]
    alive = [mutant for mutant in mutants if _survives(mutant)]
    score = 1 - len(alive) / len(mutants)
    with capsys.disabled():
        sys.stdout.write(f"\nmutants of rule conditions: {len(mutants)}, caught: {score:.1%}\n")
    assert len(mutants) >= 400
    assert score >= 0.95, sorted({mutant.rule.id for mutant in alive})
