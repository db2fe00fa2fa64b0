"""How a team is let in: by a proxy that says who comes, or by signing in at a provider."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import urlsplit

from starlette.types import ASGIApp

from pia.errors import PiaError, Problem
from pia.web.groups import groups_of
from pia.web.identity import Identity
from pia.web.proxied import TrustedHeaders, networks_of

SECRET = "PIA_OIDC_SECRET"  # noqa: S105 - the name of a variable
_NEEDED = ("authlib", "httpx2")
_LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})


@dataclass(frozen=True, slots=True)
class TeamOptions:
    """What `[serve]` says about a team.

    Attributes:
        public_url: The address under which people reach the server.
        groups: Lines like `officer=privacy-team`.
        proxies: Addresses or networks of proxies whose headers are believed.
        user_header: The header with the name of a person.
        groups_header: The header with their groups.
        oidc_issuer: Address of the provider; empty for headers.
        oidc_client: What the provider knows pia by.
        oidc_secret_file: File with the secret; without it `PIA_OIDC_SECRET`, if that is set.
        oidc_groups_claim: The claim with the groups.
        oidc_name_claim: The claim with the name.
        session_hours: For how long somebody is signed in.
    """

    public_url: str = ""
    groups: tuple[str, ...] = ()
    proxies: tuple[str, ...] = ()
    user_header: str = "X-Forwarded-User"
    groups_header: str = "X-Forwarded-Groups"
    oidc_issuer: str = ""
    oidc_client: str = ""
    oidc_secret_file: Path | None = None
    oidc_groups_claim: str = "groups"
    oidc_name_claim: str = "name"
    session_hours: float = 8

    @property
    def asked_for(self) -> bool:
        """Whether a team is to be let in at all."""
        return bool(self.proxies or self.oidc_issuer)


@dataclass(frozen=True, slots=True)
class Team:
    """How a team is let in.

    Attributes:
        identity: Tells who sends a request.
        host: The name in the public address.
        secure: Whether people reach the server over TLS.
        before: Puts the way to sign in before the app; `None` where a proxy does that.
    """

    identity: Identity
    host: str
    secure: bool
    before: Callable[[ASGIApp], ASGIApp] | None = None


def team_of(options: TeamOptions, environment: Mapping[str, str], clock: Callable[[], float] = time.time) -> Team:
    """How the team is let in that the options describe.

    Raises:
        PiaError: Something is missing, contradicts itself or is not safe; all problems at once.
    """
    problems = [*_public(options.public_url), *_mode(options)]
    for check in (lambda: groups_of(options.groups), lambda: networks_of(options.proxies)):
        try:
            check()
        except PiaError as error:
            problems += error.problems
    try:
        secret = _secret(options, environment)
    except PiaError as error:
        problems += error.problems
    if problems:
        raise PiaError(problems)
    public = options.public_url.rstrip("/")
    host, groups = (urlsplit(options.public_url).hostname or "").lower(), groups_of(options.groups)
    if options.proxies:
        headers = TrustedHeaders(networks_of(options.proxies), options.user_header, options.groups_header, groups)
        return Team(headers, host, public.startswith("https:"))
    from pia.web.door import BACK, Door
    from pia.web.oidc import Provider, SignIn
    from pia.web.tickets import Tickets

    provider = Provider(
        options.oidc_issuer, options.oidc_client, secret, options.oidc_name_claim, options.oidc_groups_claim
    )
    life, secure = int(options.session_hours * 3600), public.startswith("https:")
    door = Door(SignIn(provider, groups, f"{public}{BACK}"), Tickets(life, secure=secure, clock=clock), public)
    return Team(door, host, secure, door.before)


def _public(address: str) -> list[Problem]:
    parts = urlsplit(address)
    if not parts.hostname or parts.path not in ("", "/") or parts.query or parts.username:
        hint = "Write https:// and the name under which people reach the server, without a path."
        return [Problem("public_url", "a team needs the address of the server", hint)]
    return _encrypted("public_url", address)


def _encrypted(name: str, address: str) -> list[Problem]:
    parts = urlsplit(address)
    if parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in _LOOPBACK):
        return []
    return [Problem(name, "what people send there could be read on the way", "Use https.")]


def _mode(options: TeamOptions) -> list[Problem]:
    problems = []
    if options.proxies and options.oidc_issuer:
        problems.append(Problem("oidc_issuer", "a proxy tells who comes, too", "Keep one of proxy and oidc_issuer."))
    if options.oidc_issuer:
        problems += [
            Problem("oidc_issuer", f"signing in needs {name}", "Install it with: pip install 'pia-toolkit[oidc]'")
            for name in _NEEDED
            if find_spec(name) is None
        ]
        problems += _encrypted("oidc_issuer", options.oidc_issuer)
        if not options.oidc_client:
            problems.append(Problem("oidc_client", "the provider knows pia by a name", "Set oidc_client."))
    if not options.groups:
        problems.append(Problem("group", "nobody would be let in", "Name groups: officer=privacy-team."))
    if not 0 < options.session_hours <= 24 * 7:
        problems.append(Problem("session_hours", "a session lasts some hours", "Write a number up to 168."))
    return problems


def _secret(options: TeamOptions, environment: Mapping[str, str]) -> str:
    if options.oidc_secret_file is None:
        return environment.get(SECRET, "").strip()
    try:
        secret = options.oidc_secret_file.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError):
        secret = ""
    if not secret:
        where = str(options.oidc_secret_file)
        raise PiaError(Problem(where, "there is no secret in this file", "Write it there, readable for pia alone."))
    return secret
