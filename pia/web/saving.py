"""Saving one field, one answer, one entry; a conflict shows both versions, a fault shows what was typed."""

from __future__ import annotations

from collections.abc import Sequence

from starlette.datastructures import FormData
from starlette.responses import Response

from pia import reviewing
from pia.errors import DocumentError, PiaError, Problem, ReviewError
from pia.model.review import Conflict, Edit, Operation, PathIn, Reviewer, Right, Saved
from pia.web import pages
from pia.web.acting import acting
from pia.web.fields import ENTRIES, STEPS, edit_of, entry_of, field_at
from pia.web.guided import plain
from pia.web.pages import Visit
from pia.web.places import Place
from pia.web.room import Room, text_of, texts_of
from pia.web.sheet import Sheet

_MOST_PATH = 200


def back_to(place: Place, form: FormData, told: str = "", anchor: str = "") -> str:
    """The page that a form was on."""
    step = text_of(form, "step")
    told = f"?told={told}" if told else ""
    return f"/a/{place.address}/{step if step in STEPS else ''}{told}{f'#{anchor}' if anchor else ''}"


def actor(seen: Visit, right: Right, field: str = "") -> Reviewer:
    """The visitor in a role that may do something.

    Raises:
        ReviewError: None of their roles may.
    """
    found = acting(seen.person, right, field)
    if found is None:
        raise ReviewError(Problem("", seen.words("web_may_not"), seen.words("web_may_not_fix")))
    return found


def path_of(form: FormData) -> PathIn:
    """The place that a form is about; empty for what is no place."""
    text = text_of(form, "path")
    return reviewing.field_path(text) if 0 < len(text) <= _MOST_PATH else ()


def save(room: Room, seen: Visit, place: Place, form: FormData) -> Response:
    """One field."""
    path, typed = path_of(form), texts_of(form, "value")
    try:
        edit = edit_of(path, typed)
    except DocumentError as error:
        return _again(room, seen, place, form, error)
    if edit is None:
        return pages.refusal(seen.request, seen.settings, 400, "such_field")
    anchor = f"f-{text_of(form, 'path').replace('.', '-')}"
    return _saved(room, seen, place, form, edit, action="save", anchor=anchor)


def answer(room: Room, seen: Visit, place: Place, form: FormData) -> Response:
    """One answer to a question of the rules."""
    name, value = text_of(form, "name"), text_of(form, "value")
    if not value or f"ans.{name}" not in room.rulebook().facts:
        return pages.moved(back_to(place, form, "nothing", f"q-{name}") if not value else back_to(place, form))
    who = actor(seen, Right.EDIT, "answers")
    edit = reviewing.answer_edit(name, value, who, room.settings.today(), note=text_of(form, "note").strip())
    return _saved(room, seen, place, form, edit, action="answer", anchor=f"q-{name}")


def add(room: Room, seen: Visit, place: Place, form: FormData) -> Response:
    """A new entry of a list."""
    group = text_of(form, "group")
    edit = entry_of(group, {name: text_of(form, name) for name, value in form.multi_items() if isinstance(value, str)})
    if edit is None:
        return pages.moved(back_to(place, form, "nothing"))
    return _saved(room, seen, place, form, edit, action="add", anchor=f"l-{group}")


def remove(room: Room, seen: Visit, place: Place, form: FormData) -> Response:
    """An entry of a list, taken away."""
    path = path_of(form)
    if len(path) != 2 or path[0] not in ENTRIES or not isinstance(path[1], int):
        return pages.refusal(seen.request, seen.settings, 400, "such_field")
    edit = Edit(path, operation=Operation.REMOVE)
    return _saved(room, seen, place, form, edit, action="remove", anchor=f"l-{path[0]}")


def _saved(room: Room, seen: Visit, place: Place, form: FormData, edit: Edit, *, action: str, anchor: str) -> Response:
    """Make an edit, and go back to where it was made."""
    base = text_of(form, "base")
    try:
        who = actor(seen, Right.EDIT, str(edit.path[0]))
        done = reviewing.save(place.folder, edit, base, who, room.now(), folders=room.settings.rules)
    except PiaError as error:
        return _again(room, seen, place, form, error)
    if isinstance(done, Saved):
        told = "merged" if done.merged else {"add": "added", "remove": "removed"}.get(action, "saved")
        return pages.moved(back_to(place, form, told, anchor))
    return _conflict(room, seen, place, form, done, action=action, anchor=anchor)


def _conflict(
    room: Room, seen: Visit, place: Place, form: FormData, found: Conflict, *, action: str, anchor: str
) -> Response:
    """Both versions, and the choice between them; nothing was written."""
    kept = [(name, value) for name, value in form.multi_items() if isinstance(value, str)]
    return pages.page(
        seen,
        "conflict",
        409,
        s=Sheet(place, room.open(place), seen, text_of(form, "step")),
        heading=seen.words("web_conflict"),
        told="",
        where=".".join(map(str, found.edit.path)),
        theirs=found.theirs,
        mine=found.mine.value,
        base=found.sha256,
        action=action,
        again=[(name, value) for name, value in kept if name not in {"token", "base"}],
        back=back_to(place, form, "", anchor),
        plain=plain,
    )


def _again(room: Room, seen: Visit, place: Place, form: FormData, error: PiaError) -> Response:
    """What is wrong, with what was typed: nothing that somebody wrote is lost."""
    pages.LOG.warning("refused: %s", type(error).__name__)
    sheet = Sheet(place, room.open(place), seen, text_of(form, "step"))
    return pages.page(
        seen,
        "again",
        422,
        s=sheet,
        heading=seen.words("web_problems"),
        told="",
        problems=error.problems,
        f=_typed_field(sheet, form),
        typed=_typed(form),
        back=back_to(place, form),
    )


def _typed_field(sheet: Sheet, form: FormData) -> object:
    path = path_of(form)
    field = field_at(path)
    return sheet.field(field, path, texts_of(form, "value")) if field else None


def _typed(form: FormData) -> Sequence[str]:
    hidden = {"token", "base", "step", "path", "group", "item", "anchor"}
    return [value for name, value in form.multi_items() if name not in hidden and isinstance(value, str) and value]
