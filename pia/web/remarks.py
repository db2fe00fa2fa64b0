"""Comments, ratings, and findings that a person confirms or rejects."""

from __future__ import annotations

import re

from starlette.datastructures import FormData
from starlette.responses import Response

from pia import reviewing
from pia.errors import Problem, ReviewError
from pia.model.review import Item, Rating, Right
from pia.review.items import finding_id
from pia.web import pages
from pia.web.pages import Visit
from pia.web.places import Place
from pia.web.room import Room, text_of
from pia.web.running import begin_assessment
from pia.web.saving import actor, back_to
from pia.web.sheet import item_of

_ANCHOR = re.compile(r"r-[0-9a-f]{10}")


def comment(room: Room, seen: Visit, place: Place, form: FormData) -> Response:
    """A comment on an item."""
    item = _item(seen, form)
    reviewing.comment(place.folder, item, text_of(form, "text").strip(), actor(seen, Right.COMMENT), room.now())
    return pages.moved(back_to(place, form, "commented", _anchor(form)))


def rate(room: Room, seen: Visit, place: Place, form: FormData) -> Response:
    """A rating of an item."""
    item, given = _item(seen, form), text_of(form, "rating")
    if given not in set(Rating):
        return pages.moved(back_to(place, form, "nothing", _anchor(form)))
    who, note = actor(seen, Right.RATE), text_of(form, "note").strip()
    reviewing.rate(place.folder, item, Rating(given), who, room.now(), note=note)
    return pages.moved(back_to(place, form, "rated", _anchor(form)))


def finding(room: Room, seen: Visit, place: Place, form: FormData) -> Response:
    """A finding confirmed or rejected, and the data assessed again at once."""
    who, wanted = actor(seen, Right.JUDGE_FINDINGS), text_of(form, "finding")
    assessment = room.open(place).assessment
    found = [item for item in assessment.findings if finding_id(item) == wanted] if assessment else []
    if not found:
        raise ReviewError(Problem("", seen.words("web_no_finding"), seen.words("web_no_finding_fix")))
    reason, holds = text_of(form, "reason").strip(), text_of(form, "holds") == "yes"
    reviewing.judge_finding(place.folder, found[0], reason, who, room.now(), holds=holds)
    return begin_assessment(room, seen, place, "data")


def _item(seen: Visit, form: FormData) -> Item:
    item = item_of(text_of(form, "item"))
    if item is None:
        raise ReviewError(Problem("", seen.words("web_no_item"), ""))
    return item


def _anchor(form: FormData) -> str:
    given = text_of(form, "anchor")
    return given if _ANCHOR.fullmatch(given) else ""
