"""Which record names the columns, and what the columns are then called."""

from __future__ import annotations

import re
from collections.abc import Sequence

HEADER_SAMPLE = 1000
"""Records that a decision about the header looks at."""

_DATA = re.compile(r"^\s*[-+]?\d[\d.,:/ -]*$|@\w+\.|\d(?:[ -]?\d){5}|[{[,]\s*[\"'{[]")


def is_data(cell: str) -> bool:
    """Whether a text looks like a value, not like a name: a number, a date, an e-mail address, many digits, JSON.

    >>> is_data("1949-12-31"), is_data("a@example.org"), is_data("address 2")
    (True, True, False)
    """
    return bool(_DATA.search(cell))


def is_header(first: Sequence[str], rest: Sequence[Sequence[str]]) -> bool:
    """Whether the first record names the columns; where it may be data, its cells must not be shown as names.

    It is data if a cell looks like a value or stands again below.
    """
    if not rest:
        return not any(is_data(cell) for cell in first)
    if any(is_data(cell) for cell in first):
        return False
    return not any(own == cell and cell.strip() for record in rest for own, cell in zip(record, first, strict=False))


def unique(header: Sequence[str]) -> list[str]:
    """Column names that differ, with a number where the file repeats one or gives none.

    >>> unique(["a", "a", "", " b  c "])
    ['a', 'a (2)', 'column 3', 'b c']
    """
    names: dict[str, None] = {}
    counts: dict[str, int] = {}
    for position, title in enumerate(header, 1):
        plain = " ".join(title.split()) or f"column {position}"
        name = plain
        while name in names:
            counts[plain] = counts.get(plain, 1) + 1
            name = f"{plain} ({counts[plain]})"
        names[name] = None
    return list(names)
