from __future__ import annotations

import numpy as np

from pia.checksums.characters import (
    BASE36,
    BLANK,
    COLON,
    DASH,
    DIGIT,
    LETTER,
    MARK,
    PLUS,
    POINT,
    WHITE,
    count_digits,
    number,
    remainder,
)


def data(text: str) -> np.ndarray[tuple[int], np.dtype[np.uint8]]:
    return np.frombuffer(text.encode("ascii"), np.uint8)


def test_tables_say_of_each_ascii_character_what_python_says() -> None:
    for place in range(128):
        character = chr(place)
        assert DIGIT[place] == (int(character) if character.isdigit() else -1)
        assert LETTER[place] == (ord(character.upper()) - 65 if character.isalpha() else -1)
        assert BASE36[place] == (int(character, 36) if character.isalnum() else -1)
        assert bool(MARK[place] & WHITE) == character.isspace()
    marks = {" ": BLANK | WHITE, "-": DASH, ":": COLON, "+": PLUS, ".": POINT}
    assert {chr(place): mark for place, mark in enumerate(MARK) if mark not in (0, WHITE)} == marks
    assert set(DIGIT[128:]) == set(LETTER[128:]) == set(BASE36[128:]) == {-1}
    assert not MARK[128:].any()


def test_digits_are_counted_and_read() -> None:
    text = data("12-34 a5")
    assert count_digits(text, 0, 5, DASH) == 4
    assert count_digits(text, 0, 5, BLANK) == -1
    assert count_digits(text, 0, 0, DASH) == 0
    assert number(text, 0, 8) == 12345
    assert remainder(text, 0, 8, 23) == 12345 % 23
    assert remainder(text, 5, 7, 23) == -1
