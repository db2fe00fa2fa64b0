"""The app put together: every page and every form, behind the guard."""

from __future__ import annotations

from functools import partial

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from pia.web import beginning, exchanging, guided, handing, home, pages, remarks, running, saving, signoff
from pia.web.guard import Guard
from pia.web.room import ActionHandler, Endpoint, PlaceHandler, Room, action_door, form_door, page_door, place_door
from pia.web.settings import Settings

READ: dict[str, PlaceHandler] = {
    "running": running.running,
    "report": handing.report,
    "imported": exchanging.imported,
    "export": exchanging.export,
    "fetch": exchanging.fetch,
    "": guided.overview,
    "{step}": guided.step,
}
"""Pages of an assessment, by what follows its address."""
SENT: dict[str, ActionHandler] = {
    "save": saving.save,
    "answer": saving.answer,
    "add": saving.add,
    "remove": saving.remove,
    "comment": remarks.comment,
    "rate": remarks.rate,
    "finding": remarks.finding,
    "assess": running.assess,
    "sign": signoff.sign,
    "void": signoff.void,
}
"""Forms of an assessment."""


def application(settings: Settings, room: Room | None = None) -> Starlette:
    """The app over a folder of assessments; who visits it is for `settings.identity` to say."""
    room = room or Room(settings)
    routes = [
        Route("/", page_door(room, home.home), methods=["GET"]),
        Route("/enter", _plain(settings, home.enter), methods=["GET"]),
        Route("/static/{name}", _plain(settings, home.static), methods=["GET"]),
        Route("/new", page_door(room, beginning.new_form), methods=["GET"]),
        Route("/new", form_door(room, beginning.new), methods=["POST"]),
        Route("/import", page_door(room, exchanging.import_form), methods=["GET"]),
        Route("/import", form_door(room, exchanging.import_), methods=["POST"]),
        Route("/scan", page_door(room, running.scan_form), methods=["GET"]),
        Route("/scan", form_door(room, running.scan), methods=["POST"]),
        Route("/scan/{key}", page_door(room, running.scanned), methods=["GET"]),
        *(Route(f"/a/{{place:path}}/{end}", action_door(room, it), methods=["POST"]) for end, it in SENT.items()),
        *(Route(f"/a/{{place:path}}/{end}", place_door(room, it), methods=["GET"]) for end, it in READ.items()),
    ]
    return Starlette(
        routes=routes,
        middleware=[Middleware(Guard, settings=settings)],
        exception_handlers={HTTPException: partial(_refused, settings=settings)},
    )


def _plain(settings: Settings, handler: object) -> Endpoint:
    async def endpoint(request: Request) -> Response:
        return handler(request, settings)  # type: ignore[operator,no-any-return]

    endpoint.__name__ = str(getattr(handler, "__name__", "-"))
    return endpoint


async def _refused(request: Request, error: HTTPException, *, settings: Settings) -> Response:
    why = {404: "such_page", 405: "such_page"}.get(error.status_code, "such_field")
    return pages.refusal(request, settings, error.status_code, why)
