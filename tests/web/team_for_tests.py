"""A team's server: a provider, the door, and behind it an app that says who came."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field

import httpx
from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from pia.resources import resource
from pia.web.identity import Identity
from pia.web.team import Team, TeamOptions, team_of
from tests.web.provider_for_tests import CLIENT, SECRET, Provider, serving

GROUPS = ("officer=privacy-team", "author=makers", "reader=guests")


@dataclass
class Clock:
    """A clock that stands until it is moved."""

    now: float = 1_800_000_000

    def __call__(self) -> float:
        return self.now


@dataclass
class Site:
    """A server of a team with a visitor.

    Attributes:
        provider: Where people sign in.
        address: Of the server.
        client: The visitor's browser.
        clock: The clock of the tickets.
    """

    provider: Provider
    address: str
    client: httpx.Client
    clock: Clock = field(default_factory=Clock)

    def sign_in(self, path: str = "/") -> httpx.Response:
        return self.client.get(self.address + path, follow_redirects=True)


def who(identity: Identity) -> ASGIApp:
    """An app that says who came, and in what roles; the style sheet is that of the room."""

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope, receive)
        if request.url.path == "/static/room.css":
            await FileResponse(resource("report_templates") / "web" / "room.css")(scope, receive, send)
            return
        person = identity(request)
        roles = [role.value for role in sorted(person.roles)] if person else []
        text = f"{person.name} {roles} {request.url.path}" if person else "nobody"
        await PlainTextResponse(text, status_code=200 if person else 403)(scope, receive, send)

    return app


@contextmanager
def team_site(provider: Provider | None = None, change: Callable[[Team], None] | None = None) -> Iterator[Site]:
    """A provider, a server whose door leads to it, and a visitor who has not signed in."""
    site = Site(provider or Provider(), "", httpx.Client(timeout=30))

    def made(address: str) -> ASGIApp:
        options = TeamOptions(
            public_url=address,
            groups=GROUPS,
            oidc_issuer=site.provider.claimed or site.provider.address,
            oidc_client=CLIENT,
            session_hours=2,
        )
        team = team_of(options, {"PIA_OIDC_SECRET": SECRET}, site.clock)
        if change:
            change(team)
        assert team.before
        return team.before(who(team.identity))

    with ExitStack() as stack:
        site.provider.address = stack.enter_context(serving(lambda address: _told(site.provider, address)))
        site.address = stack.enter_context(serving(made))
        stack.enter_context(site.client)
        yield site


def _told(provider: Provider, address: str) -> ASGIApp:
    provider.address = address
    return provider.app()
