"""How datasets join, and whom that re-identifies; counts only, never a value."""

from __future__ import annotations

from dataclasses import dataclass

from pia.model.dataset import Column
from pia.model.text import Strict, Text


@dataclass(frozen=True, slots=True)
class JoinedColumns(Strict):
    """Two columns of different datasets that hold the same things.

    Attributes:
        left: Column of the one.
        right: Column of the other.
        containment: Share of the different values of `left` that occur in `right`, after normalising, in [0, 1].
        error: Half-width of its 95 % interval; 0 if it was counted exactly.
        because: Why they belong together.
    """

    left: Column
    right: Column
    containment: float
    error: float
    because: Text


@dataclass(frozen=True, slots=True)
class Link(Strict):
    """One dataset joined to another by some columns.

    Attributes:
        left: Dataset whose people are looked up, as `dataset` or `dataset/table`.
        right: Dataset in which they are looked up.
        columns: The columns that join, together.
        rows: Rows of `left` in which all of them are filled.
        matched: Of these, rows that fit at least one row of `right`.
        reidentified: Of these, rows that fit exactly one person of `right`.
        identities: Columns of `right` that say who the person is; empty if none does.
        reveals: Columns of `left` that become facts about that person.
    """

    left: str
    right: str
    columns: tuple[JoinedColumns, ...]
    rows: int
    matched: int
    reidentified: int
    identities: tuple[Column, ...]
    reveals: tuple[Column, ...]

    @property
    def share(self) -> float:
        """Share of the rows that fit exactly one person, in [0, 1]."""
        return self.reidentified / self.rows if self.rows else 0.0


@dataclass(frozen=True, slots=True)
class Linkage(Strict):
    """How datasets join.

    Attributes:
        datasets: Every table looked at, as `dataset` or `dataset/table`.
        links: The ways they join, most people first.
        compared: Pairs of columns compared.
        estimated: Columns of tables too large to be joined row by row that belong to columns of others, by sketches.
    """

    datasets: tuple[str, ...]
    links: tuple[Link, ...] = ()
    compared: int = 0
    estimated: tuple[JoinedColumns, ...] = ()
