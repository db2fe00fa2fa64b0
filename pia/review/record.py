"""An assessment as it lies in its folder, at one moment."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from pia.documents import Loaded
from pia.errors import Problem
from pia.model.assessment import Assessment
from pia.model.deployment import Deployment
from pia.model.journal import Journal
from pia.model.recognition import Override
from pia.model.review import Comment, Item, RatingState, SignedState

DEPLOYMENT, ASSESSMENT, APPROVAL, POLICY = "deployment.yaml", "assessment.json", "approval.json", "gate.yaml"
FINDINGS = "findings.yaml"
IMPORTED = "deployment.import.json"
JOURNAL = "review.jsonl"


@dataclass(frozen=True, slots=True)
class Record:
    """An assessment with its deployment, signatures and journal; it never changes, opening again gives another.

    Attributes:
        folder: Where it lies.
        deployment: What is declared, as the model has it.
        tree: The same as plain data, as the file has it: what edits change. Forms show it by `pia.review.store.shown`,
            for an address of data may hold a password.
        assessment: What it came to when it was last assessed; `None` if there is none, or it cannot be read.
        stale: Whether `deployment.yaml` or `findings.yaml` was changed since that assessment.
        signed: Whether it is signed; a signed record is locked.
        journal: Its history.
        comments: Comments by item, oldest first.
        overrides: What people said about columns in `findings.yaml`, those that no longer hold among them.
        ratings: The last rating of every item that was rated.
        hashes: SHA-256 of each file that is there, by its name.
        problems: What of it cannot be read; none if everything can.
    """

    folder: Path
    deployment: Loaded[Deployment]
    tree: Mapping[str, object]
    assessment: Assessment | None
    stale: bool
    signed: SignedState
    journal: Journal
    comments: Mapping[Item, tuple[Comment, ...]]
    ratings: Mapping[Item, RatingState]
    hashes: Mapping[str, str]
    overrides: tuple[Override, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def base(self) -> str:
        """Content hash of `deployment.yaml`: what an edit made on this record gives as its base."""
        return self.deployment.sha256
