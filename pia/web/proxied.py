"""A proxy in front says who sends a request, in headers; from everybody else such headers are worth nothing."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterable
from dataclasses import dataclass

from starlette.requests import Request

from pia.errors import PiaError, Problem
from pia.web.groups import Groups, roles_of
from pia.web.identity import Person
from pia.web.pages import LOG

Network = ipaddress.IPv4Network | ipaddress.IPv6Network
_LONGEST_NAME = 200


def networks_of(given: Iterable[str]) -> tuple[Network, ...]:
    """Addresses and networks of proxies.

    Raises:
        PiaError: One is none; all of them at once.
    """
    found, problems = [], []
    for text in given:
        try:
            network = ipaddress.ip_network(text)
            if not network.prefixlen:
                problems.append(Problem("proxy", "this would believe everybody", "Write the address of the proxy."))
            found.append(network)
        except ValueError:
            problems.append(Problem("proxy", "this is no address and no network", "Write 10.0.0.2 or 10.0.0.0/28."))
    if problems:
        raise PiaError(problems)
    return tuple(found)


@dataclass(frozen=True, slots=True)
class TrustedHeaders:
    """Whoever a listed proxy says it is.

    Attributes:
        proxies: From where headers are believed.
        user: Name of the header with the name of the person.
        memberships: Name of the header with the groups, with commas between them.
        groups: What groups may do.
    """

    proxies: tuple[Network, ...]
    user: str
    memberships: str
    groups: Groups

    def __call__(self, request: Request) -> Person | None:
        """The person that the proxy names; `None` for any other peer, without a name or a group that counts."""
        if not self._trusts(request):
            LOG.warning("refused: the peer is no listed proxy")
            return None
        names = [_text(value) for value in request.headers.getlist(self.user)]
        if len(names) != 1 or not names[0]:
            LOG.warning("refused: the proxy names nobody, or several")
            return None
        given = [_text(item) for value in request.headers.getlist(self.memberships) for item in value.split(",")]
        roles = roles_of(given, self.groups)
        if roles is None:
            LOG.warning("refused: in no group that counts")
            return None
        return Person(names[0], roles)

    def _trusts(self, request: Request) -> bool:
        try:
            peer = ipaddress.ip_address(request.client.host if request.client else "")
        except ValueError:
            return False
        mapped = getattr(peer, "ipv4_mapped", None) or peer
        return any(mapped in network for network in self.proxies)


def _text(value: str) -> str:
    """A header as UTF-8, which servers hand on as Latin-1; empty if it is no name that could be shown."""
    try:
        text = value.encode("latin-1").decode("utf-8").strip()
    except UnicodeError:
        return ""
    return text if text.isprintable() and len(text) <= _LONGEST_NAME else ""
