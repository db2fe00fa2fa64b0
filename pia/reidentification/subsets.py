"""The most dangerous small sets of quasi-identifiers."""

from __future__ import annotations

import math
from collections.abc import Mapping
from itertools import combinations

from pia.model.reidentification import SubsetRisk
from pia.model.text import Text
from pia.reidentification.codes import CodedColumn
from pia.reidentification.equivalence import Classes, classes

LARGEST = 3
KEPT = 3
MOST_CELLS = 300_000_000
"""Cells grouped in the search; it is a number, not a time, so that the same data gives the same result."""


def search(
    columns: Mapping[str, CodedColumn], full: Classes, most_cells: int = MOST_CELLS
) -> tuple[tuple[SubsetRisk, ...], Text]:
    """Per size from 1 to `LARGEST`, the `KEPT` sets with most unique rows, and how far the search went.

    A set can have no more unique rows than it has combinations of values, nor than the full set; sets that cannot
    beat those kept are passed over without measuring, so pruning loses nothing. Only the limit on grouped cells can.
    """
    rows = len(full.ids)
    found: list[SubsetRisk] = []
    cells = considered = left = 0
    for size in range(1, min(LARGEST, len(columns) - 1) + 1):
        kept: list[SubsetRisk] = []
        bounds = {names: _bound(names, columns, full) for names in combinations(columns, size)}
        for names, bound in sorted(bounds.items(), key=lambda item: (-item[1], item[0])):
            considered += 1
            if len(kept) == KEPT and bound <= kept[-1].unique_rows:
                continue
            if cells + size * rows > most_cells:
                left += 1
                continue
            cells += size * rows
            part = classes([(columns[name].codes, columns[name].size) for name in names], rows)
            kept.append(SubsetRisk(names, part.smallest, part.unique))
            kept = sorted(kept, key=lambda item: (-item.unique_rows, item.smallest_class, item.columns))[:KEPT]
        found += kept
    return tuple(found), _said(considered, left, min(LARGEST, len(columns) - 1))


def _bound(names: tuple[str, ...], columns: Mapping[str, CodedColumn], full: Classes) -> int:
    return min(full.unique, math.prod(columns[name].distinct for name in names))


def _said(considered: int, left: int, largest: int) -> Text:
    columns = f"{largest} columns" if largest > 1 else "one column"
    if not left:
        return Text(
            f"All {considered} sets of up to {columns} were searched.",
            f"已检索不超过 {largest} 个字段的全部 {considered} 种组合。",
        )
    return Text(
        f"The search was cut: {left} of {considered} sets of up to {columns} were not measured. None of them "
        "can have more unique rows than all quasi-identifiers together.",
        f"检索有上限：不超过 {largest} 个字段的 {considered} 种组合中有 {left} 种未测量；"
        "其唯一行数均不超过全部准标识符合用时的唯一行数。",
    )
