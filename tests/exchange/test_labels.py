from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from pia.exchange._labels import apart, heard, listed, told

WORDS = st.text("ab:-é 中", min_size=1).map(str.strip).filter(lambda text: text not in ("", "-") and "  " not in text)


@given(st.lists(st.tuples(st.sampled_from(["Purpose", "Basis"]), WORDS), min_size=1))
def test_what_is_told_is_heard_again(lines: list[tuple[str, str]]) -> None:
    assert heard(told(lines), ["Purpose", "Basis"]) == lines


def test_free_text_is_not_taken_for_labels() -> None:
    assert heard("", ["Purpose"]) is None
    assert heard("Purpose: a\nand more", ["Purpose"]) is None
    assert apart(listed(["a", "b c"])) == ("a", "b c")
    assert apart("") == ()
