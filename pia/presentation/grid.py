"""CNIL's nested grid as SVG: three feared events before and after measures."""

from __future__ import annotations

from markupsafe import Markup

from pia.model.score import Score
from pia.presentation.pictures import _CELL, _INK, _LEFT, _PAPER, _SHADES, _TOP, _corner, _label, _map_axes, _svg
from pia.presentation.words import Words

_EVENTS = ("access", "change", "loss")


def nested_grid(score: Score, words: Words) -> Markup:
    """Four by four cells in rings; hollow circles before measures, filled ones after; an open axis is not drawn.

    Shape: severity upwards, likelihood to the right; the numbers are those of the events: 1 illegitimate access,
    2 unwanted change, 3 disappearance. Empty if no event has both axes.
    """
    values = {figure.name: figure.value for figure in score.figures}
    marks = [
        _mark(place, int(likelihood), int(severity), filled=when == "after")
        for when in ("before", "after")
        for place, event in enumerate(_EVENTS)
        for likelihood, severity in [(values.get(f"{event}_likelihood_{when}"), values.get(f"{event}_severity_{when}"))]
        if likelihood is not None and severity is not None
    ]
    if not marks:
        return Markup()
    cells = [_cell(x, y) for y in range(1, 5) for x in range(1, 5)]
    size = (_LEFT + 4 * _CELL + 12, _TOP + 4 * _CELL + 52)
    return _svg(*size, words("grid_title"), words("grid_text"), [*cells, *marks, *_map_axes(words)])


def _cell(x: int, y: int) -> str:
    left, top = _corner(x, y)
    return (
        f'<rect x="{left}" y="{top}" width="{_CELL}" height="{_CELL}" fill="{_SHADES[max(x, y) - 1]}" '
        f'stroke="{_PAPER}" stroke-width="2"/>'
    )


def _mark(place: int, x: int, y: int, *, filled: bool) -> str:
    left, top = _corner(x, y)
    cx, cy = left + _CELL * (0.2 + 0.3 * place), top + _CELL * (0.72 if filled else 0.28)
    fill, ink = (_INK, _PAPER) if filled else (_PAPER, _INK)
    ring = f'<circle cx="{cx:g}" cy="{cy:g}" r="11" fill="{fill}" stroke="{_INK}" stroke-width="2"/>'
    return ring + _label(cx, cy + 4, str(place + 1), extra=f' fill="{ink}" font-weight="700"')
