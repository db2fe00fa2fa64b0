"""`visibleIf` of a SurveyJS survey: read once, then asked of answers.

The precedence is that of SurveyJS' grammar: `or`, `and`, comparisons, `contains` and its kin, then factors; a `!`
negates all that follows it up to the closing bracket. Arithmetic and functions are refused, for no survey of this kind
uses them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeAlias

from pia.scoring._operators import OPERATORS, Value, empty, number_of, plain, truthy

Answers: TypeAlias = Mapping[str, object]


class ExpressionError(Exception):
    """A `visibleIf` that is broken: what is wrong, and at which column."""

    def __init__(self, column: int, what: str) -> None:
        """The first column is 1."""
        self.column, self.what = column, what
        super().__init__(f"column {column}: {what}")


@dataclass(frozen=True, slots=True)
class Const:
    """A literal."""

    value: bool | int | float | str | None


@dataclass(frozen=True, slots=True)
class Name:
    """The answer to a question."""

    name: str


@dataclass(frozen=True, slots=True)
class Items:
    """A list."""

    items: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Unary:
    """`negate`, `empty` or `notempty`."""

    operator: str
    operand: Node


@dataclass(frozen=True, slots=True)
class Binary:
    """Two operands."""

    operator: str
    left: Node
    right: Node


Node = Const | Name | Items | Unary | Binary

_TOKEN = re.compile(
    r"""\s*(?:(?P<text>'(?:\\['"]|[^'\\])*'|"(?:\\['"]|[^"\\])*")|(?P<name>\{[^{}]+\})"""
    r"""|(?P<number>-?(?:0x[0-9a-fA-F]+|\d+(?:\.\d+)?)(?![\w.]))|(?P<word>[A-Za-z]\w*)"""
    r"""|(?P<sign><=|=<|>=|=>|==|!=|<>|&&|\|\||\*=|[=<>!(),\[\]]))"""
)
_OR, _AND = {"||": "or", "or": "or"}, {"&&": "and", "and": "and"}
_COMPARISONS = {
    **dict.fromkeys(("<=", "=<", "lessorequal"), "lessorequal"),
    **dict.fromkeys((">=", "=>", "greaterorequal"), "greaterorequal"),
    **dict.fromkeys(("=", "==", "equal", "equals"), "equal"),
    **dict.fromkeys(("!=", "<>", "notequal", "notequals"), "notequal"),
    **{"<": "less", "less": "less", ">": "greater", "greater": "greater"},
}
_CONTAINS = {
    **dict.fromkeys(("*=", "contains", "contain"), "contains"),
    **dict.fromkeys(("notcontains", "notcontain"), "notcontains"),
    **{"anyof": "anyof", "allof": "allof"},
}
_LEVELS = (_OR, _AND, _COMPARISONS, _CONTAINS)
_RESERVED = frozenset(word for level in _LEVELS for word in level) | {"empty", "notempty", "negate", "not"}
_DEEPEST = 60


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    text: str
    column: int


def _tokens(text: str) -> Iterator[_Token]:
    place = 0
    while text[place:].strip():
        found = _TOKEN.match(text, place)
        if found is None:
            start = place + len(text[place:]) - len(text[place:].lstrip())
            raise ExpressionError(start + 1, "this cannot be read; quote texts, and name questions in {braces}")
        kind = found.lastgroup or ""
        yield _Token(kind, found[kind], found.start(kind) + 1)
        place = found.end()
    yield _Token("end", "", len(text) + 1)


def parse(text: str) -> Node:
    """An expression as a tree.

    Raises:
        ExpressionError: It is broken.
    """
    reader = _Reader(list(_tokens(text)))
    tree = reader.binary(0, 0)
    if reader.next.kind != "end":
        raise ExpressionError(reader.next.column, "an operator is missing here")
    return tree


class _Reader:
    def __init__(self, tokens: list[_Token]) -> None:
        self.tokens, self.place = tokens, 0

    @property
    def next(self) -> _Token:
        return self.tokens[self.place]

    def take(self) -> _Token:
        self.place += 1
        return self.tokens[self.place - 1]

    def binary(self, level: int, depth: int) -> Node:
        if depth > _DEEPEST:
            raise ExpressionError(self.next.column, "the expression is nested too deeply")
        if level == len(_LEVELS):
            return self.factor(depth)
        left = self.binary(level + 1, depth)
        while self.next.kind in {"sign", "word"} and self.next.text.lower() in _LEVELS[level]:
            operator = _LEVELS[level][self.take().text.lower()]
            left = Binary(operator, left, self.binary(level + 1, depth))
        return left

    def factor(self, depth: int) -> Node:
        token = self.take()
        word = token.text.lower()
        if token.text == "(":
            inner = self.binary(0, depth + 1)
            self.expect(")")
            return inner
        if token.text == "!" or word in {"negate", "not"}:
            return Unary("negate", self.binary(0, depth + 1))
        if token.text == "[":
            return self.items(depth)
        atom = self.atom(token)
        if self.next.kind == "word" and self.next.text.lower() in {"empty", "notempty"}:
            return Unary(self.take().text.lower(), atom)
        return atom

    def expect(self, sign: str) -> None:
        token = self.take()
        if token.text != sign or token.kind != "sign":
            raise ExpressionError(token.column, f"'{sign}' is missing here")

    def items(self, depth: int) -> Node:
        found: list[Node] = []
        while self.next.text != "]":
            if found:
                self.expect(",")
            found.append(self.binary(0, depth + 1))
        self.expect("]")
        return Items(tuple(found))

    def atom(self, token: _Token) -> Node:
        word = token.text.lower()
        if token.kind == "text":
            return Const(re.sub(r"\\(['\"])", r"\1", token.text[1:-1]))
        if token.kind == "name":
            return Name(token.text[1:-1].strip())
        if token.kind == "number":
            return Const(number_of(token.text))
        if token.kind == "word" and self.next.text == "(":
            raise ExpressionError(token.column, f"the function '{token.text}' is not supported")
        if token.kind == "word" and word not in _RESERVED:
            plain: dict[str, bool | None] = {"true": True, "false": False, "null": None, "undefined": None}
            return Const(plain[word]) if word in plain else Const(token.text)
        raise ExpressionError(token.column, "a question, a value or a bracket is missing here")


@lru_cache(maxsize=8192)
def names(node: Node) -> frozenset[str]:
    """The questions that an expression asks."""
    return frozenset(part.name for part in walk(node) if isinstance(part, Name))


def walk(node: Node) -> Iterator[Node]:
    """Every node of a tree, the root first."""
    yield node
    if isinstance(node, Items):
        inner: tuple[Node, ...] = node.items
    elif isinstance(node, Unary):
        inner = (node.operand,)
    else:
        inner = (node.left, node.right) if isinstance(node, Binary) else ()
    for part in inner:
        yield from walk(part)


def replaced(node: Node, of: Callable[[Name], Node]) -> Node:
    """A tree with every name exchanged."""
    if isinstance(node, Name):
        return of(node)
    if isinstance(node, Items):
        return Items(tuple(replaced(part, of) for part in node.items))
    if isinstance(node, Unary):
        return Unary(node.operator, replaced(node.operand, of))
    if isinstance(node, Binary):
        return Binary(node.operator, replaced(node.left, of), replaced(node.right, of))
    return node


def holds(node: Node, answers: Answers) -> bool:
    """Whether an expression is true of some answers; an unanswered question is empty."""
    return truthy(_value(node, answers))


def _value(node: Node, answers: Answers) -> Value:
    if isinstance(node, Const):
        return node.value
    if isinstance(node, Name):
        return plain(answers.get(node.name))
    if isinstance(node, Items):
        return [_value(item, answers) for item in node.items]
    if isinstance(node, Unary):
        value = _value(node.operand, answers)
        return {"negate": not truthy(value), "empty": empty(value), "notempty": not empty(value)}[node.operator]
    left = _value(node.left, answers)
    if node.operator in {"and", "or"}:
        decided = truthy(left) is (node.operator == "or")
        return truthy(left) if decided else truthy(_value(node.right, answers))
    return OPERATORS[node.operator](left, _value(node.right, answers))
