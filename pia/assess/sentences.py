"""Conditions and fact values as sentences, so that nobody has to read operators.

Negations are pushed inwards (De Morgan), so that each part reads `label: value`.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from pia.assess.grammar import Comparison, Items, Junction, Name, Node, Not, Quantifier, Size, Value
from pia.model.interval import Interval
from pia.model.rule import FactDeclaration, FactValue
from pia.model.text import Language, Text

_OPPOSITE = {"==": "!=", "!=": "==", "<": ">=", ">=": "<", ">": "<=", "<=": ">", "in": "not in", "not in": "in"}
_MIRRORED = {"<": ">", "<=": ">=", ">": "<", ">=": "<="}
_WORDS = {
    "&&": Text(" and ", "，且"),
    "||": Text(" or ", "，或"),
    "colon": Text(": ", "："),
    "list": Text(" or ", "或"),
    "nor": Text(" nor ", "或"),
    "yes": Text("yes", "是"),
    "no": Text("no", "否"),
    "==": Text("", ""),
    "!=": Text("not ", "非"),
    "<": Text("fewer than ", "少于 "),
    "<=": Text("at most ", "不超过 "),
    ">": Text("more than ", "多于 "),
    ">=": Text("at least ", "不少于 "),
    "in": Text("", ""),
    "not in": Text("neither ", "均非"),
    "includes": Text("include ", "包括"),
    "excludes": Text("do not include ", "不包括"),
    "exists": Text("at least one of ", "至少其中之一："),
    "all": Text("every one of ", "每一项："),
    "size": Text("number of {}", "{}的数量"),
    "unknown": Text("not known", "未知"),
    "none": Text("none", "无"),
}
Facts = Mapping[str, FactDeclaration]


def sentence(tree: Node, facts: Facts, values: Mapping[str, FactValue] = MappingProxyType({})) -> Text:
    """A condition in both languages.

    Args:
        tree: The condition.
        facts: The words it uses.
        values: Values of parameters, by `param.<name>`; each is said beside its label.
    """
    return Text(*(_Speaker(facts, language, values).say(tree, positive=True, inside="") for language in Language))


def value_text(value: FactValue | None, declaration: FactDeclaration) -> Text:
    """A value of a fact as a person reads it, with its unit, in both languages."""
    return Text(*(_Speaker({}, language, {}).value(value, declaration) for language in Language))


def _is_parameter(node: Node) -> bool:
    return isinstance(node, Name) and node.name.startswith("param.")


class _Speaker:
    """One language."""

    def __init__(self, facts: Facts, language: Language, values: Mapping[str, FactValue]) -> None:
        self.facts, self.language, self.values = facts, language, values

    def word(self, key: str) -> str:
        return _WORDS[key].in_language(self.language)

    def say(self, node: Node, *, positive: bool, inside: str) -> str:
        if isinstance(node, Not):
            return self.say(node.operand, positive=not positive, inside=inside)
        if isinstance(node, Junction):
            return self._junction(node, positive=positive, inside=inside)
        if isinstance(node, Comparison):
            return self._comparison(node, positive=positive)
        if isinstance(node, Quantifier):
            return self._quantifier(node, positive=positive)
        if isinstance(node, Value):
            return self.word("yes" if bool(node.value) is positive else "no")
        return f"{self._label(node)}{self.word('colon')}{self.word('yes' if positive else 'no')}"

    def _junction(self, node: Junction, *, positive: bool, inside: str) -> str:
        operator = node.operator if positive else {"&&": "||", "||": "&&"}[node.operator]
        parts = [self.say(operand, positive=positive, inside=operator) for operand in node.operands]
        joined = self.word(operator).join(parts)
        if not inside or inside == operator:
            return joined
        return f"({joined})" if self.language is Language.EN else f"（{joined}）"

    def _comparison(self, node: Comparison, *, positive: bool) -> str:
        left, right, kind = node.left, node.right, node.operator
        if kind != "in" and (isinstance(left, Value) or (_is_parameter(left) and not _is_parameter(right))):
            left, right, kind = right, left, _MIRRORED.get(kind, kind)  # type: ignore[assignment]
        if kind == "in" and isinstance(left, Value):
            verb = self.word("includes" if positive else "excludes")
            return f"{self._label(right)}{self.word('colon')}{verb}{self._option(left.value, right)}"
        shown = kind if positive else _OPPOSITE[kind]
        if isinstance(right, Value) and isinstance(right.value, bool):
            return self.say(left, positive=(right.value is True) == (shown == "=="), inside="&&")
        return f"{self._label(left)}{self.word('colon')}{self.word(shown)}{self._right(right, left, shown)}"

    def _right(self, node: Node, against: Node, operator: str) -> str:
        if isinstance(node, Items):
            return self.word("nor" if operator == "not in" else "list").join(
                self._option(item.value, against) for item in node.items
            )
        if isinstance(node, Value):
            return self._option(node.value, against)
        if isinstance(node, Name) and _is_parameter(node) and node.name in self.values:
            return self._parameter(node, against)
        return self._label(node)

    def _parameter(self, node: Name, against: Node) -> str:
        """A threshold as a number, with the name under which an organisation may set it."""
        own = self.facts.get(node.name)
        of = own if own and own.unit else self.facts.get(against.name) if isinstance(against, Name) else None
        value = self._single(self.values[node.name], of)  # type: ignore[arg-type]
        return f"{value} ({self._label(node)})" if self.language is Language.EN else f"{value}（{self._label(node)}）"

    def _quantifier(self, node: Quantifier, *, positive: bool) -> str:
        kind = node.kind if positive else {"exists": "all", "all": "exists"}[node.kind]
        declaration = self.facts.get(node.source.name)
        inner = dict(self.facts) | ({node.variable: declaration} if declaration else {})
        around = "quantifier" if isinstance(node.body, Junction) else ""
        body = _Speaker(inner, self.language, self.values).say(node.body, positive=positive, inside=around)
        return f"{self.word(kind)}{'' if self.language is Language.ZH else ' '}{body}".replace("  ", " ")

    def _label(self, node: Node) -> str:
        if isinstance(node, Size):
            return self.word("size").format(self._label(node.source))
        if isinstance(node, Name):
            declaration = self.facts.get(node.name)
            return declaration.label.in_language(self.language) if declaration else node.name
        return self.say(node, positive=True, inside="&&")

    def _option(self, value: bool | float | str, of: Node) -> str:
        declaration = self.facts.get(of.name) if isinstance(of, Name) else None
        return self._single(value, declaration)

    def _single(self, value: bool | float | str, declaration: FactDeclaration | None) -> str:
        if isinstance(value, bool):
            return self.word("yes" if value else "no")
        if isinstance(value, int | float):
            unit = declaration.unit if declaration else None
            return f"{value:,}" + (f" {unit.in_language(self.language)}" if unit else "")
        labels = {option.value: option.label for option in declaration.options} if declaration else {}
        return labels[value].in_language(self.language) if value in labels else value

    def value(self, value: FactValue | None, declaration: FactDeclaration) -> str:
        if value is None:
            return self.word("unknown")
        if isinstance(value, tuple):
            joint = ", " if self.language is Language.EN else "、"
            return joint.join(self._single(item, declaration) for item in value) or self.word("none")
        if not isinstance(value, Interval):
            return self._single(value, declaration)
        low = self._single(value.min, declaration)
        if value.max is None:
            return f"{self.word('>=')}{low}"
        joint = " to " if self.language is Language.EN else " 至 "
        return f"{value.min:,}{joint}{self._single(value.max, declaration)}"
