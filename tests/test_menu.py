from __future__ import annotations

import click
import pytest

from pia.menu import Commands, Options


def commands(made: list[str]) -> Commands:
    def make(name: str) -> click.Command:
        made.append(name)
        return click.Command(name, params=[click.Option(["--much"]), click.Argument(["file"])])

    return Commands(make, ["scan", "gate"])


def test_a_command_is_made_once_when_it_is_asked_for() -> None:
    made: list[str] = []
    every = commands(made)
    assert list(every) == ["scan", "gate"]
    assert len(every) == 2
    assert "scan" in every
    assert "no" not in every
    assert not made
    assert every["scan"] is every["scan"]
    assert made == ["scan"]
    with pytest.raises(KeyError):
        every["no"]


def test_commands_can_be_added_and_taken_away() -> None:
    every = commands([])
    every["more"] = click.Command("more")
    del every["gate"]
    assert list(every) == ["scan", "more"]
    assert every["more"].name == "more"


def test_options_are_looked_up_in_the_command_that_has_them() -> None:
    made: list[str] = []
    options = Options(["lang"], commands(made))
    assert options[""] == ["lang"]
    assert "rows" in options["limits"]
    assert list(options) == ["", "limits", "scan", "gate"]
    assert len(options) == 4
    assert "gate" in options
    assert "none" not in options
    assert not made
    assert options["gate"] == ["much"]
    assert made == ["gate"]
