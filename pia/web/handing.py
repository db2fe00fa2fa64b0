"""Reports in every format, at any state: what is not signed says so on every page."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import quote

from starlette.responses import Response

from pia import plugins, reporting
from pia.model.assessment import Assessment
from pia.model.text import Language
from pia.presentation.paper import EDITIONS
from pia.presentation.words import Words
from pia.reports import Report
from pia.web import pages
from pia.web.guided import is_final
from pia.web.pages import Visit
from pia.web.places import Place
from pia.web.room import Room
from pia.web.sheet import Sheet

_MEDIA = {
    ".html": "text/html; charset=utf-8",
    ".pdf": "application/pdf",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".md": "text/markdown; charset=utf-8",
    ".json": "application/json",
}


def report(room: Room, seen: Visit, place: Place) -> Response:
    """The assessment as a file."""
    asked = seen.request.query_params
    format_, edition = asked.get("format", ""), asked.get("edition", "assessment")
    given = asked.get("language", "")
    sheet = Sheet(place, room.open(place), seen)
    if format_ not in plugins.names("reports") or edition not in EDITIONS or sheet.assessment is None:
        return pages.refusal(seen.request, seen.settings, 404, "such_page")
    language = Language(given) if given in set(Language) else seen.language
    final = is_final(sheet)
    renderer: Report = plugins.load("reports", format_)
    shown = sheet.assessment if final or renderer.suffix == ".json" else marked(sheet.assessment, language)
    data = reporting.report(shown, format_, language, edition)
    stem = "-".join([place.stem, *([] if final else ["draft"]), "report" if edition == "assessment" else edition])
    name = f"{stem}{renderer.suffix}"
    return attachment(data, name, _MEDIA.get(renderer.suffix, "application/octet-stream"))


def attachment(data: bytes, name: str, media: str) -> Response:
    """A file that is handed out: it is saved, never shown as a page of ours.

    Args:
        data: Its bytes.
        name: What it is called.
        media: What it is.
    """
    return Response(
        data,
        media_type=media,
        headers={
            "content-disposition": f"attachment; filename*=UTF-8''{quote(name, safe='')}",
            "content-security-policy": "sandbox; default-src 'none'; frame-ancestors 'none'",
        },
    )


def marked(assessment: Assessment, language: Language) -> Assessment:
    """An assessment whose name says that it is a draft: the name stands on every page, in every format."""
    own = assessment.deployment
    return replace(assessment, deployment=replace(own, name=f"{Words(language)('web_draft_mark')}{own.name}"))
