"""A regular expression as a program of threads: Python's own parser gives the tree, this makes instructions of it.

Source: Thompson (1968) and Pike's virtual machine, in which the order of threads is the order in which a backtracking
matcher would try them (Cox, "Regular Expression Matching: the Virtual Machine Approach", 2009).
"""

from __future__ import annotations

import re
import re._constants as node
import re._parser as parser
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

import regex as regex_module

_MOST_INSTRUCTIONS = 20_000
_FEW = 4
"""A back-reference is written out if its group is one character of at most so many."""

Kind = Literal["char", "split", "next", "before", "boundary", "start", "end", "ahead", "match"]


class UnsupportedError(ValueError):
    """An automaton cannot say this expression; it is left to the backtracking matcher."""


@dataclass(frozen=True, slots=True)
class Charset:
    """A set of characters, as an expression for one character.

    Attributes:
        expression: A character class, or one escaped character.
        flags: Flags of the engine.
        engine: `re` or `regex`: the engines differ on some letters.
    """

    expression: str
    flags: int
    engine: str

    def members(self, text: str) -> set[int]:
        """Places in a text whose character is in the set."""
        engine: Any = re if self.engine == "re" else regex_module
        return {found.start() for found in engine.compile(self.expression, self.flags).finditer(text)}


@dataclass(frozen=True, slots=True)
class Instruction:
    """One step of a program.

    Attributes:
        kind: What it does.
        to: Where it goes on; a split has two, the preferred one first.
        charset: Number of a character set, for `char`, `next`, `before` and `boundary` (what a word is made of).
        negative: Whether the assertion must not hold.
        body: Program of a look-ahead.
    """

    kind: Kind
    to: tuple[int, ...] = ()
    charset: int = -1
    negative: bool = False
    body: int = -1


@dataclass(slots=True)
class Program:
    """An expression, and the programs of its look-aheads.

    Attributes:
        code: Instructions; the first is the start.
        charsets: The sets that `charset` counts.
        bodies: Programs of look-aheads.
        named: Whether the expression marks its match by a group `value`.
    """

    code: list[Instruction]
    charsets: list[Charset]
    bodies: list[list[Instruction]] = field(default_factory=list)
    named: bool = False


def compile_program(expression: str, flags: int, engine: str = "re", *, coarse: bool = False) -> Program:
    """The program of an expression.

    Args:
        expression: Regular expression.
        flags: Flags of the engine.
        engine: `re` or `regex`.
        coarse: Whether to give one that matches wherever the expression does, and in more places: long look-arounds
            hold.

    Raises:
        UnsupportedError: It has a part that no automaton can say, or would grow too large.
    """
    pattern_flags = flags & (re.IGNORECASE | re.MULTILINE | re.DOTALL | re.ASCII)
    try:
        tree = parser.parse(expression, pattern_flags)
    except (re.error, RecursionError):
        raise UnsupportedError("the expression is not in Python's syntax") from None
    writer = _Writer(int(tree.state.flags) & ~int(re.UNICODE), engine, coarse=coarse)
    items = _with_text_before(list(tree)) if coarse else list(tree)
    code = writer.program(items)
    if not coarse and any(step.kind == "ahead" for body in writer.bodies for step in body):
        raise UnsupportedError("a look-ahead inside a look-ahead")
    return Program(code, writer.charsets, writer.bodies, "value" in tree.state.groupdict)


class _Writer:
    """Writes instructions backwards: every part is given the place where the rest begins."""

    def __init__(self, flags: int, engine: str, *, coarse: bool) -> None:
        self.flags, self.engine, self.coarse = flags, engine, coarse
        self.charsets: list[Charset] = []
        self.bodies: list[list[Instruction]] = []
        self.code: list[Instruction] = []

    def program(self, items: Sequence[Any]) -> list[Instruction]:
        outer, self.code = self.code, []
        end = self.add(Instruction("match"))
        start = self.sequence(_without_references(items), end)
        code, self.code = [*self.code, Instruction("split", (start, start))], outer
        return code

    def add(self, instruction: Instruction) -> int:
        if len(self.code) >= _MOST_INSTRUCTIONS:
            raise UnsupportedError("the expression is too large")
        self.code.append(instruction)
        return len(self.code) - 1

    def sequence(self, items: Iterable[Any], rest: int) -> int:
        for item in reversed(list(items)):
            rest = self.part(*item, rest)
        return rest

    def part(self, kind: Any, value: Any, rest: int) -> int:
        name = f"_{str(kind).lower()}"
        if kind in _CHARACTER:
            return self.add(Instruction("char", (rest,), self.charset(kind, value)))
        writer = getattr(self, name, None)
        if writer is None:
            raise UnsupportedError(f"no automaton can say {str(kind).lower()}")
        result: int = writer(value, rest)
        return result

    def _subpattern(self, value: Any, rest: int) -> int:
        _, added, removed, items = value
        if removed or added & ~self.flags:
            raise UnsupportedError("flags change inside the expression")
        return self.sequence(items, rest)

    def _branch(self, value: Any, rest: int) -> int:
        starts = [self.sequence(items, rest) for items in value[1]]
        start = starts.pop()
        while starts:
            start = self.add(Instruction("split", (starts.pop(), start)))
        return start

    def _max_repeat(self, value: Any, rest: int) -> int:
        return self.repeat(value, rest, greedy=True)

    def _min_repeat(self, value: Any, rest: int) -> int:
        return self.repeat(value, rest, greedy=False)

    def repeat(self, value: Any, rest: int, *, greedy: bool) -> int:
        least, most, items = value
        start = rest
        if most is node.MAXREPEAT:
            loop = self.add(Instruction("match"))
            body = self.sequence(items, loop)
            if self.is_empty(body, loop):
                raise UnsupportedError("a repeated part can be empty")
            self.code[loop] = Instruction("split", (body, rest) if greedy else (rest, body))
            start = loop
        else:
            for _ in range(most - least):
                body = self.sequence(items, start)
                start = self.add(Instruction("split", (body, rest) if greedy else (rest, body)))
        for _ in range(least):
            start = self.sequence(items, start)
        return start

    def is_empty(self, start: int, end: int) -> bool:
        """Whether a part can be passed without a character."""
        seen, waiting = set(), [start]
        while waiting:
            place = waiting.pop()
            if place == end:
                return True
            if place not in seen and self.code[place].kind != "char":
                seen.add(place)
                waiting += self.code[place].to
        return False

    def _at(self, value: Any, rest: int) -> int:
        multiline = bool(self.flags & re.MULTILINE)
        if value in (node.AT_BOUNDARY, node.AT_NON_BOUNDARY):
            word = self.number(r"\w")
            return self.add(Instruction("boundary", (rest,), word, negative=value is node.AT_NON_BOUNDARY))
        if value is node.AT_BEGINNING_STRING or (value is node.AT_BEGINNING and not multiline):
            return self.add(Instruction("start", (rest,)))
        if value is node.AT_END_STRING:
            return self.add(Instruction("end", (rest,)))
        newline = (node.LITERAL, 10)
        if value is node.AT_BEGINNING:
            before = self.add(Instruction("before", (rest,), self.charset(*newline)))
            return self.add(Instruction("split", (self.add(Instruction("start", (rest,))), before)))
        after = [newline] if multiline else [newline, (node.AT, node.AT_END_STRING)]
        ahead = self.look_ahead(after, rest, negative=False)
        return self.add(Instruction("split", (self.add(Instruction("end", (rest,))), ahead)))

    def _assert(self, value: Any, rest: int) -> int:
        return self.look(value, rest, negative=False)

    def _assert_not(self, value: Any, rest: int) -> int:
        return self.look(value, rest, negative=True)

    def look(self, value: Any, rest: int, *, negative: bool) -> int:
        direction, items = value
        items = list(items)
        if direction < 0:
            return self.look_behind(items, rest, negative=negative)
        if negative and len(items) == 1 and items[0][0] is node.BRANCH:
            for branch in items[0][1][1]:
                rest = self.look_ahead(list(branch), rest, negative=True)
            return rest
        return self.look_ahead(items, rest, negative=negative)

    def look_ahead(self, items: list[Any], rest: int, *, negative: bool) -> int:
        if len(items) == 1 and items[0][0] in _CHARACTER:
            return self.add(Instruction("next", (rest,), self.charset(*items[0]), negative=negative))
        if self.coarse:
            return rest
        return self.add(Instruction("ahead", (rest,), negative=negative, body=self.body(items)))

    def look_behind(self, items: list[Any], rest: int, *, negative: bool) -> int:
        if len(items) == 1 and items[0][0] in _CHARACTER:
            return self.add(Instruction("before", (rest,), self.charset(*items[0]), negative=negative))
        if self.coarse:
            return rest
        raise UnsupportedError("a long look-behind")

    def body(self, items: Sequence[Any]) -> int:
        self.bodies.append([])
        number = len(self.bodies) - 1
        self.bodies[number] = self.program(items)
        return number

    def charset(self, kind: Any, value: Any) -> int:
        if kind is node.ANY:
            return self.number("." if self.flags & re.DOTALL else r"[^\n]")
        if kind is node.IN:
            return self.number(_class_of(value))
        literal = f"\\U{value:08x}"
        return self.number(literal if kind is node.LITERAL else f"[^{literal}]")

    def number(self, expression: str) -> int:
        wanted = Charset(expression, self.flags & (re.IGNORECASE | re.DOTALL | re.ASCII), self.engine)
        if wanted not in self.charsets:
            self.charsets.append(wanted)
        return self.charsets.index(wanted)


_CHARACTER = frozenset({node.LITERAL, node.NOT_LITERAL, node.IN, node.ANY})


def _with_text_before(items: list[Any]) -> list[Any]:
    """A match behind a certain text as a match of both, which begins earlier."""
    kind, value = items[0] if items else (None, None)
    if kind is node.ASSERT and value[0] < 0:
        return [*value[1], *items[1:]]
    return items


_CATEGORIES = {
    node.CATEGORY_DIGIT: r"\d",
    node.CATEGORY_NOT_DIGIT: r"\D",
    node.CATEGORY_SPACE: r"\s",
    node.CATEGORY_NOT_SPACE: r"\S",
    node.CATEGORY_WORD: r"\w",
    node.CATEGORY_NOT_WORD: r"\W",
}


def _class_of(items: Iterable[tuple[Any, Any]]) -> str:
    parts = []
    for kind, value in items:
        if kind is node.NEGATE:
            parts.append("^")
        elif kind is node.LITERAL:
            parts.append(f"\\U{value:08x}")
        elif kind is node.RANGE:
            parts.append(f"\\U{value[0]:08x}-\\U{value[1]:08x}")
        else:
            parts.append(_CATEGORIES[value])
    return f"[{''.join(parts)}]"


def _without_references(items: Sequence[Any]) -> list[Any]:
    """The tree with each back-reference to a group of one character written out, once per character."""
    groups = {reference for kind, reference in _flat(items) if kind is node.GROUPREF}
    result = list(items)
    for group in sorted(groups):
        characters = _characters(result, group)
        branches = [[_replaced(item, group, character) for item in result] for character in characters]
        result = [(node.BRANCH, (None, branches))]
    return result


def _flat(items: Any) -> Iterable[tuple[Any, Any]]:
    for item in items:
        if isinstance(item, tuple) and len(item) == 2:
            yield item
        if isinstance(item, (tuple, list, parser.SubPattern)):
            yield from _flat(item)


def _characters(items: Sequence[Any], group: int) -> list[int]:
    for kind, value in _flat(items):
        if kind is node.SUBPATTERN and value[0] == group:
            content = list(value[3])
            if len(content) == 1 and content[0][0] is node.IN:
                choices = content[0][1]
                if len(choices) <= _FEW and all(choice[0] is node.LITERAL for choice in choices):
                    return [choice[1] for choice in choices]
    raise UnsupportedError("a back-reference to more than one character")


def _replaced(item: Any, group: int, character: int) -> Any:
    if isinstance(item, tuple) and len(item) == 2:
        if item[0] is node.GROUPREF and item[1] == group:
            return (node.LITERAL, character)
        if item[0] is node.SUBPATTERN and item[1][0] == group:
            return (node.LITERAL, character)
    if isinstance(item, (tuple, list, parser.SubPattern)):
        parts = [_replaced(part, group, character) for part in item]
        return tuple(parts) if isinstance(item, tuple) else parts
    return item
