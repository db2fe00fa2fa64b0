"""A report as Markdown (GitHub Flavored Markdown): for pull requests, wikis and plain reading."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any

from pia.presentation.paper import Paper, PaperReport
from pia.presentation.tree import tree
from pia.presentation.words import Words

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~$@])")
_FIRST = re.compile(r"^(\s*)(?:([-+=])|(\d+)([.)]))(?=\s|$)")
_MARKS = {"strong": "**", "em": "*"}


class MarkdownReport(PaperReport):
    """`report.md`."""

    name = "markdown"
    suffix = ".md"

    def set(self, paper: Paper) -> bytes:
        """The page as Markdown; pictures are told by their text alternatives.

        Raises:
            ReportError: The template uses a tag outside the report's tag set.
        """
        words = Words(paper.language)
        blocks = _blocks(tree(paper.html, str)["children"], words)
        return ("\n\n".join(block for block in blocks if block.strip()) + "\n").encode()


def escaped(text: str) -> str:
    r"""A text that Markdown shows as it is.

    >>> escaped("a_b <i> | #1")
    'a\\_b \\<i\\> \\| \\#1'
    """
    return _SPECIAL.sub(r"\\\1", text)


def _line(text: str) -> str:
    """A line that starts no list and no heading by accident."""
    return _FIRST.sub(lambda hit: f"{hit[1]}\\{hit[2]}" if hit[2] else f"{hit[1]}{hit[3]}\\{hit[4]}", text)


def _inline(node: Any, newline: str = "  \n") -> str:
    if isinstance(node, str):
        return escaped(node)
    if node["tag"] == "br":
        return newline
    if node["tag"] == "code":
        return _code("".join(child for child in node["children"] if isinstance(child, str)))
    inner = "".join(_inline(child, newline) for child in node["children"])
    mark = "**" if "badge" in node["kind"].split() else _MARKS.get(node["tag"], "")
    bare = inner.strip()
    if not mark or not bare:
        return inner
    before, after = inner[: len(inner) - len(inner.lstrip())], inner[len(inner.rstrip()) :]
    return f"{before}{mark}{bare}{mark}{after}"


def _code(text: str) -> str:
    """Code in a fence longer than any in it; a bar would end a cell of a table."""
    fence = "`" * (1 + max((len(run) for run in re.findall("`+", text)), default=0))
    pad = " " if text.startswith("`") or text.endswith("`") else ""
    return f"{fence}{pad}{text.replace('|', '∣')}{pad}{fence}" if text else ""


def _text(node: Any, newline: str = "  \n") -> str:
    return "".join(_inline(child, newline) for child in node["children"]).strip()


def _blocks(nodes: Sequence[Any], words: Words) -> list[str]:
    found: list[str] = []
    for node in nodes:
        if isinstance(node, str):
            found.append(_line(escaped(node).strip()))
        else:
            found += _block(node, words)
    return found


def _block(node: Any, words: Words) -> list[str]:
    tag = node["tag"]
    setters: dict[str, Callable[[], str]] = {
        "p": lambda: _line(_text(node)),
        "ul": lambda: _list(node),
        "ol": lambda: _list(node),
        "dl": lambda: "\n".join(_pairs(node, words)),
        "table": lambda: _table(node),
        "svg": lambda: f"*{escaped(node['kind'])}*" if node["kind"] else "",
    }
    if re.fullmatch("h[1-5]", tag):
        return [f"{'#' * int(tag[1])} {_text(node, ' ')}"]
    return [setters[tag]()] if tag in setters else _blocks(node["children"], words)


def _list(node: Any) -> str:
    items = enumerate(_elements(node, "li"), start=1)
    return "\n".join(_item(item, f"{place}. " if node["tag"] == "ol" else "- ") for place, item in items)


def _elements(node: Any, *tags: str) -> list[Any]:
    return [child for child in node["children"] if not isinstance(child, str) and child["tag"] in tags]


def _item(node: Any, mark: str) -> str:
    return mark + _text(node, f"  \n{' ' * len(mark)}")


def _pairs(node: Any, words: Words) -> list[str]:
    lines: list[str] = []
    for child in _elements(node, "dt", "dd"):
        if child["tag"] == "dt":
            lines.append(f"- **{_text(child, ' ')}**{words('colon')}")
        else:
            lines[-1] += _text(child, "  \n  ")
    return [line.rstrip() for line in lines]


def _table(node: Any) -> str:
    head = [_text(cell, "<br>") for row in _rows(node, "thead") for cell in _elements(row, "th", "td")]
    lines = [f"| {' | '.join(head)} |", f"|{' --- |' * len(head)}"]
    lines += [
        f"| {' | '.join(_text(cell, '<br>') for cell in _elements(row, 'th', 'td'))} |" for row in _rows(node, "tbody")
    ]
    return "\n".join(lines)


def _rows(node: Any, part: str) -> list[Any]:
    return [row for own in _elements(node, part) for row in _elements(own, "tr")]


REPORT = MarkdownReport()
