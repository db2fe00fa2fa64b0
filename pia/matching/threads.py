"""Threads of a program at one place of a text, and how a character moves them on.

Source: Cox, "Regular Expression Matching: the Virtual Machine Approach" (2009). Look-ahead is a condition that a
thread carries along until the text decides it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum
from itertools import chain
from typing import NamedTuple, TypeAlias

from pia.matching.programs import Instruction, Program

MAIN = -1
"""Number of the main program among the bodies of the look-arounds."""


class Found(IntEnum):
    """Whether threads have come to the end of their program."""

    NO = 0
    MAYBE = 1
    YES = 2


Kind: TypeAlias = tuple[bool, ...]
"""What a program can say of a character: for each of its sets, whether the character is in it."""


class Condition(NamedTuple):
    """What the text ahead must or must not say, for a thread to live.

    Attributes:
        negative: Whether it must not.
        body: Program of the look-ahead.
        threads: Where it stands.
    """

    negative: bool
    body: int
    threads: tuple[Thread, ...]


Thread: TypeAlias = tuple[int, tuple[Condition, ...]]
"""An instruction, and the conditions under which its text counts."""

Threads: TypeAlias = tuple[Thread, ...]


class Place(NamedTuple):
    """What stands around a place in a text: for each set of the program, whether the character is in it.

    Attributes:
        before: The character before; `None` at the start of the text.
        after: The character after; `None` at its end.
    """

    before: Kind | None
    after: Kind | None


@dataclass(frozen=True, slots=True)
class Closed:
    """Threads that wait for a character.

    Attributes:
        waiting: They, in order of preference.
        found: Whether one came to its end.
    """

    waiting: Threads
    found: Found


class Machine:
    """Runs one program over kinds of characters."""

    def __init__(self, program: Program) -> None:
        """Over the kinds that the program's own sets tell apart."""
        self.program = program
        every = chain(program.code, *program.bodies)
        self.words = frozenset(step.charset for step in every if step.kind in {"boundary", "before"})

    def remembered(self, kind: Kind) -> Kind:
        """A character that has passed, as far as assertions about it can tell."""
        return tuple(inside and charset in self.words for charset, inside in enumerate(kind))

    def start(self, body: int = MAIN) -> Thread:
        """The thread with which a program begins."""
        return (len(self._code(body)) - 1, ())

    def _code(self, body: int) -> list[Instruction]:
        return self.program.code if body == MAIN else self.program.bodies[body]

    def close(self, threads: Iterable[Thread], place: Place, body: int = MAIN, *, ordered: bool = True) -> Closed:
        """Follow every thread to the instructions that take a character.

        Where the order of the threads counts, a sure end cuts off those that come after it.
        """
        waiting: dict[Thread, None] = {}
        found = Found.NO
        seen: set[Thread] = set()
        stack: list[Thread] = []
        for counter, conditions in reversed(list(threads)):
            settled = self._settle(conditions, place)
            if settled is not None:
                stack.append((counter, settled))
        while stack:
            thread = stack.pop()
            if thread in seen:
                continue
            seen.add(thread)
            instruction = self._code(body)[thread[0]]
            if instruction.kind == "char":
                waiting[thread] = None
            elif instruction.kind == "match":
                found = max(found, Found.MAYBE if thread[1] else Found.YES)
                if ordered and found is Found.YES:
                    break
            else:
                stack += reversed(self._follow(instruction, thread, place))
        return Closed(tuple(waiting), found)

    def _follow(self, instruction: Instruction, thread: Thread, place: Place) -> list[Thread]:
        conditions = thread[1]
        if instruction.kind == "ahead":
            settled = self._settle((Condition(instruction.negative, instruction.body, ()),), place, begin=True)
            if settled is None:
                return []
            conditions = tuple(dict.fromkeys((*conditions, *settled)))
        elif instruction.kind != "split" and not self._holds(instruction, place):
            return []
        return [(to, conditions) for to in dict.fromkeys(instruction.to)]

    def _holds(self, instruction: Instruction, place: Place) -> bool:
        if instruction.kind == "start":
            holds = place.before is None
        elif instruction.kind == "end":
            holds = place.after is None
        else:
            before = place.before is not None and place.before[instruction.charset]
            after = place.after is not None and place.after[instruction.charset]
            holds = {"next": after, "before": before, "boundary": before is not after}[instruction.kind]
        return holds is not instruction.negative

    def _settle(
        self, conditions: tuple[Condition, ...], place: Place, *, begin: bool = False
    ) -> tuple[Condition, ...] | None:
        """The conditions still open here; `None` if one of them has failed."""
        left: list[Condition] = []
        for negative, body, threads in conditions:
            closed = self.close([self.start(body)] if begin else threads, place, body)
            open_ = tuple(thread for thread in closed.waiting if self._takes(thread, place, body))
            if closed.found is Found.YES or (not open_ and closed.found is Found.NO):
                if (closed.found is Found.YES) is negative:
                    return None
            else:
                left.append(Condition(negative, body, open_))
        return tuple(left)

    def _takes(self, thread: Thread, place: Place, body: int) -> bool:
        return place.after is not None and place.after[self._code(body)[thread[0]].charset]

    def step(self, waiting: Threads, kind: Kind, body: int = MAIN) -> Threads:
        """Where the threads stand after a character; those that do not take it end."""
        code = self._code(body)
        moved: dict[Thread, None] = {}
        for counter, conditions in waiting:
            if kind[code[counter].charset]:
                carried = tuple(
                    Condition(negative, ahead, self.step(threads, kind, ahead))
                    for negative, ahead, threads in conditions
                )
                moved[code[counter].to[0], carried] = None
        return tuple(moved)
