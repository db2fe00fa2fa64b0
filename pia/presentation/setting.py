"""What a typesetter needs beside the tree: where long words may break, how tables share their width."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

_BREAK = "\u200b"
_LONG_RUN = re.compile(r"\S{13,}")
_SEPARATOR = re.compile(r"[._/:,-]")
_LONG_WORD = re.compile(r"[\w#*]{18,}")
_LEAST, _MOST, _LONGEST = 11.0, 48.0, 120
_TALL = 900
"""Letters of a cell that may be taller than a page, so that it must be allowed to break."""


def prepared(node: Any, *, code: bool = False, cell: bool = False) -> Any:
    """The tree with break marks in its texts; a table has its `widths`, a very long cell is `tall`, code in one `bare`.

    Shape: as `pia.presentation.tree.tree`; `widths` are relative, one a column.
    """
    if isinstance(node, str):
        return _LONG_RUN.sub(_spread, node) if code else breakable(node)
    if node["tag"] == "svg":
        return node
    code, cell = code or node["tag"] == "code", cell or node["tag"] in {"td", "th"}
    made = {**node, "children": [prepared(child, code=code, cell=cell) for child in node["children"]]}
    if node["tag"] == "table":
        made["widths"] = widths([[letters(cell) for cell in row] for row in _rows(node)])
    elif node["tag"] == "code":
        made["bare"] = cell
    elif node["tag"] in {"td", "th"}:
        made["tall"] = letters(node) > _TALL
    return made


def breakable(text: str) -> str:
    """A text whose long runs may break after a separator, and whose very long words may break anywhere.

    >>> breakable("short words") == "short words"
    True
    """
    return _LONG_RUN.sub(lambda run: _LONG_WORD.sub(_spread, _SEPARATOR.sub(rf"\g<0>{_BREAK}", run[0])), text)


def _spread(word: re.Match[str]) -> str:
    return _anywhere(word[0])


def _anywhere(text: str) -> str:
    return _BREAK.join(text)


def letters(node: Any) -> int:
    """Letters in a node."""
    return len(node) if isinstance(node, str) else sum(map(letters, node["children"]))


def widths(rows: Sequence[Sequence[int]]) -> list[float]:
    """How columns share the width: half by the mean of what stands in them, half by the longest, within bounds.

    >>> widths([[4, 10], [40, 10]])
    [21.0, 11.0]
    """
    columns = [[min(row[place], _LONGEST) for row in rows if place < len(row)] for place in range(_columns(rows))]
    return [
        round(max(_LEAST, min(_MOST, sum(sizes) / len(sizes) / 2 + max(sizes) / 4)), 1) for sizes in columns if sizes
    ]


def _columns(rows: Sequence[Sequence[int]]) -> int:
    return max(map(len, rows), default=0)


def _rows(table: Any) -> list[list[Any]]:
    parts = [part for part in table["children"] if not isinstance(part, str)]
    rows = [row for part in parts for row in part["children"] if not isinstance(row, str)]
    return [[cell for cell in row["children"] if not isinstance(cell, str)] for row in rows]
