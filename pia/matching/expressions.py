"""Regular expressions as programs: Python's own parser gives the tree, this makes instructions of it."""

from __future__ import annotations

import re
import re._constants as node
import re._parser as parser
from collections.abc import Iterable, Sequence
from typing import Any

from pia.matching.programs import Charset, Instruction, Program, UnsupportedError, engine_of
from pia.matching.references import without_references

_MOST_INSTRUCTIONS = 20_000


def compile_program(
    expression: str, flags: int, engine: str = "re", *, coarse: bool = False, endless: int = _MOST_INSTRUCTIONS
) -> Program:
    """The program of an expression.

    Args:
        expression: Regular expression.
        flags: Flags of the engine.
        engine: `re` or `regex`.
        coarse: Whether to give one that matches wherever the expression does, and in more places: long look-arounds
            hold.
        endless: A repeat that may vary by more than this counts as one without an end.

    Raises:
        UnsupportedError: It has a part that no automaton can say, or would grow too large.
    """
    pattern_flags = flags & (re.IGNORECASE | re.MULTILINE | re.DOTALL | re.ASCII)
    try:
        tree = parser.parse(expression, pattern_flags)
    except (re.error, RecursionError):
        raise UnsupportedError("the expression is not in Python's syntax") from None
    writer = _Writer(int(tree.state.flags) & ~int(re.UNICODE), engine, coarse=coarse, endless=endless)
    items = _with_text_before(list(tree)) if coarse else list(tree)
    code = writer.program(items)
    if not coarse and any(step.kind == "ahead" for body in writer.bodies for step in body):
        raise UnsupportedError("a look-ahead inside a look-ahead")
    return Program(code, writer.charsets, writer.bodies, "value" in tree.state.groupdict)


class _Writer:
    """Writes instructions backwards: every part is given the place where the rest begins."""

    def __init__(self, flags: int, engine: str, *, coarse: bool, endless: int) -> None:
        self.flags, self.engine, self.coarse, self.endless = flags, engine, coarse, endless
        self.charsets: list[Charset] = []
        self.bodies: list[list[Instruction]] = []
        self.code: list[Instruction] = []

    def program(self, items: Sequence[Any]) -> list[Instruction]:
        outer, self.code = self.code, []
        end = self.add(Instruction("match"))
        start = self.sequence(without_references(items), end)
        code, self.code = [*self.code, Instruction("split", (start, start))], outer
        return code

    def add(self, instruction: Instruction) -> int:
        if len(self.code) >= _MOST_INSTRUCTIONS:
            raise UnsupportedError("the expression is too large")
        self.code.append(instruction)
        return len(self.code) - 1

    def sequence(self, items: Iterable[Any], rest: int) -> int:
        for kind, value in reversed(list(items)):
            rest = self.part(kind, value, rest)
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
        if self.engine != "re" and (removed or added & ~self.flags):
            raise UnsupportedError("flags change inside the expression")
        outer, self.flags = self.flags, (self.flags | added) & ~removed
        start = self.sequence(items, rest)
        self.flags = outer
        return start

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
        if most is node.MAXREPEAT or most - least > self.endless:
            loop = self.add(Instruction("match"))
            body = self.sequence(items, loop)
            if self.is_empty(body, loop):
                raise UnsupportedError("a repeated part can be empty")
            self.code[loop] = Instruction("split", (body, rest) if greedy else (rest, body))
            start = loop
        else:
            for _ in range(most - least):
                body = self.sequence(items, start)
                if most - least > 1 and self.is_empty(body, start):
                    raise UnsupportedError("a repeated part can be empty")
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
            return self.boundary(rest, negative=value is node.AT_NON_BOUNDARY)
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

    def boundary(self, rest: int, *, negative: bool) -> int:
        r"""`\b` or `\B`; some engines say of an empty text that neither holds."""
        if negative and not engine_of(self.engine).search(r"\B", ""):
            anything = self.number(r"[\s\S]")
            before = self.add(Instruction("before", (rest,), anything))
            rest = self.add(Instruction("split", (before, self.add(Instruction("next", (rest,), anything)))))
        return self.add(Instruction("boundary", (rest,), self.number(r"\w"), negative=negative))

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
    if items and items[0][0] is node.ASSERT and items[0][1][0] < 0:
        return [*items[0][1][1], *items[1:]]
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
