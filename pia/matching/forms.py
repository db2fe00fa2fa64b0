"""What is looked for: an expression, and how it is applied to a text."""

from __future__ import annotations

from dataclasses import dataclass

from pia.matching.programs import Charset

SPACE, DIGIT = Charset(r"\s", 0, "re"), Charset(r"\d", 0, "re")


@dataclass(frozen=True, slots=True)
class Form:
    """An expression, and how it is applied.

    Attributes:
        expression: Regular expression.
        flags: Flags of the engine.
        engine: `re` or `regex`.
        whole: Whether it must match the whole text, white space around it aside (as `str.strip` has it).
        digits: Digits that the text must hold; it is not searched otherwise.
    """

    expression: str
    flags: int
    engine: str = "re"
    whole: bool = False
    digits: int = 0
