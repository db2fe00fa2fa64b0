"""Bad input: cases made by committed scripts with a seed, and what pia does with each.

A case writes its files into an empty folder and names a command line that reads them. `python -m tests.badinput` runs
all cases and prints the table; `tests/trust/badinput.py` is the same as a measure.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

CANARIES = ("Malformed Canarybird 4711", "110105194912310021", "malformed.canary@leak.example.org")
"""Values in the cells of every bad table; none may come out."""


@dataclass(frozen=True, slots=True)
class Case:
    """One bad input.

    Attributes:
        family: What kind of input.
        name: What is bad about it.
        write: Writes its files into a folder.
        arguments: Of pia's command line, run in that folder.
        big: Whether it is large on purpose, and left out of a quick run.
    """

    family: str
    name: str
    write: Callable[[Path], object]
    arguments: tuple[str, ...]
    big: bool = False


def holding(file: str, data: Callable[[], bytes] | bytes) -> Callable[[Path], object]:
    """What writes one file; large data is made when it is needed."""

    def write(folder: Path) -> object:
        return (folder / file).write_bytes(data if isinstance(data, bytes) else data())

    return write


def scanned(family: str, name: str, file: str, data: Callable[[], bytes] | bytes, *, big: bool = False) -> Case:
    """A case of one file that is scanned."""
    return Case(family, name, holding(file, data), ("scan", file, "-f", "json"), big)
