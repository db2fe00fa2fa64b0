"""Whether whole texts are Latin names, by lists of given names and surnames, which are loaded when they are asked."""

from __future__ import annotations

from collections.abc import Sequence

from pia.recognizers._latin_words import COMMON, PARTICLES, TITLES

_SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv", "md", "phd", "dds", "dvm", "esq"})


def is_listed(text: str) -> bool | None:
    """Whether a text is a given name with a surname, by the lists."""
    from pia.recognizers._latin_lexicon import lexicon

    known = lexicon()
    parts = [part.strip(".,") for part in text.split()]
    parts = [part.title() if part.isupper() or part.islower() else part for part in parts]
    own = [
        part
        for part in parts
        if part.lower() not in _SUFFIXES | PARTICLES and part not in TITLES.split("|") and len(part) > 1
    ]
    if len(own) < 2 or any(part in COMMON for part in own):
        return False
    turned = "," in text
    given, surname = (own[-1], own[0]) if turned else (own[0], own[-1])
    return _given(given, known.given) and (surname in known.surnames or surname in known.given)


def _given(name: str, known: frozenset[str]) -> bool:
    return name in known or name.partition("-")[0] in known


def is_given(text: str) -> bool | None:
    """Whether a text is a given name, by the lists."""
    return are_given([text])[0]


def are_given(texts: Sequence[str]) -> list[bool]:
    """`is_given` of many texts."""
    from pia.recognizers._latin_lexicon import lexicon

    known = lexicon().given
    return [_given(_title(text), known) for text in texts]


def is_surname(text: str) -> bool | None:
    """Whether a text is a surname, by the lists."""
    return are_surnames([text])[0]


def are_surnames(texts: Sequence[str]) -> list[bool]:
    """`is_surname` of many texts."""
    from pia.recognizers._latin_lexicon import lexicon

    known = lexicon().surnames
    return [_title(text) in known for text in texts]


def _title(text: str) -> str:
    text = text.strip()
    return text.title() if text.isupper() or text.islower() else text
