"""The first look at a text: which of many forms may match in it, all of them walked at once.

The automaton is the product of one small automaton per form, each over the coarse program of the form, and is built
only where texts lead. What it calls impossible is impossible; what it calls possible is left to the finder.
"""

from __future__ import annotations

import string
import threading
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from pia.matching.alphabet import Alphabet
from pia.matching.forms import DIGIT, SPACE, Form
from pia.matching.programs import Program, compile_program
from pia.matching.threads import Found, Kind, Machine, Place, Threads

MOST_STATES = 1 << 13
"""A text that would need more states may match every form."""

HARMLESS = string.ascii_letters + " ,;"
"""Characters of plain words; most free text has nothing else."""

MISSING = -1
"""In a table: not built yet."""

EVERYTHING = 0
"""Outcome of a text that the filter cannot tell."""

Table = npt.NDArray[np.int32]


class State(NamedTuple):
    """Where one form stands.

    Attributes:
        threads: Threads that wait for a character or for what comes before it.
        seen: Whether a match has ended; of a whole text: whether one would if only white space followed.
        before: The last character, as far as it matters.
        digits: Digits read, up to the number asked for.
    """

    threads: Threads
    seen: bool
    before: Kind | None
    digits: int


class FormAutomaton:
    """Whether one form may match in a text; states are numbered as they are met, the first is 0."""

    def __init__(self, form: Form) -> None:
        """Over the coarse program of a form.

        Raises:
            UnsupportedError: No automaton can say the form.
        """
        self.form = form
        self.program: Program = compile_program(form.expression, form.flags, form.engine, coarse=True)
        self.charsets = (*self.program.charsets, SPACE, DIGIT)
        self._machine = Machine(self.program)
        self._states: list[State] = []
        self._numbers: dict[State, int] = {}
        self._moves: dict[tuple[int, Kind], int] = {}
        self._number(State((self._machine.start(),), False, None, 0))

    def _number(self, state: State) -> int:
        number = self._numbers.setdefault(state, len(self._states))
        if number == len(self._states):
            self._states.append(state)
        return number

    def move(self, number: int, kind: Kind) -> int:
        """The state after a character, given as the sets of `charsets` that it is in."""
        key = (number, kind)
        after = self._moves.get(key)
        if after is None:
            state = self._states[number]
            after = self._moves[key] = self._number(self._whole(state, kind) if self.form.whole else self._any(state, kind))
        return after

    def _any(self, state: State, kind: Kind) -> State:
        digits = min(state.digits + kind[-1], self.form.digits)
        if not state.seen:
            closed = self._machine.close(state.threads, Place(state.before, kind), ordered=False)
            if not closed.found:
                moved = {*self._machine.step(closed.waiting, kind), self._machine.start()}
                return State(tuple(sorted(moved)), False, self._machine.remembered(kind), digits)
        return State((), True, None, digits)

    def _whole(self, state: State, kind: Kind) -> State:
        space = kind[-2]
        if space and state.before is None:
            return state
        closed = self._machine.close(state.threads, Place(state.before, kind), ordered=False)
        moved = tuple(sorted(self._machine.step(closed.waiting, kind)))
        before, digits = self._machine.remembered(kind), min(state.digits + kind[-1], self.form.digits)
        seen = state.seen if space else self._ends(moved, before)
        return State(moved, seen, before, digits)

    def _ends(self, threads: Threads, before: Kind | None) -> bool:
        return self._machine.close(threads, Place(before, None), ordered=False).found is Found.YES

    def possible(self, number: int) -> bool:
        """Whether the form may match if the text ends here."""
        state = self._states[number]
        if state.digits < self.form.digits:
            return False
        if self.form.whole and state.before is not None:
            return state.seen
        return state.seen or self._ends(state.threads, state.before)


    def is_harmless(self, kinds: Sequence[Kind]) -> bool:
        """Whether the form cannot match in a text of such characters only."""
        waiting, seen = [0], {0}
        while waiting:
            number = waiting.pop()
            if self.possible(number):
                return False
            after = {self.move(number, kind) for kind in kinds} - seen
            seen |= after
            waiting += after
        return True


class Filter:
    """Some forms, looked for at once.

    Attributes:
        table: Next state by state and class; `MISSING` where it is not built, or there is no room for it.
        final: Outcome of a text that ends in a state; `MISSING` where it is not built.
        outcomes: What an outcome means: the forms that may match, by their places. The first is `EVERYTHING`.
        alphabet: The classes.
        harmless: Whether no form can match in a text of ASCII letters, spaces, commas and semicolons.
    """

    def __init__(self, automata: Sequence[FormAutomaton]) -> None:
        """Nothing is built but the first state; automata may be shared with other filters."""
        self._automata = tuple(automata)
        charsets = tuple(dict.fromkeys((charset for automaton in automata for charset in automaton.charsets)))
        place = {charset: number for number, charset in enumerate(charsets)}
        self._places = [tuple(place[charset] for charset in automaton.charsets) for automaton in automata]
        self.alphabet = Alphabet(charsets or (SPACE,))
        self._kinds: list[list[Kind]] = []
        self.table: Table = np.full((64, 8), MISSING, dtype=np.int32)
        self.final: Table = np.full(64, MISSING, dtype=np.int32)
        self.outcomes: list[tuple[int, ...]] = [tuple(range(len(self._automata))), ()]
        self._outcome_numbers = {outcome: number for number, outcome in reversed(list(enumerate(self.outcomes)))}
        self._states: list[tuple[int, ...]] = []
        self._numbers: dict[tuple[int, ...], int] = {}
        self._lock = threading.Lock()
        with self._lock:
            self._number(tuple(0 for _ in self._automata))
            self._fit()
        classes = {int(self.alphabet.pages[0, ord(character)]) for character in HARMLESS}
        self.harmless = all(
            automaton.is_harmless([self._kinds[class_][place] for class_ in sorted(classes)])
            for place, automaton in enumerate(self._automata)
        )

    def _number(self, state: tuple[int, ...]) -> int:
        number = self._numbers.get(state, len(self._states))
        if number == len(self._states):
            if number == MOST_STATES:
                return MISSING
            self._numbers[state] = number
            self._states.append(state)
        return number

    def _fit(self) -> None:
        """Make room for the states and classes that there are."""
        for class_ in range(len(self._kinds), len(self.alphabet.kinds)):
            kind = self.alphabet.kinds[class_]
            self._kinds.append([tuple(kind[place] for place in places) for places in self._places])
        rows, columns = self.table.shape
        wanted = (_room(rows, len(self._states)), _room(columns, len(self._kinds)))
        if wanted != (rows, columns):
            table = np.full(wanted, MISSING, dtype=np.int32)
            table[:rows, :columns] = self.table
            final = np.full(wanted[0], MISSING, dtype=np.int32)
            final[:rows] = self.final
            self.table, self.final = table, final

    def build_move(self, state: int, class_: int) -> bool:
        """Fill one place of the table; false if there is no room for the state it leads to."""
        with self._lock:
            kinds = self._kinds[class_]
            parts = zip(self._automata, self._states[state], kinds, strict=True)
            number = self._number(tuple(automaton.move(part, kind) for automaton, part, kind in parts))
            self._fit()
            self.table[state, class_] = number
            return number != MISSING

    def build_final(self, state: int) -> None:
        """Fill one place of the outcomes."""
        with self._lock:
            parts = zip(self._automata, self._states[state], strict=True)
            outcome = tuple(place for place, (automaton, part) in enumerate(parts) if automaton.possible(part))
            number = self._outcome_numbers.setdefault(outcome, len(self.outcomes))
            if number == len(self.outcomes):
                self.outcomes.append(outcome)
            self.final[state] = number

    def build_page(self, page: int) -> None:
        """Classify the characters of a page."""
        with self._lock:
            self.alphabet.fill(page)
            self._fit()


def _room(have: int, wanted: int) -> int:
    while have < wanted:
        have *= 2
    return have
