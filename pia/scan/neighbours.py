"""What a column is by the one beside it: values that say too little alone, next to their companion.

A recognizer names its companions (`beside`). It finds a column that enough of its values fit, where the column before
or after it in the table is one of them: found by itself (`lat` tells what stands next to it), or by values as well, if
most cells of both have their recognizer's best form.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce

from pia.model.dataset import Column
from pia.model.finding import Finding
from pia.model.text import Text
from pia.recognizers import Recognizer
from pia.scan.context import says
from pia.scan.tally import Level

BY_NAME, BY_VALUES = 0.8, 0.7
"""Scores beside a column that was found by itself, and beside one that values alone tell."""

_MOST = 0.5
"""Share of the filled cells that must have the best form where values alone tell of both columns."""

_EASED = 0.5
"""Part of the share asked for that is enough beside a column that was found by itself."""


@dataclass(frozen=True, slots=True)
class Seen:
    """One column as far as it was judged by itself.

    Attributes:
        column: The column.
        filled: Filled cells.
        levels: Per recognizer and score, what matched.
        found: What recognizers find in it by themselves.
    """

    column: Column
    filled: int
    levels: Mapping[str, Mapping[float, Level]]
    found: Sequence[Finding]


def companions(recognizer: Recognizer) -> tuple[str, ...]:
    """Names of the recognizers beside whose columns it finds something; most have none."""
    named: tuple[str, ...] = getattr(recognizer, "beside", ())
    return named


def found_beside(columns: Sequence[Seen], recognizers: Sequence[Recognizer]) -> list[list[Finding]]:
    """What is found in columns, given in the order of the source, by what stands beside them."""
    by_name = {one.name: one for one in recognizers}
    paired = [one for one in recognizers if companions(one)]
    return [list(_in_column(columns, place, paired, by_name)) for place in range(len(columns))]


def _in_column(
    columns: Sequence[Seen], place: int, paired: Sequence[Recognizer], by_name: Mapping[str, Recognizer]
) -> Iterator[Finding]:
    own = columns[place]
    near = [columns[at] for at in (place - 1, place + 1) if 0 <= at < len(columns)]
    near = [other for other in near if other.column.table == own.column.table]
    for one in paired:
        if one.name in own.levels and not says(own.column.name, *one.against):
            told = max((_score(own, one, other, by_name), other.column.name) for other in near) if near else (0.0, "")
            if told[0]:
                yield _finding(own, one, *told)


def _score(own: Seen, one: Recognizer, other: Seen, by_name: Mapping[str, Recognizer]) -> float:
    known = {finding.recognizer for finding in other.found}
    if known & set(companions(one)) and _share(own, one, 0.0) >= one.share * _EASED:
        return BY_NAME
    by_values = (by_name[name] for name in companions(one) if name in by_name and name in other.levels)
    if _is_pure(own, one) and any(_is_pure(other, companion) for companion in by_values):
        return BY_VALUES
    return 0.0


def _is_pure(seen: Seen, one: Recognizer) -> bool:
    """Whether enough cells fit a recognizer, and most of them its best form."""
    best = max(seen.levels[one.name])
    fits = _share(seen, one, 0.0) >= one.share and not says(seen.column.name, *one.against)
    return fits and best >= _best(one) and _share(seen, one, best - 1e-9) >= _MOST


def _best(one: Recognizer) -> float:
    scored: list[float] = [pattern.score for pattern in getattr(one, "patterns", ())]
    return max([*scored, *([getattr(one, "passed", 0.0)] if getattr(one, "tested", False) else [])])


def _share(seen: Seen, one: Recognizer, above: float) -> float:
    cells = sum(level.cells for score, level in seen.levels[one.name].items() if score > above)
    return cells / seen.filled if seen.filled else 0.0


def _finding(own: Seen, one: Recognizer, score: float, beside: str) -> Finding:
    matched = reduce(Level.merge, (level for known, level in own.levels[one.name].items() if known > 0))
    return Finding(
        column=own.column,
        entity_type=one.entity_type,
        recognizer=one.name,
        score=score,
        cells=matched.cells,
        scanned=own.filled,
        evidence=matched.evidence,
        because=(
            Text(
                f"{matched.cells:,} of {own.filled:,} filled cells fit, and the column '{beside}' next to it matches",
                f"{own.filled:,} 个非空单元格中有 {matched.cells:,} 个形式相符，且相邻列“{beside}”与之成对",
            ),
        ),
        embedded=matched.embedded,
    )
