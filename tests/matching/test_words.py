from __future__ import annotations

import re

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pia.matching.texts import Texts
from pia.matching.words import Words

WORDS = ("asthma", "m", "gay", "māori", "féminin", "男", "高血压", "type 1 diabetes", "e-x")
PIECES = st.sampled_from(
    [*WORDS, "Asthma", "GAY", "MĀORI", "FÉMININ", "TYPE 1", "k", "\u212a", "ı", "ſ", "血", "é", "X"]
)
MARKS = st.sampled_from(["", " ", "\u3000", "\xa0", "-", "7", "，", "\n", "x"])
TEXTS = st.lists(st.lists(st.tuples(MARKS, PIECES, MARKS).map("".join), max_size=4).map("".join), max_size=6)

_ODD = re.compile("[ıİſ\u212a\u212b]")
_ANY = "|".join(sorted(map(re.escape, WORDS), key=len, reverse=True))
INSIDE = [re.compile(rf"(?<![A-Za-z]){word}(?![A-Za-z])", re.IGNORECASE) for word in WORDS if word[0] < "\x80"]
INSIDE += [re.compile(word, re.IGNORECASE) for word in WORDS if word[0] > "\x80"]
FIRST = re.compile(rf"(?:{_ANY})(?:[^A-Za-z0-9\u4000-\u9fff]|$)", re.IGNORECASE)


def column(texts: list[str]) -> Texts:
    encoded = [text.encode() for text in texts]
    offsets = np.cumsum([0, *map(len, encoded)]).astype(np.int32)
    return Texts(np.frombuffer(b"".join(encoded) + b"\n", dtype=np.uint8), offsets)


@settings(deadline=None)
@given(TEXTS)
def test_a_word_inside_a_cell_is_told_as_an_expression_tells_it(texts: list[str]) -> None:
    told = [bool(_ODD.search(text)) or any(form.search(text) for form in INSIDE) for text in texts]
    assert Words(WORDS, first=False).cells(column(texts)).tolist() == told


@settings(deadline=None)
@given(TEXTS)
def test_a_word_that_begins_a_cell_is_told(texts: list[str]) -> None:
    found = Words(WORDS, first=True).cells(column(texts)).tolist()
    for text, told in zip(texts, found, strict=True):
        assert told or not FIRST.match(text.strip())
        assert not told or _ODD.search(text) or re.search(_ANY, text, re.IGNORECASE)


@pytest.mark.parametrize("words", [("1a",), ("",), ("Ωmega",), ("aß\u0178",), ("\xa0a",)])
def test_words_that_cannot_be_looked_up_are_refused(words: tuple[str, ...]) -> None:
    with pytest.raises(ValueError, match="cannot be looked up"):
        Words(words, first=False)
