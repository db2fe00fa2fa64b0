"""Raw cell -> masked excerpt: the last place where a raw value exists."""

from __future__ import annotations

import unicodedata

_SEPARATORS = frozenset("@.-/: ,()+_·：，。、；（）")
_LONGEST = 40
_NOTHING_LEFT = "[*]"


def mask(text: str) -> str:
    """The shape of a value: `#` for a digit, `□` for a Chinese character, `*` for anything else, separators kept.

    Shape: at most 40 characters, then an ellipsis. No letter or digit of the value survives, and the result is never
    the value itself.

    >>> mask("li.na@example.org")
    '**.**@*******.***'
    >>> mask("+86 138-0013-8000")
    '+## ###-####-####'
    """
    shape = "".join(_shape(character) for character in text[:_LONGEST])
    masked = shape + "…" if len(text) > _LONGEST else shape
    return masked if masked != text else _NOTHING_LEFT


def _shape(character: str) -> str:
    if character in _SEPARATORS:
        return character
    if character.isdigit():
        return "#"
    return "□" if unicodedata.category(character) == "Lo" else "*"
