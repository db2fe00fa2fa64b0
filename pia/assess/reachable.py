"""Parts of conditions that can never matter: found by search over the values that a condition can tell apart.

The search assigns one unknown fact after the other and stops as soon as Kleene's logic decides; it proves what it finds
and gives up, saying so, after a fixed number of steps.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

from pia.assess.checked import CheckedRule
from pia.assess.conditions import Condition, Outcome
from pia.assess.domains import possible_values
from pia.assess.grammar import Junction, Node, Not, Value
from pia.model.rule import FactDeclaration, FactValue

_MOST_STEPS = 10_000
Facts = Mapping[str, FactDeclaration]
Wanted = Callable[[tuple[Outcome, ...]], bool | None]


class TooManyStepsError(Exception):
    """The search was given up; nothing is proven."""


class _Search:
    """Searches for values under which tests on the outcomes of a rule's conditions hold; they share the steps."""

    def __init__(self, checked: CheckedRule, facts: Facts) -> None:
        trees = (checked.applies.tree, checked.satisfied.tree)
        self.domains = {name: possible_values(facts[name], trees, checked.defaults) for name in checked.facts}
        self.fixed = checked.defaults
        self.steps = 0

    def possible(self, conditions: tuple[Condition, ...], wanted: Wanted) -> bool:
        return self._found(conditions, wanted, self.fixed)

    def _found(self, conditions: tuple[Condition, ...], wanted: Wanted, values: Mapping[str, FactValue]) -> bool:
        self.steps += 1
        if self.steps > _MOST_STEPS:
            raise TooManyStepsError
        outcomes = tuple(condition.evaluate(values) for condition in conditions)
        held = wanted(outcomes)
        if held is not None:
            return held
        name = min(name for outcome in outcomes for name in outcome.missing)
        return any(self._found(conditions, wanted, {**values, name: value}) for value in self.domains[name])


def unreachable(checked: CheckedRule, facts: Facts) -> tuple[str, ...]:
    """What is wrong with the reach of a rule's conditions, in sentences; empty if every part can matter.

    Raises:
        TooManyStepsError: The conditions are too intricate for that to be proven.
    """
    search = _Search(checked, facts)
    return (*_whole(checked, search), *_parts(checked, search))


def _whole(checked: CheckedRule, search: _Search) -> Iterator[str]:
    applies, satisfied = checked.applies, checked.satisfied
    if not search.possible((applies,), lambda outcomes: outcomes[0].value):
        yield "applies_when contradicts itself: the rule can never apply"
        return
    both = (applies, satisfied)
    if not search.possible(both, lambda outcomes: _and(outcomes[0].value, outcomes[1].value)):
        yield "where it applies it can never be met"
    if not search.possible(both, lambda outcomes: _and(outcomes[0].value, _not(outcomes[1].value))):
        yield "where it applies it is always met"


def _parts(checked: CheckedRule, search: _Search) -> Iterator[str]:
    """Operands that change the outcome of their condition under no values."""
    for key, condition in (("applies_when", checked.applies), ("satisfied_when", checked.satisfied)):
        for tree in _without_one(condition.tree):
            other = Condition(condition.source, tree.left)
            if not search.possible((condition, other), lambda outcomes: _differ(*outcomes)):
                yield f"{key}: column {tree.column}: this part can never count"


@dataclass(frozen=True, slots=True)
class _Left:
    """A tree without one of its operands.

    Attributes:
        left: What is left.
        column: Where the operand begins.
    """

    left: Node
    column: int


def _without_one(node: Node) -> Iterator[_Left]:
    if isinstance(node, Not):
        yield from (replace(item, left=Not(item.left, node.column)) for item in _without_one(node.operand))
    if not isinstance(node, Junction):
        return
    for place, operand in enumerate(node.operands):
        before, after = node.operands[:place], node.operands[place + 1 :]
        neutral = Value(node.operator == "&&", node.column)
        yield _Left(replace(node, operands=(*before, neutral, *after)), operand_column(operand))
        for item in _without_one(operand):
            yield replace(item, left=replace(node, operands=(*before, item.left, *after)))


def operand_column(node: Node) -> int:
    """The column at which an operand begins."""
    if isinstance(node, Junction):
        return operand_column(node.operands[0])
    left = getattr(node, "left", None)
    return operand_column(left) if left is not None else node.column


def _not(value: bool | None) -> bool | None:
    return None if value is None else not value


def _and(left: bool | None, right: bool | None) -> bool | None:
    if left is False or right is False:
        return False
    return None if left is None or right is None else True


def _differ(left: Outcome, right: Outcome) -> bool | None:
    return None if left.value is None or right.value is None else left.value is not right.value
