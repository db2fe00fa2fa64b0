"""Where the shipped rules, report templates and fonts live, in a checkout and in a wheel alike."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def resource(name: str) -> Path:
    """The folder `name` (`rules`, `report_templates`, `fonts`).

    A wheel carries it in `pia/_data`; a checkout and an editable install have it beside the package.
    """
    shipped = _PACKAGE / "_data" / name
    return shipped if shipped.is_dir() else _PACKAGE.parent / name
