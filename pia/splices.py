"""A YAML text with one place of it changed: every byte that the change does not concern stays, comments among them.

A round trip through objects wraps lines anew and moves comments between sections; a splice leaves them where they are.
What it yields is not trusted: `edits.py` reads it again and compares.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

import yaml

from pia.model.review import PathIn

Node: TypeAlias = Any
"""A node of a parsed YAML text, with marks of where it begins and ends; the library gives none of them a type."""

_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_PLAIN = re.compile(r"[A-Za-z_\u4e00-\u9fff](?:[\w ()/.'-]*[\w()/.])?")
_DATE = re.compile(r"\d{4}-\d\d-\d\d")
_WORDS = frozenset({"null", "Null", "NULL", "true", "True", "TRUE", "false", "False", "FALSE"})
_TO_ESCAPE = re.compile(
    '[^\\x20-\\x7e\\xa0-\\u2027\\u202a-\\ud7ff\\ue000-\\ufefe\\uff00-\\ufffd\\U00010000-\\U0010ffff]|["\\\\]'
)
_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t"}
_LITERAL = re.compile(
    r"[^\s\x00-\x1f](?:[\t\n\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd]*[^\s\x00-\x1f])?"
)


class SpliceError(Exception):
    """The text is laid out in a way that no splice can follow."""


def scalar(value: object) -> str:
    """A value without parts as YAML that any reader of YAML 1.2 takes for the same, on one line."""
    if value is None:
        return "null"
    if isinstance(value, bool | int):
        return str(value).lower()
    if isinstance(value, float):
        return re.sub(r"^(-?\d+)e", r"\1.0e", repr(value))
    text = str(value)
    if (_PLAIN.fullmatch(text) and text not in _WORDS) or _DATE.fullmatch(text):
        return text
    return '"' + _TO_ESCAPE.sub(_escaped, text) + '"'


def _escaped(found: re.Match[str]) -> str:
    mark = found[0]
    return _ESCAPES.get(mark) or (f"\\u{ord(mark):04x}" if ord(mark) < 0x10000 else f"\\U{ord(mark):08x}")


def flow(value: object) -> str:
    """Any value on one line."""
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{scalar(key)}: {flow(item)}" for key, item in value.items()) + "}"
    if isinstance(value, Sequence) and not isinstance(value, str):
        return "[" + ", ".join(map(flow, value)) + "]"
    return scalar(value)


def with_value(text: str, path: PathIn, value: object) -> str:
    """Another value at a place whose parent is there; a key that is missing is put behind the others.

    Raises:
        SpliceError: The text cannot be spliced there.
    """
    chain = _chain(text, path[:-1])
    parent, last = chain[-1], path[-1]
    found = _child(parent, last)
    if found is None:
        return _inserted(text, chain, path, value)
    key, node = found
    if parent.flow_style or isinstance(parent, yaml.SequenceNode):
        return _replaced(text, node, flow(value))
    after = _colon(text, key) + 1
    shown = _behind_colon(value, key.start_mark.column, _newline(text), top=len(path) == 1)
    if _empty(node):
        return text[:after] + shown + text[after:]
    if node.start_mark.line == key.end_mark.line:
        return text[:after] + shown + text[_end(text, node) :]
    head, newline, rest = shown.partition(_newline(text))
    kept = text[after : _line_end(text, after)].rstrip()
    return text[:after] + head + kept + newline + rest + text[_end(text, node) :]


def with_entry(text: str, path: PathIn, value: object) -> str:
    """One more entry at the end of the list at a place.

    Raises:
        SpliceError: There is no list that can be spliced.
    """
    node = _chain(text, path)[-1]
    if not isinstance(node, yaml.SequenceNode):
        raise SpliceError
    if not node.value:
        return with_value(text, path, [value])
    end = _end(text, node.value[-1])
    if node.flow_style:
        return f"{text[:end]}, {flow(value)}{text[end:]}"
    at, newline, indent = _line_end(text, end), _newline(text), " " * node.start_mark.column
    shown = flow(value)
    if isinstance(value, Mapping) and value and not getattr(node.value[-1], "flow_style", True):
        shown = f"{newline}{indent}  ".join(f"{scalar(key)}: {flow(item)}" for key, item in value.items())
    return f"{text[:at]}{newline}{indent}- {shown}{text[at:]}"


def without(text: str, path: PathIn) -> str:
    """The text without a key or a list entry.

    Raises:
        SpliceError: It is not there, or the text cannot be spliced there.
    """
    parent = _chain(text, path[:-1])[-1]
    spans = _spans(parent)
    place = next((number for number, (name, _, _) in enumerate(spans) if name == path[-1]), None)
    if place is None:
        raise SpliceError
    if len(spans) == 1:
        if len(path) == 1:
            raise SpliceError
        return with_value(text, path[:-1], {} if isinstance(parent, yaml.MappingNode) else [])
    _, start, node = spans[place]
    behind = spans[place + 1][1] if place + 1 < len(spans) else None
    if parent.flow_style:
        begin = start if behind is not None else _end(text, spans[place - 1][2])
        return text[:begin] + text[behind if behind is not None else _end(text, node) :]
    if isinstance(parent, yaml.SequenceNode):
        start = parent.start_mark.index if place == 0 else _dash(text, parent, start)
        behind = None if behind is None else _dash(text, parent, behind)
    begin = text.rfind("\n", 0, start) + 1
    if text[begin:start].strip(" "):
        if behind is None:
            raise SpliceError
        return text[:start] + text[behind:]
    return text[:begin] + text[_line_end(text, _end(text, node)) :].removeprefix("\r").removeprefix("\n")


def _chain(text: str, path: PathIn) -> list[Node]:
    """The nodes from the root to a place; one that stands elsewhere, as an alias, is refused."""
    node: Node = yaml.compose(text, Loader=_LOADER)
    chain = [node]
    for part in path:
        found = _child(node, part)
        if found is None or not node.start_mark.index <= found[1].start_mark.index <= node.end_mark.index:
            raise SpliceError
        node = found[1]
        chain.append(node)
    return chain


def _child(node: Node, part: str | int) -> tuple[Node, Node] | None:
    if isinstance(node, yaml.MappingNode):
        return next(((key, value) for key, value in node.value if key.value == part), None)
    if isinstance(node, yaml.SequenceNode) and isinstance(part, int) and 0 <= part < len(node.value):
        return node, node.value[part]
    return None


def _spans(node: Node) -> list[tuple[str | int, int, Node]]:
    """The entries of a collection: name, where it begins, its value."""
    if isinstance(node, yaml.MappingNode):
        return [(key.value, key.start_mark.index, value) for key, value in node.value]
    return [(number, item.start_mark.index, item) for number, item in enumerate(node.value)]


def _inserted(text: str, chain: Sequence[Node], path: PathIn, value: object) -> str:
    parent = chain[-1]
    if not isinstance(parent, yaml.MappingNode):
        raise SpliceError
    name = scalar(path[-1])
    if not parent.value:
        return with_value(text, path[:-1], {path[-1]: value}) if len(chain) > 1 else f"{name}: {flow(value)}\n"
    key, last = parent.value[-1]
    if parent.flow_style:
        end = _end(text, last)
        return f"{text[:end]}, {name}: {flow(value)}{text[end:]}"
    end = _colon(text, key) + 1 if _empty(last) else _end(text, last)
    at, newline, column = _line_end(text, end), _newline(text), parent.start_mark.column
    shown = _behind_colon(value, column, newline, top=len(path) == 1)
    return f"{text[:at]}{newline}{' ' * column}{name}:{shown}{text[at:]}"


def _behind_colon(value: object, column: int, newline: str, *, top: bool) -> str:
    """A value behind its key in a block: lines of text, and whole sections, on lines of their own."""
    if isinstance(value, str) and "\n" in value and _LITERAL.fullmatch(value):
        lines = [f"{' ' * (column + 2)}{line}" if line else "" for line in value.split("\n")]
        return newline.join([" |-", *lines])
    if top and isinstance(value, Mapping) and value:
        return "".join(f"{newline}  {scalar(key)}: {flow(item)}" for key, item in value.items())
    if top and isinstance(value, list | tuple) and any(isinstance(item, Mapping) for item in value):
        return "".join(f"{newline}- {flow(item)}" for item in value)
    return " " + flow(value)


def _replaced(text: str, node: Node, shown: str) -> str:
    start = node.start_mark.index
    if not _empty(node):
        return text[:start] + shown + text[_end(text, node) :]
    lead = " " if text[:start].rstrip(" ")[-1:] in (":", "-", ",", "[") else ": "
    return text[:start] + lead + shown + text[start:]


def _empty(node: Node) -> bool:
    return bool(node.start_mark.index == node.end_mark.index)


def _end(text: str, node: Node) -> int:
    """Where a value ends, without the blank lines and comments behind it."""
    if isinstance(node, yaml.ScalarNode) or node.flow_style:
        start, end = node.start_mark.index, node.end_mark.index
        kept = getattr(node, "style", None) in ("|", ">") and "+" in text[start : _line_end(text, start)]
        shown = text[start:end]
        return int(start + len(shown.removesuffix("\n").removesuffix("\r") if kept else shown.rstrip(" \t\r\n")))
    last = node.value[-1]
    if isinstance(node, yaml.MappingNode):
        return _colon(text, last[0]) + 1 if _empty(last[1]) else _end(text, last[1])
    return _end(text, last)


def _colon(text: str, key: Node) -> int:
    place: int = key.end_mark.index
    found = re.compile(r"[ \t]*:").match(text, place)
    if found is None:
        raise SpliceError
    return found.end() - 1


def _dash(text: str, parent: Node, start: int) -> int:
    """The dash of an entry that begins at `start`."""
    column: int = parent.start_mark.column
    while start > 0:
        begin = text.rfind("\n", 0, start) + 1
        if text[begin + column : begin + column + 1] == "-" and begin + column < start:
            return begin + column
        start = begin - 1
    raise SpliceError


def _line_end(text: str, place: int) -> int:
    found = re.compile(r"[^\r\n]*").match(text, place)
    return found.end() if found else len(text)


def _newline(text: str) -> str:
    return "\r\n" if "\r\n" in text else "\n"
