"""The first look at a text: what many forms say of it, all of them walked at once by one table.

The table is the product of all the automata, and is built only where texts lead.
"""

from __future__ import annotations

import string
import threading

import numpy as np
import numpy.typing as npt

from pia.matching.alphabet import Alphabet
from pia.matching.forms import SPACE
from pia.matching.groups import Group
from pia.matching.single import Outcome

MOST_STATES = 1 << 13
"""When a table has grown to so many states it is begun anew."""

MOST_RENEWALS = 8
"""A table that fills so often is left as it is: texts that lead out of it are not told."""

HARMLESS = string.ascii_letters + " ,;"
"""Characters of plain words; most free text has nothing else."""

MISSING = -1
"""In a table: not built yet."""

UNTOLD, NOTHING = 0, 1
"""Outcomes of a text that the filter cannot tell, and of one in which no form matches."""

Table = npt.NDArray[np.int32]

_LEARNING = threading.RLock()
"""Held by whoever builds: filters of different columns share groups and automata, which number their states as they
are met."""


class Filter:
    """Some forms, looked for at once.

    Attributes:
        tables: Next state by state and class, and outcome of a text that ends in a state; `MISSING` where they are not
            built. Both are replaced together when they grow, so that a walker never mixes old and new.
        outcomes: What the outcomes mean: what each form says. The first is `UNTOLD`, the second nowhere for every form.
        alphabet: The classes.
        harmless: Whether no form can match in a text of ASCII letters, spaces, commas and semicolons.
    """

    def __init__(self, group: Group, forms: int, most_states: int = MOST_STATES) -> None:
        """Nothing is built but the first state; `forms` says how many the group has."""
        self._group, self._most_states = group, most_states
        self.alphabet = Alphabet(group.charsets or (SPACE,))
        nowhere = tuple(Outcome.NOWHERE for _ in range(forms))
        self.outcomes: list[tuple[Outcome, ...]] = [tuple(Outcome.SOMEWHERE for _ in range(forms)), nowhere]
        self._outcome_numbers = {nowhere: NOTHING}
        self._kinds: list[int] = []
        self._renewals = 0
        self._renew()
        with _LEARNING:
            plain = {self._kind(self.alphabet.class_of(character)) for character in HARMLESS}
            self.harmless = group.is_harmless(plain)

    def _renew(self) -> None:
        columns = room(8, len(self.alphabet.kinds))
        self.tables: tuple[Table, Table] = (
            np.full((64, columns), MISSING, dtype=np.int32),
            np.full(64, MISSING, dtype=np.int32),
        )
        self._states: list[int] = [0]
        self._numbers: dict[int, int] = {0: 0}

    def _kind(self, class_: int) -> int:
        """What the group calls a class."""
        for kind in self.alphabet.kinds[len(self._kinds) :]:
            self._kinds.append(self._group.kind(kind))
        return self._kinds[class_]

    def learn(self, text: str, start: int) -> bool:
        """Build what a text lacks from a state on, up to what is there again; false if there is no room for it.

        The state is that of a walker, who may have walked an older table: it is then left to find the new one.
        """
        with _LEARNING:
            if start >= len(self._states):
                return True
            state, group, states, numbers = start, self._group, self._states, self._numbers
            for character in text:
                class_ = self.alphabet.class_of(character)
                if class_ < self.tables[0].shape[1] and self.tables[0][state, class_] != MISSING:
                    return True
                after = group.move(states[state], self._kind(class_))
                number = numbers.get(after)
                if number is None:
                    number = len(states)
                    if number == self._most_states:
                        return self._begin_anew()
                    numbers[after] = number
                    states.append(after)
                if number >= len(self.tables[1]) or class_ >= self.tables[0].shape[1]:
                    self._fit()
                self.tables[0][state, class_] = number
                state = number
            self._finish(state)
            return True

    def _begin_anew(self) -> bool:
        if self._renewals == MOST_RENEWALS:
            return False
        self._renewals += 1
        self._renew()
        return True

    def _finish(self, state: int) -> None:
        told = self._group.outcomes(self._states[state])
        number = self._outcome_numbers.setdefault(told, len(self.outcomes))
        if number == len(self.outcomes):
            self.outcomes.append(told)
        self.tables[1][state] = number

    def _fit(self) -> None:
        """Make room for the states and classes that there are."""
        old, old_final = self.tables
        rows, columns = old.shape
        wanted = (room(rows, len(self._states)), room(columns, len(self.alphabet.kinds)))
        if wanted != (rows, columns):
            table = np.full(wanted, MISSING, dtype=np.int32)
            table[:rows, :columns] = old
            final = np.full(wanted[0], MISSING, dtype=np.int32)
            final[:rows] = old_final
            self.tables = (table, final)


def room(have: int, wanted: int) -> int:
    """`have`, doubled until it is at least `wanted`: tables that grow so are copied seldom."""
    while have < wanted:
        have *= 2
    return have
