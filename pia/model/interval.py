"""A number that is not known exactly."""

from __future__ import annotations

from dataclasses import dataclass

from pia.model.text import Strict


@dataclass(frozen=True, slots=True, order=True)
class Interval(Strict):
    """A number that is only known to lie between two bounds.

    Attributes:
        min: Smallest possible value.
        max: Largest possible value; `None` if there is no bound.
    """

    min: int | float
    max: int | float | None = None
