"""Reasons of a gate -> alerts with a place in a file: what SARIF, GitHub and GitLab show."""

from __future__ import annotations

import hashlib
import posixpath
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePath

from pia.contents.address import scheme_of
from pia.gate import GateReason
from pia.gate_reports import Outcome
from pia.model.dataset import Column, Input
from pia.model.policy import Threshold
from pia.model.risk import RuleResult
from pia.model.text import Text

_DELIMITED = {".csv": ",", ".tsv": "\t", ".tab": "\t", ".txt": ","}


@dataclass(frozen=True, slots=True)
class Place:
    """Where an alert points.

    Attributes:
        path: File, relative, with forward slashes.
        line: Line, from 1.
        column: First character of the header cell, from 1.
        end: The character behind it.
        dataset: Name of the dataset; empty if it is about none.
        name: Name of the column; empty if it is about none.
    """

    path: str
    line: int = 1
    column: int = 1
    end: int = 1
    dataset: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class Alert:
    """One reason at one place.

    Attributes:
        check: Id of the rule, or `pia.` and what was compared.
        title: The obligation, or what is compared.
        help: What to do.
        severity: How grave.
        kind: Of the reason.
        message: What and why.
        place: Where.
    """

    check: str
    title: Text
    help: Text
    severity: Threshold
    kind: str
    message: Text
    place: Place

    @property
    def fingerprint(self) -> str:
        """Digest of dataset, column and rule, 16 characters; the same in every run, never of a value."""
        parts = f"{self.place.dataset}|{self.place.name}|{self.check}"
        return hashlib.sha256(parts.encode()).hexdigest()[:16]


def alerts(outcome: Outcome) -> tuple[Alert, ...]:
    """One alert per reason and column it is about, in the order of the reasons; none twice."""
    return tuple(dict.fromkeys(alert for reason in outcome.result.reasons for alert in _alerts(outcome, reason)))


def _alerts(outcome: Outcome, reason: GateReason) -> Iterator[Alert]:
    assessment = outcome.assessment
    results = {result.rule: result for result in assessment.results} if assessment else {}
    result = results.get(reason.where)
    places = _places(outcome, reason, result) or [Place(_clean(outcome.target))]
    for place in places:
        if result:
            yield Alert(result.rule, result.title, result.fix, result.severity, reason.kind, reason.text, place)
        else:
            yield _other(reason, place)


def _other(reason: GateReason, place: Place) -> Alert:
    part = reason.where.partition(":")[0]
    named = part if part.replace("_", "").isalpha() else "assessment"
    title = Text(f"The gate of a deployment: {named}", f"部署准入检查：{named}")
    fix = Text("Take the change back, or assess and approve again.", "撤回改动，或重新评估并批准。")
    message = Text(f"{reason.where}: {reason.text.en}", f"{reason.where}：{reason.text.zh}")
    return Alert(
        f"pia.{named}", title, fix, "high" if reason.kind == "failed" else "medium", reason.kind, message, place
    )


def _places(outcome: Outcome, reason: GateReason, result: RuleResult | None) -> list[Place]:
    """The header cells of the columns a reason is about."""
    if outcome.assessment is None:
        return []
    facts = {fact.name: fact for fact in outcome.assessment.facts}
    names = {name for fact in result.facts if fact in facts for name in facts[fact].because} if result else set()
    about = names | set(reason.where.split(": "))
    return [
        _place(outcome, item, scanned.column, [other.column.name for other in item.columns])
        for item in outcome.assessment.inputs
        for scanned in item.columns
        if str(scanned.column) in about
    ]


def _place(outcome: Outcome, item: Input, column: Column, names: list[str]) -> Place:
    delimiter = _DELIMITED.get(PurePath(item.locator).suffix.lower())
    if delimiter is None or column.table or scheme_of(item.locator):
        line = outcome.lines.get(item.dataset, 1)
        return Place(_clean(outcome.target), line, dataset=item.dataset, name=str(column))
    cells = [_cell(name, delimiter) for name in names]
    place = names.index(column.name)
    start = 1 + sum(len(cell) + 1 for cell in cells[:place])
    path = _clean(posixpath.join(posixpath.dirname(_clean(outcome.target)), PurePath(item.locator).as_posix()))
    return Place(path, 1, start, start + len(cells[place]), item.dataset, str(column))


def _cell(name: str, delimiter: str) -> str:
    """A header cell as it is written with the fewest quotes."""
    quoted = name.replace('"', '""')
    return f'"{quoted}"' if quoted != name or delimiter in name else name


def _clean(path: str) -> str:
    return posixpath.normpath(PurePath(path).as_posix())


LEVELS: Mapping[str, str] = {"critical": "error", "high": "error", "medium": "warning", "low": "note"}
"""How SARIF and GitHub call a severity."""
