"""Whether a text may hold one of many terms, by a few of its letters: most texts hold none, and a set says so at once.

Texts are of ASCII and Han characters: of others it is not sure which letters are the same in another case.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import ClassVar

_LETTERS = 4
_WORD = re.compile(r"[a-z]+")
_HAN = re.compile(r"[\u4e00-\u9fff]")


@dataclass(frozen=True, slots=True)
class Beginning:
    """Tells texts that may begin with a term, white space aside.

    Attributes:
        terms: The terms.
        among: Terms of several recognizers, these among them: a text that may hold none of those is looked at once.
    """

    terms: tuple[str, ...]
    among: Beginning | None = None

    def __call__(self, text: str) -> bool:
        """Whether a text may.

        >>> [Beginning(("Roman Catholic", "道教"))(text) for text in (" roman road", "Catholic", "道教协会")]
        [True, False, True]
        """
        first, starts = text.strip()[:_LETTERS].lower(), _starts(self.terms)
        return any(first[:size] in starts for size in range(1, _LETTERS + 1))


@cache
def _starts(terms: tuple[str, ...]) -> frozenset[str]:
    """The first letters of each term, or all that it has."""
    return frozenset(term[:_LETTERS].lower() for term in terms)


@dataclass(frozen=True, slots=True)
class Inside:
    """Tells texts that may hold a term: English ones between other characters than letters, Chinese ones anywhere.

    Attributes:
        terms: The terms; one with a Han character is Chinese.
        among: As in `Beginning`.
    """

    terms: tuple[str, ...]
    among: Inside | None = None

    anywhere: ClassVar[bool] = True
    """A text of several lines may hold a term if one of them may."""

    def __call__(self, text: str) -> bool:
        """Whether a text may.

        >>> [Inside(("is gay", "糖尿病"))(text) for text in ("He is Gay.", "gayly", "2型糖尿病", "吃糖")]
        [True, False, True, False]
        """
        words, pairs = _keys(self.terms)
        text = text.lower()
        if not words.isdisjoint(_WORD.findall(text)):
            return True
        return not text.isascii() and not pairs.isdisjoint(map("".join, pairwise(text)))


@cache
def _keys(terms: tuple[str, ...]) -> tuple[frozenset[str], frozenset[str]]:
    """The longest word of each English term, and how each Chinese one begins."""
    chinese = {term for term in terms if _HAN.search(term)}
    english = (_WORD.findall(term.lower()) for term in terms if term not in chinese)
    return frozenset(max(words, key=len) for words in english if words), frozenset(term[:2].lower() for term in chinese)
