"""One edit by one person: merged with what others did in between, or a conflict that holds both versions."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, datetime
from enum import Enum
from pathlib import Path

from pia.edits import MISSING, value_at
from pia.errors import Problem, ReviewError
from pia.model.review import Act, Conflict, Edit, FieldVersion, Operation, PathIn, Reviewer, Saved
from pia.review import journal, ledger, store, versions
from pia.review.merging import merged, place_now
from pia.review.record import APPROVAL, JOURNAL

Check = Callable[[bytes, bytes], None]
"""Called with the bytes of a document before and after an edit; raises a `PiaError` if they must not be saved."""


def save(path: Path, edit: Edit, base: str, who: Reviewer, now: datetime, *, check: Check) -> Saved | Conflict:
    """Make an edit of what somebody opened in a document as it is now; the caller holds the lock.

    Args:
        path: The document.
        edit: The edit, at its place in what was opened.
        base: Content hash of what was opened.
        who: Who edits.
        now: When.
        check: What the document is held against before it is written.

    Raises:
        PiaError: The document would not be valid, or cannot be edited there.
    """
    data, wanted = store.read(path), plain_edit(edit)
    digest = versions.sha256(data)
    if digest != base:
        moved = _moved(path, data, wanted, base)
        if moved is None:
            return _conflict(path, data, wanted, base, (who, now))
        wanted = moved
    check(data, store.with_edit(data, wanted, path.name))
    result = store.write_edit(path, data, wanted, store.entry_of(who, now, Act.EDITED))
    return Saved(wanted, result, merged=digest != base)


def refuse_signed(folder: Path) -> None:
    """Refuse a change to what is signed.

    Raises:
        ReviewError: There is an approval that nobody voided.
    """
    if (folder / APPROVAL).exists():
        raise ReviewError(
            Problem(APPROVAL, "the record is signed and locked", "Void the signatures first, with a reason.")
        )


def plain_edit(edit: Edit) -> Edit:
    """An edit with its value as YAML and JSON have it: dates and options as text, lists for every sequence."""
    value = None if edit.operation is Operation.REMOVE else _plain(edit.value)
    return replace(edit, value=value)


def _plain(value: object) -> object:
    if isinstance(value, Mapping):
        return {str(_plain(key)): _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [_plain(item) for item in value]
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, str):
        return value.replace("\r\n", "\n").replace("\r", "\n")
    return value


def _moved(path: Path, data: bytes, edit: Edit, base: str) -> Edit | None:
    opened = versions.find(path.parent, base)
    if opened is None:
        return None
    return merged(store.tree_of(opened, path.name), store.tree_of(data, path.name), edit)


def _conflict(path: Path, data: bytes, edit: Edit, base: str, mine: tuple[Reviewer, datetime]) -> Conflict:
    opened, now = versions.find(path.parent, base), store.tree_of(data, path.name)
    before = MISSING if opened is None else store.tree_of(opened, path.name)
    history = journal.read(path.parent / JOURNAL)
    place = _place(before, now, edit)
    theirs = MISSING if place is None else value_at(now, place)
    return Conflict(
        edit=edit,
        place=place,
        opened=_there(value_at(before, edit.path)),
        mine=FieldVersion(edit.value, *mine),
        theirs=ledger.version(history, path.name, place or edit.path, _there(theirs)),
        sha256=versions.sha256(data),
    )


def _place(opened: object, now: object, edit: Edit) -> PathIn | None:
    if opened is not MISSING:
        return place_now(opened, now, edit.path)
    return None if any(isinstance(part, int) for part in edit.path) else edit.path


def _there(value: object) -> object:
    return None if value is MISSING else value
