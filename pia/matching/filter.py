"""The first look at a text: what many forms say of it, all of them walked at once by one table.

The table is the product of all the automata, and is built only where texts lead.
"""

from __future__ import annotations

import string
import threading
from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from pia.matching import product, walking
from pia.matching.alphabet import Alphabet
from pia.matching.forms import SPACE
from pia.matching.single import MISSING, FormAutomaton, Outcome, grown
from pia.matching.texts import Texts

MOST_STATES = 1 << 13
"""When a table has grown to so many states it is begun anew."""

MOST_RENEWALS = 256
"""A table that fills so often is left as it is: texts that lead out of it are not told."""

CELLS_OF_A_RENEWAL = 1 << 12
"""Unless so many cells were looked at for each further time: then it costs them little to begin it anew."""

HARMLESS = string.ascii_letters + " ,;"
"""Characters of plain words; most free text has nothing else."""

UNTOLD, NOTHING = 0, 1
"""Outcomes of a text that the filter cannot tell, and of one in which no form matches."""

Table = npt.NDArray[np.int32]

LEARNING = threading.RLock()
"""Held by whoever asks automata: filters share them, and they number their states as they are met."""


class Filter:
    """Some forms, looked for at once.

    Attributes:
        tables: Next state by state and class, and outcome of a text that ends in a state; `MISSING` where they are not
            built. Both are replaced together when they grow, so that a walker never mixes old and new.
        alphabet: The classes.
        harmless: Whether no form can match in a text of ASCII letters, spaces, commas and semicolons.
    """

    def __init__(self, automata: Sequence[FormAutomaton], most_states: int = MOST_STATES) -> None:
        """Nothing is built but the first state; automata may be shared with other filters."""
        self._automata, self._most_states = tuple(automata), most_states
        charsets = tuple(dict.fromkeys(charset for automaton in automata for charset in automaton.charsets))
        place = {charset: number for number, charset in enumerate(charsets)}
        self._places = [[place[charset] for charset in automaton.charsets] for automaton in automata]
        self.alphabet = Alphabet(charsets or (SPACE,))
        self._kinds = np.zeros((0, len(automata)), dtype=np.int32)
        self._sayings = np.zeros((64, len(automata)), dtype=np.int8)
        self._sayings[UNTOLD] = Outcome.SOMEWHERE
        self._said, self._said_slots = np.ones(1, dtype=np.int64), np.zeros(256, dtype=np.int32)
        product.number_of(self._sayings[NOTHING].copy(), self._sayings, self._said_slots, self._said)
        self._outcomes: list[tuple[Outcome, ...]] = []
        self._renewals = self._cells = 0
        self._lock = threading.Lock()
        with LEARNING:
            self._classify()
            self._renew()
            plain = [self._kinds[self.alphabet.class_of(character)] for character in HARMLESS]
            asked = [frozenset(int(kinds[part]) for kinds in plain) for part in range(len(automata))]
            self.harmless = all(one.is_harmless(kinds) for one, kinds in zip(self._automata, asked, strict=True))

    @property
    def outcomes(self) -> Sequence[tuple[Outcome, ...]]:
        """What the outcomes mean: what each form says. The first is `UNTOLD`, the second nowhere for every form."""
        with self._lock:
            for row in self._sayings[len(self._outcomes) : self._said[0]].tolist():
                self._outcomes.append(tuple(map(Outcome, row)))
        return self._outcomes

    def _renew(self) -> None:
        states, parts = min(64, self._most_states), len(self._automata)
        self._vectors = np.zeros((states, parts), dtype=np.int32)
        self._states, self._slots = np.zeros(1, dtype=np.int64), np.zeros(256, dtype=np.int32)
        product.number_of(self._vectors[0].copy(), self._vectors, self._slots, self._states)
        columns = grown(8, len(self.alphabet.kinds))
        self.tables: tuple[Table, Table] = (
            np.full((states, columns), MISSING, dtype=np.int32),
            np.full(states, MISSING, dtype=np.int32),
        )

    def _classify(self) -> None:
        """What the automata call the classes that there are, and what they have learnt so far."""
        kinds = [
            [
                automaton.kind(tuple([kind[place] for place in own]))
                for automaton, own in zip(self._automata, self._places, strict=True)
            ]
            for kind in self.alphabet.kinds[len(self._kinds) :]
        ]
        self._kinds = np.concatenate(
            [self._kinds, np.array(kinds, dtype=np.int32).reshape(len(kinds), len(self._automata))]
        )
        self._gather()

    def _gather(self) -> None:
        """Copy the tables of the automata, which grow while other filters teach them."""
        tables = [automaton.table for automaton in self._automata]
        none = [np.zeros(0, dtype=np.int32)]
        self._flat = np.concatenate([*(table.ravel() for table in tables), *none])
        self._told = np.concatenate([*(automaton.told for automaton in self._automata), none[0].astype(np.int8)])
        self._widths = np.array([table.shape[1] for table in tables], dtype=np.int64)
        self._heights = np.array([table.shape[0] for table in tables], dtype=np.int64)
        self._bases = np.cumsum(np.append(0, self._widths * self._heights))[:-1]
        self._told_bases = np.cumsum(np.append(0, self._heights))[:-1]

    def look(self, cells: int) -> None:
        """So many more cells are looked at."""
        with self._lock:
            self._cells += cells

    def learn(self, texts: Texts, cell: int, outcomes: npt.NDArray[np.int32]) -> int:
        """Tell the outcomes of cells from one on and build what they lack; gives the cell at which to walk on."""
        lack, anew = np.zeros(4, dtype=np.int64), -1
        with self._lock:
            while True:
                cell = self._build(texts, cell, outcomes, lack)
                if lack[0] == walking.NO_LACK:
                    return cell
                if lack[0] != walking.LACKS_ROOM:
                    with LEARNING:
                        self._ask(*lack.tolist())
                elif not self._make_room(sayings=bool(lack[1])):
                    if anew == cell or self._renewals >= MOST_RENEWALS + self._cells // CELLS_OF_A_RENEWAL:
                        outcomes[cell] = UNTOLD
                        return cell + 1
                    anew = cell
                    self._renewals += 1
                    self._renew()

    def _build(self, texts: Texts, cell: int, outcomes: npt.NDArray[np.int32], lack: npt.NDArray[np.int64]) -> int:
        parts: tuple[Any, ...] = (self._kinds, self._flat, self._bases, self._widths, self._told, self._told_bases)
        states: tuple[Any, ...] = (self._vectors, self._slots, self._states)
        sayings: tuple[Any, ...] = (self._sayings, self._said_slots, self._said)
        return int(
            product.build_cells(
                *texts, cell, self.alphabet.pages, *parts, *states, *sayings, *self.tables, outcomes, lack
            )
        )

    def _ask(self, what: int, part: int, state: int, kind: int) -> None:
        """What a part lacks, from its automaton; or the classes of a page."""
        if what == walking.LACKS_PAGE:
            self.alphabet.fill(part)
            self._classify()
            self._fit(len(self._vectors))
            return
        automaton = self._automata[part]
        if what == walking.LACKS_FINAL:
            self._told[self._told_bases[part] + state] = automaton.outcome(state)
            return
        after = automaton.move(state, kind)
        if after < self._heights[part]:
            self._flat[self._bases[part] + state * self._widths[part] + kind] = after
        else:
            self._gather()

    def _make_room(self, *, sayings: bool) -> bool:
        """Room for more sayings, or for more states; false if there are so many states that the table is begun anew."""
        if sayings:
            self._sayings = np.concatenate([self._sayings, np.zeros_like(self._sayings)])
            self._said_slots = _entered(self._sayings[NOTHING : self._said[0]], len(self._sayings), NOTHING)
            return True
        have = len(self._vectors)
        if have == self._most_states:
            return False
        wanted = min(2 * have, self._most_states)
        vectors = np.zeros((wanted, len(self._automata)), dtype=np.int32)
        vectors[:have] = self._vectors
        self._vectors, self._slots = vectors, _entered(vectors[:have], wanted, 0)
        self._fit(wanted)
        return True

    def _fit(self, states: int) -> None:
        """Make room in the tables for so many states, and for the classes that there are."""
        old, old_final = self.tables
        wanted = (states, grown(old.shape[1], len(self.alphabet.kinds)))
        if wanted != old.shape:
            table, final = np.full(wanted, MISSING, dtype=np.int32), np.full(states, MISSING, dtype=np.int32)
            table[: old.shape[0], : old.shape[1]], final[: len(old_final)] = old, old_final
            self.tables = (table, final)


def _entered(rows: npt.NDArray[Any], room: int, first: int) -> npt.NDArray[np.int32]:
    """The slots of a table for so many rows that holds some already, the first of this number."""
    slots = np.zeros(4 * grown(64, room), dtype=np.int32)
    every = np.zeros((first + len(rows), rows.shape[1]), dtype=rows.dtype)
    count = np.full(1, first, dtype=np.int64)
    for row in rows:
        product.number_of(row, every, slots, count)
    return slots
