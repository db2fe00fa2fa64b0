"""An edit of what somebody opened x the document as it is now -> the edit to make now, or a conflict.

Two edits are of different fields if neither concerns what the other changed. An entry of a list is found again where it
stands unchanged, or by its name; where it cannot be told which entry is meant, that is a conflict.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace

from pia.edits import MISSING, edited_tree, value_at
from pia.model.review import Edit, Operation, PathIn

_NAMES = ("name", "title", "purpose", "who", "recipient", "rule", "entity_type")
"""Keys that say which entry of a list one is, the first that an entry has."""


def same(one: object, other: object) -> bool:
    """Whether two values are written alike; `true` and `1` are not."""
    if one is MISSING or other is MISSING:
        return one is other
    return json.dumps(one, sort_keys=True) == json.dumps(other, sort_keys=True)


def merged(opened: object, current: object, edit: Edit) -> Edit | None:
    """The edit to make in the current document; `None` if it is in conflict with what was changed.

    Args:
        opened: The plain data that the editor saw.
        current: The plain data as it is now.
        edit: What the editor wants, at its place in `opened`.
    """
    path = place_now(opened, current, edit.path)
    if path is None:
        return None
    before, now = value_at(opened, edit.path), value_at(current, path)
    moved = replace(edit, path=path)
    if not _possible(current, moved):
        return None
    if edit.operation is Operation.ADD:
        return moved
    unchanged = same(before, now)
    agreed = edit.operation is Operation.SET and same(now, edit.value)
    return moved if unchanged or agreed else None


def _possible(tree: object, edit: Edit) -> bool:
    try:
        edited_tree(tree, edit)
    except KeyError:
        return False
    return True


def place_now(opened: object, current: object, path: PathIn) -> PathIn | None:
    """Where a place has gone; `None` if an entry of a list on the way cannot be found again."""
    now: list[str | int] = []
    for part in path:
        found: str | int | None = part
        if isinstance(opened, list) and isinstance(part, int):
            found = _entry(opened, current, part)
        if found is None:
            return None
        now.append(found)
        opened, current = value_at(opened, (part,)), value_at(current, (found,))
    return tuple(now)


def _entry(opened: Sequence[object], current: object, place: int) -> int | None:
    if not isinstance(current, list) or place >= len(opened):
        return None
    if same(opened[: place + 1], current[: place + 1]):
        return place
    return _only(opened, current, opened[place]) if _name(opened[place]) is None else _named(opened, current, place)


def _named(opened: Sequence[object], current: Sequence[object], place: int) -> int | None:
    name = _name(opened[place])
    return _only([_name(item) for item in opened], [_name(item) for item in current], name)


def _only(opened: Sequence[object], current: Sequence[object], wanted: object) -> int | None:
    """The place of something that both hold once."""
    before = [place for place, item in enumerate(opened) if same(item, wanted)]
    now = [place for place, item in enumerate(current) if same(item, wanted)]
    return now[0] if len(before) == len(now) == 1 else None


def _name(item: object) -> object:
    if not isinstance(item, Mapping):
        return None
    return next(([key, item[key]] for key in _NAMES if key in item), None)
