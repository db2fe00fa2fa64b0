"""The data-flow diagram: from whom, into what, held by whom, to whom, and where abroad."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from pia.model.deployment import Deployment
from pia.presentation.pictures import _INK, _PAPER, _SHADES, _label, _svg
from pia.presentation.words import Words

_WIDE, _HIGH, _GAP_X, _GAP_Y, _TOP = 132, 34, 36, 14, 40
_MOST = 6
_FITS = 122


@dataclass(frozen=True, slots=True)
class Stage:
    """One column of the diagram.

    Attributes:
        title: Its heading.
        items: What stands in it, from the top.
        left: Its left edge in pixels.
    """

    title: str
    items: tuple[str, ...]
    left: int


def stages(deployment: Deployment, words: Words) -> tuple[Stage, ...]:
    """Data subjects, datasets, controller, processors and recipients, places abroad; empty ones are left out.

    Shape: at most six items a stage, the last one counts the rest.
    """
    subjects = dict.fromkeys(name for activity in deployment.activities for name in activity.data_subjects)
    found = (
        ("flow_subjects", tuple(subjects) or (words("unknown"),)),
        ("flow_datasets", tuple(item.name for item in deployment.datasets)),
        ("flow_controller", (deployment.controller.name,)),
        ("flow_recipients", tuple(f"{item.name} ({words(f'role_{item.role}')})" for item in deployment.recipients)),
        ("flow_abroad", tuple(f"{item.country}: {item.recipient}" for item in deployment.transfers)),
    )
    shown = [(words(key), _shortened(items)) for key, items in found if items]
    return tuple(Stage(title, items, 8 + place * (_WIDE + _GAP_X)) for place, (title, items) in enumerate(shown))


def data_flow(deployment: Deployment, words: Words) -> Markup:
    """The stages from left to right; a dashed line stands around what the controller itself holds."""
    columns = stages(deployment, words)
    tallest = max(len(stage.items) for stage in columns)
    height = _TOP + tallest * (_HIGH + _GAP_Y) + 14
    body = [_boundary(columns, height, words)]
    for stage, following in zip(columns, [*columns[1:], None], strict=True):
        body.append(_label(stage.left + _WIDE / 2, 16, stage.title, extra=' font-weight="700"'))
        middles = _middles(stage, tallest)
        body += [_box(stage.left, y, item) for y, item in zip(middles, stage.items, strict=True)]
        if following:
            body += [
                _line(stage.left + _WIDE, start, following.left, end)
                for start in middles
                for end in _middles(following, tallest)
            ]
    text = "; ".join(f"{stage.title}: {', '.join(stage.items)}" for stage in columns)
    return _svg(columns[-1].left + _WIDE + 10, height, words("flow_title"), text, body)


def _shortened(items: Sequence[str]) -> tuple[str, ...]:
    return tuple(items) if len(items) <= _MOST else (*items[: _MOST - 1], f"… +{len(items) - _MOST + 1}")


def _middles(stage: Stage, tallest: int) -> list[float]:
    free = (tallest - len(stage.items)) * (_HIGH + _GAP_Y) / 2
    return [_TOP + free + place * (_HIGH + _GAP_Y) + _HIGH / 2 for place in range(len(stage.items))]


def _lines(text: str) -> list[str]:
    """As much of a text as two lines of the box hold; Chinese characters are about twice as wide."""
    lines, width = [""], 0
    for character in text:
        width += 11 if ord(character) > 0x2E80 else 6
        if width > _FITS and len(lines) == 2:
            return [lines[0].strip(), f"{lines[1][:-1]}…"]
        if width > _FITS:
            head, space, tail = lines[0].rpartition(" ")
            lines = [head, tail] if space and tail.isascii() else [lines[0], ""]
            width = sum(11 if ord(one) > 0x2E80 else 6 for one in lines[1] + character)
        lines[-1] += character
    return [line.strip() for line in lines]


def _box(left: int, middle: float, text: str) -> str:
    shape = (
        f'<rect x="{left}" y="{middle - _HIGH / 2:g}" width="{_WIDE}" height="{_HIGH}" rx="4" fill="{_PAPER}" '
        f'stroke="{_INK}" stroke-width="1.5"/>'
    )
    lines = _lines(text)
    first = middle + 4 - 6.5 * (len(lines) - 1)
    return shape + "".join(
        _label(left + _WIDE / 2, first + 13 * place, line, extra=' font-size="11"') for place, line in enumerate(lines)
    )


def _line(x1: float, y1: float, x2: float, y2: float) -> str:
    path = f'<path d="M {x1:g} {y1:g} L {x2 - 7:g} {y2:g}" fill="none" stroke="{_INK}" stroke-width="1.2"/>'
    return path + f'<path d="M {x2:g} {y2:g} l -8 -4 l 0 8 Z"/>'


def _boundary(columns: Sequence[Stage], height: int, words: Words) -> str:
    own = [stage for stage in columns if stage.title in {words("flow_datasets"), words("flow_controller")}]
    left, right = own[0].left - 12, own[-1].left + _WIDE + 12
    return (
        f'<rect x="{left}" y="24" width="{right - left}" height="{height - 28}" rx="8" fill="{_SHADES[0]}" '
        f'stroke="{_INK}" stroke-dasharray="6 4"/>'
    )
