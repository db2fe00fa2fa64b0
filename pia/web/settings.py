"""What a server is started with."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from starlette.types import ASGIApp

from pia.model.text import Language
from pia.scan.opening import LOCAL, Access
from pia.web.identity import Identity

MOST_FORM_BYTES = 256 * 1024
"""A form without a file; longer text belongs in a file of its own."""
MOST_IMPORT_BYTES = 16 * 1024 * 1024
"""An assessment of another tool, with what is attached to it."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What a server is started with.

    Attributes:
        folder: Whose assessments are shown; nothing outside it is opened.
        identity: Tells who sends a request.
        hosts: Names under which it may be addressed, without a port; another `Host` is refused.
        today: The day, asked anew for every request.
        token: Exchanged once for a session; empty where `identity` alone lets people in.
        secret: Signs sessions and forms; it dies with the server.
        language: Language of those who have not chosen one; `None` goes by the browser.
        rules: Folders with more rule packs.
        access: What a scan may open.
        most_upload_bytes: The largest file that is taken for a scan.
        patience_seconds: How long the portfolio waits for assessments that were not read yet.
        secure: Whether people reach the server over TLS, whatever arrives here from a proxy.
        before: Puts a door before the app, where people sign in; `None` where `identity` needs none.
        own_machine: Whether the visitor sits at this machine: then a path they type means a file of their own.
    """

    folder: Path
    identity: Identity
    hosts: frozenset[str]
    today: Callable[[], date]
    token: str = ""
    secret: str = field(default_factory=lambda: secrets.token_urlsafe(32), repr=False)
    language: Language | None = None
    rules: tuple[Path, ...] = ()
    access: Access = LOCAL
    most_upload_bytes: int = 64 * 1024 * 1024
    patience_seconds: float = 0.3
    own_machine: bool = True
    secure: bool = False
    before: Callable[[ASGIApp], ASGIApp] | None = None
