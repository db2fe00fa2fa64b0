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
        self._kinds: dict[Kind, tuple[Kind, ...]] = {}
        self._moves: dict[tuple[int, Kind], int] = {}
        self._outcomes: dict[int, tuple[Outcome, ...]] = {}

    def move(self, number: int, kind: Kind) -> int:
        """The state after a character, given as the sets of `charsets` that it is in."""
        key = (number, kind)
        after = self._moves.get(key)
        if after is None:
            kinds = self._kinds.get(kind)
            if kinds is None:
                kinds = tuple(tuple([kind[place] for place in places]) for places in self._places)
                self._kinds[kind] = kinds
            parts = zip(self._parts, self._states[number], kinds, strict=True)
            state = tuple([part.move(at, own) for part, at, own in parts])
            after = self._moves[key] = self._numbers.setdefault(state, len(self._states))
            if after == len(self._states):
                self._states.append(state)
        return after

    def outcomes(self, number: int) -> tuple[Outcome, ...]:
        """What each form says if the text ends here."""
        told = self._outcomes.get(number)
        if told is None:
            parts = zip(self._parts, self._states[number], strict=True)
            told = tuple(outcome for part, at in parts for outcome in part.outcomes(at))
            self._outcomes[number] = told
        return told

    def is_harmless(self, kinds: Collection[Kind]) -> bool:
        """Whether no form matches in a text of such characters only; asked of each form by itself."""
        return all(
            part.is_harmless({tuple([kind[place] for place in places]) for kind in kinds})
            for part, places in zip(self._parts, self._places, strict=True)
        )


def grouped(parts: Sequence[Group | FormAutomaton]) -> Group:
    """One group over any number of parts, with no group of more than `FANOUT`."""
    while len(parts) > FANOUT:
        parts = [Group(parts[start : start + FANOUT]) for start in range(0, len(parts), FANOUT)]
    return Group(parts)
