"""The contract of a recognizer: what it says of values, and which header words support it.

One recognizer family per file. A family module holds `RECOGNIZERS`, a tuple of objects that fit `Recognizer`, and
`EXAMPLES`, the hits and near misses that prove them.

Two things decide about a column, and a recognizer gives data for both: its values (`matches`) and its header
(`context`). The stage `pia/scan` puts them together; a recognizer never decides alone.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Protocol

from pia.checksums import VERDICTS
from pia.checksums.interpreted import verdict_of
from pia.checksums.kinds import KINDS
from pia.matching.forms import Form


@dataclass(frozen=True, slots=True, order=True)
class Match:
    """One place in one value that has the form a recognizer looks for.

    Attributes:
        value_index: Index of the value in the sequence given.
        start: First character.
        end: One past the last character.
        score: What the value alone says, in [0, 1]; see `PROOF` and `LIKELY`. 0 marks a candidate of the right form
            that failed its test (checksum, date, prefix): candidates count against the recognizer when a column is
            judged.
    """

    value_index: int
    start: int
    end: int
    score: float


PROOF = 0.85
"""From this score on, one value is enough: its form cannot be met by accident."""

LIKELY = 0.6
"""From this score on, a column is found on its values, if they pass more often than accident would have it."""


class Recognizer(Protocol):
    """What stands in `RECOGNIZERS`."""

    @property
    def name(self) -> str:
        """Unique on the shelf: `family.what`."""
        ...

    @property
    def entity_type(self) -> str:
        """In Presidio's spelling."""
        ...

    @property
    def context(self) -> tuple[str, ...]:
        """Header words that support it, in lower case: English, Chinese, pinyin, common abbreviations.

        A phrase of several words must stand together in the header; `=name` must be the whole header.
        """
        ...

    @property
    def against(self) -> tuple[str, ...]:
        """Header words that speak against it, written like `context`."""
        ...

    @property
    def chance(self) -> float:
        """Probability that an ordinary value of the right form passes the test by accident, in [0, 1]."""
        ...

    @property
    def header_weight(self) -> float:
        """What a supporting header says where the values fit, in [0, 1]; 0: it only adds to what the values say."""
        ...

    @property
    def needs_header(self) -> bool:
        """Whether values mean nothing without a supporting header; such columns are not searched otherwise."""
        ...

    @property
    def share(self) -> float:
        """Least share of the filled cells that must match where no match is proof; 0: any, or half by header."""
        ...

    def matches(self, values: Sequence[str]) -> Iterator[Match]:
        """Every candidate in the values, in order."""
        ...


class FormRecognizer(Recognizer, Protocol):
    """A recognizer made of forms and a test, which can be searched for by an automaton.

    Its matches are those of its forms; the score of a match is `scored(form, verdict)`. Where several forms match the
    same place, the highest score counts.
    """

    @property
    def forms(self) -> tuple[Form, ...]:
        """What it looks for."""
        ...

    @property
    def tested(self) -> bool:
        """Whether a match has to be tested; its verdict is `None` otherwise."""
        ...

    def verdict(self, text: str) -> bool | None:
        """What its test says of a matched text: passed, failed, or neither."""
        ...

    def scored(self, form: int, verdict: bool | None) -> float:
        """The score of a match of a form, given by its place in `forms`."""
        ...


def phrases(text: str) -> tuple[str, ...]:
    """Header words written as one comma-separated text.

    >>> phrases("dob, date of birth, =born")
    ('dob', 'date of birth', '=born')
    """
    return tuple(" ".join(phrase.split()) for phrase in text.split(","))


@dataclass(frozen=True, slots=True)
class Pattern:
    """A form to look for.

    Attributes:
        regex: Python regular expression; look-arounds instead of word boundaries where Chinese text may touch it.
        score: What a match says before any test, in [0, 1].
    """

    regex: str
    score: float


@dataclass(frozen=True, slots=True)
class Hint:
    """Words of which a value holds one, upper and lower case being one.

    Attributes:
        words: They begin with a letter, before which no letter of ASCII stands in the value.
        first: Whether the word begins the value, white space aside, and no letter and no digit follows it.
    """

    words: tuple[str, ...]
    first: bool = False


@lru_cache(maxsize=1024)
def _compiled(regex: str, flags: int) -> re.Pattern[str]:
    return re.compile(regex, flags)


@dataclass(frozen=True, slots=True)
class PatternRecognizer:
    """A recognizer made of patterns and a test.

    Attributes:
        name: See `Recognizer`.
        entity_type: See `Recognizer`.
        patterns: Forms to look for; where several match the same place, the highest score counts. A group named
            `value` marks the match where the form has words around it.
        context: See `Recognizer`.
        against: See `Recognizer`.
        chance: See `Recognizer`.
        header_weight: See `Recognizer`.
        test: Given the matched text: true raises the score to `passed`, false makes it 0, `None` leaves it.
        passed: Score of a match that passes the test.
        flags: Flags of `re`.
        whole: Whether a pattern must cover the whole value, white space around it aside.
        share: See `Recognizer`.
        hint: Words of which every value with a match holds one; big inputs are filtered by it instead of automata,
            which have a state per letter of every word they look for.
        may_hold: Says of a text of ASCII and Han characters whether it may hold a match, faster than a search for all
            the words; `None` where nothing tells.
        heeds_header: Whether a header that speaks against it outweighs the values.
        beside: Names of recognizers; where they fit the column before or after, this one finds what it would not find
            alone. Such a recognizer is asked under any header, unless it has words of its own.
        companion: Whether it is asked under any header, and finds nothing itself: it tells of the column beside.
    """

    name: str
    entity_type: str
    patterns: tuple[Pattern, ...]
    context: tuple[str, ...] = ()
    against: tuple[str, ...] = ()
    chance: float = 0.0
    header_weight: float = 0.0
    test: Callable[[str], bool | None] | None = None
    passed: float = 1.0
    flags: int = int(re.IGNORECASE)
    whole: bool = False
    share: float = 0.0
    hint: Hint | None = None
    may_hold: Callable[[str], bool] | None = None
    heeds_header: bool = False
    beside: tuple[str, ...] = ()
    companion: bool = False

    @property
    def needs_header(self) -> bool:
        """True where neither a pattern nor a passed test is likely on its own, or beside another column."""
        if self.companion or (self.beside and not self.context):
            return False
        best = max(pattern.score for pattern in self.patterns)
        return best < LIKELY and (self.test is None or self.passed < LIKELY)

    @property
    def forms(self) -> tuple[Form, ...]:
        """What it looks for."""
        return tuple(Form(pattern.regex, self.flags, whole=self.whole) for pattern in self.patterns)

    @property
    def tested(self) -> bool:
        """Whether it has a test."""
        return self.test is not None

    def verdict(self, text: str) -> bool | None:
        """What its test says of a matched text: by the same test of bytes where there is one."""
        if self.test and self.name in KINDS and text.isascii():
            return VERDICTS[verdict_of(self.name, text)]
        return self.test(text) if self.test else None

    def scored(self, form: int, verdict: bool | None) -> float:
        """The score of a match of a form."""
        if verdict is None:
            return self.patterns[form].score
        return self.passed if verdict else 0.0

    def matches(self, values: Sequence[str]) -> Iterator[Match]:
        """Every candidate in the values, in order."""
        compiled = [_compiled(pattern.regex, self.flags) for pattern in self.patterns]
        for index, value in enumerate(values):
            best: dict[tuple[int, int], float] = {}
            for form, regex in enumerate(compiled):
                for start, end in self._spans(regex, value):
                    score = self.scored(form, self.verdict(value[start:end]))
                    best[start, end] = max(score, best.get((start, end), 0.0))
            for (start, end), score in sorted(best.items()):
                yield Match(index, start, end, score)

    def _spans(self, regex: re.Pattern[str], value: str) -> list[tuple[int, int]]:
        if self.whole:
            return [(0, len(value))] if regex.fullmatch(value.strip()) else []
        group = "value" if "value" in regex.groupindex else 0
        return [found.span(group) for found in regex.finditer(value) if found.end() > found.start()]


def named(
    name: str, entity_type: str, form: str, context: str, *, against: str = "", weight: float = 0.75
) -> PatternRecognizer:
    """Column-name evidence: a recognizer for a kind of data that only a header can name.

    Args:
        name: See `Recognizer`.
        entity_type: See `Recognizer`.
        form: Regular expression that a whole value must fit.
        context: Comma-separated header words.
        against: Comma-separated header words that speak against it.
        weight: What the header says where the values fit, in [0, 1].
    """
    return PatternRecognizer(
        name=name,
        entity_type=entity_type,
        patterns=(Pattern(form, 0.3),),
        context=phrases(context),
        against=phrases(against) if against else (),
        header_weight=weight,
        whole=True,
    )


@dataclass(frozen=True, slots=True)
class Example:
    """A made-up value that proves a recognizer; never one of a real person.

    Attributes:
        entity_type: The type looked for.
        text: The value.
        hit: Whether a column of such values is a finding of this type; false is a near miss.
        header: Header of the column; a header that says nothing for values that speak for themselves.
    """

    entity_type: str
    text: str
    hit: bool
    header: str = "c1"
