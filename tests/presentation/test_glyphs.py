from __future__ import annotations

from pia.presentation.glyphs import Replacer, covered


def test_the_font_has_what_reports_use() -> None:
    for character in "aZ09é中文个人信息#□*—…·×№，。：；（）":
        assert ord(character) in covered(), character


def test_what_it_lacks_is_named() -> None:
    replace = Replacer()
    assert replace("ok 中\n") == "ok 中\n"
    assert replace.missing == set()
    assert replace("a\U0001f642b") == "a[U+1F642]b"
    assert replace.missing == {"\U0001f642"}
