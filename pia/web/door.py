"""The door of a team's server: who has no ticket is sent to sign in; signing out takes the ticket back."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from html import escape
from urllib.parse import urlencode, urlsplit

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from pia import __version__
from pia.model.text import Language, Text
from pia.web.guard import HEADERS
from pia.web.identity import Person
from pia.web.oidc import RefusedError, SignIn
from pia.web.pages import LANGUAGE_COOKIE, LOG
from pia.web.tickets import Tickets

IN, BACK, OUT = "/login", "/login/return", "/logout"
_OPEN = "/static/"
_REFUSED = Text("You could not be signed in.", "登录未成功。")
_AGAIN = Text("Sign in again", "重新登录")
_LEAVE = Text("Sign out", "退出登录")
_THERE = Text("End the session at the provider as well", "同时退出身份提供方的会话")
_LEFT = Text("You are signed out.", "已退出登录。")


class Door:
    """Who comes in is told by their ticket; it is got by signing in."""

    def __init__(self, sign_in: SignIn, tickets: Tickets, public: str) -> None:
        """`public` is the address under which people reach the server, without a path."""
        self._sign_in, self._tickets, self._public = sign_in, tickets, public
        self._handlers: Mapping[tuple[str, str], Callable[[Request], Awaitable[Response]]] = {
            ("GET", IN): self._begin,
            ("GET", BACK): self._complete,
            ("GET", OUT): self._ask,
            ("POST", OUT): self._leave,
        }

    def __call__(self, request: Request) -> Person | None:
        """Who holds the ticket of a request; `None` without one."""
        return self._tickets.person_of(request)

    def before(self, app: ASGIApp) -> ASGIApp:
        """The app behind this door."""

        async def guarded(scope: Scope, receive: Receive, send: Send) -> None:
            response = await self._answer(Request(scope, receive)) if scope["type"] == "http" else None
            if response is None:
                await app(scope, receive, send)
                return
            for name, value in HEADERS.items():
                response.headers.setdefault(name, value)
            await response(scope, receive, send)

        return guarded

    async def _answer(self, request: Request) -> Response | None:
        """What the door itself answers; `None` lets the request on."""
        path, handler = request.url.path, self._handlers.get((request.method, request.url.path))
        ours = request.headers.get("host") == urlsplit(self._public).netloc
        if handler:
            return await handler(request) if ours else Response(status_code=421)
        if not ours or path.startswith(_OPEN) or request.method != "GET" or self(request):
            return None
        return RedirectResponse(f"{IN}?{urlencode({'to': path})}", status_code=303)

    async def _begin(self, request: Request) -> Response:
        try:
            response, kept = await self._sign_in.begin(request)
        except RefusedError as error:
            return _refusal(request, error)
        self._tickets.begin(response, {"kept": kept, "to": _inside(request.query_params.get("to", ""))})
        return response

    async def _complete(self, request: Request) -> Response:
        entry = self._tickets.entry_of(request)
        try:
            person = await self._sign_in.complete(request, entry.get("kept", {}))
        except RefusedError as error:
            return _refusal(request, error)
        response = RedirectResponse(_inside(entry.get("to", "")), status_code=303)
        self._tickets.issue(response, person)
        return response

    async def _ask(self, request: Request) -> Response:
        button = f'<form method="post" action="{OUT}"><button>{_LEAVE.in_language(_language(request))}</button></form>'
        return _page(request, _LEAVE, button)

    async def _leave(self, request: Request) -> Response:
        """Only a page of ours may sign somebody out."""
        if request.headers.get("origin") != self._public:
            return Response(status_code=403)
        address = await self._sign_in.logout_address()
        there = f'<p><a href="{escape(address)}">{_THERE.in_language(_language(request))}</a></p>' if address else ""
        response = _page(request, _LEFT, _link(request) + there)
        self._tickets.withdraw(request, response)
        return response


def _inside(path: object) -> str:
    r"""A path of this server; anything that could lead elsewhere leads home.

    >>> _inside("/a/park"), _inside("//evil.example"), _inside("https://evil.example"), _inside("/\\evil")
    ('/a/park', '/', '/', '/')
    """
    safe = isinstance(path, str) and path.startswith("/") and not path.startswith("//") and "\\" not in path
    return path if safe and isinstance(path, str) and path.isprintable() else "/"


def _language(request: Request) -> Language:
    chosen = request.cookies.get(LANGUAGE_COOKIE) or request.headers.get("accept-language", "")
    return Language.ZH if chosen.strip().lower().startswith("zh") else Language.EN


def _refusal(request: Request, error: RefusedError) -> Response:
    LOG.warning("refused: %s", error)
    return _page(request, _REFUSED, _link(request), status=403)


def _link(request: Request) -> str:
    return f'<p><a href="{IN}">{_AGAIN.in_language(_language(request))}</a></p>'


def _page(request: Request, title: Text, body: str, status: int = 200) -> HTMLResponse:
    """A page in words of our own; nothing of the request or of the provider is on it."""
    language = _language(request)
    heading = title.in_language(language)
    about = '<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">'
    look = f'<link rel="stylesheet" href="/static/room.css?v={__version__}"><link rel="icon" href="data:,">'
    head = f'{about}<meta name="color-scheme" content="light dark"><title>{heading} - pia</title>{look}'
    top = '<header class="top"><p class="home"><strong>pia</strong></p></header>'
    written = "zh-Hans" if language is Language.ZH else "en"
    main = f"{top}<main><h1>{heading}</h1>{body}</main>"
    html = f'<!doctype html><html lang="{written}"><head>{head}</head><body>{main}</body></html>'
    return HTMLResponse(html, status_code=status)
