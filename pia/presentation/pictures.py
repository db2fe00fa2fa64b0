"""Pictures as SVG, drawn by small functions: readable in grey, with title and text alternative."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from xml.sax.saxutils import escape as _escape

from markupsafe import Markup

from pia.model.dataset import Input
from pia.model.finding import EntityCategory, Finding
from pia.model.linkage import Link, Linkage
from pia.model.reidentification import ReidentificationRisk
from pia.model.risk import Risk
from pia.presentation.exposure import band_label, link_share
from pia.presentation.glyphs import visible
from pia.presentation.words import Words

Say = Callable[[str], str]
_INK, _PAPER, _LINE = "#1b1f24", "#ffffff", "#8a929b"
_SHADES = ("#eef1f4", "#d9dfe5", "#b9c3cd", "#8c9aa8")
_DARKNESS = {0: "#e3e7eb", 1: "#b4bfca", 2: "#8496a8", 3: "#4d6480", 4: "#1f3450"}
_CELL, _LEFT, _TOP = 84, 104, 12
_LEVELS = ((2, 3, 4, 4), (2, 2, 3, 4), (1, 2, 2, 3), (1, 1, 2, 2))


def escape(text: str) -> str:
    """A text as a picture can show it."""
    return _escape(visible(text))


def _svg(width: int, height: int, title: str, text: str, body: Sequence[str]) -> Markup:
    return Markup(  # noqa: S704 - shapes of ours; every text in them is escaped
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
        f'role="img" font-family="Noto Sans SC, pia Sans SC, sans-serif" font-size="12" fill="{_INK}">'
        f"<title>{escape(title)}</title><desc>{escape(text)}</desc>{''.join(body)}</svg>"
    )


def _label(x: float, y: float, text: str, anchor: str = "middle", extra: str = "") -> str:
    return f'<text x="{x:g}" y="{y:g}" text-anchor="{anchor}"{extra}>{escape(text)}</text>'


def risk_map(risks: Sequence[Risk], words: Words) -> Markup:
    """Four by four cells: hollow circles before measures, filled ones with the measures in place.

    Shape: severity upwards, likelihood to the right; numbers are counts of risks.
    """
    before = Counter((risk.likelihood.value, risk.severity.value) for risk in risks)
    after = Counter((risk.residual_likelihood.value, risk.residual_severity.value) for risk in risks)
    moves = sorted(
        {
            (risk.likelihood.value, risk.severity.value, risk.residual_likelihood.value, risk.residual_severity.value)
            for risk in risks
        }
    )
    lines = [_move(*move) for move in moves if move[:2] != move[2:]]
    rings = [_circle(x, y, count, filled=False) for (x, y), count in sorted(before.items())]
    return _map([*lines, *rings, *_filled(after)], words, words("map_text"))


def counted_map(after: Mapping[tuple[int, int], int], words: Words, text: str) -> Markup:
    """The same for risks that are counted already, by likelihood and severity with the measures in place.

    Args:
        after: How many risks there are at each place.
        words: The words of the axes.
        text: What the picture shows, for those who do not see it.
    """
    return _map(_filled(after), words, text)


def _filled(counts: Mapping[tuple[int, int], int]) -> list[str]:
    return [_circle(x, y, count, filled=True) for (x, y), count in sorted(counts.items())]


def _map(body: Sequence[str], words: Words, text: str) -> Markup:
    cells = [_map_cell(x, y, words) for y in range(1, 5) for x in range(1, 5)]
    whole = [*cells, *body, *_map_axes(words)]
    return _svg(_LEFT + 4 * _CELL + 12, _TOP + 4 * _CELL + 52, words("map_title"), text, whole)


def _corner(x: int, y: int) -> tuple[int, int]:
    return _LEFT + (x - 1) * _CELL, _TOP + (4 - y) * _CELL


def _map_cell(x: int, y: int, words: Words) -> str:
    left, top = _corner(x, y)
    level = _LEVELS[4 - y][x - 1]
    box = (
        f'<rect x="{left}" y="{top}" width="{_CELL}" height="{_CELL}" fill="{_SHADES[level - 1]}" stroke="{_PAPER}" '
        'stroke-width="2"/>'
    )
    return box + _label(left + 6, top + 15, words(f"level_{level}"), "start", ' font-size="10"')


def _circle(x: int, y: int, count: int, *, filled: bool) -> str:
    left, top = _corner(x, y)
    cx, cy = left + _CELL * (0.68 if filled else 0.32), top + _CELL * 0.58
    fill, ink = (_INK, _PAPER) if filled else (_PAPER, _INK)
    ring = f'<circle cx="{cx:g}" cy="{cy:g}" r="13" fill="{fill}" stroke="{_INK}" stroke-width="2"/>'
    return ring + _label(cx, cy + 4, str(count), extra=f' fill="{ink}" font-weight="700"')


def _move(x: int, y: int, to_x: int, to_y: int) -> str:
    (left, top), (to_left, to_top) = _corner(x, y), _corner(to_x, to_y)
    points = (left + _CELL * 0.32, top + _CELL * 0.58, to_left + _CELL * 0.68, to_top + _CELL * 0.58)
    return '<line x1="{:g}" y1="{:g}" x2="{:g}" y2="{:g}" '.format(*points) + (
        f'stroke="{_INK}" stroke-width="1.5" stroke-dasharray="4 3"/>'
    )


def _map_axes(words: Words) -> list[str]:
    middle, bottom = _LEFT + 2 * _CELL, _TOP + 4 * _CELL
    labels = [_label(_LEFT + (x - 0.5) * _CELL, bottom + 18, words(f"step_{x}")) for x in range(1, 5)]
    labels += [_label(_LEFT - 8, _TOP + (4.5 - y) * _CELL + 4, words(f"step_{y}"), "end") for y in range(1, 5)]
    labels.append(_label(middle, bottom + 40, words("likelihood"), extra=' font-weight="700"'))
    turned = f' font-weight="700" transform="rotate(-90 14 {_TOP + 2 * _CELL})"'
    labels.append(_label(14, _TOP + 2 * _CELL, words("severity"), extra=turned))
    return labels


def exposure_strip(
    item: Input, findings: Sequence[Finding], categories: dict[str, EntityCategory], words: Words
) -> Markup:
    """One bar per column of a dataset; height is prevalence, darkness the severity of exposure.

    Shape: at most the first 60 columns; the table beside it holds every finding.
    """
    columns = item.columns[:60]
    width, height = max(8, min(28, 640 // max(1, len(columns)))), 72
    body = [f'<line x1="0" y1="{height}" x2="{width * len(columns)}" y2="{height}" stroke="{_LINE}"/>']
    for place, column in enumerate(columns):
        own = [finding for finding in findings if finding.column == column.column]
        share = max((finding.prevalence for finding in own), default=0.0)
        impact = max((categories[finding.entity_type].impact for finding in own), default=0)
        tall = max(3.0, share * (height - 6)) if own else 2.0
        body.append(
            f'<rect x="{place * width + 1}" y="{height - tall:.1f}" width="{width - 2}" height="{tall:.1f}" '
            f'fill="{_DARKNESS[impact]}" stroke="{_INK}" stroke-width="0.5"/>'
        )
        body.append(_label(place * width + width / 2, height + 14, str(place + 1), extra=' font-size="9"'))
    title = f"{words('strip_title')}{words('colon')}{item.dataset}"
    return _svg(width * len(columns) + 2, height + 20, title, words("strip_text"), body)


def size_curve(risk: ReidentificationRisk, words: Words) -> Markup:
    """One bar per band of class sizes, its length the share of the rows; dark below the class size asked for."""
    left, wide, tall = 70, 460, 22
    body = []
    for place, band in enumerate(risk.bands):
        top, length = 8 + place * tall, max(1.0, band.rows / risk.rows * wide)
        small = band.most is not None and band.most < risk.threshold
        body.append(_label(left - 8, top + 14, band_label(band), "end"))
        body.append(
            f'<rect x="{left}" y="{top}" width="{length:.1f}" height="{tall - 5}" '
            f'fill="{_DARKNESS[4 if small else 1]}" stroke="{_INK}" stroke-width="0.5"/>'
        )
        body.append(_label(left + length + 6, top + 14, words.share(band.rows, risk.rows), "start"))
    bottom = 8 + len(risk.bands) * tall
    body.append(f'<line x1="{left}" y1="4" x2="{left}" y2="{bottom}" stroke="{_LINE}"/>')
    body.append(_label(left, bottom + 16, f"{words('class_size')} / {words('rows')}", "start", ' font-weight="700"'))
    title = f"{words('curve_title')}{words('colon')}{risk.dataset}"
    return _svg(left + wide + 170, bottom + 26, title, words("curve_text"), body)


def linkage_graph(linkage: Linkage, words: Words) -> Markup:
    """Datasets on a circle, an arrow for the strongest way from one to another; thick where people are named.

    Shape: at most 12 datasets, those of the strongest links; the table beside it holds every link.
    """
    best: dict[tuple[str, str], Link] = {}
    for item in linkage.links:
        best.setdefault((item.left, item.right), item)
    names = list(dict.fromkeys(name for pair in best for name in pair))[:12]
    middle_x, middle_y, radius = 320, 150, 105
    places = {
        name: (
            middle_x + 2 * radius * math.cos(2 * math.pi * place / len(names) + math.pi),
            middle_y + radius * math.sin(2 * math.pi * place / len(names) + math.pi),
        )
        for place, name in enumerate(names)
    }
    body = [
        _arrow(places[item.left], places[item.right], link_share(item, words), thick=bool(item.identities))
        for pair, item in sorted(best.items())
        if pair[0] in places and pair[1] in places
    ]
    body += [_node(*places[name], name) for name in names]
    return _svg(640, 300, words("linkage_title"), words("linkage_text"), body)


def _node(x: float, y: float, name: str) -> str:
    shown = name if len(name) <= 18 else f"{name[:17]}…"
    wide = 20 + sum(13 if ord(character) > 0x2E80 else 7 for character in shown)
    box = (
        f'<rect x="{x - wide / 2:.1f}" y="{y - 14:.1f}" width="{wide}" height="28" rx="4" fill="{_PAPER}" '
        f'stroke="{_INK}" stroke-width="1.5"/>'
    )
    return box + _label(round(x, 1), round(y + 4, 1), shown)


def _arrow(start: tuple[float, float], end: tuple[float, float], label: str, *, thick: bool) -> str:
    """A line bent to its right, so that both directions can be told apart, with a mark two thirds along."""
    (x1, y1), (x2, y2) = start, end
    length = math.hypot(x2 - x1, y2 - y1) or 1.0
    across_x, across_y = -(y2 - y1) / length, (x2 - x1) / length
    bend_x, bend_y = (x1 + x2) / 2 + 44 * across_x, (y1 + y2) / 2 + 44 * across_y

    def along(share: float, a: float, b: float, c: float) -> float:
        return (1 - share) ** 2 * a + 2 * share * (1 - share) * b + share**2 * c

    def at(share: float) -> tuple[float, float]:
        return along(share, x1, bend_x, x2), along(share, y1, bend_y, y2)

    (tip_x, tip_y), (back_x, back_y) = at(0.68), at(0.64)
    turn = math.degrees(math.atan2(tip_y - back_y, tip_x - back_x))
    text_x, text_y = at(0.5)
    line = (
        f'<path d="M {x1:.1f} {y1:.1f} Q {bend_x:.1f} {bend_y:.1f} {x2:.1f} {y2:.1f}" fill="none" stroke="{_INK}" '
        f'stroke-width="{3 if thick else 1.2}"/>'
    )
    head = f'<path d="M 0 0 L -12 -5 L -12 5 Z" transform="translate({tip_x:.1f} {tip_y:.1f}) rotate({turn:.1f})"/>'
    label_x, label_y = round(text_x + 14 * across_x, 1), round(text_y + 14 * across_y + 4, 1)
    halo = f' font-weight="700" stroke="{_PAPER}" stroke-width="4" paint-order="stroke"'
    return line + head + _label(label_x, label_y, label, extra=halo)
