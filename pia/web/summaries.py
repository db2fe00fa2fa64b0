"""What the portfolio says of an assessment, kept by the digest of its file; all of it may be thrown away."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pia import __version__, documents, pipeline
from pia.errors import DocumentError, PiaError
from pia.model.assessment import Assessment
from pia.model.risk import Verdict
from pia.model.text import Language, Strict, Text
from pia.presentation.content import Content
from pia.presentation.words import Words

FILE = f"portfolio-{__version__}.json"
Cell = tuple[int, int, int, int, int]
"""Likelihood and severity before, likelihood and severity after, number of risks."""


@dataclass(frozen=True, slots=True)
class Level(Strict):
    """What one scoring model says.

    Attributes:
        model: Its id.
        label: The step, or the span of steps that is still open.
        concern: What the step asks of people, 1 to 3; 0 if it has no scale.
        value: The step, for sorting; the worst one that is possible.
    """

    model: str
    label: Text
    concern: int
    value: int


@dataclass(frozen=True, slots=True)
class Summary(Strict):
    """One assessment in the portfolio.

    Attributes:
        name: What is proposed.
        controller: Who is responsible.
        assessed_on: The day it was made.
        next_review: When it is looked at again.
        verdict: Key of the verdict's sentence.
        not_met: Rules that are not met.
        open: Open questions.
        not_examined: Things that could not be looked at.
        levels: One per scoring model with a scale.
        risks: Risks by their places on the map.
        deployment_sha256: Digest of the `deployment.yaml` it was made from.
        packs: Id and digest of the rule packs.
    """

    name: str
    controller: str
    assessed_on: date
    next_review: date | None
    verdict: str
    not_met: int
    open: int
    not_examined: int
    levels: tuple[Level, ...]
    risks: tuple[Cell, ...]
    deployment_sha256: str
    packs: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Kept(Strict):
    """What the file holds.

    Attributes:
        summaries: Summaries by the digest of their assessment.
    """

    summaries: Mapping[str, Summary]


def summary_of(assessment: Assessment) -> Summary:
    """The summary of an assessment."""
    own = assessment.deployment
    cells = Counter(
        (
            risk.likelihood.value,
            risk.severity.value,
            risk.residual_likelihood.value,
            risk.residual_severity.value,
        )
        for risk in assessment.risks
    )
    return Summary(
        name=own.name,
        controller=own.controller.name,
        assessed_on=assessment.assessed_on,
        next_review=own.next_review,
        verdict=Content(assessment, Words(Language.EN)).verdict(),
        not_met=sum(result.verdict is Verdict.FAIL for result in assessment.results),
        open=len(assessment.questions),
        not_examined=len(assessment.not_examined),
        levels=_levels(assessment),
        risks=tuple((*place, count) for place, count in sorted(cells.items())),
        deployment_sha256=assessment.deployment_sha256,
        packs=tuple((pack.id, pack.sha256) for pack in assessment.packs),
    )


def _levels(assessment: Assessment) -> tuple[Level, ...]:
    found = []
    for score in assessment.scores:
        step = score.level or score.worst
        if step is None:
            continue
        label = step.label
        if score.level is None and score.best and score.best != score.worst:
            low = score.best.label
            label = Text(f"{low.en} – {label.en}", f"{low.zh} – {label.zh}")
        found.append(Level(score.model, label, step.concern.value, step.value))
    return tuple(found)


class Summaries:
    """Summaries by digest, in memory and in one file."""

    def __init__(self, folder: Path | None) -> None:
        """Take over what was kept; a file that is broken or of another version is nothing.

        Args:
            folder: Where the file lies; `None` keeps summaries in memory only.
        """
        self._path, self._lock = folder / FILE if folder else None, threading.Lock()
        self._known: dict[str, Summary] = {}
        if self._path and self._path.is_file():
            try:
                self._known.update(documents.load(self._path, Kept).value.summaries)
            except PiaError:
                self._known.clear()
        self._kept = len(self._known)

    def of(self, path: Path, digest: str) -> Summary | None:
        """The summary of an assessment; `None` if its file is none.

        Args:
            path: The file.
            digest: Its digest.
        """
        found = self._known.get(digest)
        if found is None:
            try:
                found = summary_of(pipeline.load_assessment(path))
            except PiaError:
                return None
            self._known[digest] = found
        return found

    def known(self, digest: str) -> bool:
        """Whether a summary need not be made first."""
        return digest in self._known

    def keep(self) -> None:
        """Write down what is new; a folder that cannot be written costs time only."""
        with self._lock:
            if self._path is None or len(self._known) == self._kept:
                return
            self._kept = len(self._known)
            try:
                documents.write(self._path, documents.dump_json(Kept(dict(self._known))))
            except DocumentError:
                self._path = None
