"""YAML and JSON <-> model: every error of a document at once, each with its file and line.

The only module that imports pydantic; `trees.py` below it is the only one that imports yaml.
"""

from __future__ import annotations

import hashlib
import importlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from pia import model, outputs
from pia.errors import DocumentError, Problem

if TYPE_CHECKING:
    import pydantic

    from pia.trees import PathIn

T = TypeVar("T")

_MOST_YAML_BYTES = 5_000_000
_MOST_JSON_BYTES = 200_000_000
_MOST_PROBLEMS = 10_000
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
    import pydantic

    from pia.trees import parse_json, parse_yaml

    text = _text(data, where)
    tree, lines = (parse_json(text, where), {}) if where.endswith(".json") else parse_yaml(text, where)
    try:
        value = _adapter(type_).validate_python(tree) if tree is not None else None
    except pydantic.ValidationError as error:
        raise DocumentError(_problems(error, tree, where, lines)) from None
    if value is None:
        raise DocumentError(Problem(where, "the document is empty", "Start one with: pia init"))
    return Loaded(value, where, hashlib.sha256(data).hexdigest(), lines)


def dump_json(value: object) -> bytes:
    """A model value as JSON: UTF-8, two spaces, keys in the order of the model, one line end at the end."""
    plain = _adapter(type(value)).dump_python(value, mode="json", by_alias=True)
    return (json.dumps(plain, ensure_ascii=False, indent=2, allow_nan=False) + "\n").encode()


def dump_yaml_by_key(value: object) -> dict[str, str]:
    """A model value as YAML, key by key, so that comments can stand between them; what is as by default is left out."""
    import pydantic

    from pia.trees import emit_yaml

    adapter = pydantic.TypeAdapter[object](type(value))
    plain = adapter.dump_python(value, mode="json", by_alias=True, exclude_defaults=True)
    return {key: emit_yaml({key: item}) for key, item in plain.items()}


def dump_yaml(value: object) -> bytes:
    """Plain values as YAML: UTF-8, block style, keys in the order given."""
    import yaml

    return yaml.safe_dump(value, allow_unicode=True, sort_keys=False, width=100).encode()


def json_schema(type_: type[object]) -> dict[str, Any]:
    """The JSON Schema of a model type, for editors."""
    import pydantic

    return pydantic.TypeAdapter[object](type_).json_schema()


def write(path: Path, data: bytes) -> None:
    """Write a file whole or not at all; see `outputs.write`.

    Raises:
        DocumentError: The folder does not exist or cannot be written.
    """
    outputs.write({path: data})


_ADAPTERS: dict[object, pydantic.TypeAdapter[Any]] = {}


def _adapter(type_: type[T]) -> pydantic.TypeAdapter[T]:
    """Made once for every type: that takes longer than to read a small document."""
    import pydantic

    return _ADAPTERS.get(type_) or _ADAPTERS.setdefault(type_, pydantic.TypeAdapter(type_))


def _read(path: Path) -> bytes:
    if path.is_dir():
        raise DocumentError(Problem(str(path), "this is a folder, not a document", "Name the file in it."))
    if path.exists() and not path.is_file():
        raise DocumentError(Problem(str(path), "this is a device or a pipe, not a document", "Save it to a file."))
    try:
        with path.open("rb") as file:
            return file.read(_most_bytes(str(path)) + 1)
    except FileNotFoundError:
        missing = Problem(str(path), "there is no such file", "Check the spelling, or start one with: pia init")
        raise DocumentError(missing) from None
    except OSError as error:
        reason = (error.strerror or "it cannot be read").lower()
        raise DocumentError(Problem(str(path), reason, "Check the permissions.")) from None


def _most_bytes(where: str) -> int:
    return _MOST_JSON_BYTES if where.endswith(".json") else _MOST_YAML_BYTES


def _text(data: bytes, where: str) -> str:
    limit = _most_bytes(where)
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


def _problems(
    error: pydantic.ValidationError, tree: Any, where: str, lines: Mapping[PathIn, int]
) -> tuple[Problem, ...]:
    """Pydantic's errors in our words; an input value is never repeated, for it may be anything."""
    found: set[Problem] = set()
    items = error.errors(include_url=False, include_input=False, include_context=False)
    for item in items[:_MOST_PROBLEMS]:
        path = _real_path(tree, item["loc"])
        if item["loc"][-1:] and item["loc"][-1] in _PLAIN_TYPES and path[-1:] == (item["loc"][-1],):
            continue
        what, fix = _explained(item["type"], item["msg"], path)
        found.add(Problem(_at(where, lines, path), what, fix))
    if len(items) > _MOST_PROBLEMS:
        found.add(Problem(where, f"{len(items):,} problems, of which the first {_MOST_PROBLEMS:,} are told"))
    return tuple(sorted(found, key=lambda problem: (_line(problem.where), problem)))


def _explained(kind: str, message: str, path: PathIn) -> tuple[str, str]:
    name = ".".join(str(part) for part in path) or "the document"
    if "unexpected" in kind:
        from difflib import get_close_matches

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


@cache
def _known_keys() -> frozenset[str]:
    """Every field name of the model: the words a document may use."""
    import pkgutil

    modules = [importlib.import_module(f"pia.model.{item.name}") for item in pkgutil.iter_modules(model.__path__)]
    kinds = [kind for module in modules for kind in vars(module).values() if hasattr(kind, "__dataclass_fields__")]
    return frozenset(name for kind in kinds for name in kind.__dataclass_fields__) - {"since"} | {"from"}


def _at(where: str, lines: Mapping[PathIn, int], path: PathIn) -> str:
    while path and path not in lines:
        path = path[:-1]
    return f"{where}:{lines[path]}" if path in lines else where
