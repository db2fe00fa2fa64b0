"""How many people a dataset is about, between two bounds."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from pia.model.finding import Finding
from pia.model.interval import Interval
from pia.scan.findings import distinct_values
from pia.scan.tally import ScanTally

_MOST_OF_THE_COLUMN = 0.5


def subjects(tally: ScanTally, findings: Sequence[Finding], identifiers: Collection[str]) -> Interval:
    """The number of data subjects in one dataset.

    At least the distinct values of the identifier column that has most of them, at most the rows of the tables with
    personal data: a person may fill several rows, and several people never share an identifier of their own.

    Args:
        tally: What was counted.
        findings: What was found in it.
        identifiers: Entity types that identify a person directly.
    """
    least = max(
        (
            distinct_values(tally, finding.column)
            for finding in findings
            if finding.entity_type in identifiers
            and finding.prevalence >= _MOST_OF_THE_COLUMN
            and finding.embedded <= finding.cells / 2
        ),
        default=1 if findings else 0,
    )
    most = sum(tally.rows[table] for table in {finding.column.table for finding in findings})
    return Interval(min(least, most), most)


def together(parts: Sequence[Interval]) -> Interval:
    """The number of data subjects over several datasets, whose people may be the same."""
    return Interval(
        max((part.min for part in parts), default=0),
        sum(part.max if part.max is not None else part.min for part in parts),
    )
