"""The contract of trust: every promise that pia makes, tried, with its figure.

One measure per module. A module of this package that holds `NAME` and `measure` is a measure; `python -m tests.trust`
runs all of them in alphabetical order and prints one table. A module may also hold `tables()`, which gives further
tables (`benchmarks.tables.Table`) of what its measure just found.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Figure:
    """One promise and what became of it.

    Attributes:
        promise: What must hold, in a few words: "no cell in any output".
        tried: How many times it was tried; a promise that was never tried does not hold.
        broken: How many times it did not hold.
        note: What the tries were, and what else was counted; for a broken promise where it broke, never a value.
    """

    promise: str
    tried: int
    broken: int
    note: str = ""

    @property
    def holds(self) -> bool:
        """Whether it was tried and never broken."""
        return self.tried > 0 and self.broken == 0


class Measure(Protocol):
    """What a module offers that is a measure.

    Attributes:
        NAME: Short name, for the table and for choosing it on the command line.
    """

    NAME: str

    def measure(self, quick: bool) -> Sequence[Figure]:
        """Try the promises.

        Args:
            quick: Try a sample that takes seconds (what `make check` does) instead of all.
        """
        ...
