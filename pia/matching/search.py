"""A filter and finders over the cells of a text column: build what the loops lack, and go on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from pia.matching import walking
from pia.matching.filter import MOST_STATES, NOTHING, Filter
from pia.matching.finder import Finder
from pia.matching.forms import Form
from pia.matching.single import FormAutomaton, Outcome
from pia.matching.texts import Integers, Texts


class Spans(NamedTuple):
    """Matches of one form in some cells.

    Attributes:
        cells: Cell of each match, ascending.
        starts: First byte of each, in `data`.
        ends: One past the last byte of each.
        undecided: Cells that only a backtracking matcher can tell.
    """

    cells: Integers
    starts: Integers
    ends: Integers
    undecided: Integers


class FilterOf:
    """The filter of some forms, and the loop over it."""

    def __init__(self, automata: Sequence[FormAutomaton], most_states: int = MOST_STATES) -> None:
        """Automata may be shared with other filters."""
        self._filter = Filter(automata, most_states)

    @property
    def outcomes(self) -> Sequence[tuple[Outcome, ...]]:
        """What the outcomes mean: what each form says."""
        return self._filter.outcomes

    def run(self, texts: Texts) -> npt.NDArray[np.int32]:
        """The outcome of every cell."""
        own, count = self._filter, len(texts.offsets) - 1
        own.look(count)
        outcomes = np.full(count, NOTHING, dtype=np.int32)
        lack = np.zeros(3, dtype=np.int64)
        cell = 0
        while cell < count:
            cell = walking.filter_cells(*texts, cell, own.harmless, own.alphabet.pages, *own.tables, outcomes, lack)
            if cell < count:
                cell = own.learn(texts, cell, outcomes)
        return outcomes


class FinderOf:
    """The finder of one form, and the loop over it."""

    def __init__(self, form: Form) -> None:
        """Raises `UnsupportedError` where no automaton can say the form."""
        self._finder = Finder(form)

    def run(self, texts: Texts, cells: Integers) -> Spans:
        """Every match in some cells, as `finditer` (or `fullmatch`) would give them."""
        own = self._finder
        spans = np.empty((2 * len(cells) + 16, 3), dtype=np.int64)
        counts, lack = np.zeros(1, dtype=np.int64), np.zeros(3, dtype=np.int64)
        undecided: list[int] = []
        loop: Any = walking.match_whole_cells if own.form.whole else walking.find_cells
        place = 0
        while place < len(cells):
            tables = own.tables
            place = loop(*texts, cells, place, own.alphabet.pages, *tables, spans, counts, lack)
            if place < len(cells):
                if lack[0] == walking.LACKS_ROOM:
                    spans = np.concatenate([spans, np.empty_like(spans)])
                elif not self._build(*lack.tolist()):
                    undecided.append(place)
                    place += 1
        found = spans[: counts[0]]
        open_ = found[:, 1] < 0
        left = np.union1d(found[open_, 0], np.array(undecided, dtype=np.int64))
        found = found[~open_]
        return Spans(cells[found[:, 0]], found[:, 1], found[:, 2], cells[left])

    def _build(self, what: int, state: int, class_: int) -> bool:
        if what == walking.LACKS_MOVE:
            return self._finder.build_move(state, class_)
        if what == walking.LACKS_FINAL:
            self._finder.build_final(state)
        else:
            self._finder.build_page(state)
        return True
