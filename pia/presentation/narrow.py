"""Tables on a narrow screen: rows become cards there, so each cell carries the heading of its column."""

from __future__ import annotations

import re

_TABLE = re.compile(r"<table\b.*?</table>", re.DOTALL)
_HEADING = re.compile(r"<th\b[^>]*>(.*?)</th>", re.DOTALL)
_ROW = re.compile(r"<tr\b.*?</tr>", re.DOTALL)
_CELL = re.compile(r"<t([hd])\b")
_TAG = re.compile(r"<[^>]*>")


def labelled(html: str) -> str:
    """A page whose data cells say their column in `data-label`, which the style shows where headings are hidden."""
    return _TABLE.sub(lambda found: _table(found[0]), html)


def _table(table: str) -> str:
    head, end, body = table.partition("</thead>")
    labels = [_TAG.sub("", text).replace('"', "&#34;").strip() for text in _HEADING.findall(head)] if end else []
    return head + end + _ROW.sub(lambda found: _row(found[0], labels), body) if labels else table


def _row(row: str, labels: list[str]) -> str:
    places = iter(labels)

    def cell(found: re.Match[str]) -> str:
        label = next(places, "")
        return f'{found[0]} data-label="{label}"' if label and found[1] == "d" else found[0]

    return _CELL.sub(cell, row)
