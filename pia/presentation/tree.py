"""The report's HTML -> a tree that the typesetter reads; data never becomes markup of another language."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Callable
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

from pia.errors import Problem, ReportError

BLOCKS = frozenset(
    {"section", "header", "main", "h1", "h2", "h3", "h4", "h5", "p", "ul", "ol", "li", "dl", "dt", "dd"}
    | {"table", "thead", "tbody", "tr", "th", "td", "figure", "figcaption"}
)
INLINES = frozenset({"a", "strong", "em", "br", "span", "code"})
_DROPPED = frozenset({"head", "nav", "script"})
_AROUND = frozenset({"html", "body"})
_VOID = frozenset({"br", "meta"})


@dataclass(slots=True)
class _Node:
    tag: str
    kind: str = ""
    children: list[Any] = field(default_factory=list)

    def plain(self) -> dict[str, Any]:
        children = [child if isinstance(child, str) else child.plain() for child in self.children]
        return {"tag": self.tag, "kind": self.kind, "children": children}


class _Reader(HTMLParser):
    """Builds the tree; an unknown tag is an error, a picture is kept as it is."""

    def __init__(self, replace: Callable[[str], str]) -> None:
        super().__init__(convert_charrefs=True)
        self.replace = replace
        self.root = _Node("body")
        self.open = [self.root]
        self.dropping = 0
        self.picture: list[str] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self.picture is not None or tag == "svg":
            self.picture = self.picture if self.picture is not None else []
            self.picture.append(self.get_starttag_text() or "")
        elif tag in _DROPPED:
            self.dropping += 1
        elif not self.dropping and tag not in _AROUND:
            self._add(tag, dict(attrs).get("class") or "")

    def _add(self, tag: str, kind: str) -> None:
        if tag not in BLOCKS and tag not in INLINES:
            raise ReportError(Problem("assessment.html.jinja", f"the tag <{tag}> is not in the report's tag set", ""))
        node = _Node(tag, kind)
        self.open[-1].children.append(node)
        if tag not in _VOID:
            self.open.append(node)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self.picture is not None:
            self.picture.append(self.get_starttag_text() or "")
        else:
            super().handle_startendtag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        if self.picture is not None:
            self.picture.append(f"</{tag}>")
            if tag == "svg":
                self.open[-1].children.append(_picture("".join(self.picture), self.replace))
                self.picture = None
        elif tag in _DROPPED:
            self.dropping -= 1
        elif not self.dropping and tag not in _AROUND and tag not in _VOID:
            self.open.pop()

    def handle_data(self, data: str) -> None:
        if self.picture is not None:
            self.picture.append(data.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"))
        elif not self.dropping and data.strip():
            self.open[-1].children.append(self.replace(" ".join(_kept_spaces(data))))
        elif not self.dropping and data and self.open[-1].tag in {"p", "td", "dd", "li", "span"}:
            self.open[-1].children.append(" ")


def _kept_spaces(data: str) -> list[str]:
    words = data.split()
    return ([""] if data[0].isspace() else []) + words + ([""] if data[-1].isspace() else [])


def _picture(svg: str, replace: Callable[[str], str]) -> _Node:
    root = ET.fromstring(svg)  # noqa: S314 - drawn by pia itself, a moment ago
    text = " ".join((part.text or "") for part in root if part.tag.endswith(("title", "desc")))
    return _Node("svg", replace(text), [svg])


def tree(html: str, replace: Callable[[str], str]) -> dict[str, Any]:
    """The body of a report as nested `{tag, kind, children}`; texts pass through `replace`.

    Raises:
        ReportError: It uses a tag outside the report's tag set.
    """
    reader = _Reader(replace)
    reader.feed(html)
    reader.close()
    return reader.root.plain()
