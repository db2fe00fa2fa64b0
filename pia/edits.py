"""One edit of a YAML document: in its plain data, and in its text, which must come to the same."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from pia.errors import DocumentError, Problem
from pia.model.review import Edit, Operation, PathIn
from pia.splices import SpliceError, with_entry, with_value, without
from pia.trees import parse_yaml

MISSING = object()
"""Stands for what is not there, for `None` can be a value."""


def shown_path(path: PathIn) -> str:
    """A place in its dotted form.

    >>> shown_path(("measures", 0, "status"))
    'measures.0.status'
    """
    return ".".join(map(str, path))


def value_at(tree: object, path: PathIn) -> object:
    """What stands at a place of plain data; `MISSING` if nothing does."""
    for part in path:
        inside: Any = tree
        if not _holds(inside, part):
            return MISSING
        tree = inside[part]
    return tree


def _holds(tree: object, part: str | int) -> bool:
    if isinstance(tree, Mapping):
        return part in tree
    return isinstance(tree, list) and isinstance(part, int) and 0 <= part < len(tree)


def edited_tree(tree: object, edit: Edit) -> object:
    """Plain data with an edit made in it; what is given stays as it is.

    Raises:
        KeyError: There is no such place.
    """
    if not edit.path:
        raise KeyError
    grounded = _grounded(tree, edit)
    return _rebuilt(tree, grounded.path, _OPERATIONS[grounded.operation](grounded.value))


def edited_text(text: str, edit: Edit, where: str) -> str:
    """The text of a document with an edit made in it; everything else stays byte for byte.

    Raises:
        DocumentError: It is malformed, there is no such place, or the text is laid out so that nothing but a hand can
            edit it there.
    """
    tree, _ = parse_yaml(text, where)
    try:
        wanted = edited_tree(tree, edit)
        made = _spliced(text, _grounded(tree, edit))
        fits = parse_yaml(made, where)[0] == wanted
    except KeyError:
        what = f"there is no place '{shown_path(edit.path)}'"
        raise DocumentError(Problem(where, what, "Open the document again.")) from None
    except (SpliceError, DocumentError):
        fits = False
    if not fits:
        what = f"'{shown_path(edit.path)}' cannot be edited without touching other places"
        raise DocumentError(
            Problem(where, what, "Edit the file by hand; look for anchors (&) and aliases (*).")
        ) from None
    return made


def _spliced(text: str, edit: Edit) -> str:
    if edit.operation is Operation.REMOVE:
        return without(text, edit.path)
    if edit.operation is Operation.ADD:
        return with_entry(text, edit.path, edit.value)
    return with_value(text, edit.path, edit.value)


def _grounded(tree: object, edit: Edit) -> Edit:
    """The same edit at the first place on its way that is not there yet, with what leads on from there as its value."""
    for depth in range(1, len(edit.path) + (edit.operation is Operation.ADD)):
        if value_at(tree, edit.path[:depth]) not in (MISSING, None):
            continue
        value: object = [edit.value] if edit.operation is Operation.ADD else edit.value
        for part in reversed(edit.path[depth:]):
            if edit.operation is Operation.REMOVE or not isinstance(part, str):
                raise KeyError
            value = {part: value}
        return Edit(edit.path[:depth], value)
    return edit


def _rebuilt(tree: object, path: PathIn, change: Callable[[Any, str | int | None], object]) -> object:
    part, rest = path[0], path[1:]
    if not _holds(tree, part) and not (isinstance(tree, Mapping) and isinstance(part, str) and not rest):
        raise KeyError
    copied: Any = dict(tree) if isinstance(tree, Mapping) else [*tree]  # type: ignore[misc]
    if rest:
        copied[part] = _rebuilt(copied[part], rest, change)
        return copied
    change(copied, part)
    return copied


def _set(value: object) -> Callable[[Any, str | int | None], object]:
    def change(holder: Any, part: str | int | None) -> None:
        holder[part] = value

    return change


def _add(value: object) -> Callable[[Any, str | int | None], object]:
    def change(holder: Any, part: str | int | None) -> None:
        if not isinstance(holder[part], list):
            raise KeyError
        holder[part] = [*holder[part], value]

    return change


def _remove(_value: object) -> Callable[[Any, str | int | None], object]:
    def change(holder: Any, part: str | int | None) -> None:
        del holder[part]

    return change


_OPERATIONS = {Operation.SET: _set, Operation.ADD: _add, Operation.REMOVE: _remove}
