"""What stands before every page: host, size, session, headers, and errors that carry no value."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, MutableMapping
from pathlib import Path
from time import perf_counter
from typing import Any

from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from pia.web import pages, session
from pia.web.settings import MOST_FORM_BYTES, MOST_IMPORT_BYTES, Settings

UPLOADS: Mapping[str, Callable[[Settings], int]] = {
    "/scan": lambda settings: settings.most_upload_bytes,
    "/import": lambda settings: min(MOST_IMPORT_BYTES, settings.most_upload_bytes),
}
"""The most bytes that a form with a file may have, by its address."""
OPEN = ("/static/", "/enter")
HEADERS = {
    "content-security-policy": (
        "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self' data:; form-action 'self'; "
        "frame-ancestors 'none'; base-uri 'none'"
    ),
    "x-frame-options": "DENY",
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
    "cache-control": "no-store",
}
"""On every response; a response that sets one of them itself keeps its own."""


class TooLargeError(Exception):
    """A request has a longer body than is taken."""


class Guard:
    """Lets a request in, or refuses it with a page; what goes wrong inside becomes a page as well."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self.app, self.settings = app, settings

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        if scope["type"] != "http":
            if scope["type"] == "lifespan":
                await self.app(scope, receive, send)
            return
        started, status = perf_counter(), 0

        async def told(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = int(message["status"])
                _add_headers(message)
            await send(message)

        await self._answer(scope, receive, told, lambda: bool(status))
        pages.LOG.info("%s %s %d %.0f ms", scope["method"], _name(scope), status, (perf_counter() - started) * 1000)

    async def _answer(self, scope: Scope, receive: Receive, send: Send, begun: Callable[[], bool]) -> None:
        request = Request(scope, receive)
        try:
            refusal = self._refusal(request)
            if refusal is None:
                await self.app(scope, self._bounded(request, receive), send)
            else:
                await refusal(scope, receive, send)
        except TooLargeError:
            await self._refused(request, 413, "too_large")(scope, receive, send)
        except Exception as error:
            pages.LOG.error("a bug in pia: %s", _place(error))
            if not begun():
                await pages.refusal(request, self.settings, 500, "bug", _place(error))(scope, receive, send)

    def _refusal(self, request: Request) -> Response | None:
        """Why a request is not let in; `None` if it is."""
        host = request.headers.get("host", "")
        if _without_port(host) not in self.settings.hosts:
            return self._refused(request, 421, "foreign_host")
        if _declared(request) > self._most(request):
            return self._refused(request, 413, "too_large")
        if request.url.path.startswith(OPEN):
            return None
        found = session.session_of(self.settings, request)
        person = self.settings.identity(request)
        if person is None or not (found or self._may_begin(request)):
            return self._refused(request, 403, "no_session")
        if not found:
            response = pages.moved(str(request.url.path))
            session.open_session(self.settings, request, response)
            return response
        request.scope["pia.session"], request.scope["pia.person"] = found, person
        return None

    def _may_begin(self, request: Request) -> bool:
        """Whether a session begins without a token: somebody else has told who it is, and it changes nothing."""
        return not self.settings.token and request.method == "GET"

    def _refused(self, request: Request, status: int, why: str) -> Response:
        return pages.refusal(request, self.settings, status, why)

    def _most(self, request: Request) -> int:
        upload = UPLOADS.get(request.url.path)
        return upload(self.settings) if upload else MOST_FORM_BYTES

    def _bounded(self, request: Request, receive: Receive) -> Callable[[], Awaitable[MutableMapping[str, Any]]]:
        """The body, up to its limit: what it declares about its length may be wrong, or missing."""
        most, taken = self._most(request), 0

        async def counted() -> Message:
            nonlocal taken
            message = await receive()
            taken += len(message.get("body", b""))
            if taken > most:
                raise TooLargeError
            return message

        return counted


def _declared(request: Request) -> int:
    length = request.headers.get("content-length", "0")
    return int(length) if length.isdecimal() else 0


def _without_port(host: str) -> str:
    """The name in a `Host`, without its port.

    >>> _without_port("127.0.0.1:8000"), _without_port("[::1]:80"), _without_port("pia.example.org")
    ('127.0.0.1', '[::1]', 'pia.example.org')
    """
    name, _, port = host.rpartition(":")
    return (name if name and port.isdigit() else host).lower()


def _add_headers(message: Message) -> None:
    headers = MutableHeaders(scope=message)
    for name, value in HEADERS.items():
        headers.setdefault(name, value)


def _name(scope: Scope) -> str:
    """What was asked for, as the code names it: an address may hold what somebody typed."""
    return str(getattr(scope.get("endpoint"), "__name__", "-"))


def _place(error: Exception) -> str:
    """Kind and place of an error; its text may repeat anything."""
    trace = error.__traceback__
    while trace and trace.tb_next:
        trace = trace.tb_next
    where = f"{Path(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}" if trace else "?"
    return f"{type(error).__name__} {where}"
