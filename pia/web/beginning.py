"""A new assessment from the page: the questions of `pia init`, and a folder of its own."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from starlette.datastructures import FormData
from starlette.responses import Response

from pia import documents
from pia.assess.drafting import QUESTIONS, draft
from pia.errors import DocumentError, PiaError, Problem
from pia.model.deployment import Deployment
from pia.model.review import Right
from pia.review.beginning import begin
from pia.review.record import DEPLOYMENT
from pia.web import pages
from pia.web.pages import Visit
from pia.web.places import is_name
from pia.web.room import Room, text_of
from pia.web.saving import actor

_NEEDED = ("name", "description", "controller", "path")


def new_form(room: Room, seen: Visit) -> Response:
    """The questions."""
    return _form(seen, {}, ())


def new(room: Room, seen: Visit, form: FormData) -> Response:
    """Write a `deployment.yaml` into a new folder, and go on there; what exists is never replaced."""
    who = actor(seen, Right.EDIT, "name")
    given = {key: text_of(form, key).strip() for key in ("folder", *QUESTIONS)}
    try:
        folder = _new_folder(seen, room.settings.folder, given)
        data = draft(given, seen.language)
        documents.loads(data, DEPLOYMENT, Deployment)
        begin(folder, {DEPLOYMENT: data}, who, room.now())
    except PiaError as error:
        return _form(seen, given, error.problems, 422)
    return pages.moved(f"/a/{folder.name}/")


def _form(seen: Visit, given: Mapping[str, str], problems: tuple[Problem, ...], status: int = 200) -> Response:
    asked = [(key, seen.words.say(text), key in _NEEDED, given.get(key, "")) for key, text in QUESTIONS.items()]
    folder = ("folder", seen.words("web_folder"), True, given.get("folder", ""))
    return pages.page(seen, "new", status, asked=[folder, *asked], problems=problems)


def _new_folder(seen: Visit, root: Path, given: Mapping[str, str]) -> Path:
    """Where it goes.

    Raises:
        DocumentError: It has no name, or something needed is missing; all of it at once.
    """
    problems = [
        Problem(seen.words.say(QUESTIONS[key]), seen.words("web_missing"), seen.words("web_missing_fix"))
        for key in _NEEDED
        if not given[key]
    ]
    try:
        folder = new_folder(seen, root, given["folder"])
    except DocumentError as error:
        raise DocumentError([*problems, *error.problems]) from None
    if problems:
        raise DocumentError(problems)
    return folder


def new_folder(seen: Visit, root: Path, name: str) -> Path:
    """A folder that is not there yet, directly in the folder served.

    Raises:
        DocumentError: That is no name, or it is taken.
    """
    where = seen.words("web_folder")
    if not is_name(name):
        raise DocumentError(Problem(where, seen.words("web_no_name"), seen.words("web_no_name_fix")))
    if (root / name).exists():
        raise DocumentError(Problem(where, seen.words("web_taken"), seen.words("web_taken_fix")))
    return root / name
