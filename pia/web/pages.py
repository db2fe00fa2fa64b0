"""Templates -> pages: data is text, in the language of the visitor, and nothing on a page is fetched elsewhere."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from functools import cache
from typing import Any

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
from pia.web.identity import Person
from pia.web.session import form_token
from pia.web.settings import Settings

LOG = logging.getLogger("pia.web")
LANGUAGE_COOKIE = "pia_lang"


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
        refresh: After how many seconds it asks for itself again; 0 for never.
        content: What the template asks for.
    """
    request = seen.request
    html = _filled(template, seen.words, visit=seen, path=request.url.path, refresh=refresh, **content)
    response = HTMLResponse(html, status_code=status)
    if request.query_params.get("lang") == seen.language.value:
        response.set_cookie(LANGUAGE_COOKIE, seen.language.value, max_age=31_536_000, samesite="lax", path="/")
    return response


def problems_page(seen: Visit, error: PiaError, back: str = "/", status: int = 422) -> HTMLResponse:
    """What is wrong with an input, as the command line says it."""
    return page(seen, "problems", status, problems=error.problems, back=back)


def refusal(request: Request, settings: Settings, status: int, why: str, where: str = "") -> HTMLResponse:
    """A page for a request that is not let in; neither it nor the log repeats anything of it."""
    LOG.warning("refused: %s", why)
    words = Words(language_of(request, settings))
    problem = Problem(where, words(f"web_no_{why}"), words(f"web_fix_{why}"))
    html = _filled("refusal", words, visit=None, path="", refresh=0, problem=problem)
    return HTMLResponse(html, status_code=status)


def moved(to: str) -> Response:
    """On to another page of this server, by GET."""
    return RedirectResponse("/" + to.lstrip("/\\"), status_code=303)


def _filled(template: str, words: Words, **content: Any) -> str:
    made = _environment().get_template(f"web/{template}.html.jinja")
    return made.render(w=words, lang=words.language.value, version=__version__, **content)
