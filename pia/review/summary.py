"""One folder -> its line in a portfolio, without what depends on the day and on the data."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from pia import documents
from pia.admission.loading import load
from pia.errors import PiaError
from pia.model.assessment import Assessment
from pia.model.deployment import Deployment
from pia.model.review import ModelLevel, Summary
from pia.model.risk import Verdict
from pia.model.text import Strict
from pia.review.opening import is_stale
from pia.review.record import ASSESSMENT, DEPLOYMENT


@dataclass(frozen=True, slots=True)
class Read(Strict):
    """What was read of an assessment.

    Attributes:
        summary: Its line.
        paths: Path or address of each dataset.
        inputs: Digest of each dataset when it was assessed.
        own: Files of recognizers that the deployment names.
    """

    summary: Summary
    paths: Mapping[str, str] = field(default_factory=dict)
    inputs: Mapping[str, str] = field(default_factory=dict)
    own: tuple[str, ...] = ()


def read(folder: Path, name: str) -> Read:
    """What an assessment comes to; one that cannot be read says why.

    Args:
        folder: Where it lies.
        name: What the portfolio calls it.
    """
    try:
        deployment = documents.load(folder / DEPLOYMENT, Deployment)
    except PiaError as error:
        return Read(Summary(name, name, problems=_told(error, folder)))
    declared = deployment.value
    paths, own = {item.name: item.path for item in declared.datasets}, declared.recognizers
    summary = Summary(name, declared.name, next_review=declared.next_review)
    if not (folder / ASSESSMENT).exists():
        return Read(summary, paths, own=own)
    try:
        assessment = load(folder / ASSESSMENT, Assessment).value
    except PiaError as error:
        return Read(
            Summary(name, declared.name, next_review=declared.next_review, problems=_told(error, folder)), paths
        )
    stale = is_stale(folder, declared, deployment.sha256, assessment)
    inputs = {item.dataset: item.sha256 for item in assessment.inputs}
    return Read(_summary(summary, assessment, stale=stale), paths, inputs, own)


def _summary(known: Summary, assessment: Assessment, *, stale: bool) -> Summary:
    cells = Counter((int(risk.residual_severity), int(risk.residual_likelihood)) for risk in assessment.risks)
    return Summary(
        folder=known.folder,
        name=known.name,
        assessed_on=assessment.assessed_on,
        levels=tuple(ModelLevel(score.model, score.title, score.level, score.worst) for score in assessment.scores),
        risks=tuple((*cell, count) for cell, count in sorted(cells.items())),
        open_questions=len(assessment.questions),
        failed=sum(result.verdict is Verdict.FAIL for result in assessment.results),
        stale=stale,
        next_review=known.next_review,
    )


def _told(error: PiaError, folder: Path) -> tuple[str, ...]:
    """The first problems, without the folder of this machine."""
    return tuple(str(problem).replace(f"{folder}/", "") for problem in error.problems[:5])
