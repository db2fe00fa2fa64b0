"""What only NIST's PRAM asks of a deployment: its data actions and the problems they may cause."""

from __future__ import annotations

from dataclasses import dataclass

from pia.model.text import Strict


@dataclass(frozen=True, slots=True)
class OrganisationProblem(Strict):
    """A problem that a data action may cause, rated by NIST's PRAM; every rating is 1 to 10, `None` is open.

    Attributes:
        problem: What may happen to people.
        likelihood: How likely.
        noncompliance: Cost to the organisation of not complying.
        direct_business: Direct cost to its business.
        reputational: Cost to its reputation.
        internal_culture: Cost to its culture.
        other: Another cost; it counts only if it is rated.
    """

    problem: str
    likelihood: int | None = None
    noncompliance: int | None = None
    direct_business: int | None = None
    reputational: int | None = None
    internal_culture: int | None = None
    other: int | None = 0


@dataclass(frozen=True, slots=True)
class DataAction(Strict):
    """Something that is done with data, with the problems it may cause (NIST PRAM, worksheet 3).

    Attributes:
        name: What is done.
        problems: What it may cause.
    """

    name: str
    problems: tuple[OrganisationProblem, ...]
