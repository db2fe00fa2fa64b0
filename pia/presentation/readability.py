"""How hard a text is to read, so that what residents get is plain."""

from __future__ import annotations

import re
from dataclasses import dataclass

HARDEST_GRADE = 9.0
"""English: school grade by Flesch and Kincaid that a resident edition stays at or below."""
LONGEST_SENTENCE = 40.0
"""Chinese: mean number of characters of a sentence; our own convention, there is no agreed index."""

_SENTENCE = re.compile(r"[.!?。！？；;\n]+")
_HAN = re.compile(r"[\u3400-\u9fff]")
_WORD = re.compile(r"[A-Za-z][A-Za-z'’]*")
_VOWELS = re.compile(r"[aeiouy]+")
_FEWEST_WORDS = 5


@dataclass(frozen=True, slots=True)
class Readability:
    """How hard a text is.

    Attributes:
        grade: English: US school grade; Chinese: mean characters per sentence.
        limit: What it should not exceed.
    """

    grade: float
    limit: float

    @property
    def plain(self) -> bool:
        """Whether it stays at or below the limit."""
        return self.grade <= self.limit


def readability(text: str) -> Readability | None:
    """How hard a text is; nothing for one too short to say.

    Unit and range: see `Readability`.

    Source: J. P. Kincaid et al., Derivation of New Readability Formulas, 1975: 0.39 words per sentence
    + 11.8 syllables per word - 15.59. Syllables are counted as groups of vowels without a silent e.

    >>> readability("The cat sat on the mat. It was warm there.").plain
    True
    """
    sentences = [part for part in _SENTENCE.split(text) if _WORD.search(part) or _HAN.search(part)]
    characters, words = len(_HAN.findall(text)), _WORD.findall(text)
    if characters > len(words):
        return Readability(round(characters / len(sentences), 1), LONGEST_SENTENCE)
    if len(words) < _FEWEST_WORDS:
        return None
    syllables = sum(map(_syllables, words))
    grade = 0.39 * len(words) / len(sentences) + 11.8 * syllables / len(words) - 15.59
    return Readability(round(grade, 1), HARDEST_GRADE)


def _syllables(word: str) -> int:
    bare = word.lower()
    bare = bare[:-1] if bare.endswith("e") and not bare.endswith(("le", "ee")) else bare
    return max(1, len(_VOWELS.findall(bare)))
