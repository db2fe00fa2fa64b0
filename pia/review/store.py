"""Files of an assessment, changed one at a time: noted in the journal first, then written whole, then counted.

A process that is killed between these steps leaves a line that the head of the journal does not count yet; who comes
next finishes what it says, so that journal and files agree again.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from pia import documents
from pia.approval.exclusive import exclusive
from pia.edits import MISSING, edited_text, shown_path, value_at
from pia.errors import DocumentError, Problem
from pia.model.review import Act, Edit, Entry, Operation, Reviewer
from pia.review import journal, versions
from pia.review.record import FINDINGS, JOURNAL
from pia.trees import parse_yaml

_BOM = b"\xef\xbb\xbf"
_BEGINNINGS = {
    FINDINGS: b"# What reviewers said about findings, see docs/review.md and docs/recognizers.md.\noverrides: []\n"
}
"""What a file begins with that an edit makes."""


@contextmanager
def held(folder: Path) -> Iterator[None]:
    """Keep others from changing an assessment, after finishing what a killed process left half done.

    Raises:
        PiaError: The folder does not exist or cannot be written, or the journal cannot be read.
    """
    with exclusive(folder / JOURNAL):
        finish(folder)
        yield


def read(path: Path) -> bytes:
    """The bytes of a document; those it begins with if an edit may make it.

    Raises:
        DocumentError: It cannot be read.
    """
    try:
        return path.read_bytes()
    except FileNotFoundError:
        if path.name in _BEGINNINGS:
            return _BEGINNINGS[path.name]
        raise DocumentError(Problem(path.name, "there is no such file", "Start one with: pia init")) from None
    except OSError as error:
        reason = (error.strerror or "it cannot be read").lower()
        raise DocumentError(Problem(path.name, reason, "Check the permissions.")) from None


def tree_of(data: bytes, where: str) -> object:
    """The plain data of a YAML document.

    Raises:
        DocumentError: It is malformed.
    """
    return parse_yaml(_text(data, where), where)[0]


def with_edit(data: bytes, edit: Edit, where: str) -> bytes:
    """The bytes of a YAML document with an edit made in it.

    Raises:
        DocumentError: It is malformed, or cannot be edited there.
    """
    mark = _BOM if data.startswith(_BOM) else b""
    return mark + edited_text(_text(data, where), edit, where).encode()


def write_edit(path: Path, data: bytes, edit: Edit, entry: Entry) -> str:
    """Write a document with an edit made in it, and note that; the caller holds the lock.

    Args:
        path: The document.
        data: Its bytes as they are.
        edit: The edit.
        entry: Who, when, what and why; the rest is filled in.

    Returns:
        The new content hash.

    Raises:
        PiaError: It cannot be edited there, or a file cannot be written.
    """
    made = with_edit(data, edit, path.name)
    base, result = versions.sha256(data), versions.sha256(made)
    if base == result:
        return result
    versions.keep(path.parent, data)
    versions.keep(path.parent, made)
    there = value_at(tree_of(data, path.name), edit.path)
    noted = replace(
        entry,
        where=entry.where or shown_path(edit.path),
        before=None if there is MISSING or edit.operation is Operation.ADD else there,
        after=edit.value,
        file=path.name,
        base=base,
        result=result,
        operation=edit.operation,
        path=edit.path,
    )
    sealed = journal.append(path.parent / JOURNAL, noted)
    documents.write(path, made)
    journal.count(path.parent / JOURNAL, sealed)
    return result


def move(path: Path, target: Path, entry: Entry) -> None:
    """Give a file another name, and note that; the caller holds the lock.

    Raises:
        PiaError: It cannot be moved or noted.
    """
    digest = versions.sha256(read(path))
    sealed = journal.append(path.parent / JOURNAL, replace(entry, file=path.name, after=target.name, base=digest))
    _rename(path, target)
    journal.count(path.parent / JOURNAL, sealed)


def note(folder: Path, entry: Entry) -> None:
    """Put a line into the journal that changes no file; the caller holds the lock.

    Raises:
        ReviewError: The journal cannot be written.
    """
    journal.count(folder / JOURNAL, journal.append(folder / JOURNAL, entry))


def entry_of(who: Reviewer, now: datetime, act: Act, where: str = "", text: str = "") -> Entry:
    """A line for the journal that is filled in further when it is written."""
    return Entry(0, now, who.name, who.role, act, where, note=text)


def finish(folder: Path) -> None:
    """Finish what a killed process had noted, but not yet done or counted; nothing if there is nothing.

    Raises:
        PiaError: The journal cannot be read, or a file cannot be written.
    """
    path = folder / JOURNAL
    entry = journal.uncounted(path, journal.read(path))
    if entry is None:
        return
    target = folder / Path(entry.file).name
    if entry.operation and entry.file and versions.sha256(_there(target)) == entry.base:
        made = with_edit(_there(target), Edit(entry.path, entry.after, entry.operation), target.name)
        if versions.sha256(made) == entry.result:
            documents.write(target, made)
    elif entry.act is Act.VOIDED and target.exists() and versions.sha256(read(target)) == entry.base:
        _rename(target, folder / Path(str(entry.after)).name)
    for left in folder.glob(f".{target.name}.????????") if entry.operation else ():
        left.unlink(missing_ok=True)
    journal.count(path, entry)


def _there(path: Path) -> bytes:
    return read(path) if path.exists() or path.name in _BEGINNINGS else b""


def _rename(path: Path, target: Path) -> None:
    try:
        path.rename(target)
    except OSError as error:
        reason = (error.strerror or "it cannot be moved").lower()
        raise DocumentError(Problem(path.name, reason, "Check the permissions.")) from None


def _text(data: bytes, where: str) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise DocumentError(Problem(where, "this is not UTF-8", "Save it as UTF-8.")) from None
