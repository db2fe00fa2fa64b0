from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from pia.matching.alphabet import Alphabet
from pia.matching.programs import Charset

SETS = [Charset(r"\d", 0, "re"), Charset("[a-k]", 2, "re"), Charset("[^é中]", 0, "regex"), Charset(r"\s", 0, "re")]


@settings(deadline=None)
@given(st.lists(st.characters(), max_size=5))
def test_a_class_says_which_sets_a_character_is_in(characters: list[str]) -> None:
    alphabet = Alphabet(SETS)
    for character in characters:
        kind = alphabet.kinds[alphabet.class_of(character)]
        assert kind == tuple(bool(one.members(character)) for one in SETS)


def test_pages_are_filled_as_they_are_met() -> None:
    alphabet = Alphabet(SETS)
    assert alphabet.pages[0].all()
    assert not alphabet.pages[0x4E].any()
    alphabet.class_of("中")
    assert alphabet.pages[0x4E].all()


def test_characters_that_no_set_tells_apart_are_one_class() -> None:
    alphabet = Alphabet(SETS)
    assert alphabet.class_of("a") == alphabet.class_of("K") == alphabet.class_of("\u212a")
    assert alphabet.class_of("a") != alphabet.class_of("z")
