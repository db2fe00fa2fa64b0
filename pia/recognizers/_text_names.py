"""What looks for names inside text, whoever finds them: our own search, or a language model."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from pia.matching import prose
from pia.matching.forms import Form
from pia.recognizers import LIKELY, Match


class Found(NamedTuple):
    """A name in a text.

    Attributes:
        start: First character.
        end: One past the last.
        entity_type: What it is.
        score: How sure, in [0, 1].
    """

    start: int
    end: int
    entity_type: str
    score: float


Search = Callable[..., list[list[Found]]]
"""Texts -> the names in each, which do not overlap.

A search with expressions is also given, per text, which of them may match there.
"""

_IS: Mapping[str, Callable[[str], bool]] = {
    "han": prose.is_han,
    "latin": prose.is_latin,
    "any": lambda text: prose.is_latin(text) or prose.is_han(text),
}


def _none() -> tuple[re.Pattern[str], ...]:
    return ()


class Shared:
    """One search for several recognizers: they ask one after the other about the same values.

    It keeps what was found in the values asked about last, per thread, and of the values only a hash.

    Attributes:
        search: Finds the names.
        script: See `__init__`.
        screened: Whether it has expressions.
        name: What automata for its expressions are kept under.
        needs_header: Whether texts are searched under some headers only.
    """

    needs_header = False

    def __init__(
        self, search: Search, script: str, expressions: Callable[[], tuple[re.Pattern[str], ...]] = _none
    ) -> None:
        """A search.

        Args:
            search: Finds the names.
            script: Texts in which a name cannot stand by their script are not searched: `han`, `latin` or `any`.
            expressions: Gives what the search begins with: where none matches, it finds nothing; nor in plain text.
        """
        self.search, self.script, self._expressions = search, script, expressions
        self.screened, self.name = expressions is not _none, script
        self._last = threading.local()

    def __reduce__(self) -> tuple[type[Shared], tuple[Search, str, Callable[[], tuple[re.Pattern[str], ...]]]]:
        """How it is pickled: without what it keeps for a thread."""
        return type(self), (self.search, self.script, self._expressions)

    @property
    def forms(self) -> tuple[Form, ...]:
        """The expressions of the search."""
        return tuple(Form(each.pattern, each.flags & ~int(re.UNICODE)) for each in self._expressions())

    def texts(self, data: npt.NDArray[np.uint8], offsets: npt.NDArray[Any]) -> npt.NDArray[np.uint8]:
        """How much text each cell of a column is, given as UTF-8 bytes and offsets: see `prose.latin`."""
        if self.script == "any":
            return np.maximum(prose.latin(data, offsets), prose.han(data, offsets))
        return prose.han(data, offsets) if self.script == "han" else prose.latin(data, offsets)

    def found(self, values: Sequence[str]) -> dict[int, list[Found]]:
        """Names by the number of the value, for every value that is text."""
        key = hash(tuple(values)), len(values)
        if getattr(self._last, "key", None) != key:
            told = [number for number, value in enumerate(values) if _IS[self.script](value)]
            names = self.search([values[number] for number in told]) if told else []
            self._last.key, self._last.found = key, dict(zip(told, names, strict=True))
        kept: dict[int, list[Found]] = self._last.found
        return kept


@dataclass(frozen=True, slots=True)
class TextNames:
    """A recognizer of one kind of name inside text.

    Attributes:
        name: See `Recognizer`.
        entity_type: See `Recognizer`.
        shared: The search.
        least: A name of at least this score counts.
        chance: Share of texts without names in which it finds one.
        least_share: Share of the texts of a column in which it must find one, for the column to be found.
        share: See `Recognizer`.
        least_text: Share of the filled cells of a column that must be text: lists of places and firms have some, too.
    """

    name: str
    entity_type: str
    shared: Shared = field(repr=False)
    least: float = LIKELY
    chance: float = 0.1
    least_share: float = 0.3
    least_text: float = 0.25
    share: float = 0.0

    context: tuple[str, ...] = ()
    against: tuple[str, ...] = ()
    header_weight: float = 0.0
    needs_header: bool = False

    def matches(self, values: Sequence[str]) -> Iterator[Match]:
        """Every name in the values, in order; a text without one is a candidate that failed, if any may."""
        for number, names in self.shared.found(values).items():
            told = self.told(names)
            for found in told:
                yield Match(number, found.start, found.end, found.score)
            if not told and self.chance:
                yield Match(number, 0, len(values[number]), 0.0)

    def told(self, names: Sequence[Found]) -> list[Found]:
        """The names of its kind among those of a text."""
        return [found for found in names if found.entity_type == self.entity_type and found.score >= self.least]
