"""The assessments of a folder as a table: filtered, sorted, and all their risks in one picture."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from pia.model.review import Drift, Standing, Summary
from pia.model.text import Text
from pia.web.places import address_of

ROWS = 50
"""Rows of a page."""
STATES = ("pending", "new", "draft", "signed", "void", "stale", "drift", "overdue", "broken")
"""What can be said of an assessment, as addresses and words name it."""
_SIGNED = {Standing.UNSIGNED: "draft", Standing.HOLDS: "signed", Standing.LAPSED: "void", Standing.BROKEN: "void"}


@dataclass(frozen=True, slots=True)
class Level:
    """What one scoring model says.

    Attributes:
        model: Its id.
        label: The step; the worst one that is possible where answers are missing.
        concern: What it asks of people, 1 to 3.
    """

    model: str
    label: Text
    concern: int


@dataclass(frozen=True, slots=True)
class Row:
    """One assessment.

    Attributes:
        summary: What it says.
        address: Its name in an address.
        states: How it stands: the first is where it is on its way, the others what moved on since.
        levels: One per scoring model with a scale.
    """

    summary: Summary
    address: str
    states: tuple[str, ...]
    levels: tuple[Level, ...]

    @property
    def gravest(self) -> int:
        """The gravest concern of any model, 0 to 3."""
        return max((level.concern for level in self.levels), default=0)


def row_of(summary: Summary) -> Row:
    """An assessment as a row."""
    return Row(summary, address_of(summary.folder), tuple(_states(summary)), tuple(_levels(summary)))


def _states(summary: Summary) -> Iterator[str]:
    if summary.pending:
        yield "pending"
    elif summary.problems:
        yield "broken"
    elif summary.assessed_on is None:
        yield "new"
    else:
        yield _SIGNED[summary.standing]
    if summary.stale:
        yield "stale"
    if summary.drift is Drift.CHANGED:
        yield "drift"
    if summary.overdue:
        yield "overdue"


def _levels(summary: Summary) -> Iterator[Level]:
    for item in summary.levels:
        if item.level is not None:
            yield Level(item.model, item.level.label, item.level.concern.value)
        elif item.worst is not None:
            label = item.worst.label
            yield Level(item.model, Text(f"up to {label.en}", f"最高{label.zh}"), item.worst.concern.value)


SORTS: Mapping[str, Callable[[Row], tuple[object, ...]]] = {
    "name": lambda row: (),
    "level": lambda row: (-row.gravest, -row.summary.failed),
    "open": lambda row: (-row.summary.open_questions,),
    "review": lambda row: (row.summary.next_review or date.max,),
    "state": lambda row: (STATES.index(row.states[0]),),
}
"""How rows can be sorted, by the name in the address; what is equal goes by name."""


def chosen(rows: Sequence[Row], text: str, state: str, sort: str) -> tuple[Row, ...]:
    """The rows that hold a text and have a state, sorted.

    Args:
        rows: All rows.
        text: What name or folder must contain.
        state: One of `STATES`; empty for all.
        sort: A key of `SORTS`; another one is by name.
    """
    wanted, order = text.casefold(), SORTS.get(sort, SORTS["name"])
    kept = [row for row in rows if wanted in f"{row.summary.name}\n{row.summary.folder}".casefold()]
    kept = [row for row in kept if not state or state in row.states]
    return tuple(sorted(kept, key=lambda row: (*order(row), row.summary.name.casefold(), row.summary.folder)))


def risks_of(rows: Sequence[Row]) -> Counter[tuple[int, int]]:
    """All risks by likelihood and severity, with the measures in place."""
    found: Counter[tuple[int, int]] = Counter()
    for row in rows:
        for severity, likelihood, count in row.summary.risks:
            found[likelihood, severity] += count
    return found
