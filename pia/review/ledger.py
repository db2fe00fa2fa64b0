"""The journal read as what it leads to: comments, and the last rating of each item."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from pia.model.review import (
    Act,
    Comment,
    Entry,
    FieldVersion,
    Item,
    ItemKind,
    Journal,
    PathIn,
    Rating,
    RatingState,
    Reviewer,
)
from pia.review.items import Contents, digest


def item_of(entry: Entry) -> Item | None:
    """The item that a line is about; `None` if it is about none."""
    kind, found, name = entry.where.partition(":")
    return Item(ItemKind(kind), name) if found and kind in set(ItemKind) else None


def comments(journal: Journal) -> Mapping[Item, tuple[Comment, ...]]:
    """Comments by item, oldest first, the items in the order of their first comment."""
    found: dict[Item, tuple[Comment, ...]] = {}
    for entry in journal.entries:
        item = item_of(entry) if entry.act is Act.COMMENTED else None
        if item:
            found[item] = (*found.get(item, ()), Comment(_person(entry), entry.at, entry.note))
    return found


def ratings(journal: Journal, contents: Contents) -> Mapping[Item, RatingState]:
    """The last rating of every item, and whether it is of what the item says now."""
    found: dict[Item, RatingState] = {}
    for entry in journal.entries:
        item = item_of(entry) if entry.act is Act.RATED else None
        if item and entry.after in set(Rating):
            again = entry.result != digest(contents, item)
            found[item] = RatingState(Rating(str(entry.after)), _person(entry), entry.at, entry.note, again)
    return found


def last_edit(journal: Journal, file: str, path: PathIn) -> tuple[Reviewer | None, datetime | None]:
    """Who last changed a place of a file, or a part of it, and when; nobody if the journal does not say."""
    for entry in reversed(journal.entries):
        shorter = min(len(entry.path), len(path))
        if entry.file == file and entry.path and entry.path[:shorter] == path[:shorter]:
            return _person(entry), entry.at
    return None, None


def version(journal: Journal, file: str, path: PathIn, value: object) -> FieldVersion:
    """A value with who wrote it, as far as the journal knows."""
    return FieldVersion(value, *last_edit(journal, file, path))


def _person(entry: Entry) -> Reviewer:
    return Reviewer(entry.who, entry.role)
