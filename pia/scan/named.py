"""Names inside the text of a column: which cells are searched, and what each recognizer of a search finds in them."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping, Sequence
from operator import attrgetter
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from pia.matching.filter import NOTHING
from pia.matching.library import Library
from pia.matching.prose import TEXT
from pia.matching.search import FilterOf
from pia.matching.texts import Integers, Texts
from pia.model.finding import Evidence
from pia.recognizers._text_names import Found, Shared, TextNames
from pia.scan.columns import texts_of
from pia.scan.hints import Asked, Hinted
from pia.scan.masking import mask
from pia.scan.tally import EVIDENCE_ROWS, Level

MANY_TEXTS = 1_000
"""So many texts of a run are searched without automata, which take longer to begin with."""


class Best(NamedTuple):
    """For every row the best match of a recognizer: its score (-1 for none), first byte, end."""

    scores: npt.NDArray[np.float64]
    starts: Integers
    ends: Integers

    @classmethod
    def of_none(cls, rows: int) -> Best:
        """No match in so many rows."""
        return cls(np.full(rows, -1.0), np.zeros(rows, dtype=np.int64), np.zeros(rows, dtype=np.int64))


class Named(NamedTuple):
    """What was found in a column.

    Attributes:
        rows: All cells that are text.
        asked: Those of them in which a name may stand, by their distinct texts.
        names: The names in each distinct text that has some, by its place.
    """

    rows: Integers
    asked: Asked
    names: Mapping[int, Sequence[Found]]

    def finds(self, own: TextNames) -> bool:
        """Whether some text has a name of a kind."""
        return any(map(own.told, self.names.values()))

    def failed(self, texts: Texts, first_row: int) -> Level:
        """All texts as candidates that failed, which is what they are to every recognizer that finds no name."""
        evidence = tuple(
            Evidence(first_row + row, mask(texts.text(*texts.offsets[row : row + 2])))
            for row in self.rows[:EVIDENCE_ROWS].tolist()
        )
        return Level(len(self.rows), 0, evidence)

    def best(self, own: TextNames, texts: Texts) -> Best | None:
        """The best name of a kind in every row; a text without one is a candidate that failed, if any may."""
        own_names = {place: own.told(names) for place, names in self.names.items()}
        told = {place: max(few, key=attrgetter("score")) for place, few in own_names.items() if few}
        if not told and not (own.chance and len(self.rows)):
            return None
        best, offsets = Best.of_none(len(texts.offsets) - 1), texts.offsets
        if own.chance:
            best.scores[self.rows] = 0.0
            best.starts[self.rows], best.ends[self.rows] = offsets[self.rows], offsets[self.rows + 1]
        if told:
            found = Best.of_none(len(self.asked.texts))
            for place, name in told.items():
                text = self.asked.texts[place]
                found.scores[place], found.starts[place] = name.score, len(text[: name.start].encode())
                found.ends[place] = len(text[: name.end].encode())
            hits = found.scores[self.asked.places] >= 0
            rows, places = self.asked.rows[hits], self.asked.places[hits]
            best.scores[rows] = found.scores[places]
            best.starts[rows] = offsets[rows] + found.starts[places]
            best.ends[rows] = offsets[rows] + found.ends[places]
        return best


class NameSearch:
    """One search, for all columns and threads of a run.

    Where its expressions cannot match a name cannot stand; automata tell it once there are many texts.
    """

    def __init__(self, shared: Shared, kept: Callable[[tuple[Shared]], Library]) -> None:
        """Nothing is searched yet; `kept` gives the automata that there are already."""
        self._shared, self._kept = shared, kept
        self._seen = 0
        self._filter: FilterOf | None = None
        self._refused = False
        self._lock = threading.Lock()

    def named(self, texts: Texts, hinted: Hinted) -> Named:
        """The names in a column."""
        kinds = self._shared.texts(*texts)
        rows = np.flatnonzero(kinds)
        asked = hinted.grouped(np.flatnonzero(kinds == TEXT) if self._shared.screened else rows)
        return Named(rows, asked, self._names(asked.texts))

    def _names(self, texts: Sequence[str]) -> dict[int, Sequence[Found]]:
        if not texts:
            return {}
        self._seen += len(texts)
        screen = self._screen() if self._shared.screened and self._seen > MANY_TEXTS else None
        if screen is None:
            return {place: names for place, names in enumerate(self._shared.search(texts)) if names}
        outcomes = screen.run(texts_of(pa.array(texts, pa.string())))
        places, told = np.flatnonzero(outcomes != NOTHING).tolist(), screen.outcomes
        found = self._shared.search([texts[place] for place in places], [told[outcomes[place]] for place in places])
        return {place: names for place, names in zip(places, found, strict=True) if names}

    def _screen(self) -> FilterOf | None:
        """The filter of the expressions; nothing where automata cannot say them all."""
        with self._lock:
            if self._filter is None and not self._refused:
                automata = self._kept((self._shared,)).automata(self._shared.forms)
                self._filter, self._refused = FilterOf(automata) if automata else None, not automata
            return self._filter
