"""Gold labels, and how well a scan agrees with them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from pia.model.text import Strict


@dataclass(frozen=True, slots=True)
class ColumnLabels(Strict):
    """What one column holds, and which of its cells.

    Attributes:
        types: Entity types; `?T` is acceptable and not required, `?*` leaves the column unjudged.
        cells: Rows that hold each entity type (`?T` as above), the first data row being 1; every other filled cell of
            the column holds none. `None` leaves the cells unjudged.
    """

    types: tuple[str, ...] = ()
    cells: Mapping[str, tuple[int, ...]] | None = None


GoldFile = dict[str, dict[str, tuple[str, ...] | ColumnLabels]]
"""What a gold file holds."""

Gold = Mapping[str, Mapping[str, tuple[str, ...] | ColumnLabels]]
"""Labels by table and column; a column that is absent holds no personal data."""


@dataclass(frozen=True, slots=True)
class Vocabulary(Strict):
    """Entity types in the words of the gold labels.

    Attributes:
        facts: By the `scan.has.<fact>` that a type raises.
        types: Single types; they outweigh their fact.
        broader: Words that a gold file may label by another, wider one: where it does, they count as that.
    """

    facts: Mapping[str, str] = field(default_factory=dict)
    types: Mapping[str, str] = field(default_factory=dict)
    broader: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Figures(Strict):
    """Hits and misses of one type, or of all.

    Attributes:
        hits: Found and labelled.
        false_alarms: Found and not labelled.
        misses: Labelled and not found.
        precision: Share of what was found that is labelled, in [0, 1]; 0 where nothing was found.
        recall: Share of what is labelled that was found, in [0, 1]; 0 where nothing is labelled.
        f1: Harmonic mean of both, in [0, 1].
    """

    hits: int
    false_alarms: int
    misses: int
    precision: float
    recall: float
    f1: float

    @classmethod
    def of(cls, hits: int, false_alarms: int, misses: int) -> Figures:
        """The shares that belong to some counts.

        >>> Figures.of(1, 1, 0).precision, Figures.of(1, 0, 3).recall, Figures.of(0, 0, 0).f1
        (0.5, 0.25, 0.0)
        """
        precision, recall = _share(hits, hits + false_alarms), _share(hits, hits + misses)
        both = precision + recall
        return cls(hits, false_alarms, misses, precision, recall, 2 * precision * recall / both if both else 0.0)


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 0.0


@dataclass(frozen=True, slots=True, order=True)
class Disagreement(Strict):
    """Where scan and gold differ.

    Attributes:
        table: Table.
        column: Column.
        entity_type: In the words of the gold labels.
        kind: `missed` or `false_alarm`.
        cells: How many cells; 0 where whole columns are judged.
    """

    table: str
    column: str
    entity_type: str
    kind: str
    cells: int = 0


@dataclass(frozen=True, slots=True)
class Agreement(Strict):
    """How well a scan agrees with labels: of columns, or of cells.

    Attributes:
        types: Figures per entity type, in alphabetical order.
        overall: All types together; its scores are the micro-averages.
        macro_f1: Mean F1 of the types that are labelled at all, in [0, 1].
        supported: How many types that are.
        innocent: Columns of tables without personal data, or ordinary cells: filled ones without any label.
        alarmed: How many of these were reported all the same.
        alarm_rate: Share of the innocent that was reported, in [0, 1]; 0 where there is none.
        disagreements: Where they differ, sorted.
    """

    types: Mapping[str, Figures]
    overall: Figures
    macro_f1: float
    supported: int
    innocent: int
    alarmed: int
    alarm_rate: float
    disagreements: tuple[Disagreement, ...]


@dataclass(frozen=True, slots=True)
class Evaluation(Strict):
    """What `pia evaluate` gives.

    Attributes:
        schema_version: Version of this format.
        gold_sha256: Digest of the gold file.
        ignored: Types that were left out.
        columns: By column.
        cells: By cell, where that was asked for and labelled.
        unknown_columns: Columns that the gold names and the tables lack, as `table::column`; their labels are missed.
        predictions: What the scan found, by table and column, in the words of the gold labels.
    """

    schema_version: int
    gold_sha256: str
    ignored: tuple[str, ...]
    columns: Agreement
    cells: Agreement | None
    unknown_columns: tuple[str, ...]
    predictions: Mapping[str, Mapping[str, tuple[str, ...]]]
