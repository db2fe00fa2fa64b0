r"""How fast the work of a backtracking matcher can grow with a text: what an automaton says about an expression.

An expression is exponentially ambiguous if a state comes back to itself by two different paths on one word, and
polynomially if one word leads from a loop to itself, from it to another loop, and from that to itself. Searching begins
anywhere, which is a loop before the expression.

Source: Weber and Seidl (1991), "On the degree of ambiguity of finite automata", criteria EDA and IDA.

Limits: look-arounds count as if they held, so some harmless expressions are refused; a look-behind or `\b` at the
start is taken to keep a search from beginning inside a loop.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator
from enum import Enum
from itertools import product
from math import prod
from typing import TypeVar

from pia.matching.expressions import compile_program
from pia.matching.programs import Program, UnsupportedError

MOST_STATES = 400
MOST_MOVES = 4_000_000
"""Steps of the proof, some seconds of work; what needs more is refused, as what is too large."""

_SHORT = 8
_LONG = 200
_ANYWHERE = -1
_SAMPLE = "".join(map(chr, range(256))) + "ſKİıΩя٣中㐀あ한Ａ９\u2028\u3000\U0001f642"
_CODE = re.compile(r"\\U([0-9a-f]{8})")
Node = TypeVar("Node", bound=Hashable)


class Growth(Enum):
    """How the work grows with the length of a text, at worst."""

    LINEAR = "linear"
    QUADRATIC = "quadratic"
    EXPONENTIAL = "exponential"


def growth(expression: str, flags: int, most_moves: int = MOST_MOVES) -> Growth:
    r"""How the work of searching for an expression can grow.

    A repeat that may vary by more than a few counts as endless inside another, by more than 200 alone.

    Raises:
        UnsupportedError: No automaton can say the expression, or it is too large to be judged in `most_moves` steps.

    >>> growth(r"(?:a+)+b", 0), growth(r"a\d*\d*b", 0), growth(r"EMP-\d{4,6}", 0)
    (<Growth.EXPONENTIAL: 'exponential'>, <Growth.QUADRATIC: 'quadratic'>, <Growth.LINEAR: 'linear'>)
    """
    if _Graph(compile_program(expression, flags, endless=_SHORT), most_moves).is_exponential():
        return Growth.EXPONENTIAL
    graph = _Graph(compile_program(expression, flags, endless=_LONG), most_moves)
    return Growth.QUADRATIC if graph.is_quadratic() else Growth.LINEAR


class _Graph:
    """The states of a program that read a character, and which may follow which."""

    def __init__(self, program: Program, most_moves: int) -> None:
        self.code, self.left = program.code, most_moves
        states = [place for place, step in enumerate(self.code) if step.kind == "char"]
        if len(states) > MOST_STATES:
            raise UnsupportedError("the expression is too large")
        told = {chr(int(code, 16)) for charset in program.charsets for code in _CODE.findall(charset.expression)}
        sample = "".join(sorted(told | set(_SAMPLE)))
        members = [charset.members(sample) for charset in program.charsets]
        self.reads = {place: members[self.code[place].charset] for place in states}
        self.after = {place: self._closure(self.code[place].to, through=True) for place in states}
        self.reads[_ANYWHERE] = set(range(len(sample)))
        self.after[_ANYWHERE] = {_ANYWHERE, *self._closure((len(self.code) - 1,), through=False)}

    def _closure(self, starts: Iterable[int], *, through: bool) -> set[int]:
        """States reached without reading; assertions about what stands before are passed only if `through`."""
        found: set[int] = set()
        seen: set[int] = set()
        waiting = list(starts)
        while waiting:
            place = waiting.pop()
            if place in seen:
                continue
            seen.add(place)
            step = self.code[place]
            if step.kind == "char":
                found.add(place)
            elif through or step.kind not in {"before", "boundary", "start"}:
                waiting += step.to
        return found

    def moves(self, *places: int) -> Iterator[tuple[int, ...]]:
        """Where several states go on one and the same character.

        Raises:
            UnsupportedError: So much was asked already that an answer could take minutes.
        """
        if set.intersection(*(self.reads[place] for place in places)):
            self.left -= prod(len(self.after[place]) for place in places)
            if self.left < 0:
                raise UnsupportedError("the expression is too large")
            yield from product(*(sorted(self.after[place]) for place in places))

    def is_exponential(self) -> bool:
        """Whether a state comes back to itself by two paths on one word."""
        return any(self._splits(state, way) for state, way in self._loops().items())

    def _splits(self, state: int, way: Collection[int]) -> bool:
        def onwards(pair: tuple[int, ...]) -> Iterator[tuple[int, ...]]:
            return (item for item in self.moves(*pair) if item[0] in way and item[1] in way)

        start: tuple[int, ...] = (state, state)
        apart = [pair for pair in _reached([start], onwards) if pair[0] != pair[1]]
        return (state, state) in _reached(apart, onwards)

    def is_quadratic(self) -> bool:
        """Whether one word leads from a loop to itself, from it to another loop, and from that to itself."""
        loops = {**self._loops(), _ANYWHERE: {_ANYWHERE}}
        return any(
            self._leads(one, two, loops[one], loops[two])
            for one, two in product(loops, repeat=2)
            if two not in (one, _ANYWHERE)
        )

    def _leads(self, one: int, two: int, first: set[int], last: set[int]) -> bool:
        def onwards(places: tuple[int, ...]) -> Iterator[tuple[int, ...]]:
            return (item for item in self.moves(*places) if item[0] in first and item[2] in last)

        start: tuple[int, ...] = (one, one, two)
        return (one, two, two) in _reached([start], onwards)

    def _loops(self) -> dict[int, set[int]]:
        """For every state that can come back to itself, the states on the way."""
        reached = {state: _reached([state], lambda place: self.after[place]) for state in self.reads}
        return {
            state: {other for other in reached[state] if state in reached[other]}
            for state in self.reads
            if state != _ANYWHERE and state in reached[state]
        }


def _reached(starts: Iterable[Node], after: Callable[[Node], Iterable[Node]]) -> set[Node]:
    """What can be reached from some nodes in at least one step."""
    seen: set[Node] = set()
    waiting = list(starts)
    while waiting:
        for node in after(waiting.pop()):
            if node not in seen:
                seen.add(node)
                waiting.append(node)
    return seen
