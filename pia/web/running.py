"""What takes a while: assessing again, and scanning a file; each has a page that shows how far it is."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from pathlib import Path

from starlette.datastructures import FormData, UploadFile
from starlette.responses import Response

from pia import pipeline, reviewing
from pia.contents.address import masked, scheme_of
from pia.errors import PiaError, Problem
from pia.model.review import Act, Right
from pia.model.scanned import ScanReport
from pia.pipeline import Progress
from pia.review.record import Record
from pia.web import pages, uploads
from pia.web.fields import STEPS
from pia.web.pages import Visit
from pia.web.places import Place
from pia.web.room import Room, text_of
from pia.web.saving import actor

REFRESH_SECONDS = 1


def assess(room: Room, seen: Visit, place: Place, form: FormData) -> Response:
    """Begin to assess again."""
    step = text_of(form, "step")
    return begin_assessment(room, seen, place, step if step in STEPS else "")


def begin_assessment(room: Room, seen: Visit, place: Place, step: str) -> Response:
    """Begin to assess again, and show how far it is.

    Raises:
        ReviewError: The visitor may not.
    """
    who = actor(seen, Right.ASSESS)
    settings = room.settings

    def work(progress: Progress) -> object:
        return reviewing.reassess(
            place.folder, who, room.now(), progress, folders=settings.rules, access=settings.access
        )

    room.tasks.start(f"assess {place.name}", work)
    return pages.moved(f"/a/{place.address}/running?step={step}")


def running(room: Room, seen: Visit, place: Place) -> Response:
    """How far an assessment is; when it is done, the step it was started from."""
    step = seen.request.query_params.get("step", "")
    back = f"/a/{place.address}/{step if step in STEPS else ''}"
    task = room.tasks.get(f"assess {place.name}")
    if task is None:
        return pages.moved(back)
    if task.done and isinstance(task.result, Record):
        entries = reversed(task.result.journal.entries)
        reading = next((entry.after for entry in entries if entry.act is Act.ASSESSED), "")
        return pages.moved(f"{back}?told=assessed_{reading}")
    refresh = 0 if task.done else REFRESH_SECONDS
    return pages.page(seen, "running", refresh=refresh, task=task, heading=seen.words("web_assessing"), back=back)


def scan_form(room: Room, seen: Visit) -> Response:
    """What to scan."""
    return _scan_form(room, seen, ())


def _scan_form(room: Room, seen: Visit, problems: tuple[Problem, ...], status: int = 200) -> Response:
    megabytes = room.settings.most_upload_bytes // (1 << 20)
    return pages.page(seen, "scan", status, problems=problems, megabytes=megabytes)


def scan(room: Room, seen: Visit, form: FormData) -> Response:
    """Begin to scan an upload or a file in the folder served; an upload is gone once it was read."""
    upload, path = form.get("upload"), text_of(form, "path").strip()
    if isinstance(upload, UploadFile) and upload.filename:
        kept = uploads.keep(upload.file, upload.filename)
        source, name = str(kept), kept.name
    else:
        kept = None
        if problem := _outside(room, seen, path):
            return _scan_form(room, seen, (problem,), 422)
        source, name = path if scheme_of(path) else str(room.settings.folder / path), masked(path)
    key = secrets.token_urlsafe(9)
    room.tasks.start(f"scan {key}", lambda progress: _scanned(room, (name, source), kept, progress))
    return pages.moved(f"/scan/{key}")


def _scanned(
    room: Room, dataset: tuple[str, str], kept: Path | None, progress: Progress
) -> tuple[ScanReport, tuple[PiaError, ...]]:
    try:
        return pipeline.scan([dataset], progress, room.settings.access)
    finally:
        if kept:
            uploads.drop(kept)


def _outside(room: Room, seen: Visit, path: str) -> Problem | None:
    """Why a path is not scanned; an address is let through, for a scan opens none that it may not."""
    words = seen.words
    if not path:
        return Problem("", words("web_scan_nothing"), words("web_scan_nothing_fix"))
    if scheme_of(path):
        return None if room.settings.access.remote else Problem("", words("web_no_remote"), words("web_no_remote_fix"))
    top = room.settings.folder.resolve()
    try:
        inside = (top / path).resolve().is_relative_to(top)
    except (OSError, ValueError):
        inside = False
    return None if inside else Problem("", words("web_outside"), words("web_outside_fix"))


def scanned(room: Room, seen: Visit) -> Response:
    """How far a scan is; when it is done, what it found."""
    task = room.tasks.get(f"scan {seen.request.path_params['key']}")
    if task is None:
        return pages.refusal(seen.request, seen.settings, 404, "such_page")
    if not task.done or task.problems or not isinstance(task.result, tuple):
        refresh = 0 if task.done else REFRESH_SECONDS
        return pages.page(seen, "running", refresh=refresh, task=task, heading=seen.words("web_scanning"), back="/scan")
    report, errors = task.result
    labels: Mapping[str, object] = {item.entity_type: item.label for item in report.categories}
    problems = [problem for error in errors for problem in error.problems]
    return pages.page(seen, "scanned", report=report, errors=problems, labels=labels)
