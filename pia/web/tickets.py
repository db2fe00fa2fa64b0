"""Tickets: who somebody is, signed, for some hours, in a cookie; and what a sign-in needs until it comes back."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping
from typing import Any

from itsdangerous import BadSignature, URLSafeSerializer
from starlette.requests import Request
from starlette.responses import Response

from pia.model.review import ReviewRole
from pia.web.identity import Person

_ENTRY_SECONDS = 600
_MOST_COOKIE_CHARACTERS = 4000


class Tickets:
    """What was signed by this server, and neither ran out nor was given back.

    Scripts cannot read the cookies and other sites cannot send them with a form; over https they carry the prefix with
    which no other host can set them.
    """

    def __init__(self, life_seconds: int, *, secure: bool, clock: Callable[[], float]) -> None:
        """Every server signs with a key of its own, which dies with it."""
        self._life, self._secure, self._clock = life_seconds, secure, clock
        self._serializer = URLSafeSerializer(secrets.token_urlsafe(32), salt="pia.web.tickets")
        self._given_back: dict[str, float] = {}
        prefix = "__Host-" if secure else ""
        self._person, self._entry = f"{prefix}pia_person", f"{prefix}pia_entry"

    def issue(self, response: Response, person: Person) -> None:
        """Give somebody a ticket, and clear what their sign-in needed."""
        roles = sorted(role.value for role in person.roles)
        content = {"id": secrets.token_urlsafe(12), "name": person.name, "roles": roles}
        self._set(response, self._person, content, self._life)
        self._clear(response, self._entry)

    def person_of(self, request: Request) -> Person | None:
        """Who holds the ticket of a request; `None` without one that holds."""
        content = self._read(request, self._person)
        if content is None or content["id"] in self._given_back:
            return None
        return Person(content["name"], frozenset(ReviewRole(role) for role in content["roles"]))

    def withdraw(self, request: Request, response: Response) -> None:
        """Take a ticket back: not even a copy of it holds any longer."""
        now, content = self._clock(), self._read(request, self._person)
        self._given_back = {key: until for key, until in self._given_back.items() if until > now}
        if content:
            self._given_back[content["id"]] = content["until"]
        self._clear(response, self._person)

    def begin(self, response: Response, entry: Mapping[str, Any]) -> None:
        """Keep what a sign-in needs when it comes back, for ten minutes."""
        self._set(response, self._entry, dict(entry), _ENTRY_SECONDS)

    def entry_of(self, request: Request) -> dict[str, Any]:
        """What was kept for a sign-in; empty if nothing was, or too long ago."""
        entry: dict[str, Any] = (self._read(request, self._entry) or {}).get("entry", {})
        return entry

    def _set(self, response: Response, name: str, content: Mapping[str, Any], seconds: int) -> None:
        kept = content if name == self._person else {"entry": content}
        value = str(self._serializer.dumps({**kept, "for": name, "until": self._clock() + seconds}))
        response.set_cookie(name, value, max_age=seconds, path="/", httponly=True, samesite="lax", secure=self._secure)

    def _clear(self, response: Response, name: str) -> None:
        response.delete_cookie(name, path="/", httponly=True, samesite="lax", secure=self._secure)

    def _read(self, request: Request, name: str) -> dict[str, Any] | None:
        try:
            content: dict[str, Any] = self._serializer.loads(request.cookies.get(name, "")[:_MOST_COOKIE_CHARACTERS])
        except BadSignature:
            return None
        return content if content["for"] == name and content["until"] > self._clock() else None
