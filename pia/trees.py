"""The text of a YAML or JSON document <-> plain data, refused where it is not plain; alone imports yaml."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import yaml

from pia.errors import DocumentError, Problem

PathIn = tuple[str | int, ...]

_DEEPEST = 60
_OTHER_ENDS = re.compile("[\r\x85\u2028\u2029\ufeff]")
_MOST_NODES = 200_000
_MOST_ITEMS = 10_000


def parse_json(text: str, where: str) -> Any:
    """JSON as plain data; keys never repeat, numbers are finite.

    Raises:
        DocumentError: It is not valid, with its line.
    """

    def pairs(items: list[tuple[str, Any]]) -> dict[str, Any]:
        found = dict(items)
        if len(found) < len(items):
            keys = [key for key, _ in items]
            twice = sorted({key for key in keys if keys.count(key) > 1})
            raise DocumentError([Problem(where, f"the key '{key}' stands twice", "Keep one.") for key in twice])
        return found

    def constant(name: str) -> Any:
        raise DocumentError(Problem(where, f"{name} is no JSON number", "Write a number or null."))

    try:
        return json.loads(text, object_pairs_hook=pairs, parse_constant=constant)
    except json.JSONDecodeError as error:
        raise DocumentError(Problem(f"{where}:{error.lineno}", "this is not valid JSON", "Mend the syntax.")) from None
    except RecursionError:
        raise DocumentError(Problem(where, "the document is nested too deeply", "Flatten it.")) from None
    except ValueError:
        raise DocumentError(Problem(where, "a number has too many digits", "Write it as a text.")) from None


def emit_yaml(tree: object) -> str:
    """Plain data as YAML that `parse_yaml` reads as the same data: block style, keys in their order, text as it is."""
    return yaml.dump(tree, Dumper=_Plain, allow_unicode=True, sort_keys=False, width=100)


class _Plain(yaml.SafeDumper):
    """No aliases: what is equal is written out each time."""

    def ignore_aliases(self, data: object) -> bool:
        """Always."""
        return True


def _text(dumper: yaml.SafeDumper, text: str) -> yaml.Node:
    """A text of several lines line by line, where YAML can; other ends of lines than that one must be escaped."""
    style = '"' if _OTHER_ENDS.search(text) else "|" if "\n" in text else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Plain.add_representer(str, _text)


class _Events(getattr(yaml, "CBaseLoader", yaml.BaseLoader)):  # type: ignore[misc]
    """YAML as a stream of events, read by libyaml where it is there."""


_CONSTANTS = {"": None, "~": None, "null": None, "Null": None, "NULL": None, "true": True, "false": False}
_INTEGER = re.compile(r"[-+]?(?:0|[1-9][0-9]{0,99})")
_FLOAT = re.compile(r"[-+]?(?:[0-9]+\.[0-9]*|\.[0-9]+)(?:[eE][-+]?[0-9]+)?|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)")
_ALLOWED = frozenset({"!", "tag:yaml.org,2002:str", "tag:yaml.org,2002:seq", "tag:yaml.org,2002:map"})


def parse_yaml(text: str, where: str) -> tuple[Any, dict[PathIn, int]]:
    """YAML as plain data, and the line of every place in it.

    Scalars are those of YAML 1.2: only true and false are booleans; dates and sexagesimals stay text.

    Raises:
        DocumentError: It is not valid, repeats a key, carries tags, or grows too deep or too large; with its line.
    """
    reading = _Reading(yaml.parse(text, Loader=_Events), where)
    try:
        tree = reading.document()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        at = f"{where}:{mark.line + 1}" if mark else where
        reading.problems.append(Problem(at, "this is not valid YAML", _yaml_hint(error)))
    except (yaml.YAMLError, RecursionError):
        reading.problems.append(Problem(where, "this is not valid YAML", "Look for control characters."))
    except _TooLargeError as error:
        reading.problems.append(error.problem)
    if reading.problems:
        raise DocumentError(reading.problems)
    return tree, reading.lines


def _yaml_hint(error: yaml.MarkedYAMLError) -> str:
    if "tab" in str(error.problem) or "\\t" in str(error.problem):
        return "Indent with spaces, not tabs."
    return "Look at the indentation, the colons and the quotes around here; quote a text that begins with ! or *."


class _TooLargeError(Exception):
    def __init__(self, problem: Problem) -> None:
        super().__init__(str(problem))
        self.problem = problem


@dataclass(frozen=True, slots=True)
class _Repeated:
    """An alias within what another anchor names, bound to what it stood for when it was read."""

    span: tuple[int, int]


class _Reading:
    """One document, read event by event: deep nesting and multiplying aliases are refused before they are built.

    What an anchor names is noted as events, which each of its aliases reads again.
    """

    def __init__(self, events: Iterator[Any], where: str) -> None:
        self.stream = events
        self.where = where
        self.lines: dict[PathIn, int] = {}
        self.problems: list[Problem] = []
        self.nodes = 0
        self.open_anchors = 0
        self.repeating = False
        self.noted: list[Any] = []
        self.anchors: dict[str, tuple[int, int]] = {}

    def document(self) -> Any:
        """The plain data of the only document; `None` if there is none."""
        tree = None
        for event in self.stream:
            if type(event) is yaml.DocumentStartEvent:
                if self.nodes:
                    self._problem(event, "a second document begins here", "Keep one document per file.")
                    break
                tree = self._node(next(self.stream), (), 0)
        return tree

    def _problem(self, event: Any, what: str, fix: str) -> None:
        self.problems.append(Problem(f"{self.where}:{event.start_mark.line + 1}", what, fix))

    def _next(self) -> Any:
        event: Any = next(self.stream)
        if self.open_anchors:
            if type(event) is yaml.AliasEvent:
                event = _Repeated(self._named(event))
            self.noted.append(event)
        return event

    def _named(self, alias: Any) -> tuple[int, int]:
        if alias.anchor not in self.anchors:
            raise yaml.composer.ComposerError(None, None, "an alias of nothing", alias.start_mark)
        return self.anchors[alias.anchor]

    def _node(self, event: Any, path: PathIn, depth: int) -> Any:
        kind = type(event)
        self.nodes += 1
        if self.nodes > _MOST_NODES or depth > _DEEPEST:
            raise _TooLargeError(self._excess(depth))
        if kind is yaml.AliasEvent:
            return self._again(self._named(event), path, depth)
        if kind is _Repeated:
            return self._again(event.span, path, depth)
        self.lines[path] = event.start_mark.line + 1
        if event.tag is not None and event.tag not in _ALLOWED:
            self._problem(event, f"the tag {event.tag} is not allowed", "Quote a text that begins with !.")
        if event.anchor is not None and not self.repeating:
            return self._anchored(event, path, depth)
        return self._value(event, path, depth)

    def _excess(self, depth: int) -> Problem:
        if depth > _DEEPEST:
            return Problem(self.where, "the document is nested too deeply", "Flatten it.")
        what = f"the document holds more than {_MOST_NODES:,} values, counting what its aliases repeat"
        return Problem(self.where, what, "Split it.")

    def _anchored(self, event: Any, path: PathIn, depth: int) -> Any:
        if not self.open_anchors:
            self.noted.append(event)
        start = len(self.noted) - 1
        self.open_anchors += 1
        value = self._value(event, path, depth)
        self.open_anchors -= 1
        self.anchors[event.anchor] = (start, len(self.noted))
        return value

    def _again(self, span: tuple[int, int], path: PathIn, depth: int) -> Any:
        kept = self.stream, self.open_anchors, self.repeating
        self.stream, self.open_anchors, self.repeating = iter(self.noted[slice(*span)]), 0, True
        value = self._node(next(self.stream), path, depth)
        self.stream, self.open_anchors, self.repeating = kept
        return value

    def _value(self, event: Any, path: PathIn, depth: int) -> Any:
        kind = type(event)
        if kind is yaml.ScalarEvent:
            text: str = event.value
            # Most scalars are words or quoted: no pattern of a number needs to be tried on them.
            plain = event.implicit[0] and (len(text) < 6 or text[0] in "+-.0123456789")
            return self._resolved(event) if plain else text
        if kind is yaml.SequenceStartEvent:
            return self._sequence(path, depth + 1)
        return self._mapping(path, depth + 1)

    def _sequence(self, path: PathIn, depth: int) -> list[Any]:
        items: list[Any] = []
        while type(event := self._next()) is not yaml.SequenceEndEvent:
            if len(items) >= _MOST_ITEMS:
                at = f"{self.where}:{event.start_mark.line + 1}" if hasattr(event, "start_mark") else self.where
                raise _TooLargeError(Problem(at, f"a list holds more than {_MOST_ITEMS:,} entries", "Split it."))
            items.append(self._node(event, (*path, len(items)), depth))
        return items

    def _mapping(self, path: PathIn, depth: int) -> dict[str, Any]:
        plain: dict[str, Any] = {}
        while type(event := self._next()) is not yaml.MappingEndEvent:
            key = self._key(event)
            place = (*path, key)
            value = self._node(self._next(), place, depth)
            if key in plain:
                self._problem(event, f"the key '{key}' stands twice", "Keep one.")
            else:
                plain[key] = value
                self.lines[place] = event.start_mark.line + 1
        return plain

    def _key(self, event: Any) -> str:
        if type(event) is not yaml.ScalarEvent:
            raise yaml.composer.ComposerError(None, None, "a key is no text", getattr(event, "start_mark", None))
        return str(event.value)

    def _resolved(self, event: Any) -> Any:
        text: str = event.value
        if text in _CONSTANTS:
            return _CONSTANTS[text]
        if _INTEGER.fullmatch(text):
            return int(text)
        if not _FLOAT.fullmatch(text):
            return text
        value = float(text.lower().replace(".", "") if text[-1] in "fnFN" else text)
        if not math.isfinite(value):
            self._problem(event, "this is no finite number", "Write a number, or leave it out.")
        return value
