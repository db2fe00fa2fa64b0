"""How an organisation's reports look: its name, logo, colour and, if it brings them, its own templates."""

from __future__ import annotations

import base64
import re
import struct
import xml.etree.ElementTree as ET
from dataclasses import dataclass
from pathlib import Path
from xml.sax.saxutils import quoteattr

from markupsafe import Markup

from pia.errors import Problem, ReportError

ACCENT = "#1f4e79"
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
_LEAST_CONTRAST = 4.5
_MOST_BYTES = 512 * 1024
_HEIGHT = 56
_NONE = Markup()
_MEDIA = {".png": "image/png", ".svg": "image/svg+xml"}


@dataclass(frozen=True, slots=True)
class Look:
    """What an organisation changes about its reports.

    Attributes:
        name: Its name above the title; empty: the kind of the report stands there alone.
        logo: Its logo as a picture of the report; empty: none.
        accent: Colour of headings, `#rrggbb`; at least 4.5:1 against white (WCAG 2.2, 1.4.3).
        templates: Folder whose templates stand in for the shipped ones of the same name.
    """

    name: str = ""
    logo: Markup = _NONE
    accent: str = ACCENT
    templates: Path | None = None


SHIPPED = Look()


def look_of(name: str = "", logo: Path | None = None, colour: str = "", templates: Path | None = None) -> Look:
    """A look from what an organisation has configured.

    Raises:
        ReportError: The logo cannot be used, the colour is too light or the folder does not exist; all at once.
    """
    problems = [*_logo_problems(logo), *_colour_problems(colour)]
    if templates and not templates.is_dir():
        problems.append(Problem(str(templates), "this is no folder of templates", "Name a folder, or leave it out."))
    if problems:
        raise ReportError(problems)
    return Look(name, _picture(logo, name) if logo else _NONE, colour.lower() or ACCENT, templates)


def contrast_to_white(colour: str) -> float:
    """Contrast ratio of a colour to white, 1 to 21.

    Source: WCAG 2.2, definitions of relative luminance and contrast ratio.

    >>> contrast_to_white("#000000")
    21.0
    """
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    luminance = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    return round(1.05 / (luminance + 0.05), 2)


def _colour_problems(colour: str) -> list[Problem]:
    if not colour:
        return []
    if not _COLOUR.fullmatch(colour):
        return [Problem("", f"'{colour[:40]}' is no colour", "Write #rrggbb, such as #1f4e79.")]
    ratio = contrast_to_white(colour)
    if ratio < _LEAST_CONTRAST:
        what = f"the colour {colour} has a contrast of {ratio}:1 to white; headings need {_LEAST_CONTRAST}:1"
        return [Problem("", what, "Choose a darker one.")]
    return []


def _logo_problems(logo: Path | None) -> list[Problem]:
    if logo is None:
        return []
    try:
        size = logo.stat().st_size
        fits = logo.suffix.lower() in _MEDIA and size <= _MOST_BYTES and _measures(logo.read_bytes(), logo.suffix)
    except OSError:
        return [Problem(str(logo), "the logo cannot be read", "Check the path and the permissions.")]
    if not fits:
        return [Problem(str(logo), "this cannot be a logo", "Use a PNG or SVG file of at most 512 KiB.")]
    return []


def _measures(data: bytes, suffix: str) -> tuple[float, float] | None:
    """Width and height of a picture; nothing if it is none."""
    if suffix.lower() == ".png":
        return struct.unpack(">II", data[16:24]) if data[:8] == b"\x89PNG\r\n\x1a\n" and len(data) > 24 else None
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        return None
    try:
        root = ET.fromstring(data)  # noqa: S314 - without a document type there are no entities to expand
    except ET.ParseError:
        return None
    if not root.tag.endswith("svg"):
        return None
    box = [float(part) for part in re.findall(r"-?\d+(?:\.\d+)?", root.get("viewBox", ""))[-2:]]
    return (box[0], box[1]) if len(box) == 2 and min(box) > 0 else (160.0, 40.0)


def _picture(logo: Path, name: str) -> Markup:
    """The logo inside a picture, as data: nothing in it can run or be fetched."""
    data = logo.read_bytes()
    width, height = _measures(data, logo.suffix) or (1.0, 1.0)
    wide = round(width / height * _HEIGHT) or 1
    link = f"data:{_MEDIA[logo.suffix.lower()]};base64,{base64.b64encode(data).decode('ascii')}"
    return Markup(  # noqa: S704 - numbers, base64 and an escaped name
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide} {_HEIGHT}" width="{wide}" height="{_HEIGHT}" '
        f'role="img" aria-label={quoteattr(name or "logo")}><title>{Markup.escape(name or "logo")}</title>'
        f'<image href="{link}" width="{wide}" height="{_HEIGHT}"/></svg>'
    )
