"""The first look at a text: what many forms say of it, all of them walked at once.

The automaton is the product of one small automaton per form, and is built only where texts lead.
"""

from __future__ import annotations

import string
import threading
from collections.abc import Sequence
from enum import IntEnum
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from pia.matching.alphabet import Alphabet
from pia.matching.forms import DIGIT, SPACE, Form
from pia.matching.programs import Program, UnsupportedError, compile_program
from pia.matching.threads import Found, Kind, Machine, Place, Threads

MOST_STATES = 1 << 13
"""A text that would need more states is not told."""

HARMLESS = string.ascii_letters + " ,;"
"""Characters of plain words; most free text has nothing else."""

MISSING = -1
"""In a table: not built yet."""

UNTOLD, NOTHING = 0, 1
"""Outcomes of a text that the filter cannot tell, and of one in which no form matches."""

Table = npt.NDArray[np.int32]


class Outcome(IntEnum):
    """What a form says of a text.

    `WHOLE` means that searching finds exactly one match, which is the whole text. `SOMEWHERE` means that there may be
    other matches, which the finder has to look for. `NOWHERE` means that there is none.
    """

    NOWHERE = 0
    WHOLE = 1
    SOMEWHERE = 2


class State(NamedTuple):
    """Where one form stands.

    Attributes:
        here: Threads of the match that begins where the text begins, in order of preference.
        later: Threads of matches that begin later.
        seen: Whether a match has ended; for a whole text: whether one would if only white space followed.
        before: The last character, as far as it matters; `None` at the start.
        digits: Digits read, up to the number asked for.
    """

    here: Threads
    later: Threads
    seen: bool
    before: Kind | None
    digits: int


class FormAutomaton:
    """What one form says of a text; states are numbered as they are met, the first is 0."""

    def __init__(self, form: Form) -> None:
        """Nothing is built but the first state.

        Raises:
            UnsupportedError: No automaton can say the form.
        """
        self.form = form
        program, self._exact = _program(form)
        self.charsets = (*program.charsets, SPACE, DIGIT)
        self._machine = Machine(program)
        self._states: list[State] = []
        self._numbers: dict[State, int] = {}
        self._moves: dict[tuple[int, Kind], int] = {}
        self._number(State((self._machine.start(),), (), False, None, 0))

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
            after = self._number(self._whole(state, kind) if self.form.whole else self._any(state, kind))
            self._moves[key] = after
        return after

    def _any(self, state: State, kind: Kind) -> State:
        place = Place(state.before, kind)
        here = self._machine.close(state.here, place)
        later = self._machine.close(state.later, place, ordered=False)
        seen = state.seen or bool(here.found) or bool(later.found)
        kept = () if here.found is Found.MAYBE else self._machine.step(here.waiting, kind)
        digits = min(state.digits + kind[-1], self.form.digits)
        if seen and not kept:
            return State((), (), True, None, digits)
        moved = () if seen else _unordered((*self._machine.step(later.waiting, kind), self._machine.start()))
        return State(kept, moved, seen, self._machine.remembered(kind), digits)

    def _whole(self, state: State, kind: Kind) -> State:
        space = kind[-2]
        if space and state.before is None:
            return state
        closed = self._machine.close(state.here, Place(state.before, kind), ordered=False)
        moved = _unordered(self._machine.step(closed.waiting, kind))
        before, digits = self._machine.remembered(kind), min(state.digits + kind[-1], self.form.digits)
        return State(moved, (), state.seen if space else self._ends(moved, before), before, digits)

    def _ends(self, threads: Threads, before: Kind | None) -> bool:
        return self._machine.close(threads, Place(before, None), ordered=False).found is Found.YES

    def outcome(self, number: int) -> Outcome:
        """What the form says if the text ends here."""
        state = self._states[number]
        if state.digits < self.form.digits:
            return Outcome.NOWHERE
        if self.form.whole and state.before is not None:
            matches = state.seen
        else:
            matches = self._ends(state.here, state.before)
        if matches:
            return Outcome.WHOLE if self._exact else Outcome.SOMEWHERE
        if self.form.whole:
            return Outcome.NOWHERE
        return Outcome.SOMEWHERE if state.seen or self._ends(state.later, state.before) else Outcome.NOWHERE

    def is_harmless(self, kinds: Sequence[Kind]) -> bool:
        """Whether the form cannot match in a text of such characters only."""
        waiting, seen = [0], {0}
        while waiting:
            number = waiting.pop()
            if self.outcome(number):
                return False
            after = {self.move(number, kind) for kind in kinds} - seen
            seen |= after
            waiting += after
        return True


def _program(form: Form) -> tuple[Program, bool]:
    """The program of a form, and whether its matches are those of the form."""
    try:
        program = compile_program(form.expression, form.flags, form.engine)
    except UnsupportedError:
        return compile_program(form.expression, form.flags, form.engine, coarse=True), False
    return program, not program.named


def _unordered(threads: Threads) -> Threads:
    """Threads whose order does not matter, in the same order always."""
    return tuple(sorted(set(threads)))


class Filter:
    """Some forms, looked for at once.

    Attributes:
        table: Next state by state and class; `MISSING` where it is not built, or there is no room for it.
        final: Outcome of a text that ends in a state; `MISSING` where it is not built.
        outcomes: What the outcomes mean: what each form says. The first is `UNTOLD`, the second nowhere for every form.
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
        nowhere = tuple(Outcome.NOWHERE for _ in self._automata)
        self.outcomes: list[tuple[Outcome, ...]] = [tuple(Outcome.SOMEWHERE for _ in self._automata), nowhere]
        self._outcome_numbers = {nowhere: NOTHING}
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
            outcome = tuple(automaton.outcome(part) for automaton, part in parts)
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
