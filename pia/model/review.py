"""What reviewers do to an assessment: edits, conflicts, comments, ratings, signatures, and portfolios of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from pia.model.approval import SignedBy
from pia.model.score import ModelLevel
from pia.model.text import Strict, Text

PathIn = tuple[str | int, ...]
"""A place in a document: keys, and numbers of list entries from 0."""


class ReviewRole(StrEnum):
    """In what role somebody works on an assessment; `pia.review.mandates` says what each may do."""

    AUTHOR = "author"
    EVALUATOR = "evaluator"
    OFFICER = "officer"
    RESIDENT_PANEL = "resident_panel"


class Right(StrEnum):
    """Something a role may do."""

    EDIT = "edit"
    COMMENT = "comment"
    RATE = "rate"
    JUDGE_FINDINGS = "judge_findings"
    ASSESS = "assess"
    SIGN = "sign"
    VOID = "void"


@dataclass(frozen=True, slots=True, order=True)
class Reviewer(Strict):
    """Who acts.

    Attributes:
        name: Their name, as it stands in the journal.
        role: In what role.
    """

    name: str
    role: ReviewRole


class Reading(StrEnum):
    """How much of the data was read to assess again; the journal keeps it."""

    NONE = "data_unchanged"
    COUNTS_KEPT = "counts_kept"
    WHOLE = "data_read"


class Operation(StrEnum):
    """What an edit does at its place: put a value there, add an entry to the list that is there, take it away."""

    SET = "set"
    ADD = "add"
    REMOVE = "remove"


@dataclass(frozen=True, slots=True)
class Edit(Strict):
    """One change to one field of a document.

    Attributes:
        path: Where: `("answers", "public_informed")`, `("measures", 0, "status")`; for `ADD` the list itself.
        value: Plain data as a YAML file holds it (a date as `2026-11-24`); nothing for `REMOVE`.
        operation: What is done there.
    """

    path: PathIn
    value: object = None
    operation: Operation = Operation.SET


@dataclass(frozen=True, slots=True)
class FieldVersion(Strict):
    """What somebody wants to stand in a field.

    Attributes:
        value: The value; `None` if it is not there.
        who: Who wrote it; `None` if it was changed outside the journal.
        at: When; `None` if that is not known.
    """

    value: object
    who: Reviewer | None
    at: datetime | None


@dataclass(frozen=True, slots=True)
class Conflict(Strict):
    """An edit that was not saved: the same field was changed since it was opened. Both versions are here.

    Attributes:
        edit: The edit, at the place it was meant for.
        place: Where that is now; `None` if that cannot be told, for an entry of a list is gone or was renamed.
        opened: The value when the editor opened it; `None` if it was not there, or is not known any more.
        mine: What was to be saved.
        theirs: What stands there now.
        sha256: Content hash of the document as it stands now: saving the edit at `place` with it overwrites `theirs`.
    """

    edit: Edit
    place: PathIn | None
    opened: object
    mine: FieldVersion
    theirs: FieldVersion
    sha256: str


@dataclass(frozen=True, slots=True)
class Saved(Strict):
    """An edit that was saved.

    Attributes:
        edit: The edit, at the place where it was made.
        sha256: Content hash of the document with it: the `base` of the next edit.
        merged: Whether others had changed other fields in between.
    """

    edit: Edit
    sha256: str
    merged: bool


class ItemKind(StrEnum):
    """What can be commented on and rated."""

    QUESTION = "question"
    RISK = "risk"
    MEASURE = "measure"
    FINDING = "finding"
    SECTION = "section"


@dataclass(frozen=True, slots=True, order=True)
class Item(Strict):
    """Something that can be commented on and rated.

    Attributes:
        kind: What it is.
        id: Which one: name of the answer without `ans.`, `Risk.id`, title of the measure, `dataset.column#ENTITY_TYPE`
            (see `pia.review.items.finding_id`), or a key of `deployment.yaml`.
    """

    kind: ItemKind
    id: str

    def __str__(self) -> str:
        """`kind:id`, as the journal has it."""
        return f"{self.kind}:{self.id}"


class Rating(StrEnum):
    """What an evaluator makes of an item."""

    TO_BE_CORRECTED = "to_be_corrected"
    IMPROVABLE = "improvable"
    ACCEPTABLE = "acceptable"


class Act(StrEnum):
    """What a line of the journal says was done."""

    BEGUN = "begun"
    EDITED = "edited"
    COMMENTED = "commented"
    RATED = "rated"
    CONFIRMED = "finding_confirmed"
    REJECTED = "finding_rejected"
    ASSESSED = "assessed"
    SIGNED = "signed"
    VOIDED = "voided"
    REPAIRED = "repaired"


@dataclass(frozen=True, slots=True)
class Comment(Strict):
    """A comment on an item.

    Attributes:
        who: Who wrote it.
        at: When.
        text: What it says.
    """

    who: Reviewer
    at: datetime
    text: str


@dataclass(frozen=True, slots=True)
class RatingState(Strict):
    """The last rating of an item.

    Attributes:
        rating: What it was rated.
        who: Who rated it.
        at: When.
        note: Why.
        again: Whether the item changed since, or is gone: it is to be rated again.
    """

    rating: Rating
    who: Reviewer
    at: datetime
    note: str
    again: bool


class Standing(StrEnum):
    """What has become of the signatures under an assessment.

    `UNSIGNED`: there are none. `HOLDS`: all are sound, and every file is as it was signed. `LAPSED`: something was
    changed since, or the policy objects. `BROKEN`: the file of the approval cannot be read.
    """

    UNSIGNED = "unsigned"
    HOLDS = "holds"
    LAPSED = "lapsed"
    BROKEN = "broken"


@dataclass(frozen=True, slots=True)
class SignedState(Strict):
    """Whether an assessment is signed. While there is an approval, edits are refused.

    Attributes:
        standing: What has become of it.
        signatures: Who signed.
        objections: Why it does not hold; none if it does, or if there is none.
        voided: Files of approvals that were voided, oldest first.
    """

    standing: Standing
    signatures: tuple[SignedBy, ...] = ()
    objections: tuple[Text, ...] = ()
    voided: tuple[str, ...] = ()

    @property
    def locked(self) -> bool:
        """Whether edits are refused until the signatures are voided."""
        return self.standing is not Standing.UNSIGNED


class Drift(StrEnum):
    """Whether the data is still what was assessed; `UNKNOWN` where bytes do not tell (databases, addresses)."""

    NONE = "none"
    CHANGED = "changed"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Summary(Strict):
    """One assessment in a portfolio.

    Attributes:
        folder: Its folder, from the root of the portfolio, with `/`.
        name: Name of the deployment; that of the folder if it cannot be read.
        assessed_on: The day of the assessment; `None` if there is none.
        levels: What each scoring model said.
        risks: Number of risks by residual level and likelihood: `(severity, likelihood, count)`, residual, sorted.
        open_questions: Questions that wait for an answer.
        failed: Rules that are not met.
        standing: What has become of the signatures.
        stale: Whether `deployment.yaml` was changed since the assessment.
        next_review: When it is looked at again; `None` if that is not set.
        overdue: Whether that day is over.
        drift: Whether the data is still what was assessed.
        problems: Why it, or a part of it, cannot be read; none if it can.
        pending: Whether it was not read yet: then nothing but its folder is known.
    """

    folder: str
    name: str
    assessed_on: date | None = None
    levels: tuple[ModelLevel, ...] = ()
    risks: tuple[tuple[int, int, int], ...] = ()
    open_questions: int = 0
    failed: int = 0
    standing: Standing = Standing.UNSIGNED
    stale: bool = False
    next_review: date | None = None
    overdue: bool = False
    drift: Drift = Drift.UNKNOWN
    problems: tuple[str, ...] = ()
    pending: bool = False
