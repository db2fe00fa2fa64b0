"""An organisation's thresholds: declared by a pack, set by an extending pack or a deployment, within their bounds."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches

from pia.documents import Loaded
from pia.errors import Problem
from pia.model.rule import FactDeclaration, FactType, FactValue, RulePack
from pia.model.tailoring import Parameter, ParameterUse, ParameterValue

PREFIX = "param."
_NAME = re.compile(r"[a-z][a-z0-9_]*")
_TYPES = {"number": FactType.NUMBER, "boolean": FactType.BOOLEAN}


@dataclass(frozen=True, slots=True)
class Setting:
    """A parameter with its value.

    Attributes:
        parameter: The parameter.
        value: Its value.
        set_by: Who set it: empty for the default, the id of a pack, or `deployment.yaml`.
    """

    parameter: Parameter
    value: ParameterValue
    set_by: str = ""

    @property
    def use(self) -> ParameterUse:
        """As an assessment keeps it."""
        own = self.parameter
        return ParameterUse(own.name, own.label, self.value, own.default, self.set_by)


def declaration(parameter: Parameter) -> FactDeclaration:
    """A parameter as a word of conditions: `param.<name>`."""
    name, kind = f"{PREFIX}{parameter.name}", _TYPES[parameter.type]
    return FactDeclaration(name, kind, parameter.label, parameter.label, parameter.unit)


def values_of(settings: Iterable[Setting]) -> dict[str, FactValue]:
    """Values by `param.<name>`."""
    return {f"{PREFIX}{setting.parameter.name}": setting.value for setting in settings}


def declared(loaded: Loaded[RulePack], taken: Sequence[Setting]) -> tuple[tuple[Setting, ...], list[Problem]]:
    """The parameters of a pack at their defaults, behind those it takes over, and what is wrong with them."""
    problems: list[Problem] = []
    known = {setting.parameter.name for setting in taken}
    times = Counter(parameter.name for parameter in loaded.value.parameters)
    for place, parameter in enumerate(loaded.value.parameters):
        where = loaded.at("parameters", place)
        about = f"the parameter '{parameter.name}'"
        if not _NAME.fullmatch(parameter.name):
            problems.append(Problem(where, f"{about} has no proper name", "Use small letters, digits, underscores."))
        if times[parameter.name] > 1 or parameter.name in known:
            problems.append(Problem(where, f"{about} is declared twice", "Keep one, or set that of the pack extended."))
        if wrong := _misfit(parameter, parameter.default):
            problems.append(Problem(loaded.at("parameters", place, "default"), f"{about}: its default {wrong}"))
    own = tuple(Setting(parameter, parameter.default) for parameter in loaded.value.parameters)
    return (*taken, *own), problems


def settled(
    settings: Sequence[Setting], given: Mapping[str, ParameterValue], set_by: str, at: Callable[[str], str]
) -> tuple[tuple[Setting, ...], list[Problem]]:
    """Parameters with the values given, and what is wrong with those.

    Args:
        settings: Parameters with the values they have.
        given: New values, by name.
        set_by: Who gives them.
        at: `file:line` of the value of a name.
    """
    known = {setting.parameter.name: setting.parameter for setting in settings}
    problems: list[Problem] = []
    for name, value in given.items():
        if name not in known:
            near = get_close_matches(name, known, 1)
            hint = f"Did you mean '{near[0]}'?" if near else f"Known: {', '.join(known) or 'none'}."
            problems.append(Problem(at(name), f"there is no parameter '{name}'", hint))
        elif wrong := _misfit(known[name], value):
            problems.append(Problem(at(name), f"the parameter '{name}' {wrong}"))
    changed = tuple(
        replace(setting, value=given[setting.parameter.name], set_by=set_by)
        if setting.parameter.name in given
        else setting
        for setting in settings
    )
    return changed, problems


def _misfit(parameter: Parameter, value: ParameterValue) -> str:
    """Why a parameter cannot have a value; empty if it can."""
    if isinstance(value, bool) is not (parameter.type == "boolean"):
        return f"is no {parameter.type}"
    if parameter.min is not None and value < parameter.min:
        return f"is below {parameter.min:,}"
    if parameter.max is not None and value > parameter.max:
        return f"is above {parameter.max:,}"
    return ""
