"""The journal of a review: who did what, when, and what stood there before."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from pia.model.review import Act, Operation, PathIn, ReviewRole
from pia.model.text import Strict, Text


@dataclass(frozen=True, slots=True)
class Entry(Strict):
    """One line of `review.jsonl`.

    Attributes:
        number: Its place in the journal, from 1.
        at: When, with its time zone.
        who: Name of the person.
        role: In what role.
        act: What was done.
        where: The field as `a.b.0.c`, the item as `kind:id`, or the file.
        before: What stood there; `None` if nothing did.
        after: What stands there since; `None` if nothing does.
        note: Reason or comment in words.
        file: The file that was changed; empty if none was.
        base: Content hash of that file before.
        result: Content hash of that file after; of what was rated, for a rating.
        operation: What an edit did.
        path: The place of an edit.
        chain: Digest of this line and the chain of the line before it.
    """

    number: int
    at: datetime
    who: str
    role: ReviewRole
    act: Act
    where: str
    before: object = None
    after: object = None
    note: str = ""
    file: str = ""
    base: str = ""
    result: str = ""
    operation: Operation | None = None
    path: PathIn = ()
    chain: str = ""


@dataclass(frozen=True, slots=True)
class Journal(Strict):
    """The history of an assessment as far as it can be read.

    Attributes:
        entries: The lines, oldest first.
        torn: Whether the last line is cut off, as a process that was killed leaves it; it is not among `entries`.
        broken: What shows that lines were edited, removed or inserted by hand; none if the chain holds.
    """

    entries: tuple[Entry, ...] = ()
    torn: bool = False
    broken: tuple[Text, ...] = ()
