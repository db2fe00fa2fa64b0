"""Assessments of other tools taken in and given back; what could not be carried over is listed field by field."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

from starlette.datastructures import FormData, UploadFile
from starlette.responses import Response

from pia import documents, translation
from pia.errors import DocumentError, PiaError, Problem
from pia.exchange import Left
from pia.model.review import Right
from pia.review.beginning import begin
from pia.review.record import DEPLOYMENT, IMPORTED
from pia.web import pages, uploads
from pia.web.beginning import new_folder
from pia.web.fields import ENTRIES
from pia.web.guided import is_final, told_of
from pia.web.handing import attachment
from pia.web.pages import Visit
from pia.web.places import Place
from pia.web.room import Room, text_of
from pia.web.saving import actor
from pia.web.settings import MOST_IMPORT_BYTES
from pia.web.sheet import Sheet


def import_form(room: Room, seen: Visit) -> Response:
    """What to take in."""
    return _form(seen, {}, ())


def import_(room: Room, seen: Visit, form: FormData) -> Response:
    """Take an upload in as a new assessment, and show what became of every field; the upload is gone once it was read.

    Nothing is written if it cannot be read whole.
    """
    who = actor(seen, Right.EDIT, "name")
    upload, given = form.get("upload"), {name: text_of(form, name).strip() for name in ("folder", "format")}
    try:
        folder = new_folder(seen, room.settings.folder, given["folder"])
        if not isinstance(upload, UploadFile) or not upload.filename:
            raise DocumentError(
                Problem(seen.words("web_import_file"), seen.words("web_missing"), seen.words("web_import_none"))
            )
        found = _translated(seen, folder.name, upload, given["format"])
        note = f"{found.told.format}, SHA-256 {found.told.sha256}"
        begin(folder, {DEPLOYMENT: found.deployment, IMPORTED: found.record}, who, room.now(), note)
    except PiaError as error:
        return _form(seen, given, error.problems, 422)
    return pages.moved(f"/a/{folder.name}/imported?told=imported")


def _translated(seen: Visit, name: str, upload: UploadFile, format_: str) -> translation.Translated:
    """The upload as files of pia.

    Raises:
        PiaError: It is no file of a known format; no message holds where it lay meanwhile.
    """
    kept = uploads.keep(upload.file, upload.filename or "")
    named = kept.rename(kept.with_name(f"{name}{_suffix(kept)}"))
    try:
        return translation.translate(named, format_, seen.language)
    except PiaError as error:
        raise PiaError(_without(problem, named.parent) for problem in error.problems) from None
    finally:
        uploads.drop(named)


def _suffix(kept: Path) -> str:
    """How it is read: as YAML if it is called so, else as JSON, which is what tools save."""
    return kept.suffix if kept.suffix in {".yaml", ".yml"} else ".json"


def _without(problem: Problem, folder: Path) -> Problem:
    where, what, fix = (text.replace(f"{folder}/", "") for text in (problem.where, problem.what, problem.fix))
    return Problem(where, what, fix)


def _form(seen: Visit, given: Mapping[str, str], problems: tuple[Problem, ...], status: int = 200) -> Response:
    return pages.page(
        seen,
        "import",
        status,
        problems=problems,
        folder=given.get("folder", ""),
        format=given.get("format", ""),
        formats=[(name, exchange.title) for name, exchange in translation.formats().items()],
        megabytes=MOST_IMPORT_BYTES // (1 << 20),
    )


def imported(room: Room, seen: Visit, place: Place) -> Response:
    """Where each part of an assessment came from, what is to be settled, and what was not carried over."""
    path = place.folder / IMPORTED
    if not path.is_file():
        return pages.refusal(seen.request, seen.settings, 404, "such_page")
    told = documents.loads(path.read_bytes(), IMPORTED, translation.ImportRecord).value
    return pages.page(
        seen,
        "imported",
        s=Sheet(place, room.open(place), seen),
        heading=seen.words("web_imported"),
        told=told_of(seen),
        record=told,
        to_settle=_listed(seen, told.to_settle),
        left=_listed(seen, told.left),
        carried=[(item.to, item.field) for item in told.carried],
    )


def _listed(seen: Visit, items: tuple[Left, ...]) -> list[tuple[str, str]]:
    return [(item.field, seen.words.say(item.reason)) for item in items]


def _parts(seen: Visit, items: tuple[Left, ...]) -> list[tuple[str, int]]:
    """How much was left of each part of an assessment, in the words of the steps where there are some."""
    found = Counter(re.split(r"[.\[]", item.field.removeprefix("deployment."))[0] for item in items)
    named = {group: seen.words(f"web_list_{group}") for group in ENTRIES}
    return [(named.get(part, part), count) for part, count in found.items()]


def export(room: Room, seen: Visit, place: Place) -> Response:
    """What another tool's format has no place for, before the file is fetched."""
    return _exported(room, seen, place, fetched=False)


def fetch(room: Room, seen: Visit, place: Place) -> Response:
    """The assessment as a file of another tool."""
    return _exported(room, seen, place, fetched=True)


def _exported(room: Room, seen: Visit, place: Place, *, fetched: bool) -> Response:
    sheet, known = Sheet(place, room.open(place), seen), translation.formats()
    name = seen.request.query_params.get("format", "")
    if name not in known or sheet.assessment is None:
        return pages.refusal(seen.request, seen.settings, 404, "such_page")
    data, written = translation.export(sheet.assessment, name)
    final = is_final(sheet)
    if fetched:
        file = "-".join([place.stem, *([] if final else ["draft"]), name]) + ".json"
        return attachment(data, file, "application/json")
    return pages.page(
        seen,
        "export",
        s=sheet,
        heading=seen.words("web_export"),
        told="",
        format=name,
        title=known[name].title,
        final=final,
        left=_listed(seen, written.left),
        parts=_parts(seen, written.left),
        notes=written.notes,
    )
