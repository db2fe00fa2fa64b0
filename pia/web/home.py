"""The way in, the portfolio, and the files that pages need."""

from __future__ import annotations

from functools import cache

from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import Response

from pia import reviewing
from pia.model.review import Summary
from pia.pipeline import Progress
from pia.presentation.pictures import counted_map
from pia.presentation.words import Words
from pia.resources import resource
from pia.web import pages, session
from pia.web.pages import Visit
from pia.web.places import HERE, Place
from pia.web.portfolio import ROWS, SORTS, STATES, Row, chosen, risks_of, row_of
from pia.web.room import Room
from pia.web.settings import Settings

REFRESH_SECONDS = 2
_AHEAD = "portfolio"
_FILES = {
    "room.css": ("report_templates", "web/room.css", "text/css; charset=utf-8"),
    "NotoSansSC-Regular.woff2": ("fonts", "NotoSansSC-Regular.woff2", "font/woff2"),
}


def enter(request: Request, settings: Settings) -> Response:
    """Exchange the token of the address for a session."""
    if not session.is_token(settings, request.query_params.get("token", "")):
        return pages.refusal(request, settings, 403, "no_session")
    response = pages.moved("/")
    session.open_session(settings, request, response)
    return response


@cache
def _file(name: str) -> tuple[bytes, str] | None:
    if name not in _FILES:
        return None
    folder, path, media = _FILES[name]
    return (resource(folder) / path).read_bytes(), media


def static(request: Request, settings: Settings) -> Response:
    """A file that pages need; there are few, and each is named here."""
    found = _file(str(request.path_params["name"]))
    if found is None:
        return pages.refusal(request, settings, 404, "such_page")
    return Response(found[0], media_type=found[1], headers={"cache-control": "public, max-age=86400"})


def read_ahead(room: Room) -> None:
    """Begin to read every assessment, and what pages are made with, before somebody asks."""
    folder = room.settings.folder

    def work(progress: Progress) -> object:
        room.rulebook()
        return reviewing.portfolio(folder, room.settings.today(), room.policy(Place(HERE, folder)))

    room.tasks.start(_AHEAD, work)


def _lines(room: Room) -> tuple[Summary, ...]:
    """Every assessment; those that a task reads behind the page are pending."""
    folder, today, task = room.settings.folder, room.settings.today(), room.tasks.get(_AHEAD)
    patience = 0.0 if task and not task.done else room.settings.patience_seconds
    policy = room.policy(Place(HERE, folder))
    found = reviewing.portfolio(folder, today, policy, patience_seconds=patience)
    if any(line.pending for line in found) and (task is None or task.done):
        read_ahead(room)
    return found


def home(room: Room, seen: Visit) -> Response:
    """The portfolio; as long as assessments are read behind it, it renews itself."""
    asked = seen.request.query_params
    text, state, sort = asked.get("q", ""), asked.get("state", ""), asked.get("sort", "name")
    state, sort = state if state in STATES else "", sort if sort in SORTS else "name"
    every = [row_of(item) for item in _lines(room)]
    pending = sum(row.summary.pending for row in every)
    kept = chosen(every, text, state, sort)
    whole = max(1, -(-len(kept) // ROWS))
    number = asked.get("page", "1")
    at = min(max(1, int(number)), whole) if number.isascii() and number.isdecimal() and len(number) < 6 else 1
    return pages.page(
        seen,
        "home",
        refresh=REFRESH_SECONDS if pending else 0,
        total=len(every),
        pending=pending,
        rows=kept[(at - 1) * ROWS : at * ROWS],
        text=text,
        state=state,
        sort=sort,
        states=STATES,
        sorts=tuple(SORTS),
        pages=whole,
        at=at,
        picture=_picture(kept, seen.words),
        cells=_cells(kept, seen.words),
    )


def _picture(rows: tuple[Row, ...], words: Words) -> Markup:
    return counted_map(risks_of(rows), words, words("web_all_risks_lead"))


def _cells(rows: tuple[Row, ...], words: Words) -> list[tuple[str, str, int]]:
    found = sorted(risks_of(rows).items(), key=lambda item: (-item[0][1], -item[0][0]))
    return [(words(f"step_{severity}"), words(f"step_{likelihood}"), count) for (likelihood, severity), count in found]
