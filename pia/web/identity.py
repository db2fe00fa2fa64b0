"""Who is at the other end: the seam where authentication of a team is put in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from starlette.requests import Request


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody at work.

    Attributes:
        name: As the history and signatures name them.
        roles: What they may do here: `author`, `evaluator`, `officer`, `resident_panel`.
    """

    name: str
    roles: frozenset[str]


class Identity(Protocol):
    """Tells who sends a request."""

    def __call__(self, request: Request) -> Person | None:
        """The person, or `None` if that cannot be told: the request is then refused."""
        ...


class Local:
    """One person at their own machine, named when the server was started; the session alone tells them apart."""

    def __init__(self, person: Person) -> None:
        self.person = person

    def __call__(self, request: Request) -> Person | None:
        """The person, whatever the request."""
        return self.person
