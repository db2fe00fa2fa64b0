"""Conditions on facts, in Kleene's three values: an unknown fact names itself and can never pass.

Source: S. C. Kleene, Introduction to Metamathematics (1952), section 64 (strong three-valued logic).
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from pia.assess.fact_types import check
from pia.assess.grammar import Comparison, Items, Junction, Name, Node, Not, Quantifier, Size, Value, parse
from pia.model.interval import Interval
from pia.model.rule import FactDeclaration, FactValue

Values = Mapping[str, FactValue]

_ORDER: Mapping[str, Callable[[float, float], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a condition comes to.

    Attributes:
        value: True, false, or `None`: unknown.
        used: The facts that decided it, in alphabetical order.
        missing: The unknown facts that could still change it; empty unless it is unknown.
    """

    value: bool | None
    used: tuple[str, ...]
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Condition:
    """A condition that uses only declared facts, rightly typed.

    Attributes:
        source: Its text.
        tree: Its tree.
    """

    source: str
    tree: Node

    @property
    def names(self) -> frozenset[str]:
        """The facts it uses."""
        return _names(self.tree)

    def evaluate(self, values: Values) -> Outcome:
        """What it comes to on known facts; a fact that is absent is unknown."""
        found = _truth(self.tree, values, {})
        missing = tuple(sorted(found.missing)) if found.value is None else ()
        return Outcome(found.value, tuple(sorted(found.used)), missing)


def _names(node: Node) -> frozenset[str]:
    if isinstance(node, Name):
        return frozenset({node.name})
    if isinstance(node, Size):
        return frozenset({node.source.name})
    if isinstance(node, Quantifier):
        return (_names(node.body) - {node.variable}) | {node.source.name}
    if isinstance(node, Not):
        return _names(node.operand)
    if isinstance(node, Comparison):
        return _names(node.left) | _names(node.right)
    operands = node.operands if isinstance(node, Junction) else ()
    return frozenset[str]().union(*(_names(operand) for operand in operands))


def compile_condition(source: str, facts: Mapping[str, FactDeclaration]) -> Condition:
    """A condition, read and type-checked.

    Raises:
        grammar.ConditionError: It is not in the language.
        fact_types.ConditionTypeError: It uses unknown facts or compares what cannot be compared; all problems at once.
    """
    tree = parse(source)
    check(tree, facts)
    return Condition(source, tree)


@dataclass(frozen=True, slots=True)
class _Truth:
    value: bool | None
    used: frozenset[str] = frozenset()
    missing: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class _Datum:
    """A value that is no truth value; `None` is unknown."""

    value: FactValue | None
    used: frozenset[str] = frozenset()


Bound = Mapping[str, str]


def _truth(node: Node, values: Values, bound: Bound) -> _Truth:
    if isinstance(node, Junction):
        return _junction(node.operator, [_truth(operand, values, bound) for operand in node.operands])
    if isinstance(node, Not):
        inner = _truth(node.operand, values, bound)
        return _Truth(None if inner.value is None else not inner.value, inner.used, inner.missing)
    if isinstance(node, Comparison):
        return _comparison(node, values, bound)
    if isinstance(node, Quantifier):
        return _quantifier(node, values, bound)
    datum = _datum(node, values, bound)
    if datum.value is None:
        return _Truth(None, frozenset(), datum.used)
    return _Truth(bool(datum.value), datum.used)


def _junction(kind: str, operands: list[_Truth]) -> _Truth:
    decisive = kind == "||"
    deciding = [operand for operand in operands if operand.value is decisive]
    if deciding:
        return _Truth(decisive, frozenset().union(*(operand.used for operand in deciding)))
    used = frozenset[str]().union(*(operand.used for operand in operands))
    unknown = [operand for operand in operands if operand.value is None]
    if unknown:
        return _Truth(None, used, frozenset[str]().union(*(operand.missing for operand in unknown)))
    return _Truth(not decisive, used)


def _datum(node: Node, values: Values, bound: Bound) -> _Datum:
    if isinstance(node, Value):
        return _Datum(node.value)
    if isinstance(node, Items):
        return _Datum(tuple(str(item.value) for item in node.items))
    if isinstance(node, Size):
        members = values.get(node.source.name)
        size = len(members) if isinstance(members, tuple) else None
        return _Datum(size, frozenset({node.source.name}))
    if isinstance(node, Name):
        if node.name in bound:
            return _Datum(bound[node.name])
        return _Datum(values.get(node.name), frozenset({node.name}))
    truth = _truth(node, values, bound)
    return _Datum(truth.value, truth.used | truth.missing)


def _comparison(node: Comparison, values: Values, bound: Bound) -> _Truth:
    left, right = _datum(node.left, values, bound), _datum(node.right, values, bound)
    known = frozenset(name for datum in (left, right) if datum.value is not None for name in datum.used)
    absent = frozenset(name for datum in (left, right) if datum.value is None for name in datum.used)
    if left.value is None or right.value is None:
        return _Truth(None, known, absent)
    value = _compare(node.operator, left.value, right.value)
    return _Truth(value, known, known if value is None else frozenset())


def _compare(kind: str, left: FactValue, right: FactValue) -> bool | None:
    if kind == "in":
        return isinstance(right, tuple) and str(left) in right
    if isinstance(left, Interval) or isinstance(right, Interval):
        return _compare_intervals(kind, _interval(left), _interval(right))
    if kind in _ORDER:
        return _ORDER[kind](float(left), float(right))  # type: ignore[arg-type]
    return (left == right) == (kind == "==")


def _interval(value: FactValue) -> Interval:
    return value if isinstance(value, Interval) else Interval(value, value)  # type: ignore[arg-type]


def _compare_intervals(kind: str, left: Interval, right: Interval) -> bool | None:
    """True or false only if it is so for every pair of numbers within the bounds."""
    left_max, right_max = _top(left), _top(right)
    if kind in {"==", "!="}:
        if left_max < right.min or right_max < left.min:
            return kind == "!="
        alike = left.min == left_max == right.min == right_max
        return kind == "==" if alike else None
    compare = _ORDER[kind]
    outcomes = {compare(left.min, right_max), compare(left_max, right.min)}
    return outcomes.pop() if len(outcomes) == 1 else None


def _top(interval: Interval) -> float:
    return float("inf") if interval.max is None else interval.max


def _quantifier(node: Quantifier, values: Values, bound: Bound) -> _Truth:
    members = values.get(node.source.name)
    if not isinstance(members, tuple):
        return _Truth(None, frozenset(), frozenset({node.source.name}))
    bodies = [_truth(node.body, values, {**bound, node.variable: member}) for member in members]
    found = _junction("||" if node.kind == "exists" else "&&", bodies)
    return _Truth(found.value, found.used | {node.source.name}, found.missing)
