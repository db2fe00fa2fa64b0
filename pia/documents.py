"""YAML and JSON <-> model: every error of a document at once, each with its file and line.

The only module that imports yaml and pydantic.
"""

from __future__ import annotations

import hashlib
import json
import math
import os
import re
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Generic, TypeVar

import pydantic
import yaml

from pia.errors import DocumentError, Problem

T = TypeVar("T")
PathIn = tuple[str | int, ...]

_MOST_YAML_BYTES = 5_000_000
_MOST_JSON_BYTES = 200_000_000
_DEEPEST = 60
_SURPRISING = (":bool", ":timestamp", ":int", ":merge")
_PLAIN_TYPES = frozenset({"str", "int", "float", "tuple[str, ...]"})


@dataclass(frozen=True, slots=True)
class Loaded(Generic[T]):
    """A document that fits its type.

    Attributes:
        value: The model value.
        where: File name, for messages.
        sha256: Digest of the bytes, in hexadecimal.
        lines: Line of each place in the document, by path.
    """

    value: T
    where: str
    sha256: str
    lines: Mapping[PathIn, int]

    def at(self, *path: str | int) -> str:
        """`file:line` of a place in the document, or of the nearest place around it."""
        return _at(self.where, self.lines, path)


def load(path: Path, type_: type[T]) -> Loaded[T]:
    """A YAML or JSON file (by its suffix) as a value of the model.

    Raises:
        DocumentError: It cannot be read, is malformed, or does not fit; all problems, each with its line.
    """
    return loads(_read(path), str(path), type_)


def loads(data: bytes, where: str, type_: type[T]) -> Loaded[T]:
    """The bytes of a document as a value of the model; `where` ending in `.json` selects JSON.

    Raises:
        DocumentError: They are malformed or do not fit.
    """
    text = _text(data, where)
    lines: dict[PathIn, int] = {}
    tree = _parse_json(text, where) if where.endswith(".json") else _parse_yaml(text, where, lines)
    try:
        value = pydantic.TypeAdapter(type_).validate_python(tree) if tree is not None else None
    except pydantic.ValidationError as error:
        raise DocumentError(_problems(error, tree, where, lines)) from None
    if value is None:
        raise DocumentError(Problem(where, "the document is empty", "Start one with: pia init"))
    return Loaded(value, where, hashlib.sha256(data).hexdigest(), lines)


def dump_json(value: object) -> bytes:
    """A model value as JSON: UTF-8, two spaces, keys in the order of the model, one line end at the end."""
    plain = pydantic.TypeAdapter[object](type(value)).dump_python(value, mode="json")
    return (json.dumps(plain, ensure_ascii=False, indent=2, allow_nan=False) + "\n").encode()


def json_schema(type_: type[object]) -> dict[str, Any]:
    """The JSON Schema of a model type, for editors."""
    return pydantic.TypeAdapter[object](type_).json_schema()


def write(path: Path, data: bytes) -> None:
    """Write a file whole or not at all.

    Raises:
        DocumentError: The folder does not exist or cannot be written.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            Path(name).chmod(0o644)
            Path(name).replace(path)
        finally:
            Path(name).unlink(missing_ok=True)
    except OSError as error:
        reason = (error.strerror or "it cannot be written").lower()
        raise DocumentError(Problem(str(path), reason, "Choose another folder with --out.")) from None


def _read(path: Path) -> bytes:
    if path.is_dir():
        raise DocumentError(Problem(str(path), "this is a folder, not a document", "Name the file in it."))
    try:
        return path.read_bytes()
    except FileNotFoundError:
        missing = Problem(str(path), "there is no such file", "Check the spelling, or start one with: pia init")
        raise DocumentError(missing) from None
    except OSError as error:
        reason = (error.strerror or "it cannot be read").lower()
        raise DocumentError(Problem(str(path), reason, "Check the permissions.")) from None


def _text(data: bytes, where: str) -> str:
    limit = _MOST_JSON_BYTES if where.endswith(".json") else _MOST_YAML_BYTES
    if len(data) > limit:
        raise DocumentError(Problem(where, f"the document is larger than {limit // 1_000_000} MB", "Split it."))
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = "\x00"
    if "\x00" in text:
        raise DocumentError(Problem(where, "this is no UTF-8 text", "Save it as UTF-8 YAML or JSON."))
    if not text.strip():
        raise DocumentError(Problem(where, "the document is empty", "Start one with: pia init"))
    return text


def _parse_json(text: str, where: str) -> Any:
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


def _parse_yaml(text: str, where: str, lines: dict[PathIn, int]) -> Any:
    problems: list[Problem] = []
    try:
        _bound_depth(text, where)
        loader = _Loader(text)
        node = loader.get_single_node()
        return _plain(loader, node, _Walk(where, lines, problems), (), 0) if node else None
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
            at = f"{where}:{event.start_mark.line + 1}"
            raise DocumentError(Problem(at, "the document is nested too deeply", "Flatten it."))


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
    if depth > _DEEPEST or len(walk.lines) > 500_000:
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


def _problems(
    error: pydantic.ValidationError, tree: Any, where: str, lines: Mapping[PathIn, int]
) -> tuple[Problem, ...]:
    """Pydantic's errors in our words; an input value is never repeated, for it may be anything."""
    found: set[Problem] = set()
    for item in error.errors(include_url=False, include_input=False):
        path = _real_path(tree, item["loc"])
        if item["loc"][-1:] and item["loc"][-1] in _PLAIN_TYPES and path[-1:] == (item["loc"][-1],):
            continue
        what, fix = _explained(item["type"], item["msg"], path)
        found.add(Problem(_at(where, lines, path), what, fix))
    return tuple(sorted(found, key=lambda problem: (_line(problem.where), problem)))


def _explained(kind: str, message: str, path: PathIn) -> tuple[str, str]:
    name = ".".join(str(part) for part in path) or "the document"
    if "unexpected" in kind:
        near = get_close_matches(str(path[-1]), sorted(_known_keys()), 1)
        hint = f"Did you mean '{near[0]}'?" if near else "Remove it, or see docs/deployment.md for the keys."
        return f"unknown key '{name}'", hint
    if "missing" in kind:
        return f"'{name}' is missing", "Add it."
    return f"'{name}': {message[0].lower()}{message[1:]}", ""


def _line(where: str) -> int:
    tail = where.rpartition(":")[2]
    return int(tail) if tail.isdigit() else 0


def _real_path(tree: Any, loc: tuple[str | int, ...]) -> PathIn:
    """The part of pydantic's location that is a place in the document; it also names union members."""
    path: list[str | int] = []
    for position, part in enumerate(loc):
        inside = (isinstance(tree, dict) and part in tree) or (isinstance(tree, list) and isinstance(part, int))
        if inside:
            tree = tree[part]
            path.append(part)
        elif position == len(loc) - 1 and isinstance(tree, dict):
            path.append(part)
    return tuple(path)


def _known_keys() -> set[str]:
    """Every field name of the model: the words a document may use."""
    from pia.model import assessment, dataset, deployment, finding, risk, rule

    modules = (assessment, dataset, deployment, finding, risk, rule)
    kinds = [kind for module in modules for kind in vars(module).values() if hasattr(kind, "__dataclass_fields__")]
    return {name for kind in kinds for name in kind.__dataclass_fields__}


def _at(where: str, lines: Mapping[PathIn, int], path: PathIn) -> str:
    while path and path not in lines:
        path = path[:-1]
    return f"{where}:{lines[path]}" if path in lines else where
