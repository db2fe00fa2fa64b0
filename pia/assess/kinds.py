"""Whether words for kinds of data, as people write them, cover a kind that was found; in Kleene's three values."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping
from functools import cache

from pia.model.finding import EntityCategory

_GENERAL = frozenset({"a", "and", "data", "information", "number", "of", "or", "personal", "the", "their"})
_GENERAL_HAN = re.compile("个人|信息|数据|号码|情况|[的和与及或]")
_RUNS = re.compile(r"[a-z0-9]+|[\u3400-\u9fff]+")


def covered(words: Collection[str], category: EntityCategory, known: Mapping[str, EntityCategory]) -> bool | None:
    """Whether one of some words names a kind; `None` where that is open.

    A word that holds a whole name of the kind (its label in either language, or the name of its fact) covers it. One
    that is plainly the name of other kinds does not. Any other word, or no word at all, leaves it open.

    Args:
        words: What people wrote, such as "names" or "住址".
        category: The kind.
        known: Every kind, by entity type.
    """
    verdicts = {_names(word, category, known) for word in words}
    if True in verdicts:
        return True
    return None if None in verdicts or not verdicts else False


def _names(word: str, category: EntityCategory, known: Mapping[str, EntityCategory]) -> bool | None:
    said = _parts(word)
    own = _titles(category)
    if any(_holds(said, title) for title in own):
        return True
    if any(_holds(title, said) for title in own):
        return None
    others = (title for kind in known.values() if kind.fact and kind.fact != category.fact for title in _titles(kind))
    return False if any(_holds(said, title) for title in others) else None


def _titles(category: EntityCategory) -> tuple[frozenset[str], ...]:
    texts = (category.fact.replace("_", " "), category.label.en, category.label.zh)
    return tuple(parts for text in texts if (parts := _parts(text)))


def _holds(whole: Collection[str], parts: Iterable[str]) -> bool:
    """Whether every part stands in the whole: a Latin word as such, a run of Chinese inside another."""
    found = [any(part == own or (not part.isascii() and part in own) for own in whole) for part in parts]
    return bool(found) and all(found)


@cache
def _parts(text: str) -> frozenset[str]:
    """The telling words of a text; Latin ones without the ending of a plural.

    >>> sorted(_parts("E-mail addresses"))
    ['address', 'e', 'mail']
    """
    plain = _GENERAL_HAN.sub(" ", unicodedata.normalize("NFKC", text).casefold())
    runs = (_singular(run) for run in _RUNS.findall(plain))
    return frozenset(run for run in runs if run not in _GENERAL)


def _singular(word: str) -> str:
    if word.endswith("sses"):
        return word[:-2]
    return word[:-1] if word.endswith("s") and not word.endswith("ss") and len(word) > 3 else word
