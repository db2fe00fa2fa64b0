from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pia.matching import prose

PIECES = [
    "Anna",
    "call",
    " ",
    " ",
    "the",
    ".",
    ": ",
    "\n",
    "É",
    "王",
    "小",
    "明来电",
    "，",
    "。",
    ",",
    ";",
    "1",
    "📞",
    "A",
    "b",
]
TEXTS = st.lists(st.lists(st.sampled_from(PIECES), max_size=24).map("".join), max_size=8)


def cells(texts: list[str]) -> tuple[np.ndarray, np.ndarray]:
    encoded = [text.encode() for text in texts]
    offsets = np.cumsum([0, *map(len, encoded)]).astype(np.int32)
    return np.frombuffer(b"".join(encoded) + b"\n", dtype=np.uint8), offsets


@settings(deadline=None)
@given(TEXTS)
def test_the_loops_say_what_the_expressions_say(texts: list[str]) -> None:
    kinds = [
        (prose.PLAIN if prose.is_plain(text) else prose.TEXT) if prose.is_latin(text) else prose.NO_TEXT
        for text in texts
    ]
    assert prose.latin(*cells(texts)).tolist() == kinds
    assert prose.han(*cells(texts)).tolist() == [prose.TEXT * prose.is_han(text) for text in texts]


@pytest.mark.parametrize(
    ("text", "latin"),
    [
        ("What's your name? Anna Bell", True),
        ("Please ask Anna Bell about it", True),
        ("please ask about it", False),
        ("Connaught Place, New Delhi", False),
    ],
)
def test_lists_of_names_are_no_text(text: str, latin: bool) -> None:
    assert prose.is_latin(text) is latin
