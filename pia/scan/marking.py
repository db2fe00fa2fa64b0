"""Findings -> the rows they stand in: the cells that a finding counts, found once more."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt

from pia.model.finding import Finding
from pia.recognizers import LIKELY, Recognizer
from pia.scan.columns import distinct
from pia.scan.tally import best_matches
from pia.sources import Batch

Place = tuple[str, str]


@dataclass(slots=True)
class MarkedColumn:
    """The cells of one column.

    Attributes:
        filled: Rows with anything but white space, the first data row being 1.
        rows: Rows that each entity type was found in.
    """

    filled: set[int] = field(default_factory=set)
    rows: dict[str, set[int]] = field(default_factory=dict)


def mark(
    batches: Iterable[Batch],
    findings: Sequence[Finding],
    recognizers: Mapping[str, Recognizer],
    wanted: Callable[[str, str], bool],
) -> dict[Place, MarkedColumn]:
    """The rows of every finding in the wanted columns: those that `Finding.cells` counts.

    Args:
        batches: The dataset of the findings, from its first row.
        findings: What was found in it.
        recognizers: By name. A finding of one that is not there stands in every filled cell.
        wanted: Whether a column, given as table and column, is asked for.
    """
    runs: dict[Place, _Run] = {}
    for batch in batches:
        for place, name in enumerate(batch.data.schema.names):
            key = (batch.table, name)
            if wanted(*key):
                if key not in runs:
                    runs[key] = _Run([item for item in findings if (item.column.table, item.column.name) == key])
                runs[key].take(batch, place, recognizers)
    return {key: run.result() for key, run in runs.items()}


class _Run:
    """One column being marked."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        self.findings = findings
        self.filled: set[int] = set()
        self.matched: dict[str, dict[int, float]] = {}

    def take(self, batch: Batch, place: int, recognizers: Mapping[str, Recognizer]) -> None:
        values, places = distinct(batch.data.column(place))
        full = np.array([bool(value.strip()) for value in values] + [False])
        self.filled |= set((np.flatnonzero(full[places]) + batch.first_row).tolist())
        for name in {finding.recognizer for finding in self.findings} & recognizers.keys():
            rows = self.matched.setdefault(name, {})
            rows |= _scores(recognizers[name], values, places, batch.first_row)

    def result(self) -> MarkedColumn:
        marked = MarkedColumn(self.filled)
        for finding in self.findings:
            own = self.matched.get(finding.recognizer)
            rows = self.filled if own is None else _counted(own, finding.cells)
            marked.rows.setdefault(finding.entity_type, set()).update(rows)
        return marked


def _scores(
    recognizer: Recognizer, values: Sequence[str], places: npt.NDArray[Any], first_row: int
) -> dict[int, float]:
    scores = np.zeros(len(values) + 1)
    for match in best_matches(recognizer.matches(values)):
        scores[match.value_index] = match.score
    of_row = scores[places]
    hits = np.flatnonzero(of_row > 0)
    return dict(zip((hits + first_row).tolist(), of_row[hits].tolist(), strict=True))


def _counted(matched: Mapping[int, float], cells: int) -> set[int]:
    """All matches where the header carried the finding, those of a likely score where the values did."""
    strong = {row for row, score in matched.items() if score >= LIKELY}
    return strong if len(strong) == cells else set(matched)
