"""Who is at the other end: the seam where authentication of a team is put in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from starlette.requests import Request

from pia.model.review import ReviewRole


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody at work.

    Attributes:
        name: As the history names them.
        roles: In what roles they work here; without one they may read.
    """

    name: str
    roles: frozenset[ReviewRole]


class Identity(Protocol):
    """Tells who sends a request."""

    def __call__(self, request: Request) -> Person | None:
        """The person, or `None` if that cannot be told: the request is then refused."""
        ...


class Local:
    """One person at their own machine, named when the server was started; the session alone tells them apart."""

    def __init__(self, person: Person) -> None:
        """Only this person ever comes."""
        self.person = person

    def __call__(self, request: Request) -> Person | None:
        """The person, whatever the request."""
        return self.person
