"""The second look: where exactly one form matches, as a backtracking matcher would find it."""

from __future__ import annotations

import threading
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from pia.matching.alphabet import Alphabet
from pia.matching.expressions import compile_program
from pia.matching.forms import DIGIT, SPACE, Form
from pia.matching.programs import Program, UnsupportedError
from pia.matching.single import MISSING, grown
from pia.matching.threads import Found, Kind, Machine, Place, Threads

MOST_STATES = 1 << 14

NOTHING, ENDED, UNDECIDED = 0, 1, 2
"""In the two lowest bits of a move: whether a match ends before the character; undecided where conditions are open."""

DEAD = 0
"""Number of the state in which no match can come any more."""

Table = npt.NDArray[np.int32]
Tables = tuple[Table, Table, Table, npt.NDArray[np.bool_]]


class State(NamedTuple):
    """A match that has begun.

    Attributes:
        threads: Threads in order of preference.
        before: The last character, as far as it matters.
    """

    threads: Threads
    before: Kind | None


class Finder:
    """The automaton of the matches of one form that begin at a given place.

    Attributes:
        form: The form.
        tables: Replaced together when they grow. By state and class: four times the next state, plus what ends before
            the character. By state: what ends at the end of the text. By the class of the character before a match:
            the state in which it begins; the last is for the start of the text. By class: whether its characters are
            white space. `MISSING` where they are not built.
        alphabet: The classes.
    """

    def __init__(self, form: Form) -> None:
        """Nothing is built but the states in which a match begins.

        Raises:
            UnsupportedError: No automaton can say the form, or it matches nothing at all.
        """
        self.form = form
        program = compile_program(form.expression, form.flags, form.engine)
        if program.named or (not form.whole and _is_empty(program)):
            raise UnsupportedError("its matches are not those of the whole expression")
        self._machine = Machine(program)
        self.alphabet = Alphabet((*program.charsets, SPACE, DIGIT))
        self.tables: Tables = (
            np.full((64, 16), MISSING, dtype=np.int32),
            np.full(64, MISSING, dtype=np.int32),
            np.zeros(0, dtype=np.int32),
            np.zeros(0, dtype=bool),
        )
        self._numbers: dict[State, int] = {}
        self._states: list[State] = []
        self._lock = threading.Lock()
        with self._lock:
            self._number(State((), None))
            self._fit()

    def _number(self, state: State) -> int:
        if not state.threads:
            state = State((), None)
        number = self._numbers.setdefault(state, len(self._states))
        if number == len(self._states):
            self._states.append(state)
        return number

    def _fit(self) -> None:
        """Make room for the states and classes that there are."""
        table, final, begin, spaces = self.tables
        kinds = self.alphabet.kinds
        if len(begin) != len(kinds) + 1:
            befores: list[Kind | None] = [*(self._machine.remembered(kind) for kind in kinds), None]
            begun = [self._number(State((self._machine.start(),), before)) for before in befores]
            begin, spaces = np.array(begun, dtype=np.int32), np.array([kind[-2] for kind in kinds])
        rows, columns = table.shape
        wanted = (grown(rows, len(self._states)), grown(columns, len(kinds)))
        if wanted != (rows, columns):
            old, old_final = table, final
            table, final = np.full(wanted, MISSING, dtype=np.int32), np.full(wanted[0], MISSING, dtype=np.int32)
            table[:rows, :columns], final[:rows] = old, old_final
        self.tables = (table, final, begin, spaces)

    def build_move(self, state: int, class_: int) -> bool:
        """Fill one place of the table; false if there is no room for more states."""
        with self._lock:
            if len(self._states) > MOST_STATES:
                return False
            threads, before = self._states[state]
            kind = self.alphabet.kinds[class_]
            closed = self._machine.close(threads, Place(before, kind), ordered=not self.form.whole)
            moved = self._machine.step(closed.waiting, kind)
            number = self._number(State(moved, self._machine.remembered(kind)))
            self._fit()
            said = NOTHING if self.form.whole else _said(closed.found)
            self.tables[0][state, class_] = 4 * number + said
            return True

    def build_final(self, state: int) -> None:
        """Fill one place of the ends."""
        with self._lock:
            threads, before = self._states[state]
            found = self._machine.close(threads, Place(before, None), ordered=False).found
            self.tables[1][state] = _said(found)

    def build_page(self, page: int) -> None:
        """Classify the characters of a page."""
        with self._lock:
            self.alphabet.fill(page)
            self._fit()


def _said(found: Found) -> int:
    return {Found.NO: NOTHING, Found.YES: ENDED, Found.MAYBE: UNDECIDED}[found]


def _is_empty(program: Program) -> bool:
    waiting, seen = [len(program.code) - 1], set[int]()
    while waiting:
        place = waiting.pop()
        if program.code[place].kind == "match":
            return True
        if place not in seen and program.code[place].kind != "char":
            seen.add(place)
            waiting += program.code[place].to
    return False
