"""Rules and packs that can be evaluated."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from pia.assess.conditions import Condition
from pia.assess.parameters import Setting, declaration, values_of
from pia.model.rule import FactDeclaration, FactValue, Rule, RulePack
from pia.model.tailoring import PackPin, Period


@dataclass(frozen=True, slots=True)
class CheckedRule:
    """A rule whose conditions can be evaluated.

    Attributes:
        rule: The rule.
        applies: Its condition `applies_when`.
        satisfied: Its condition `satisfied_when`.
        where: `file:line` of the rule.
        pack: Id of the pack in whose file it stands.
        in_force: The days on which it and its pack bind; `None` is always.
        defaults: Its pack's parameters as its examples take them, by `param.<name>`.
    """

    rule: Rule
    applies: Condition
    satisfied: Condition
    where: str
    pack: str = ""
    in_force: Period | None = None
    defaults: Mapping[str, FactValue] = field(default_factory=dict)

    @property
    def facts(self) -> frozenset[str]:
        """The facts it uses, parameters left out."""
        names = self.applies.names | self.satisfied.names
        return frozenset(name for name in names if not name.startswith("param."))


@dataclass(frozen=True, slots=True)
class LoadedPack:
    """A pack whose every rule can be evaluated.

    Attributes:
        pack: The pack.
        rules: Its rules, those it takes over first, each in the order of its file.
        sha256: Digest of the file.
        where: The file.
        settings: Its parameters and those it takes over, with their values.
        pins: The packs it takes over, theirs included.
        asked_at: `file:line` of the questions it adds, by fact.
    """

    pack: RulePack
    rules: tuple[CheckedRule, ...]
    sha256: str
    where: str
    settings: tuple[Setting, ...] = ()
    pins: tuple[PackPin, ...] = ()
    asked_at: Mapping[str, str] = field(default_factory=dict)

    @property
    def own(self) -> tuple[CheckedRule, ...]:
        """The rules of its own file."""
        return tuple(checked for checked in self.rules if checked.pack == self.pack.id)

    @property
    def values(self) -> dict[str, FactValue]:
        """Values of its parameters, by `param.<name>`."""
        return values_of(self.settings)

    @property
    def declarations(self) -> dict[str, FactDeclaration]:
        """Its parameters as conditions see them, by `param.<name>`."""
        return {item.name: item for item in (declaration(setting.parameter) for setting in self.settings)}
