"""Several automata as one, in groups of groups, so that what a group has learnt serves wherever the group stands."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from pia.matching.programs import Charset
from pia.matching.single import FormAutomaton, Outcome
from pia.matching.threads import Kind

FANOUT = 8


class Group:
    """Some automata or groups, walked together; states are numbered as they are met, the first is 0.

    Attributes:
        charsets: The sets of characters that its parts ask for.
    """

    def __init__(self, parts: Sequence[Group | FormAutomaton]) -> None:
        """Parts may belong to other groups, too."""
        self._parts = tuple(parts)
        self.charsets: tuple[Charset, ...] = tuple(
            dict.fromkeys(charset for part in parts for charset in part.charsets)
        )
        place = {charset: number for number, charset in enumerate(self.charsets)}
        self._places = [[place[charset] for charset in part.charsets] for part in parts]
        self._states: list[tuple[int, ...]] = [tuple(0 for _ in parts)]
        self._numbers: dict[tuple[int, ...], int] = {self._states[0]: 0}
        self._kinds: dict[Kind, int] = {}
        self._parts_of: list[tuple[int, ...]] = []
        self._moves: dict[tuple[int, int], int] = {}
        self._harmless: dict[frozenset[int], bool] = {}
        self._outcomes: dict[int, tuple[Outcome, ...]] = {}

    def kind(self, kind: Kind) -> int:
        """Number of a kind of character, given as the sets of `charsets` that it is in."""
        number = self._kinds.get(kind)
        if number is None:
            places = zip(self._parts, self._places, strict=True)
            self._parts_of.append(tuple(part.kind(tuple([kind[place] for place in own])) for part, own in places))
            number = self._kinds[kind] = len(self._parts_of) - 1
        return number

    def move(self, number: int, kind: int) -> int:
        """The state after a character of a kind."""
        key = (number, kind)
        after = self._moves.get(key)
        if after is None:
            parts = zip(self._parts, self._states[number], self._parts_of[kind], strict=True)
            state = tuple([part.move(at, own) for part, at, own in parts])
            after = self._numbers.setdefault(state, len(self._states))
            if after == len(self._states):
                self._states.append(state)
            self._moves[key] = after
        return after

    def outcomes(self, number: int) -> tuple[Outcome, ...]:
        """What each form says if the text ends here."""
        told = self._outcomes.get(number)
        if told is None:
            parts = zip(self._parts, self._states[number], strict=True)
            told = tuple(outcome for part, at in parts for outcome in part.outcomes(at))
            self._outcomes[number] = told
        return told

    def is_harmless(self, kinds: Collection[int]) -> bool:
        """Whether no form matches in a text of such characters only; asked of each form by itself."""
        asked = frozenset(kinds)
        if asked not in self._harmless:
            self._harmless[asked] = all(
                part.is_harmless({self._parts_of[kind][place] for kind in asked})
                for place, part in enumerate(self._parts)
            )
        return self._harmless[asked]


def grouped(parts: Sequence[Group | FormAutomaton]) -> Group:
    """One group over any number of parts, with no group of more than `FANOUT`."""
    while len(parts) > FANOUT:
        parts = [Group(parts[start : start + FANOUT]) for start in range(0, len(parts), FANOUT)]
    return Group(parts)
