"""An assessment in the hands of reviewers: opened, edited field by field, commented, rated, judged, signed, voided.

Everything lies in the folder of `deployment.yaml`, in the files that the command line and the gate use; beside them
stand the journal `review.jsonl` and, for findings that a person judged, `findings.yaml`.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path

from pia import pipeline, signing
from pia.errors import Problem, ReviewError
from pia.model.finding import Finding
from pia.model.policy import PolicyFile
from pia.model.review import Conflict, Edit, Item, Journal, PathIn, Rating, Reviewer, Saved, Summary
from pia.review.record import Record
from pia.scan.opening import LOCAL, Access

UNKNOWN = "dont_know"
"""The honest answer: the question stays open, and nothing passes by it."""


def _skeleton() -> ReviewError:
    return ReviewError(Problem("", "this part is being built"))


def open_record(folder: Path, today: date, policy: PolicyFile | None = None) -> Record:
    """The assessment in a folder, as it stands now.

    An edit that a killed process had noted in the journal, but not yet written, is finished first.

    Args:
        folder: The folder of `deployment.yaml`.
        today: The day on which signatures and reviews are looked at.
        policy: Who must have signed; without it signatures are held against themselves and the files only.

    Raises:
        PiaError: There is no `deployment.yaml`, or it is malformed. Other files that cannot be read are told in
            `Record.problems`.
    """
    raise _skeleton()


def field_path(text: str) -> PathIn:
    """A place from its dotted form; digits are the number of a list entry from 0.

    >>> field_path("measures.0.status")
    ('measures', 0, 'status')
    """
    return tuple(int(part) if part.isdecimal() else part for part in text.split("."))


def answer_edit(name: str, value: object, who: Reviewer, today: date, *, note: str = "") -> Edit:
    """The edit that answers a question, with who answered and when; `UNKNOWN` is an answer too.

    Args:
        name: Name of the fact without `ans.`.
        value: An option, several, a number, or `UNKNOWN`.
        who: Who answers.
        today: When.
        note: Reasons, or the place of the evidence.
    """
    raise _skeleton()


def save(
    folder: Path, edit: Edit, base: str, who: Reviewer, now: datetime, *, folders: Sequence[Path] = ()
) -> Saved | Conflict:
    """Make one edit in `deployment.yaml`; every byte of it that the edit does not concern stays.

    If the file changed since `base`, the edit is merged where others changed other fields; where they changed the same
    field nothing is written and both versions are returned.

    Args:
        folder: The folder of `deployment.yaml`.
        edit: The edit.
        base: `Record.base` of the record the editor was looking at (If-Match).
        who: Who edits.
        now: When, with a time zone.
        folders: Folders with more rule packs, against which answers and measures are checked.

    Raises:
        ReviewError: The role may not edit that, or the record is signed.
        DocumentError: The document would not be valid with it; all problems that the edit brings.
    """
    raise _skeleton()


def comment(folder: Path, item: Item, text: str, who: Reviewer, now: datetime) -> None:
    """Put a comment to an item; signed records take comments, too.

    Raises:
        ReviewError: The role may not, the text is empty or too long, or there is no such item.
    """
    raise _skeleton()


def rate(folder: Path, item: Item, rating: Rating, who: Reviewer, now: datetime, *, note: str = "") -> None:
    """Rate an item as it stands now; once it changes, it is to be rated again.

    Raises:
        ReviewError: The role may not, the record is signed, or there is no such item.
    """
    raise _skeleton()


def judge_finding(
    folder: Path,
    finding: Finding,
    reason: str,
    who: Reviewer,
    now: datetime,
    *,
    holds: bool,
    until: date | None = None,
) -> None:
    """Confirm or reject a finding of the assessment, with a written reason.

    It becomes an override of the column (docs/recognizers.md) in `findings.yaml`, which `deployment.yaml` names under
    `recognizers`: command line, gate and report see the same. `reassess` shows what it changes.

    Args:
        folder: The folder of `deployment.yaml`.
        finding: The finding, as the assessment has it.
        reason: How that is known; it stands in the report.
        who: Who answers for it.
        now: When, with a time zone.
        holds: Whether the column does hold such data.
        until: Last day; a year from now if not given. It is to be judged again then.

    Raises:
        ReviewError: The role may not, the record is signed, the reason is empty, or it ends too late.
    """
    raise _skeleton()


def reassess(
    folder: Path,
    who: Reviewer,
    now: datetime,
    progress: pipeline.Progress,
    *,
    folders: Sequence[Path] = (),
    access: Access = LOCAL,
) -> Record:
    """Assess the deployment again, as `pia assess` does, and write `assessment.json`.

    Raises:
        PiaError: The role may not, the record is signed, or the deployment or a dataset has errors.
    """
    raise _skeleton()


def sign(folder: Path, signer: signing.Signing, who: Reviewer, now: datetime, folders: Sequence[Path] = ()) -> Record:
    """Sign the assessment with a key of the gate, into `approval.json`.

    Raises:
        ReviewError: The role may not sign as that, or the deployment changed since the assessment.
        PiaError: The key cannot be used, or the assessment is none that anybody should sign.
    """
    raise _skeleton()


def void(folder: Path, reason: str, who: Reviewer, now: datetime) -> Path:
    """Void the signatures, so that the record can be edited: `approval.json` becomes `approval.json.voided-N`.

    Returns:
        The file that holds the voided approval.

    Raises:
        ReviewError: The role may not, there is no approval, or no reason is given.
    """
    raise _skeleton()


def history(folder: Path) -> Journal:
    """The journal of an assessment; empty if there is none."""
    raise _skeleton()


def portfolio(root: Path, today: date, policy: PolicyFile | None = None) -> tuple[Summary, ...]:
    """All assessments in a folder and the folders in it, by their folders; one that cannot be read is told as such.

    What was once read is kept in `.pia/` under `root` by the digest of its bytes; that folder can be thrown away.
    """
    raise _skeleton()
