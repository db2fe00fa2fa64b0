"""Programs of threads: what an automaton is made from.

Source: Thompson (1968) and Pike's virtual machine, in which the order of threads is the order in which a backtracking
matcher would try them (Cox, "Regular Expression Matching: the Virtual Machine Approach", 2009).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Literal

Kind = Literal["char", "split", "next", "before", "boundary", "start", "end", "ahead", "match"]


class UnsupportedError(ValueError):
    """An automaton cannot say this expression; it is left to the backtracking matcher."""


def engine_of(name: str) -> Any:
    """The module of an engine: `re` or `regex`."""
    if name == "re":
        return re
    import regex

    return regex


@lru_cache(maxsize=4096)
def _compiled(charset: Charset) -> Any:
    return engine_of(charset.engine).compile(f"(?:{charset.expression})+", charset.flags)


@dataclass(frozen=True, slots=True)
class Charset:
    """A set of characters, as an expression for one character.

    Attributes:
        expression: A character class, or one escaped character.
        flags: Flags of the engine.
        engine: `re` or `regex`: the engines differ on some letters.
    """

    expression: str
    flags: int
    engine: str

    def members(self, text: str) -> set[int]:
        """Places in a text whose character is in the set."""
        return {place for start, end in self.runs(text) for place in range(start, end)}

    def runs(self, text: str) -> list[tuple[int, int]]:
        """Where the characters of the set stand together in a text: first place, one past the last."""
        return [found.span() for found in _compiled(self).finditer(text)]


@dataclass(frozen=True, slots=True)
class Instruction:
    """One step of a program.

    Attributes:
        kind: What it does.
        to: Where it goes on; a split has two, the preferred one first.
        charset: Number of a character set, for `char`, `next`, `before` and `boundary` (what a word is made of).
        negative: Whether the assertion must not hold.
        body: Program of a look-ahead.
    """

    kind: Kind
    to: tuple[int, ...] = ()
    charset: int = -1
    negative: bool = False
    body: int = -1


@dataclass(slots=True)
class Program:
    """An expression, and the programs of its look-aheads.

    Attributes:
        code: Instructions; the first is the start.
        charsets: The sets that `charset` counts.
        bodies: Programs of look-aheads.
        named: Whether the expression marks its match by a group `value`.
    """

    code: list[Instruction]
    charsets: list[Charset]
    bodies: list[list[Instruction]] = field(default_factory=list)
    named: bool = False
