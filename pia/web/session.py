"""Sessions: a random token becomes a signed cookie, and every form carries a token that fits it."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from urllib.parse import urlsplit

from itsdangerous import BadSignature, TimestampSigner
from starlette.requests import Request
from starlette.responses import Response

from pia.web.settings import Settings

LIFE_SECONDS = 12 * 3600


def cookie_name(settings: Settings) -> str:
    """The name of the cookie; servers on one machine share cookies whatever their port, so each has its own."""
    return f"pia_{hashlib.sha256(settings.secret.encode()).hexdigest()[:8]}"


def is_token(settings: Settings, given: str) -> bool:
    """Whether a token is the one that the server printed; compared in constant time."""
    return bool(settings.token) and hmac.compare_digest(given.encode(), settings.token.encode())


def open_session(settings: Settings, request: Request, response: Response) -> None:
    """Give a browser a session; other sites cannot make it send the cookie, scripts cannot read it."""
    value = TimestampSigner(settings.secret, salt="session").sign(secrets.token_urlsafe(16)).decode()
    response.set_cookie(
        cookie_name(settings),
        value,
        max_age=LIFE_SECONDS,
        httponly=True,
        samesite="strict",
        secure=settings.secure or request.url.scheme == "https",
        path="/",
    )


def session_of(settings: Settings, request: Request) -> str:
    """The session of a request; empty if it has none that holds."""
    given = request.cookies.get(cookie_name(settings), "")
    try:
        return TimestampSigner(settings.secret, salt="session").unsign(given, max_age=LIFE_SECONDS).decode()
    except BadSignature:
        return ""


def form_token(settings: Settings, session: str) -> str:
    """What a form must send back: nobody who cannot read our pages knows it."""
    return hmac.new(settings.secret.encode(), f"form {session}".encode(), hashlib.sha256).hexdigest()


def is_ours(settings: Settings, request: Request, session: str, given: str) -> bool:
    """Whether a form was sent from a page of ours: its token fits the session, and no other origin names itself."""
    origin = request.headers.get("origin", "")
    foreign = bool(origin) and urlsplit(origin).netloc != request.headers.get("host", "")
    return not foreign and hmac.compare_digest(given.encode(), form_token(settings, session).encode())
