"""Which characters the report font has; others are shown by their code point, and the report says so."""

from __future__ import annotations

from functools import cache

from pia.resources import resource


@cache
def covered() -> frozenset[int]:
    """Code points that the report font covers."""
    points: set[int] = set()
    for line in (resource("fonts") / "coverage.txt").read_text(encoding="ascii").split():
        first, _, last = line.partition("-")
        points.update(range(int(first, 16), int(last or first, 16) + 1))
    return frozenset(points)


class Replacer:
    """Replaces characters without a glyph.

    Attributes:
        missing: The characters replaced so far.
    """

    def __init__(self) -> None:
        """Nothing is missing yet."""
        self.missing: set[str] = set()

    def __call__(self, text: str) -> str:
        """The text with `[U+1F642]` for each character that the font lacks."""
        lacking = {character for character in text if ord(character) not in covered()} - {"\n"}
        self.missing |= lacking
        return "".join(f"[U+{ord(character):04X}]" if character in lacking else character for character in text)


def visible(text: object) -> str:
    r"""A text from a file as it can be shown: control and direction characters become visible.

    >>> visible("a\u202eb")
    'a[U+202E]b'
    """
    said = str(text)
    if said.isprintable():
        return said
    return "".join(
        character if character.isprintable() or character in "\n\u3000" else f"[U+{ord(character):04X}]"
        for character in said
    )
