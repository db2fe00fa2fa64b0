from __future__ import annotations

from pia.presentation.glyphs import Replacer, covered, visible


def test_the_font_has_what_reports_use() -> None:
    for character in "aZ09é中文个人信息#□*—…·×№，。：；（）":
        assert ord(character) in covered(), character


def test_what_it_lacks_is_named() -> None:
    replace = Replacer()
    assert replace("ok 中\n") == "ok 中\n"
    assert replace.missing == set()
    assert replace("a\U0001f642b") == "a[U+1F642]b"
    assert replace.missing == {"\U0001f642"}


def test_control_characters_become_visible() -> None:
    assert visible("a\tb\u0000\n好\u3000") == "a[U+0009]b[U+0000]\n好\u3000"
