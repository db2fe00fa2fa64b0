"""The folder of an assessment -> its record."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from pia import documents
from pia.admission.loading import load
from pia.errors import DocumentError, PiaError, Problem, ReviewError
from pia.model.assessment import Assessment
from pia.model.deployment import Deployment
from pia.model.policy import PolicyFile
from pia.model.recognition import Override, RecognitionFile
from pia.model.review import Journal
from pia.review import journal, ledger, store, versions
from pia.review.items import Contents
from pia.review.record import APPROVAL, ASSESSMENT, DEPLOYMENT, FINDINGS, JOURNAL, Record
from pia.review.signatures import signed_state


def record(folder: Path, today: date, policy: PolicyFile | None) -> Record:
    """The assessment in a folder, as it stands now.

    Args:
        folder: The folder of `deployment.yaml`.
        today: The day on which signatures are looked at.
        policy: Who must have signed; `None` for anybody.

    Raises:
        DocumentError: There is no `deployment.yaml`, or it is malformed.
    """
    history, wrong = _history(folder)
    if journal.uncounted(folder / JOURNAL, history):
        with store.held(folder):
            history, wrong = _history(folder)
    data = store.read(folder / DEPLOYMENT)
    deployment = documents.loads(data, DEPLOYMENT, Deployment)
    versions.keep(folder, data)
    hashes = {DEPLOYMENT: versions.sha256(data), **_others(folder)}
    assessment, problems = _assessment(folder, hashes)
    overrides, more = _overrides(folder, hashes)
    tree = store.tree_of(data, DEPLOYMENT)
    return Record(
        folder=folder,
        deployment=deployment,
        tree=tree if isinstance(tree, dict) else {},
        assessment=assessment,
        stale=assessment is not None and is_stale(folder, deployment.value, hashes[DEPLOYMENT], assessment),
        signed=signed_state(folder, hashes, policy, today),
        journal=history,
        comments=ledger.comments(history),
        ratings=ledger.ratings(history, Contents(tree, assessment)),
        hashes=hashes,
        overrides=overrides,
        problems=(*problems, *more, *wrong),
    )


def is_stale(folder: Path, deployment: Deployment, digest: str, assessment: Assessment) -> bool:
    """Whether an assessment is of another deployment than the one that lies there now.

    Args:
        folder: The folder of `deployment.yaml`.
        deployment: What it says.
        digest: Its content hash.
        assessment: The assessment beside it.
    """
    used = {source.sha256 for source in assessment.recognition.sources}
    own = [folder / name for name in deployment.recognizers]
    present = {versions.sha256(path.read_bytes()) if path.is_file() else "" for path in own}
    return assessment.deployment_sha256 != digest or not present <= used


def _others(folder: Path) -> Mapping[str, str]:
    names = (ASSESSMENT, APPROVAL, FINDINGS)
    return {name: versions.sha256(store.read(folder / name)) for name in names if (folder / name).is_file()}


def _assessment(folder: Path, hashes: Mapping[str, str]) -> tuple[Assessment | None, tuple[Problem, ...]]:
    if ASSESSMENT not in hashes:
        return None, ()
    try:
        return load(folder / ASSESSMENT, Assessment).value, ()
    except PiaError as error:
        return None, error.problems


def _overrides(folder: Path, hashes: Mapping[str, str]) -> tuple[tuple[Override, ...], tuple[Problem, ...]]:
    if FINDINGS not in hashes:
        return (), ()
    try:
        return documents.loads(store.read(folder / FINDINGS), FINDINGS, RecognitionFile).value.overrides, ()
    except PiaError as error:
        return (), error.problems


def _history(folder: Path) -> tuple[Journal, tuple[Problem, ...]]:
    try:
        found = journal.read(folder / JOURNAL)
    except (ReviewError, DocumentError) as error:
        return Journal(), error.problems
    fix = "Compare it with a copy, or with its history in git."
    torn = [Problem(JOURNAL, "the last line is cut off, as a process that is killed leaves it", "Go on; it is noted.")]
    return found, (*(torn if found.torn else ()), *(Problem(JOURNAL, item.en, fix) for item in found.broken))
