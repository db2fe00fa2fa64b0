"""How easily data subjects are singled out in a dataset, and what would help; counts only, never a value."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from pia.model.dataset import Column
from pia.model.finding import NotExamined
from pia.model.linkage import Linkage
from pia.model.text import Strict, Text

FLOOR = 5
"""Numbers of people from 1 to one below it are not shown in reports and on terminals."""


def suppressed(count: int, whole: int | None = None) -> bool:
    """Whether a number of people is too small to be shown, or its complement to `whole` is.

    >>> suppressed(4), suppressed(0), suppressed(96, 100)
    (True, False, True)
    """
    return 0 < count < FLOOR or (whole is not None and 0 < whole - count < FLOOR)


@dataclass(frozen=True, slots=True)
class QuasiIdentifier(Strict):
    """A column that singles people out together with others.

    Attributes:
        column: Where.
        distinct: Different values in it, an empty cell counting as one.
        because: Why it is taken for one.
    """

    column: Column
    distinct: int
    because: Text


@dataclass(frozen=True, slots=True)
class SizeBand(Strict):
    """A stretch of the curve of class sizes; a band with few people is merged into its neighbour.

    Attributes:
        least: Smallest class size in it.
        most: Largest class size in it; `None` if it is open.
        classes: Equivalence classes of these sizes.
        rows: Rows in them.
    """

    least: int
    most: int | None
    classes: int
    rows: int


@dataclass(frozen=True, slots=True)
class SensitiveRisk(Strict):
    """What membership of an equivalence class gives away about one sensitive attribute; the worst class counts.

    Attributes:
        column: Where.
        kind: How distances between its values are taken for t-closeness.
        distinct_l: Least number of different values in a class.
        entropy_l: Exponential of the least entropy of a class, in values.
        recursive_c: Least c for which the data is recursively (c, l)-diverse at l = `distinct_l`; `None` at l = 1.
        alpha: Largest share of one value in a class, in (0, 1].
        t: Largest earth mover's distance between a class and the whole, in [0, 1].
        basic_beta: Largest relative gain of a value's share in a class.
        enhanced_beta: The same, bounded by the information of the rarest value.
        delta: Largest absolute logarithm of a value's share in a class over its share in the whole.
    """

    column: Column
    kind: Literal["categorical", "ordered", "hierarchical"]
    distinct_l: int
    entropy_l: float
    recursive_c: float | None
    alpha: float
    t: float
    basic_beta: float
    enhanced_beta: float
    delta: float


@dataclass(frozen=True, slots=True)
class SubsetRisk(Strict):
    """A few of the quasi-identifiers, alone.

    Attributes:
        columns: Names of the columns.
        smallest_class: k.
        unique_rows: Rows alone in their class.
    """

    columns: tuple[str, ...]
    smallest_class: int
    unique_rows: int


@dataclass(frozen=True, slots=True)
class PopulationRisk(Strict):
    """The people in the data as a sample of a population.

    Attributes:
        size: People in the population.
        sampling_fraction: Rows over `size`, in (0, 1].
        pitman: Estimated share of the population that is unique in it; `None` where the model has no solution.
        zayatz: The same by Zayatz's model.
        snb: The same by the slide negative binomial model.
        k_map: Fewest people of the population who share the values of a row; `None` without population counts.
        not_counted: Rows whose values the population counts do not hold.
    """

    size: int
    sampling_fraction: float
    pitman: float | None
    zayatz: float | None
    snb: float | None
    k_map: int | None = None
    not_counted: int = 0


@dataclass(frozen=True, slots=True)
class Effect(Strict):
    """What one change, or a set of changes, does, measured on the data.

    Attributes:
        changes: What is done, one sentence per column.
        smallest_class: k afterwards; 0 if no row is left.
        unique_rows: Rows alone in their class afterwards.
        rows: Rows left.
        share_changed: Share of the cells of the quasi-identifiers that differ, removed rows included, in [0, 1].
        information_lost: Share of the entropy of the quasi-identifiers that is lost, their mean, in [0, 1].
    """

    changes: tuple[Text, ...]
    smallest_class: int
    unique_rows: int
    rows: int
    share_changed: float
    information_lost: float


@dataclass(frozen=True, slots=True)
class ReidentificationRisk(Strict):
    """How easily people are singled out in one table by its quasi-identifiers.

    Attributes:
        dataset: Name of the dataset.
        table: Table in it; empty where there is just one.
        rows: Rows measured: all of them.
        quasi_identifiers: The columns, by which people are told apart.
        threshold: Class size asked for.
        classes: Equivalence classes.
        smallest_class: k of k-anonymity.
        unique_rows: Rows alone in their class.
        rows_below: Rows in classes smaller than `threshold`.
        prosecutor: Highest risk of a person known to be in the data: 1 / k, in (0, 1].
        journalist: Highest risk of a person of the population: 1 / k-map; `None` without population counts.
        marketer: Expected share of rows that are re-identified when all are tried, in (0, 1].
        bands: The curve of class sizes.
        sensitive: What the classes give away.
        subsets: The most dangerous small sets of quasi-identifiers, per size.
        searched: How far the search for them went.
        population: The data as a sample, if the population is declared.
        effects: What single changes would do.
        notes: What a reader must know of these figures.
    """

    dataset: str
    table: str
    rows: int
    quasi_identifiers: tuple[QuasiIdentifier, ...]
    threshold: int
    classes: int
    smallest_class: int
    unique_rows: int
    rows_below: int
    prosecutor: float
    journalist: float | None
    marketer: float
    bands: tuple[SizeBand, ...]
    sensitive: tuple[SensitiveRisk, ...] = ()
    subsets: tuple[SubsetRisk, ...] = ()
    searched: Text | None = None
    population: PopulationRisk | None = None
    effects: tuple[Effect, ...] = ()
    notes: tuple[Text, ...] = ()

    @property
    def share_unique(self) -> float:
        """Share of the rows that are alone in their class, in [0, 1]."""
        return self.unique_rows / self.rows


@dataclass(frozen=True, slots=True)
class MitigationReport(Strict):
    """What would help one table, and the cheapest changes that reach a target.

    Attributes:
        dataset: Name of the dataset.
        table: Table in it; empty where there is just one.
        target: Class size asked for.
        quasi_identifiers: The columns that are changed.
        before: The table as it is.
        best: The cheapest set of changes.
        searched: How far the search for it went.
        effects: What single changes do.
        identifiers: Columns that name or number people; they have no place in the changed table.
    """

    dataset: str
    table: str
    target: int
    quasi_identifiers: tuple[QuasiIdentifier, ...]
    before: Effect
    best: Effect
    searched: Text
    effects: tuple[Effect, ...]
    identifiers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Exposure(Strict):
    """What the measuring stage gives.

    Attributes:
        reidentification: How easily people are singled out, per table with quasi-identifiers.
        unmeasured: Tables that could not be measured, and why.
        linkage: How the datasets join; `None` for a single one.
    """

    reidentification: tuple[ReidentificationRisk, ...] = ()
    unmeasured: tuple[NotExamined, ...] = ()
    linkage: Linkage | None = None
