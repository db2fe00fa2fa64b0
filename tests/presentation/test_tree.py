from __future__ import annotations

import pytest

from pia.errors import ReportError
from pia.presentation.tree import tree


def same(text: str) -> str:
    return text


def test_blocks_inlines_and_spaces() -> None:
    body = "<p class='note'>a <strong>b</strong> &lt;c&gt;<br>d</p>"
    html = f"<!DOCTYPE html><html><head><title>t</title></head><body>{body}</body></html>"
    (paragraph,) = tree(html, same)["children"]
    assert (paragraph["tag"], paragraph["kind"]) == ("p", "note")
    first, bold, after, line, last = paragraph["children"]
    assert (first, bold["tag"], bold["children"], after, line["tag"], last) == (
        "a ",
        "strong",
        ["b"],
        " <c>",
        "br",
        "d",
    )


def test_pictures_are_kept_whole_with_their_text() -> None:
    inner = "<title>T</title><desc>D &amp; E</desc><rect/><text>1 &lt; 2</text>"
    svg = f'<svg xmlns="http://www.w3.org/2000/svg">{inner}</svg>'
    (figure,) = tree(f"<figure>{svg}</figure>", str.upper)["children"]
    (picture,) = figure["children"]
    assert picture["kind"] == "T D & E"
    assert picture["children"] == [svg]


def test_navigation_is_dropped_and_unknown_tags_are_refused() -> None:
    assert tree("<nav><ol><li>x</li></ol></nav>", same)["children"] == []
    with pytest.raises(ReportError, match="<video> is not in the report's tag set"):
        tree("<p><video></video></p>", same)
