"""Coarser values for one column: date to month to year, numbers in bands, codes by prefix, rare values together."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial

import numpy as np

from pia.model.text import Text
from pia.reidentification.attributes import numeric
from pia.reidentification.codes import CodedColumn, Codes

ANY = "*"
"""What stands for a value that is not told."""

_DATE = re.compile(r"(\d{4})(?:[-/.年](\d{1,2})(?:[-/.月](\d{1,2})日?)?.*|(\d\d)(\d\d))")
_CODE = re.compile(r"[0-9A-Za-z]{4,10}")
_MOSTLY = 0.95


@dataclass(frozen=True, slots=True, eq=False)
class Step:
    """One way to coarsen a column.

    Attributes:
        text: What is done; empty for leaving it as it is.
        codes: The new code of each old one.
        labels: The value of each new code, in memory and in a file that is asked for only.
    """

    text: Text | None
    codes: Codes
    labels: Sequence[str] = field(repr=False)


def ladder(column: CodedColumn) -> tuple[Step, ...]:
    """The ways to coarsen a column, from leaving it alone to dropping it; each one is coarser than the one before."""
    values = column.texts()
    kept = ["", *values]
    steps = [Step(None, np.arange(len(kept), dtype=np.int32), kept)]
    steps += [_step(text, kept, change) for text, change in _changes(column, values)]
    steps.append(Step(_said(column, "drop it", "删除该字段"), np.zeros(len(kept), np.int32), [ANY]))
    useful = [steps[0]]
    for step in steps[1:]:
        if len(step.labels) < len(useful[-1].labels):
            useful.append(step)
    return tuple(useful)


def _said(column: CodedColumn, en: str, zh: str) -> Text:
    return Text(f"{column.column.name}: {en}", f"{column.column.name}：{zh}")


def _step(text: Text, values: Sequence[str], change: Callable[[str], str]) -> Step:
    changed = [change(value) if value else "" for value in values]
    numbers = {label: number for number, label in enumerate(dict.fromkeys(changed))}
    return Step(text, np.array([numbers[label] for label in changed], np.int32), list(numbers))


def _changes(column: CodedColumn, values: list[str]) -> list[tuple[Text, Callable[[str], str]]]:
    dates = [match for value in values if (match := _DATE.fullmatch(value)) and _plausible(match)]
    if values and len(dates) >= _MOSTLY * len(values):
        return [
            (_said(column, "date to month", "日期改为月份"), partial(_date, 2)),
            (_said(column, "date to year", "日期改为年份"), partial(_date, 1)),
            (_said(column, "date to decade", "日期改为年代"), partial(_date, 0)),
        ]
    length = max(map(len, values), default=0)
    coded = values and all(_CODE.fullmatch(value) and len(value) == length for value in values)
    if coded and any(character.isdigit() for value in values for character in value):
        return [
            (_said(column, f"first {keep} characters", f"仅保留前 {keep} 位"), partial(_prefix, keep))
            for keep in dict.fromkeys((length - 1, length - 2, length // 2, 1))
        ]
    numbers = numeric(column.values)
    if numbers is not None:
        whole = bool((numbers % 1 == 0).all())
        first, factors = _widths(float(np.ptp(numbers)))
        return [
            (
                _said(column, f"bands of {first * factor:g}", f"每 {first * factor:g} 一段"),
                partial(_band, first, factor, whole),
            )
            for factor in factors
        ]
    counts = column.counts()
    few = {value for value, count in zip(values, counts[1:], strict=True) if count < max(10, len(column.codes) // 50)}
    return [(_said(column, "rare values together", "合并少见取值"), lambda value: ANY if value in few else value)]


def _plausible(match: re.Match[str]) -> bool:
    year, month = int(match[1]), int(match[2] or match[4] or 0)
    return 1850 <= year <= 2150 and 1 <= month <= 12


def _date(parts: int, value: str) -> str:
    match = _DATE.fullmatch(value)
    if not match or not _plausible(match):
        return ANY
    year, month = match[1], int(match[2] or match[4])
    return (f"{year[:3]}0s", year, f"{year}-{month:02d}")[parts]


def _prefix(keep: int, value: str) -> str:
    return value[:keep] + ANY * (len(value) - keep)


def _widths(reach: float) -> tuple[float, tuple[int, ...]]:
    """A width of bands that people read, and multiples of it: 5, 10 and 20 for ages."""
    if 20 < reach <= 130:
        return 5.0, (1, 2, 4)
    if reach <= 0:
        return 1.0, ()
    unit = 10.0 ** np.floor(np.log10(reach / 20))
    first = min((unit, 2 * unit, 5 * unit, 10 * unit), key=lambda width: abs(reach / width - 20))
    return float(first), (1, 2, 10)


def _band(first: float, factor: int, whole: bool, value: str) -> str:
    """The band of a number; wide bands are made of narrow ones, so that rounding cannot tear them apart."""
    width = first * factor
    low = np.floor(float(value) / first) // factor * width
    return f"{low:g}-{low + width - 1:g}" if whole and width > 1 else f"{low:g}..{low + width:g}"
