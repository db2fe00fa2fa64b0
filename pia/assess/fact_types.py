"""Static types of conditions: a fact that does not exist and a value that cannot occur are errors at load."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches

from pia.assess.grammar import (
    Comparison,
    ConditionError,
    Items,
    Junction,
    Name,
    Node,
    Not,
    Quantifier,
    Size,
    Value,
)
from pia.model.rule import FactDeclaration, FactType


class ConditionTypeError(ValueError):
    """Everything that is wrong with the types of a condition.

    Attributes:
        errors: One per problem, in the order of the text.
    """

    def __init__(self, errors: tuple[ConditionError, ...]) -> None:
        """At least one problem."""
        super().__init__("; ".join(str(error) for error in errors))
        self.errors = errors


@dataclass(frozen=True, slots=True)
class _Type:
    """What an expression holds: `boolean`, `number`, `text`, `list`, or `unknown` after an error.

    Attributes:
        kind: One of these.
        options: The texts it may hold; `None` if any.
        name: The fact it is, for messages.
    """

    kind: str
    options: frozenset[str] | None = None
    name: str = ""


_UNKNOWN = _Type("unknown")
_KINDS = {
    FactType.BOOLEAN: "boolean",
    FactType.NUMBER: "number",
    FactType.CHOICE: "text",
    FactType.CHOICES: "list",
}


def check(tree: Node, facts: Mapping[str, FactDeclaration]) -> None:
    """Refuse a condition that uses unknown facts or compares what cannot be compared.

    Raises:
        ConditionTypeError: All problems at once.
    """
    checker = _Checker(facts)
    checker.boolean(tree, {})
    if checker.errors:
        raise ConditionTypeError(tuple(sorted(checker.errors, key=lambda error: error.column)))


Scope = Mapping[str, _Type]


class _Checker:
    def __init__(self, facts: Mapping[str, FactDeclaration]) -> None:
        self.facts = facts
        self.errors: list[ConditionError] = []

    def _error(self, column: int, what: str, fix: str = "") -> _Type:
        self.errors.append(ConditionError(column, what, fix))
        return _UNKNOWN

    def boolean(self, node: Node, scope: Scope) -> None:
        found = self.type_of(node, scope)
        if found.kind not in {"boolean", "unknown"}:
            hint = f'Compare it, as in {found.name} == "..."' if found.name else "Compare it with something."
            self._error(node.column, f"a {found.kind} stands where true or false should", hint)

    def type_of(self, node: Node, scope: Scope) -> _Type:
        if isinstance(node, Value):
            return self._literal(node)
        if isinstance(node, Items):
            return self._items(node)
        if isinstance(node, Name):
            return scope[node.name] if node.name in scope else self._fact(node)
        if isinstance(node, Size):
            self._list(node.source, scope)
            return _Type("number")
        if isinstance(node, Quantifier):
            return self._quantifier(node, scope)
        return self._operation(node, scope)

    def _operation(self, node: Not | Junction | Comparison, scope: Scope) -> _Type:
        if isinstance(node, Not):
            self.boolean(node.operand, scope)
        elif isinstance(node, Junction):
            for operand in node.operands:
                self.boolean(operand, scope)
        else:
            self._comparison(node, scope)
        return _Type("boolean")

    def _literal(self, node: Value) -> _Type:
        if isinstance(node.value, bool):
            return _Type("boolean")
        return _Type("text", frozenset({node.value})) if isinstance(node.value, str) else _Type("number")

    def _items(self, node: Items) -> _Type:
        texts = [item.value for item in node.items if isinstance(item.value, str)]
        if not node.items or len(texts) < len(node.items):
            return self._error(node.column, "a list must hold texts, at least one", 'Write ["a", "b"].')
        return _Type("list", frozenset(texts))

    def _fact(self, node: Name) -> _Type:
        declared = self.facts.get(node.name)
        if declared is None:
            near = get_close_matches(node.name, self.facts, 1)
            siblings = sorted(name for name in self.facts if name.split(".")[0] == node.name.split(".")[0])
            hint = f"Did you mean '{near[0]}'?" if near else f"Known facts: {', '.join(siblings[:8] or ['none'])} ..."
            return self._error(node.column, f"unknown fact '{node.name}'", hint)
        options = frozenset(option.value for option in declared.options) or None
        return _Type(_KINDS[declared.type], options, node.name)

    def _list(self, source: Name, scope: Scope) -> _Type:
        found = self.type_of(source, scope)
        if found.kind not in {"list", "unknown"}:
            return self._error(source.column, f"'{source.name}' is no list")
        return found

    def _quantifier(self, node: Quantifier, scope: Scope) -> _Type:
        members = self._list(node.source, scope)
        self.boolean(node.body, {**scope, node.variable: _Type("text", members.options, node.source.name)})
        return _Type("boolean")

    def _comparison(self, node: Comparison, scope: Scope) -> None:
        left, right = self.type_of(node.left, scope), self.type_of(node.right, scope)
        if "unknown" in {left.kind, right.kind}:
            return
        if node.operator == "in":
            if left.kind != "text" or right.kind != "list":
                self._error(node.column, f"'in' wants a text and a list, not a {left.kind} and a {right.kind}")
        elif left.kind != right.kind or left.kind == "list":
            self._error(node.column, f"a {left.kind} cannot be compared with a {right.kind}")
        elif node.operator not in {"==", "!="} and left.kind != "number":
            self._error(node.column, f"'{node.operator}' orders numbers, not a {left.kind}")
        self._options(left, right, node.column)

    def _options(self, left: _Type, right: _Type, column: int) -> None:
        """A text that is compared with a choice must be one of its options."""
        for choice, texts in ((left, right), (right, left)):
            if choice.name and choice.options and texts.options and not texts.name:
                for text in sorted(texts.options - choice.options):
                    known = ", ".join(sorted(choice.options))
                    self._error(column, f"'{text}' is not an option of {choice.name}", f"Options: {known}.")
