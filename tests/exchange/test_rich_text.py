from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from pia.exchange._rich_text import plain, rich

LINES = st.text("ab<&>é \"'", min_size=1).map(lambda text: " ".join(text.split())).filter(bool)


@given(st.lists(st.lists(LINES, min_size=1, max_size=3).map("\n".join), min_size=1, max_size=3).map("\n\n".join))
def test_plain_text_comes_back_from_rich_text(text: str) -> None:
    assert plain(rich(text)) == text


def test_tags_become_lines_and_nothing_else() -> None:
    assert plain("<ul><li>a<ul><li>b</li></ul></li></ul>") == "- a\n\n- b"
    assert plain("one<br/>two<script>alert(1)</script>&lt;b&gt;") == "one\ntwo<b>"
    assert plain("<p>&nbsp;</p>") == ""
    assert plain("<li></li><br>x<!-- a comment --></style>") == "x"
    assert "<script>" not in rich("<script>")
