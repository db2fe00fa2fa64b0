"""The server: where it listens, under what names, and what it prints about itself."""

from __future__ import annotations

import ipaddress
import logging
import secrets
import socket
from collections.abc import Callable
from dataclasses import dataclass

import uvicorn
from starlette.types import ASGIApp

from pia.errors import PiaError, Problem
from pia.web.application import application
from pia.web.home import read_ahead
from pia.web.room import Room
from pia.web.settings import Settings

LOOPBACK = frozenset({"127.0.0.1", "localhost", "[::1]"})
_BACKLOG = 64


@dataclass(frozen=True, slots=True)
class Address:
    """Where a server listens.

    Attributes:
        host: Name or number of the interface.
        port: The port; 0 takes a free one.
    """

    host: str
    port: int


def is_loopback(host: str) -> bool:
    """Whether only this machine reaches an interface.

    >>> is_loopback("127.0.0.1"), is_loopback("localhost"), is_loopback("0.0.0.0"), is_loopback("example.org")
    (True, True, False, False)
    """
    try:
        return host == "localhost" or ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def new_token() -> str:
    """What the printed address carries."""
    return secrets.token_urlsafe(24)


def listening(address: Address) -> socket.socket:
    """A socket that listens.

    Raises:
        PiaError: The port is taken, or there is no such interface.
    """
    family = socket.AF_INET6 if ":" in address.host else socket.AF_INET
    opened = socket.socket(family, socket.SOCK_STREAM)
    try:
        opened.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        opened.bind((address.host.strip("[]"), address.port))
        opened.listen(_BACKLOG)
    except (OSError, OverflowError) as error:
        opened.close()
        reason = (getattr(error, "strerror", None) or "it cannot be opened").lower()
        raise PiaError(Problem(f"{address.host}:{address.port}", reason, "Choose another with --port.")) from None
    return opened


def server(settings: Settings, room: Room | None = None) -> uvicorn.Server:
    """A server that logs what our guard logs, and nothing of what was asked or sent."""
    app: ASGIApp = application(settings, room)
    config = uvicorn.Config(
        settings.before(app) if settings.before else app,
        access_log=False,
        log_config=None,
        log_level=logging.CRITICAL,
        server_header=False,
        date_header=True,
        proxy_headers=False,
        lifespan="off",
        limit_concurrency=256,
        timeout_keep_alive=15,
        h11_max_incomplete_event_size=64 * 1024,
    )
    return uvicorn.Server(config)


def serve(settings: Settings, address: Address, told: Callable[[str], None]) -> None:
    """Serve until it is interrupted.

    Args:
        settings: What is served, and to whom.
        address: Where to listen.
        told: Called with the address to open, once it listens.

    Raises:
        PiaError: The port is taken, or there is no such interface.
    """
    opened = listening(address)
    port = opened.getsockname()[1]
    shown = f"[{address.host.strip('[]')}]" if ":" in address.host else address.host
    told(f"http://{shown}:{port}/" + (f"enter?token={settings.token}" if settings.token else ""))
    room = Room(settings)
    read_ahead(room)
    try:
        server(settings, room).run(sockets=[opened])
    finally:
        opened.close()
