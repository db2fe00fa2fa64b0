"""The commands there are and their options, made when they are asked for: a run needs one command of many."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, MutableMapping, Sequence
from dataclasses import fields

import click

from pia.model.limits import Limits


class Commands(MutableMapping[str, click.Command]):
    """Commands by name."""

    def __init__(self, make: Callable[[str], click.Command], names: Iterable[str]) -> None:
        """`make` gives the command of each of the names."""
        self._make = make
        self._made: dict[str, click.Command | None] = dict.fromkeys(names)

    def __getitem__(self, name: str) -> click.Command:
        command = self._made[name]
        if command is None:
            command = self._made[name] = self._make(name)
        return command

    def __setitem__(self, name: str, command: click.Command) -> None:
        self._made[name] = command

    def __delitem__(self, name: str) -> None:
        del self._made[name]

    def __contains__(self, name: object) -> bool:
        return name in self._made

    def __iter__(self) -> Iterator[str]:
        return iter(self._made)

    def __len__(self) -> int:
        return len(self._made)


class Options(Mapping[str, Sequence[str]]):
    """The options that a configuration file may set, by command."""

    def __init__(self, shared: Sequence[str], commands: Mapping[str, click.Command]) -> None:
        """`shared` are those of every command."""
        self._fixed = {"": shared, "limits": [field.name for field in fields(Limits)]}
        self._commands = commands

    def __getitem__(self, name: str) -> Sequence[str]:
        if name in self._fixed:
            return self._fixed[name]
        return [option.name or "" for option in self._commands[name].params if isinstance(option, click.Option)]

    def __contains__(self, name: object) -> bool:
        return name in self._fixed or name in self._commands

    def __iter__(self) -> Iterator[str]:
        return iter((*self._fixed, *self._commands))

    def __len__(self) -> int:
        return len(self._fixed) + len(self._commands)
