"""The text of a YAML or JSON document -> plain data, refused where it is not plain; alone imports yaml."""

from __future__ import annotations

import json
import math
import re
from dataclasses import dataclass
from typing import Any

import yaml

from pia.errors import DocumentError, Problem

PathIn = tuple[str | int, ...]

_DEEPEST = 60
_MOST_NODES = 500_000
_SURPRISING = (":bool", ":timestamp", ":int", ":merge")


def parse_json(text: str, where: str) -> Any:
    """JSON as plain data; keys never repeat, numbers are finite.

    Raises:
        DocumentError: It is not valid, with its line.
    """

    def pairs(items: list[tuple[str, Any]]) -> dict[str, Any]:
        keys = [key for key, _ in items]
        if len(set(keys)) < len(keys):
            twice = sorted({key for key in keys if keys.count(key) > 1})
            raise DocumentError([Problem(where, f"the key '{key}' stands twice", "Keep one.") for key in twice])
        return dict(items)

    def constant(name: str) -> Any:
        raise DocumentError(Problem(where, f"{name} is no JSON number", "Write a number or null."))

    try:
        return json.loads(text, object_pairs_hook=pairs, parse_constant=constant)
    except json.JSONDecodeError as error:
        raise DocumentError(Problem(f"{where}:{error.lineno}", "this is not valid JSON", "Mend the syntax.")) from None
    except RecursionError:
        raise DocumentError(Problem(where, "the document is nested too deeply", "Flatten it.")) from None


class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """YAML 1.2 scalars: only true and false are booleans; dates and sexagesimals stay text."""

    yaml_implicit_resolvers = {  # noqa: RUF012 - PyYAML declares it this way
        first: [(tag, pattern) for tag, pattern in resolvers if not tag.endswith(_SURPRISING)]
        for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }


_Loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("^(?:true|false)$"), list("tf"))
_Loader.add_implicit_resolver("tag:yaml.org,2002:int", re.compile(r"^[-+]?(?:0|[1-9][0-9]*)$"), list("-+0123456789"))


def parse_yaml(text: str, where: str) -> tuple[Any, dict[PathIn, int]]:
    """YAML as plain data, and the line of every place in it.

    Raises:
        DocumentError: It is not valid, repeats a key, carries tags, or grows too deep or too large; with its line.
    """
    lines: dict[PathIn, int] = {}
    problems: list[Problem] = []
    try:
        _bound_depth(text, where)
        loader = _Loader(text)
        node = loader.get_single_node()
        return (_plain(loader, node, _Walk(where, lines, problems), (), 0) if node else None), lines
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        at = f"{where}:{mark.line + 1}" if mark else where
        raise DocumentError(Problem(at, "this is not valid YAML", _yaml_hint(error))) from None
    except (yaml.YAMLError, RecursionError):
        raise DocumentError(Problem(where, "this is not valid YAML", "Look for control characters.")) from None
    finally:
        if problems:
            raise DocumentError(problems)


def _bound_depth(text: str, where: str) -> None:
    """Refuse deep nesting while it is still a flat stream of events: composing it would recurse in C."""
    depth = 0
    for event in yaml.parse(text, Loader=_Loader):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > _DEEPEST:
            raise DocumentError(Problem(where, "the document is nested too deeply", "Flatten it."))


def _yaml_hint(error: yaml.MarkedYAMLError) -> str:
    if "tab" in str(error.problem) or "\\t" in str(error.problem):
        return "Indent with spaces, not tabs."
    return "Look at the indentation, the colons and the quotes around here; quote a text that begins with ! or *."


@dataclass(frozen=True, slots=True)
class _Walk:
    where: str
    lines: dict[PathIn, int]
    problems: list[Problem]


def _plain(loader: _Loader, node: yaml.Node, walk: _Walk, path: PathIn, depth: int) -> Any:
    """A node as plain data; notes its line, refuses aliases that multiply, repeated keys and tags."""
    at = f"{walk.where}:{node.start_mark.line + 1}"
    if depth > _DEEPEST or len(walk.lines) > _MOST_NODES:
        raise DocumentError(Problem(at, "the document grows too large through its aliases", "Write it out."))
    walk.lines[path] = node.start_mark.line + 1
    if not node.tag.startswith("tag:yaml.org,2002:"):
        raise DocumentError(Problem(at, f"the tag {node.tag} is not allowed", "Quote a text that begins with !."))
    if isinstance(node, yaml.SequenceNode):
        return [_plain(loader, item, walk, (*path, place), depth + 1) for place, item in enumerate(node.value)]
    if isinstance(node, yaml.MappingNode):
        return _mapping(loader, node, walk, path, depth)
    value = loader.construct_object(node)
    if isinstance(value, float) and not math.isfinite(value):
        walk.problems.append(Problem(at, "this is no finite number", "Write a number, or leave it out."))
    return value


def _mapping(loader: _Loader, node: yaml.MappingNode, walk: _Walk, path: PathIn, depth: int) -> dict[str, Any]:
    plain: dict[str, Any] = {}
    for key_node, value_node in node.value:
        key = str(key_node.value)
        if key in plain:
            at = f"{walk.where}:{key_node.start_mark.line + 1}"
            walk.problems.append(Problem(at, f"the key '{key}' stands twice", "Keep one."))
            continue
        plain[key] = _plain(loader, value_node, walk, (*path, key), depth + 1)
        walk.lines[*path, key] = key_node.start_mark.line + 1
    return plain
