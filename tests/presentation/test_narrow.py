from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from markupsafe import escape

from pia.presentation.narrow import labelled

HEAD = '<table class="wide">\n<thead><tr><th>Column</th><th>Says <em>"much"</em></th></tr></thead>\n<tbody>\n'


def test_a_data_cell_says_its_column() -> None:
    page = f"<p>a</p>{HEAD}<tr><th>name</th><td class='x'>1</td></tr></tbody></table><p>b</p>"
    expected = page.replace("<td class", '<td data-label="Says &#34;much&#34;" class')
    assert labelled(page) == expected


def test_a_row_longer_than_the_head_and_a_table_without_head_stay() -> None:
    longer = labelled(f"{HEAD}<tr><td>1</td><td>2</td><td>3</td></tr></tbody></table>")
    assert longer.count("data-label") == 2
    assert "<td>3</td>" in longer
    assert labelled("<table><tr><td>1</td></tr></table>") == "<table><tr><td>1</td></tr></table>"


@given(st.lists(st.text(), min_size=1, max_size=4), st.text())
def test_no_heading_breaks_out_of_its_attribute(heads: list[str], cell: str) -> None:
    head = "".join(f"<th>{escape(text)}</th>" for text in heads)
    row = "".join(f"<td>{escape(cell)}</td>" for _ in heads)
    table = f"<table><thead><tr>{head}</tr></thead><tbody><tr>{row}</tr></tbody></table>"
    made = labelled(table)
    assert made.replace("<td>", "<td ").count("<td ") == len(heads)
    for text in heads:
        label = str(escape(text)).strip()
        assert not label or f' data-label="{label}">' in made
