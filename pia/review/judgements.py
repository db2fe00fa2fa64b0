"""What people judge: findings, as overrides that every scan knows, and ratings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

from pia.edits import value_at
from pia.errors import Problem, ReviewError
from pia.model.finding import Finding
from pia.model.recognition import Override
from pia.model.review import Act, Edit, Entry, Item, ItemKind, Operation, Rating, Reviewer
from pia.recognition import LONGEST
from pia.review import store
from pia.review.editing import plain_edit
from pia.review.items import finding_id
from pia.review.record import DEPLOYMENT, FINDINGS
from pia.scan.overriding import is_named


def override_of(
    finding: Finding, reason: str, who: Reviewer, today: date, *, holds: bool, until: date | None
) -> tuple[Item, Override]:
    """A judged finding as the override that scans know, and the item that it is.

    Raises:
        ReviewError: It ends before it begins or after a year, or no override can name the column.
    """
    item, column = Item(ItemKind.FINDING, finding_id(finding)), finding.column
    name = f"{column.table}.{column.name}" if column.table else column.name
    address = f"{column.dataset}::{name}"
    last = until or today + timedelta(days=365)
    if not today <= last <= today + LONGEST:
        raise ReviewError(
            Problem("", f"it must end within {LONGEST.days} days", "Choose an earlier day; renew it then.")
        )
    if not is_named(column, address):
        raise ReviewError(Problem("", "no override can name this column, for '::' stands in its name", "Rename it."))
    return item, Override(address, finding.entity_type, holds, reason, who.name, today, last)


def put(folder: Path, judged: tuple[Item, Override], who: Reviewer, now: datetime) -> None:
    """Write an override, in the place of an earlier one of the same column and type; the caller holds the lock.

    Raises:
        PiaError: A file cannot be edited or written.
    """
    item, override = judged
    path, act = folder / FINDINGS, Act.CONFIRMED if override.holds else Act.REJECTED
    data = store.read(path)
    fields = {name: getattr(override, name) for name in Override.__dataclass_fields__}
    entry = store.entry_of(who, now, act, str(item), override.reason)
    store.write_edit(path, data, plain_edit(_placed(store.tree_of(data, FINDINGS), override, fields)), entry)
    _name_in_deployment(folder / DEPLOYMENT, who, now)


def take_back(folder: Path, override: Override, entry: Entry) -> None:
    """Remove an override; the caller holds the lock.

    Raises:
        ReviewError: There is no such override.
        PiaError: The file cannot be edited or written.
    """
    data = store.read(folder / FINDINGS)
    found = _placed(store.tree_of(data, FINDINGS), override, {})
    if found.operation is Operation.ADD:
        raise ReviewError(Problem(FINDINGS, "nobody judged this finding", "Open the record again."))
    store.write_edit(folder / FINDINGS, data, Edit(found.path, operation=Operation.REMOVE), entry)


def rated(entry: Entry, rating: Rating, digest: str) -> Entry:
    """A line that rates what has a digest."""
    return replace(entry, after=rating.value, result=digest)


def changed(entry: Entry, file: str, before: str, after: str) -> Entry:
    """A line that says that a file was written."""
    return replace(entry, file=file, base=before, result=after)


def _placed(tree: object, override: Override, fields: Mapping[str, object]) -> Edit:
    listed = value_at(tree, ("overrides",))
    for number, item in enumerate(listed if isinstance(listed, list) else []):
        same = (value_at(item, ("column",)), value_at(item, ("entity_type",)))
        if same == (override.column, override.entity_type):
            return Edit(("overrides", number), fields)
    return Edit(("overrides",), fields, Operation.ADD)


def _name_in_deployment(path: Path, who: Reviewer, now: datetime) -> None:
    data = store.read(path)
    named = value_at(store.tree_of(data, path.name), ("recognizers",))
    if not isinstance(named, list) or FINDINGS not in named:
        edit = Edit(("recognizers",), FINDINGS, Operation.ADD)
        store.write_edit(path, data, edit, store.entry_of(who, now, Act.EDITED))
