"""Templates -> pages: data is text, in the language of the visitor, and nothing on a page is fetched elsewhere."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from functools import cache
from typing import Any
from urllib.parse import urlencode

import jinja2
from markupsafe import Markup, escape
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from pia import __version__
from pia.errors import PiaError, Problem
from pia.model.review import Right
from pia.model.text import Language
from pia.presentation.glyphs import visible
from pia.presentation.words import Words
from pia.resources import resource
from pia.web.acting import acting
from pia.web.fields import STEPS
from pia.web.identity import Person
from pia.web.session import form_token
from pia.web.settings import Settings

LOG = logging.getLogger("pia.web")
LANGUAGE_COOKIE = "pia_lang"
_ASKED = ("q", "state", "sort", "page", "format", "history")
STILL = "still"
"""Asks for a page that does not renew itself."""


@dataclass(frozen=True, slots=True)
class Visit:
    """One request, and who sends it.

    Attributes:
        request: The request.
        person: Who.
        words: The words of their language.
        token: What their forms send back.
        settings: What the server was started with.
    """

    request: Request
    person: Person
    words: Words
    token: str
    settings: Settings

    @property
    def language(self) -> Language:
        """The language of the page."""
        return self.words.language

    @property
    def can_edit(self) -> bool:
        """Whether the person may begin an assessment."""
        return acting(self.person, Right.EDIT, "name") is not None

    @property
    def can_leave(self) -> bool:
        """Whether the person signed in at a door, and may sign out there."""
        return self.settings.before is not None


def visit(request: Request, settings: Settings) -> Visit:
    """The visit that a request is, once the guard has let it in."""
    scope = request.scope
    token = form_token(settings, scope["pia.session"])
    return Visit(request, scope["pia.person"], Words(language_of(request, settings)), token, settings)


def language_of(request: Request, settings: Settings) -> Language:
    """The language asked for in the address, else the one chosen before, that of the server, that of the browser."""
    for given in (request.query_params.get("lang", ""), request.cookies.get(LANGUAGE_COOKIE, "")):
        if given in set(Language):
            return Language(given)
    if settings.language:
        return settings.language
    wanted = request.headers.get("accept-language", "").strip().lower()
    return Language.ZH if wanted.startswith("zh") else Language.EN


@cache
def _environment() -> jinja2.Environment:
    return jinja2.Environment(
        loader=jinja2.FileSystemLoader(resource("report_templates")),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        finalize=lambda value: value if isinstance(value, Markup) else escape(visible(value)),
        trim_blocks=True,
        lstrip_blocks=True,
    )


def page(seen: Visit, template: str, status: int = 200, refresh: int = 0, **content: Any) -> HTMLResponse:
    """A page of `report_templates/web`.

    Args:
        seen: For whom.
        template: Name of the template without its ending.
        status: Of the response.
        refresh: After how many seconds it asks for itself again, unless the visitor has stopped that; 0 for never.
        content: What the template asks for.
    """
    request = seen.request
    renews = bool(refresh) and STILL not in request.query_params
    links = {"again": _link(request), "stop": _link(request, **{STILL: "1"}) if renews else ""}
    html = _filled(template, seen.words, request, visit=seen, refresh=refresh, links=links, **content)
    response = HTMLResponse(html, status_code=status)
    if renews:
        response.headers["refresh"] = str(refresh)
    if request.query_params.get("lang") == seen.language.value:
        response.set_cookie(LANGUAGE_COOKIE, seen.language.value, max_age=31_536_000, samesite="lax", path="/")
    return response


def problems_page(seen: Visit, error: PiaError, back: str = "/", status: int = 422) -> HTMLResponse:
    """What is wrong with an input, as the command line says it; the log says of what kind it is, and no more."""
    LOG.warning("refused: %s", type(error).__name__)
    return page(seen, "problems", status, problems=error.problems, back=back)


def refusal(request: Request, settings: Settings, status: int, why: str, where: str = "") -> HTMLResponse:
    """A page for a request that is not let in; neither it nor the log repeats anything of it."""
    LOG.warning("refused: %s", why)
    words = Words(language_of(request, settings))
    problem = Problem(where, words(f"web_no_{why}"), words(f"web_fix_{why}"))
    bare = Request({**request.scope, "query_string": b""})
    html = _filled("refusal", words, bare, visit=None, refresh=0, problem=problem)
    return HTMLResponse(html, status_code=status)


def moved(to: str) -> Response:
    """On to another page of this server, by GET."""
    return RedirectResponse("/" + to.lstrip("/\\"), status_code=303)


def _filled(template: str, words: Words, request: Request, **content: Any) -> str:
    made = _environment().get_template(f"web/{template}.html.jinja")
    other = Language.EN if words.language is Language.ZH else Language.ZH
    # What a form was answered with cannot be asked for again: what was typed would be lost.
    switch = _link(request, lang=other.value) if request.method == "GET" else ""
    return made.render(w=words, lang=words.language.value, version=__version__, switch=switch, **content)


def _link(request: Request, **more: str) -> str:
    """This page, with what of it was asked for and more; what pages do not ask for is not repeated."""
    given = request.query_params
    kept = {name: given[name] for name in _ASKED if name in given}
    step = {"step": given["step"]} if given.get("step") in STEPS else {}
    return "?" + urlencode({**kept, **step, **more})
