"""Rich text of a form as plain text with its line breaks, and plain text as such rich text."""

from __future__ import annotations

import re
from html import escape
from html.parser import HTMLParser

_BLOCKS = frozenset({"div", "ul", "ol", "li", "tr", "table", "br", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote"})
_SILENT = frozenset({"script", "style"})
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>|&(?:[a-zA-Z]+|#[0-9]+|#x[0-9a-fA-F]+);")


class _Reading(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.silent += tag in _SILENT
        self.parts.append(self._break(tag, "\n- " if tag == "li" else "\n"))

    def handle_endtag(self, tag: str) -> None:
        self.silent -= tag in _SILENT and self.silent > 0
        self.parts.append(self._break(tag, "" if tag in {"br", "li"} else "\n"))

    def _break(self, tag: str, single: str) -> str:
        return "\n\n" if tag == "p" else single if tag in _BLOCKS else ""

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.parts.append(re.sub(r"[ \t\r\n\f\xa0]+", " ", data))


def plain(text: str) -> str:
    r"""The words of a text, a line for each of its blocks; a text without tags stays as it is.

    >>> plain("<p>Two&nbsp;lists:</p><ul><li>one</li><li>two</li></ul>")
    'Two lists:\n\n- one\n- two'
    >>> plain("a < b")
    'a < b'
    """
    if not _TAG.search(text):
        return text.strip()
    reading = _Reading()
    reading.feed(text)
    reading.close()
    lines = [line.strip() for line in "".join(reading.parts).split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join("" if line == "-" else line for line in lines)).strip()


def rich(text: str) -> str:
    """A plain text as rich text: nothing in it is a tag, blank lines part its paragraphs.

    >>> rich("a < b")
    '<p>a &lt; b</p>'
    """
    return "".join(
        f"<p>{'<br />'.join(escape(line, quote=False) for line in part.splitlines())}</p>"
        for part in text.split("\n\n")
        if part.strip()
    )
