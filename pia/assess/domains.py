"""The values of a fact that a condition can tell apart: enough to try, and few.

Numbers are counts, shares and days and never below 0; between two numbers that a condition names, all behave alike.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations, pairwise

from pia.assess.grammar import Comparison, Items, Junction, Name, Node, Not, Quantifier, Size, Value
from pia.model.rule import FactDeclaration, FactType, FactValue

_MOST_SUBSETS = 64


def possible_values(
    declaration: FactDeclaration, trees: Iterable[Node], parameters: Mapping[str, FactValue] | None = None
) -> tuple[FactValue, ...]:
    """Values of a fact, so that for each that is possible one behaves like it in all the conditions.

    Args:
        declaration: The fact.
        trees: The conditions.
        parameters: Values of the parameters they use, by `param.<name>`.
    """
    if declaration.type is FactType.BOOLEAN:
        return (False, True)
    if declaration.type is FactType.CHOICE:
        return tuple(option.value for option in declaration.options)
    parts = [part for tree in trees for part in _parts(tree)]
    if declaration.type is FactType.NUMBER:
        return _numbers(parts, parameters or {})
    named = {text for part in parts for text in _texts(part)}
    members = [option.value for option in declaration.options]
    telling = [member for member in members if member in named]
    others = [member for member in members if member not in named]
    return _subsets([*telling, *others[: max(2, _largest(parts, parameters or {}))]])


def _subsets(members: list[str]) -> tuple[FactValue, ...]:
    """Subsets, small and whole ones first."""
    found: list[FactValue] = [(), tuple(members)]
    for size in range(1, len(members)):
        for subset in combinations(members, size):
            found.append(subset)
            if len(found) >= _MOST_SUBSETS:
                return tuple(found)
    return tuple(dict.fromkeys(found))


def _numbers(parts: list[Node], parameters: Mapping[str, FactValue]) -> tuple[FactValue, ...]:
    bounds = sorted({0, 1, *(number for number in _bounds(parts, parameters) if number >= 0)})
    between = [(low + high) / 2 for low, high in pairwise(bounds)]
    return tuple(sorted({*bounds, *between, bounds[-1] + 1, bounds[-1] + 2}))


def _bounds(parts: list[Node], parameters: Mapping[str, FactValue]) -> Iterator[int | float]:
    for part in parts:
        value = part.value if isinstance(part, Value) else parameters.get(part.name) if isinstance(part, Name) else None
        if isinstance(value, int | float) and not isinstance(value, bool):
            yield value


def _largest(parts: list[Node], parameters: Mapping[str, FactValue]) -> int:
    """One more than the largest size that a condition on `size()` names."""
    sized = any(isinstance(part, Size) for part in parts)
    return int(max(_bounds(parts, parameters), default=0)) + 1 if sized else 0


def _texts(part: Node) -> Iterator[str]:
    if isinstance(part, Value) and isinstance(part.value, str):
        yield part.value


def _parts(node: Node) -> Iterator[Node]:
    """A tree and everything below it."""
    yield node
    below: tuple[Node, ...] = ()
    if isinstance(node, Junction):
        below = node.operands
    elif isinstance(node, Not):
        below = (node.operand,)
    elif isinstance(node, Comparison):
        below = (node.left, node.right)
    elif isinstance(node, Quantifier):
        below = (node.source, node.body)
    elif isinstance(node, Size):
        below = (node.source,)
    elif isinstance(node, Items):
        below = node.items
    for child in below:
        yield from _parts(child)
