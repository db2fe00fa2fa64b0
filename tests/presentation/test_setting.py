from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from pia.presentation.setting import breakable, letters, prepared, widths
from pia.presentation.tree import tree

BREAK = "\u200b"


@given(st.text())
def test_break_marks_change_no_letter(text: str) -> None:
    assert breakable(text).replace(BREAK, "") == text.replace(BREAK, "")


@given(st.text("ab #*_.-/", min_size=1))
def test_no_run_stays_too_long_to_break(text: str) -> None:
    assert all(len(run) < 18 for run in breakable(text).replace(BREAK, " ").split(" "))


def test_short_words_stay_and_long_code_breaks_anywhere() -> None:
    made = prepared(tree("<p>short words <code>abc abcdefghijklmn</code></p>", str))
    paragraph = made["children"][0]
    assert paragraph["children"][0] == "short words "
    assert paragraph["children"][1]["children"] == ["abc " + BREAK.join("abcdefghijklmn")]


def test_tables_know_their_widths_and_their_tall_cells() -> None:
    html = (
        "<table><thead><tr><th>a</th><th>b</th></tr></thead>"
        f"<tbody><tr><th>x</th><td>{'long text ' * 100}</td></tr></tbody></table>"
    )
    table = prepared(tree(html, str))["children"][0]
    assert table["widths"][0] < table["widths"][1]
    cells = table["children"][1]["children"][0]["children"]
    assert [cell["tall"] for cell in cells] == [False, True]
    assert letters(cells[0]) == 1


def test_pictures_are_left_as_they_are() -> None:
    figure = tree("<figure><svg><title>averyveryverylongtitleindeed</title></svg></figure>", str)["children"][0]
    assert prepared(figure)["children"] == figure["children"]


@given(st.lists(st.lists(st.integers(0, 10_000), min_size=3, max_size=3), min_size=1))
def test_every_column_gets_a_share_within_bounds(rows: list[list[int]]) -> None:
    assert len(widths(rows)) == 3
    assert all(11 <= width <= 48 for width in widths(rows))
    assert widths([]) == []


def test_code_in_a_cell_stands_bare_for_speed() -> None:
    html = "<p><code>a</code></p><table><tbody><tr><td><code>b</code></td></tr></tbody></table>"
    paragraph, table = prepared(tree(html, str))["children"]
    cell = table["children"][0]["children"][0]["children"][0]
    assert [paragraph["children"][0]["bare"], cell["children"][0]["bare"]] == [False, True]
