"""Back-references to a group of one character, written out in the tree of an expression."""

from __future__ import annotations

import re._constants as node
import re._parser as parser
from collections.abc import Iterable, Sequence
from typing import Any

from pia.matching.programs import UnsupportedError

_FEW = 4
"""A back-reference is written out if its group is one character of at most so many."""


def without_references(items: Sequence[Any]) -> list[Any]:
    """The tree with each back-reference to a group of one character written out, once per character."""
    groups = {reference for kind, reference in _flat(items) if kind is node.GROUPREF}
    result = list(items)
    for group in sorted(groups):
        characters = _characters(result, group)
        branches = [[_replaced(item, group, character) for item in result] for character in characters]
        result = [(node.BRANCH, (None, branches))]
    return result


def _flat(items: Any) -> Iterable[tuple[Any, Any]]:
    for item in items:
        if isinstance(item, tuple) and len(item) == 2:
            yield item
        if isinstance(item, (tuple, list, parser.SubPattern)):
            yield from _flat(item)


def _characters(items: Sequence[Any], group: int) -> list[int]:
    for kind, value in _flat(items):
        if kind is node.SUBPATTERN and value[0] == group:
            content = list(value[3])
            if len(content) == 1 and content[0][0] is node.IN:
                choices = content[0][1]
                if len(choices) <= _FEW and all(choice[0] is node.LITERAL for choice in choices):
                    return [choice[1] for choice in choices]
    raise UnsupportedError("a back-reference to more than one character")


def _replaced(item: Any, group: int, character: int) -> Any:
    if isinstance(item, tuple) and len(item) == 2:
        if item[0] is node.GROUPREF and item[1] == group:
            return (node.LITERAL, character)
        if item[0] is node.SUBPATTERN and item[1][0] == group:
            return (node.LITERAL, character)
    if isinstance(item, (tuple, list, parser.SubPattern)):
        parts = [_replaced(part, group, character) for part in item]
        return tuple(parts) if isinstance(item, tuple) else parts
    return item
