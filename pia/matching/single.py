"""What one form says of a text, character by character."""

from __future__ import annotations

from collections.abc import Collection
from enum import IntEnum
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from pia.matching.expressions import compile_program
from pia.matching.forms import DIGIT, SPACE, Form
from pia.matching.programs import Program, UnsupportedError
from pia.matching.threads import Found, Kind, Machine, Place, Threads


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


MISSING = -1
"""In a table: not built yet."""


class FormAutomaton:
    """What one form says of a text; states are numbered as they are met, the first is 0.

    Attributes:
        form: The form.
        charsets: The sets of characters that it asks for.
        table: Next state by state and kind of character; `MISSING` where it is not built.
        told: Outcome by state, in the same way.
    """

    def __init__(self, form: Form) -> None:
        """Nothing is built but the first state.

        Raises:
            UnsupportedError: No automaton can say the form.
        """
        self.form = form
        program, self._exact = _program(form)
        asked = ([SPACE] if form.whole else []) + ([DIGIT] if form.digits else [])
        self.charsets = (*program.charsets, *asked)
        self._machine = Machine(program)
        self._states: list[State] = []
        self._numbers: dict[State, int] = {}
        self._kinds: dict[Kind, int] = {}
        self._kind_of: list[Kind] = []
        self._harmless: dict[frozenset[int], bool] = {}
        self.table: npt.NDArray[np.int32] = np.full((8, 4), MISSING, dtype=np.int32)
        self.told: npt.NDArray[np.int8] = np.full(8, MISSING, dtype=np.int8)
        self._number(State((self._machine.start(),), (), False, None, 0))

    def __getstate__(self) -> dict[str, Any]:
        """Plain data only: whoever reads it again need not trust numpy's."""
        return {**self.__dict__, "table": (self.table.shape, self.table.tobytes()), "told": self.told.tobytes()}

    def __setstate__(self, state: dict[str, Any]) -> None:
        self.__dict__.update(state)
        shape, cells = state["table"]
        self.table = np.frombuffer(cells, dtype=np.int32).reshape(shape).copy()
        self.told = np.frombuffer(state["told"], dtype=np.int8).copy()

    def _number(self, state: State) -> int:
        number = self._numbers.setdefault(state, len(self._states))
        if number == len(self._states):
            self._states.append(state)
            self._fit()
        return number

    def kind(self, kind: Kind) -> int:
        """Number of a kind of character, given as the sets of `charsets` that it is in."""
        number = self._kinds.setdefault(kind, len(self._kind_of))
        if number == len(self._kind_of):
            self._kind_of.append(kind)
            self._fit()
        return number

    def _fit(self) -> None:
        rows, columns = self.table.shape
        wanted = (grown(rows, len(self._states)), grown(columns, len(self._kind_of)))
        if wanted != (rows, columns):
            table, told = np.full(wanted, MISSING, dtype=np.int32), np.full(wanted[0], MISSING, dtype=np.int8)
            table[:rows, :columns], told[:rows] = self.table, self.told
            self.table, self.told = table, told

    def move(self, number: int, kind: int) -> int:
        """The state after a character of a kind."""
        after = int(self.table[number, kind])
        if after == MISSING:
            state, own = self._states[number], self._kind_of[kind]
            after = self._number(self._whole(state, own) if self.form.whole else self._any(state, own))
            self.table[number, kind] = after
        return after

    def _any(self, state: State, kind: Kind) -> State:
        place = Place(state.before, kind)
        here = self._machine.close(state.here, place)
        later = self._machine.close(state.later, place, ordered=False)
        seen = state.seen or bool(here.found) or bool(later.found)
        kept = () if here.found is Found.MAYBE else self._machine.step(here.waiting, kind)
        digits = self._digits(state, kind)
        if seen and not kept:
            return State((), (), True, None, digits)
        moved = () if seen else _unordered((*self._machine.step(later.waiting, kind), self._machine.start()))
        return State(kept, moved, seen, self._machine.remembered(kind), digits)

    def _whole(self, state: State, kind: Kind) -> State:
        space = kind[-2 if self.form.digits else -1]
        if space and state.before is None:
            return state
        closed = self._machine.close(state.here, Place(state.before, kind), ordered=False)
        moved = _unordered(self._machine.step(closed.waiting, kind))
        before, digits = self._machine.remembered(kind), self._digits(state, kind)
        return State(moved, (), state.seen if space else self._ends(moved, before), before, digits)

    def _digits(self, state: State, kind: Kind) -> int:
        return min(state.digits + kind[-1], self.form.digits) if self.form.digits else 0

    def _ends(self, threads: Threads, before: Kind | None) -> bool:
        return self._machine.close(threads, Place(before, None), ordered=False).found is Found.YES

    def outcome(self, number: int) -> Outcome:
        """What the form says if the text ends here."""
        if self.told[number] == MISSING:
            self.told[number] = self._outcome(number)
        return Outcome(int(self.told[number]))

    def _outcome(self, number: int) -> Outcome:
        state = self._states[number]
        if state.digits < self.form.digits or (number == 0 and not self.form.whole):
            return Outcome.NOWHERE
        read = self.form.whole and state.before is not None
        if state.seen if read else self._ends(state.here, state.before):
            return Outcome.WHOLE if self._exact else Outcome.SOMEWHERE
        if self.form.whole:
            return Outcome.NOWHERE
        return Outcome.SOMEWHERE if state.seen or self._ends(state.later, state.before) else Outcome.NOWHERE

    def is_harmless(self, kinds: Collection[int]) -> bool:
        """Whether the form matches in no text of such characters only."""
        asked = frozenset(kinds)
        if asked not in self._harmless:
            self._harmless[asked] = self._is_harmless(asked)
        return self._harmless[asked]

    def _is_harmless(self, kinds: Collection[int]) -> bool:
        if self.form.digits and not any(self._kind_of[kind][-1] for kind in kinds):
            return True
        waiting, seen = [0], {0}
        while waiting:
            number = waiting.pop()
            if self.outcome(number):
                return False
            after = {self.move(number, kind) for kind in kinds} - seen
            seen |= after
            waiting += after
        return True


def grown(have: int, wanted: int) -> int:
    """`have`, doubled until it is at least `wanted`: tables that grow so are copied seldom."""
    while have < wanted:
        have *= 2
    return have


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
