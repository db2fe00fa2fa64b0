"""What a text must hold at least for a form to match in it: so many digits, so many letters, an `@`.

Counting characters is cheaper than searching, and most forms need what most texts do not have.
"""

from __future__ import annotations

import string
from collections import deque
from collections.abc import Callable, Sequence
from functools import lru_cache, reduce
from operator import or_
from typing import NamedTuple

from pia.matching.expressions import compile_program
from pia.matching.forms import Form
from pia.matching.programs import Charset, Instruction, Program, UnsupportedError

KINDS = (string.digits, string.ascii_letters, "@", ".", "-", "/", ":", " ", "+", "(", "=")
"""Kinds of characters that are counted, all of them ASCII."""

LENGTH, HAN = len(KINDS), len(KINDS) + 1
"""Places of further counts: all characters; Han characters."""

COUNTS = len(KINDS) + 2

FIRST_HAN, LAST_HAN = 0x4000, 0x9FFF
"""Characters whose UTF-8 begins with the bytes E4 to E9: nearly all Han characters in use, and a few signs."""

_ASCII = "".join(map(chr, range(128)))
_HAN_TEXT = "".join(map(chr, range(FIRST_HAN, LAST_HAN + 1)))
_ENDLESS = 1 << 30


class Needs(NamedTuple):
    """What a form asks of the counts of a text.

    Attributes:
        least: For every kind, how many characters of it there must be. What is neither ASCII nor Han may stand for any
            kind.
        forbidden: Kinds, by their places, of which a text must hold none; white space around it aside.
        longest: Most characters of a text, white space around it aside.
    """

    least: tuple[int, ...]
    forbidden: tuple[int, ...]
    longest: int


NOTHING = Needs((0,) * COUNTS, (), _ENDLESS)
"""What a form asks for that nothing is known of."""


@lru_cache(maxsize=64)
def coarse_program(form: Form) -> Program | None:
    """A program that matches wherever a form does, and in more places; `None` if no automaton can say it."""
    try:
        return compile_program(form.expression, form.flags, form.engine, coarse=True)
    except UnsupportedError:
        return None


def needs_of(form: Form) -> Needs:
    """What a form asks for.

    >>> needs = needs_of(Form(r"[0-9]{3}-[0-9]{4}", 0, whole=True))
    >>> needs.least[0], needs.least[LENGTH], needs.longest, KINDS[2] in [KINDS[place] for place in needs.forbidden]
    (7, 8, 8, True)
    """
    program = coarse_program(form)
    if program is None:
        return NOTHING._replace(least=(form.digits, *NOTHING.least[1:]))
    sets = [held_by(charset) for charset in program.charsets]
    least = [_least(program, [not (own.ascii & ~kind or own.some_han) for own in sets]) for kind in _BITS]
    least[0] = max(least[0], form.digits)
    least.append(_least(program, [True] * len(sets)))
    least.append(_least(program, [own.some_han and not own.ascii for own in sets]))
    if not form.whole:
        return Needs(tuple(least), (), _ENDLESS)
    used = {step.charset for step in program.code if step.kind == "char"}
    kept = reduce(or_, (sets[number].ascii for number in used), 0)
    forbidden = tuple(place for place, kind in enumerate(_BITS) if KINDS[place] != " " and not kept & kind)
    return Needs(tuple(least), forbidden, _longest(program))


_BITS = [sum(1 << ord(character) for character in kind) for kind in KINDS]


class Held(NamedTuple):
    """What a set of characters holds.

    Attributes:
        ascii: Its ASCII characters, as bits of a number.
        some_han: Whether it holds a Han character.
        all_han: Whether it holds all of them.
    """

    ascii: int
    some_han: bool
    all_han: bool


@lru_cache(maxsize=4096)
def held_by(charset: Charset) -> Held:
    """What a set holds of what is counted."""
    han = sum(end - start for start, end in charset.runs(_HAN_TEXT))
    return Held(sum(1 << place for place in charset.members(_ASCII)), han > 0, han == len(_HAN_TEXT))


def _least(program: Program, counts: Sequence[bool]) -> int:
    """The fewest characters of some sets on any way through a program."""
    code = program.code
    best = [_ENDLESS] * len(code)
    best[-1] = 0
    waiting = deque([len(code) - 1])
    while waiting:
        place = waiting.popleft()
        step = code[place]
        if step.kind == "match":
            continue
        cost = best[place] + (step.kind == "char" and counts[step.charset])
        for to in step.to:
            if cost < best[to]:
                best[to] = cost
                (waiting.append if cost > best[place] else waiting.appendleft)(to)
    ends = [best[place] for place, step in enumerate(code) if step.kind == "match"]
    return min([_ENDLESS, *ends])


def _longest(program: Program) -> int:
    """The most characters on any way through a program; endless if it can go round."""
    known: dict[int, int] = {}
    state: dict[int, bool] = {}
    code = program.code
    waiting: list[int] = [len(code) - 1]
    while waiting:
        place = waiting[-1]
        if place in known:
            waiting.pop()
        elif place not in state:
            state[place] = True
            after = code[place].to
            if any(to in state and to not in known for to in after):
                return _ENDLESS
            waiting += [to for to in after if to not in known]
        else:
            known[place] = _step(code[place], known.__getitem__)
            waiting.pop()
    return known[len(code) - 1]


def _step(step: Instruction, known: Callable[[int], int]) -> int:
    return max((known(to) for to in step.to), default=0) + (step.kind == "char")
