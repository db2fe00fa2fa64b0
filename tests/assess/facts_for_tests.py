"""A few declared facts."""

from __future__ import annotations

from pia.model.rule import FactDeclaration, FactType, Option
from pia.model.text import Text


def option(value: str) -> Option:
    return Option(value, Text(value.upper(), f"选{value}"))


def declare(name: str, type_: FactType, *options: str, unit: Text | None = None) -> FactDeclaration:
    label = Text(name.rsplit(".", maxsplit=1)[-1], f"事实{name.rsplit('.', maxsplit=1)[-1]}")
    return FactDeclaration(
        name, type_, label, Text(f"Is it {name}?", f"是否{name}？"), unit, tuple(map(option, options))
    )


FACTS = {
    fact.name: fact
    for fact in (
        declare("scan.a", FactType.BOOLEAN),
        declare("scan.b", FactType.BOOLEAN),
        declare("ans.c", FactType.CHOICE, "yes", "partly", "no"),
        declare("proj.d", FactType.CHOICES, "cloud", "ai", "iot"),
        declare("scan.n", FactType.NUMBER, unit=Text("people", "人")),
        declare("scan.m", FactType.NUMBER),
    )
}
