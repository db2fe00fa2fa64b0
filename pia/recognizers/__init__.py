r"""The contract of a recognizer: what it says of values, and which header words support it.

One recognizer family per file. A family module holds `RECOGNIZERS`, a tuple of objects that fit `Recognizer`, or a
function without arguments that gives one, and `EXAMPLES`, the hits and near misses that prove them.

Two things decide about a column, and a recognizer gives data for both: its values (`matches`) and its header
(`context`). The stage `pia/scan` puts them together; a recognizer never decides alone.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Protocol


@dataclass(frozen=True, slots=True, order=True)
class Match:
    """One place in one value that has the form a recognizer looks for.

    Attributes:
        value_index: Index of the value in the sequence given.
        start: First character.
        end: One past the last character.
        score: What the value alone says, in [0, 1]. 0 marks a candidate of the right form that failed its test
            (checksum, date, prefix): candidates count against the recognizer when a column is judged.
    """

    value_index: int
    start: int
    end: int
    score: float


class Recognizer(Protocol):
    """What stands in `RECOGNIZERS`.

    Attributes:
        name: Unique on the shelf, `family.what`.
        entity_type: In Presidio's spelling.
        context: Header words that support it, in lower case: words or phrases in English, Chinese, pinyin, and
            common abbreviations. A phrase of several words must stand together in the header.
        against: Header words that speak against it (`product name` is no person).
        chance: Probability that an ordinary value of the right form passes by accident, in [0, 1]. A column whose
            candidates pass no more often than that is not a finding on its values alone.
        header_weight: What a matching header alone says if the values fit, in [0, 1]; 0 means that the header only
            supports the values.
    """

    name: str
    entity_type: str
    context: tuple[str, ...]
    against: tuple[str, ...]
    chance: float
    header_weight: float

    def matches(self, values: Sequence[str]) -> Iterator[Match]:
        """Every candidate in the values, in order."""
        ...


@dataclass(frozen=True, slots=True)
class Pattern:
    """A form to look for.

    Attributes:
        regex: Python regular expression; look-arounds instead of word boundaries where Chinese text may touch it.
        score: What a match says before any test, in [0, 1].
    """

    regex: str
    score: float


@lru_cache(maxsize=1024)
def _compiled(regex: str, flags: int) -> re.Pattern[str]:
    return re.compile(regex, flags)


@dataclass(frozen=True, slots=True)
class PatternRecognizer:
    """A recognizer made of patterns and a test.

    Attributes:
        name: See `Recognizer`.
        entity_type: See `Recognizer`.
        patterns: Forms to look for; where several match at one place, the highest score counts.
        context: See `Recognizer`.
        against: See `Recognizer`.
        chance: See `Recognizer`.
        header_weight: See `Recognizer`.
        test: Given the matched text: true raises the score to 1, false makes it 0, `None` leaves it.
        flags: Flags of `re`.
        whole: Whether a pattern must cover the whole value.
    """

    name: str
    entity_type: str
    patterns: tuple[Pattern, ...]
    context: tuple[str, ...] = ()
    against: tuple[str, ...] = ()
    chance: float = 0.0
    header_weight: float = 0.0
    test: Callable[[str], bool | None] | None = None
    flags: int = re.IGNORECASE
    whole: bool = False

    def matches(self, values: Sequence[str]) -> Iterator[Match]:
        """Every candidate in the values, in order."""
        compiled = [(_compiled(pattern.regex, self.flags), pattern.score) for pattern in self.patterns]
        for index, value in enumerate(values):
            best: dict[tuple[int, int], float] = {}
            for regex, score in compiled:
                for start, end in self._spans(regex, value):
                    scored = self._score(value[start:end], score)
                    best[start, end] = max(scored, best.get((start, end), 0.0))
            for (start, end), score in sorted(best.items()):
                yield Match(index, start, end, score)

    def _spans(self, regex: re.Pattern[str], value: str) -> list[tuple[int, int]]:
        if self.whole:
            return [(0, len(value))] if regex.fullmatch(value) else []
        return [found.span() for found in regex.finditer(value) if found.end() > found.start()]

    def _score(self, text: str, score: float) -> float:
        verdict = self.test(text) if self.test else None
        return score if verdict is None else float(verdict)


@dataclass(frozen=True, slots=True)
class Example:
    """A value that proves a recognizer.

    Attributes:
        entity_type: The type looked for.
        text: A made-up value, never one of a real person.
        hit: Whether the family finds it on the value alone (score above 0); false is a near miss.
        header: Header of the column; empty for values that speak for themselves.
    """

    entity_type: str
    text: str
    hit: bool
    header: str = ""
