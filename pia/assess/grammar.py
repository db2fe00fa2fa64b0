"""The text of a condition -> its tree. A strict subset of CEL.

Operators `|| && ! == != < <= > >= in`, literals, lists, dotted facts, `.exists(v, e)`, `.all(v, e)`, `size(x)`.
Nothing that could turn an unknown into false: no `has()`, no `? :`, no arithmetic, no regular expressions.

Source: Common Expression Language specification, whose syntax and absorption of errors in `&&` and `||` this keeps.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal as OneOf

_TOKEN = re.compile(
    r"""\s*(?:
        (?P<number>-?\d+(?:\.\d+)?(?![\w.]))
      | (?P<string>"(?:[^"\\]|\\["\\])*"|'(?:[^'\\]|\\['\\])*')
      | (?P<name>[A-Za-z_]\w*)
      | (?P<operator>\|\||&&|==|!=|<=|>=|[!<>()\[\],.])
      | (?P<end>$)
    )""",
    re.VERBOSE,
)
_DEEPEST = 50
_LONGEST = 4000


class ConditionError(ValueError):
    """A condition that cannot be read.

    Attributes:
        column: Where, counted from 1.
        what: What is wrong.
        fix: What to do.
    """

    def __init__(self, column: int, what: str, fix: str = "") -> None:
        """One problem."""
        super().__init__(f"column {column}: {what}")
        self.column, self.what, self.fix = column, what, fix


@dataclass(frozen=True, slots=True)
class Value:
    """A literal."""

    value: bool | int | float | str
    column: int


@dataclass(frozen=True, slots=True)
class Items:
    """A list of literals."""

    items: tuple[Value, ...]
    column: int


@dataclass(frozen=True, slots=True)
class Name:
    """A fact, or the variable of the quantifier around it."""

    name: str
    column: int


@dataclass(frozen=True, slots=True)
class Not:
    """Negation."""

    operand: Node
    column: int


@dataclass(frozen=True, slots=True)
class Junction:
    """Two or more operands that must all hold (`&&`), or of which one must (`||`)."""

    operator: OneOf["&&", "||"]
    operands: tuple[Node, ...]
    column: int


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two values compared."""

    operator: OneOf["==", "!=", "<", "<=", ">", ">=", "in"]
    left: Node
    right: Node
    column: int


@dataclass(frozen=True, slots=True)
class Quantifier:
    """A condition on one (`exists`) or every (`all`) member of a list."""

    kind: OneOf["exists", "all"]
    source: Name
    variable: str
    body: Node
    column: int


@dataclass(frozen=True, slots=True)
class Size:
    """The number of members of a list."""

    source: Name
    column: int


Node = Value | Items | Name | Not | Junction | Comparison | Quantifier | Size


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    text: str
    column: int


def parse(source: str) -> Node:
    """The tree of a condition.

    Raises:
        ConditionError: It is not in the language; with the column.
    """
    if len(source) > _LONGEST:
        raise ConditionError(1, f"the condition is longer than {_LONGEST} characters", "Split the rule.")
    parser = _Parser(_tokens(source))
    tree = parser.junction("||", 0)
    parser.expect("end", "")
    return tree


def _tokens(source: str) -> list[_Token]:
    tokens: list[_Token] = []
    place = 0
    while not tokens or tokens[-1].kind != "end":
        found = _TOKEN.match(source, place)
        if not found:
            at = place + len(source[place:]) - len(source[place:].lstrip())
            raise ConditionError(at + 1, f"'{source[at]}' is not part of the language", _hint(source[at:]))
        kind = str(found.lastgroup)
        tokens.append(_Token(kind, found.group(kind), found.start(kind) + 1))
        place = found.end()
    return tokens


def _hint(rest: str) -> str:
    if rest.startswith("="):
        return "Write == to compare."
    if rest[0] in "&|":
        return "Write && for and, || for or."
    return "There is no arithmetic and no '? :'; let the scanner measure it as a fact."


class _Parser:
    """Recursive descent over the tokens, loosest operator first."""

    def __init__(self, tokens: list[_Token]) -> None:
        self.tokens, self.place = tokens, 0

    @property
    def token(self) -> _Token:
        return self.tokens[self.place]

    def take(self, *texts: str) -> _Token | None:
        if self.token.kind in {"operator", "name"} and self.token.text in texts:
            self.place += 1
            return self.tokens[self.place - 1]
        return None

    def expect(self, kind: str, text: str) -> _Token:
        token = self.token
        if token.kind != kind or (text and token.text != text):
            found = f"'{token.text}'" if token.text else "the end"
            wanted = f"'{text}'" if text else {"end": "the end or an operator", "name": "a name"}[kind]
            raise ConditionError(token.column, f"{found} stands where {wanted} should")
        self.place += kind != "end"
        return token

    def junction(self, operator: OneOf["&&", "||"], depth: int) -> Node:
        if depth > _DEEPEST:
            raise ConditionError(self.token.column, "the condition is nested too deeply", "Split the rule.")
        operands = [self._tighter(operator, depth)]
        column = self.token.column
        while self.take(operator):
            operands.append(self._tighter(operator, depth))
        return operands[0] if len(operands) == 1 else Junction(operator, tuple(operands), column)

    def _tighter(self, operator: str, depth: int) -> Node:
        return self.junction("&&", depth) if operator == "||" else self.comparison(depth)

    def comparison(self, depth: int) -> Node:
        left = self.unary(depth)
        operator = self.take("==", "!=", "<", "<=", ">", ">=", "in")
        if not operator:
            return left
        right = self.unary(depth)
        if again := self.take("==", "!=", "<", "<=", ">", ">=", "in"):
            raise ConditionError(again.column, "comparisons do not chain", "Join them with &&.")
        return Comparison(operator.text, left, right, operator.column)  # type: ignore[arg-type]

    def unary(self, depth: int) -> Node:
        if depth > _DEEPEST:
            raise ConditionError(self.token.column, "the condition is nested too deeply", "Split the rule.")
        if negation := self.take("!"):
            return Not(self.unary(depth + 1), negation.column)
        if self.take("("):
            inner = self.junction("||", depth + 1)
            self.expect("operator", ")")
            return inner
        return self.operand(depth)

    def operand(self, depth: int) -> Node:
        token = self.token
        if token.kind in {"number", "string"} or token.text in {"true", "false"}:
            return self.literal()
        if self.take("["):
            return self.items(token.column)
        if token.text == "size":
            return self.size()
        return self.name_or_quantifier(depth)

    def literal(self) -> Value:
        token = self.token
        self.place += 1
        if token.kind == "number":
            return Value(float(token.text) if "." in token.text else int(token.text), token.column)
        if token.kind == "string":
            return Value(re.sub(r"\\(.)", r"\1", token.text[1:-1]), token.column)
        if token.text in {"true", "false"}:
            return Value(token.text == "true", token.column)
        raise ConditionError(token.column, f"'{token.text}' stands where a literal should", "Quote a text.")

    def items(self, column: int) -> Items:
        items: list[Value] = []
        while not self.take("]"):
            if items:
                self.expect("operator", ",")
            items.append(self.literal())
        return Items(tuple(items), column)

    def size(self) -> Size:
        token = self.expect("name", "size")
        self.expect("operator", "(")
        name, _ = self.dotted()
        self.expect("operator", ")")
        return Size(name, token.column)

    def dotted(self) -> tuple[Name, str]:
        """A dotted name, and the quantifier that follows it, if any."""
        first = self.expect("name", "")
        parts = [first.text]
        while self.take("."):
            part = self.expect("name", "")
            if part.text in {"exists", "all"} and self.token.text == "(":
                return Name(".".join(parts), first.column), part.text
            parts.append(part.text)
        return Name(".".join(parts), first.column), ""

    def name_or_quantifier(self, depth: int) -> Node:
        name, kind = self.dotted()
        if not kind:
            if self.token.text == "(":
                raise ConditionError(name.column, f"there is no function '{name.name}'", "There are size, exists, all.")
            return name
        self.expect("operator", "(")
        variable = self.expect("name", "")
        self.expect("operator", ",")
        body = self.junction("||", depth + 1)
        self.expect("operator", ")")
        return Quantifier(kind, name, variable.text, body, name.column)  # type: ignore[arg-type]
