"""The room: what every page needs, and the doors through which requests come to handlers."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response

from pia import pipeline, reviewing
from pia.approval.policies import load_policy
from pia.errors import PiaError
from pia.judging import Rulebook
from pia.model.policy import PolicyFile
from pia.review.record import Record
from pia.web import pages
from pia.web.pages import Visit
from pia.web.places import Place, place_of, policy_path
from pia.web.session import is_ours
from pia.web.settings import Settings
from pia.web.tasks import Tasks

Endpoint = Callable[[Request], Awaitable[Response]]
_MOST_FIELDS = 500
_MOST_PART_BYTES = 128 * 1024


@dataclass(frozen=True, slots=True)
class Room:
    """What every page needs.

    Attributes:
        settings: What the server was started with.
        tasks: What runs behind the pages.
    """

    settings: Settings
    tasks: Tasks = field(default_factory=Tasks)

    def policy(self, place: Place) -> PolicyFile | None:
        """Who must sign an assessment; `None` without a `gate.yaml`.

        Raises:
            DocumentError: It is malformed.
        """
        path = policy_path(place, self.settings.folder)
        return load_policy(path) if path else None

    def open(self, place: Place) -> Record:
        """An assessment as it stands now.

        Raises:
            PiaError: There is no `deployment.yaml`, or it is malformed.
        """
        return reviewing.open_record(place.folder, self.settings.today(), self.policy(place))

    def rulebook(self) -> Rulebook:
        """The rules there are.

        Raises:
            PiaError: A pack has errors.
        """
        return pipeline.rulebook(self.settings.rules)

    def now(self) -> datetime:
        """This moment, on the day that the server goes by."""
        moment = datetime.now(UTC)
        return datetime.combine(self.settings.today(), moment.timetz())


PageHandler = Callable[[Room, Visit], Response]
PlaceHandler = Callable[[Room, Visit, Place], Response]
FormHandler = Callable[[Room, Visit, FormData], Response]
ActionHandler = Callable[[Room, Visit, Place, FormData], Response]


def page_door(room: Room, handler: PageHandler) -> Endpoint:
    """A page that is read."""

    async def endpoint(request: Request) -> Response:
        seen = pages.visit(request, room.settings)
        return await run_in_threadpool(_told, seen, lambda: handler(room, seen))

    endpoint.__name__ = handler.__name__
    return endpoint


def form_door(room: Room, handler: FormHandler) -> Endpoint:
    """A form that is sent: only one of ours, from a session of ours."""

    async def endpoint(request: Request) -> Response:
        seen = pages.visit(request, room.settings)
        limits = {"max_files": 1, "max_fields": _MOST_FIELDS, "max_part_size": _MOST_PART_BYTES}
        async with request.form(**limits) as form:
            if not is_ours(room.settings, request, request.scope["pia.session"], str(form.get("token", ""))):
                return pages.refusal(request, room.settings, 403, "foreign_form")
            return await run_in_threadpool(_told, seen, lambda: handler(room, seen, form))

    endpoint.__name__ = handler.__name__
    return endpoint


def place_door(room: Room, handler: PlaceHandler) -> Endpoint:
    """A page of an assessment that is read."""

    def at(room: Room, seen: Visit) -> Response:
        place = place_of(room.settings.folder, str(seen.request.path_params["place"]))
        return handler(room, seen, place) if place else _missing(seen)

    at.__name__ = handler.__name__
    return page_door(room, at)


def action_door(room: Room, handler: ActionHandler) -> Endpoint:
    """A form about an assessment that is sent."""

    def at(room: Room, seen: Visit, form: FormData) -> Response:
        place = place_of(room.settings.folder, str(seen.request.path_params["place"]))
        return handler(room, seen, place, form) if place else _missing(seen)

    at.__name__ = handler.__name__
    return form_door(room, at)


def text_of(form: FormData, name: str) -> str:
    """What was typed into a field; empty if it was not sent, or is a file."""
    value = form.get(name, "")
    return value if isinstance(value, str) else ""


def texts_of(form: FormData, name: str) -> list[str]:
    """What was chosen in a field that takes several."""
    return [value for value in form.getlist(name) if isinstance(value, str)]


def _missing(seen: Visit) -> Response:
    return pages.refusal(seen.request, seen.settings, 404, "such_page")


def _told(seen: Visit, work: Callable[[], Response]) -> Response:
    try:
        return work()
    except PiaError as error:
        return pages.problems_page(seen, error)
