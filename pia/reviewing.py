"""An assessment in the hands of reviewers: opened, edited field by field, commented, rated, judged, signed, voided.

Everything lies in the folder of `deployment.yaml`, in the files that the command line and the gate use; beside them
stand the journal `review.jsonl` and, for findings that a person judged, `findings.yaml`.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

from pia import documents, pipeline, renewal, signing
from pia.assess.crosscheck import DONT_KNOW
from pia.errors import DocumentError, PiaError, Problem, ReviewError
from pia.model.deployment import Deployment
from pia.model.finding import Finding
from pia.model.journal import Journal
from pia.model.policy import PolicyFile
from pia.model.recognition import Override
from pia.model.review import Act, Conflict, Edit, Item, PathIn, Rating, Reviewer, Right, Saved, Summary
from pia.review import editing, items, journal, judgements, mandates, opening, portfolios, signatures, store, versions
from pia.review.record import APPROVAL, ASSESSMENT, DEPLOYMENT, JOURNAL, Record
from pia.scan.opening import LOCAL, Access

UNKNOWN = DONT_KNOW
"""The honest answer: the question stays open, and nothing passes by it."""


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
    return opening.record(folder, today, policy)


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
    noted = {"note": note.strip()} if note.strip() else {}
    return Edit(("answers", name), {"value": value, **noted, "by": who.name, "on": today})


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
    mandates.check_edit(who, edit)

    def check(before: bytes, after: bytes) -> None:
        _refuse_new_problems(before, after, folders)

    with store.held(folder):
        editing.refuse_signed(folder)
        return editing.save(folder / DEPLOYMENT, edit, base, who, now, check=check)


def comment(folder: Path, item: Item, text: str, who: Reviewer, now: datetime) -> None:
    """Put a comment to an item; signed records take comments, too.

    Raises:
        ReviewError: The role may not, the text is empty or too long, or there is no such item.
    """
    mandates.check(who, Right.COMMENT)
    said = judgements.said(text, "comment")
    with store.held(folder):
        items.check(_contents(folder, now), item, pipeline.rulebook().facts)
        store.note(folder, store.entry_of(who, now, Act.COMMENTED, str(item), said))


def rate(folder: Path, item: Item, rating: Rating, who: Reviewer, now: datetime, *, note: str = "") -> None:
    """Rate an item as it stands now; once it changes, it is to be rated again.

    Raises:
        ReviewError: The role may not, the record is signed, or there is no such item.
    """
    mandates.check(who, Right.RATE)
    with store.held(folder):
        editing.refuse_signed(folder)
        contents = _contents(folder, now)
        items.check(contents, item, pipeline.rulebook().facts)
        entry = store.entry_of(who, now, Act.RATED, str(item), judgements.said(note, "note") if note.strip() else "")
        store.note(folder, judgements.rated(entry, rating, items.digest(contents, item)))


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
    mandates.check(who, Right.JUDGE_FINDINGS)
    override = judgements.override_of(
        finding, judgements.said(reason, "reason"), who, now.date(), holds=holds, until=until
    )
    with store.held(folder):
        editing.refuse_signed(folder)
        judgements.put(folder, override, who, now)


def take_back_judgement(folder: Path, override: Override, reason: str, who: Reviewer, now: datetime) -> None:
    """Take back what somebody said about a finding (one of `Record.overrides`); the scan decides again.

    Raises:
        ReviewError: The role may not, the record is signed, the reason is empty, or nobody judged that.
    """
    mandates.check(who, Right.JUDGE_FINDINGS)
    said = judgements.said(reason, "reason")
    with store.held(folder):
        editing.refuse_signed(folder)
        judgements.take_back(folder, override, store.entry_of(who, now, Act.EDITED, text=said))


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

    Data that cannot have changed is not read again; the line in the journal says how much was read (`Reading`). Others
    may edit meanwhile; the assessment is then stale, which the record says.

    Raises:
        PiaError: The role may not, the record is signed, or the deployment or a dataset has errors.
    """
    mandates.check(who, Right.ASSESS)
    editing.refuse_signed(folder)
    made = renewal.renewed(folder, now.date(), progress, folders, access)
    data = documents.dump_json(made.assessment)
    with store.held(folder):
        editing.refuse_signed(folder)
        before = _digest(folder / ASSESSMENT)
        documents.write(folder / ASSESSMENT, data)
        renewal.remember(folder, data, access)
        entry = replace(store.entry_of(who, now, Act.ASSESSED, ASSESSMENT), after=made.reading.value)
        store.note(folder, judgements.changed(entry, ASSESSMENT, before, versions.sha256(data)))
    return open_record(folder, now.date())


def sign(
    folder: Path, signer: signing.Signing, who: Reviewer, now: datetime, *, folders: Sequence[Path] = ()
) -> Record:
    """Sign the assessment with a key of the gate, into `approval.json`.

    Raises:
        ReviewError: The role may not sign as that, or the deployment changed since the assessment.
        PiaError: The key cannot be used, or the assessment is none that anybody should sign.
    """
    mandates.check_signer(who, signer.role, signer.name)
    with store.held(folder):
        record = open_record(folder, now.date())
        if record.assessment is None or record.stale:
            what = "the deployment was changed since the assessment" if record.stale else "there is no assessment"
            raise ReviewError(Problem(ASSESSMENT, what, "Assess again, then sign."))
        before = record.hashes.get(APPROVAL, "")
        signing.approve(folder / ASSESSMENT, signer, folder / APPROVAL, now.date(), folders)
        entry = store.entry_of(who, now, Act.SIGNED, APPROVAL)
        store.note(folder, judgements.changed(entry, APPROVAL, before, _digest(folder / APPROVAL)))
    return open_record(folder, now.date())


def void(folder: Path, reason: str, who: Reviewer, now: datetime) -> Path:
    """Void the signatures, so that the record can be edited: `approval.json` becomes `approval.json.voided-N`.

    Returns:
        The file that holds the voided approval.

    Raises:
        ReviewError: The role may not, there is no approval, or no reason is given.
    """
    mandates.check(who, Right.VOID)
    said = judgements.said(reason, "reason")
    with store.held(folder):
        if not (folder / APPROVAL).exists():
            raise ReviewError(Problem(APPROVAL, "nobody signed this record", "There is nothing to void."))
        target = signatures.next_voided(folder)
        store.move(folder / APPROVAL, target, store.entry_of(who, now, Act.VOIDED, APPROVAL, said))
    return target


def history(folder: Path) -> Journal:
    """The journal of an assessment; empty if there is none.

    Raises:
        ReviewError: It cannot be read.
    """
    return journal.read(folder / JOURNAL)


def portfolio(
    root: Path, today: date, policy: PolicyFile | None = None, *, patience_seconds: float = math.inf
) -> tuple[Summary, ...]:
    """All assessments in a folder and the folders in it, by their folders; one that cannot be read is told as such.

    What was once read is kept in `.pia/` under `root` by the digest of its bytes; that folder can be thrown away. What
    could not be read within `patience_seconds` is pending.
    """
    return portfolios.summaries(root, today, policy, patience_seconds)


def _contents(folder: Path, now: datetime) -> items.Contents:
    record = opening.record(folder, now.date(), None)
    return items.Contents(record.tree, record.assessment)


def _refuse_new_problems(before: bytes, after: bytes, folders: Sequence[Path]) -> None:
    """Refuse what the edit brings; what was wrong before does not keep anybody from mending something else."""
    found = _problems(after, folders)
    if found:
        known = {(item.what, item.fix) for item in _problems(before, folders)}
        new = [item for item in found if (item.what, item.fix) not in known]
        if new:
            raise DocumentError(new)


def _problems(data: bytes, folders: Sequence[Path]) -> tuple[Problem, ...]:
    try:
        loaded = documents.loads(data, DEPLOYMENT, Deployment)
        return pipeline.declared_problems(loaded, pipeline.rulebook(folders))
    except PiaError as error:
        return error.problems


def _digest(path: Path) -> str:
    return versions.sha256(path.read_bytes()) if path.is_file() else ""
