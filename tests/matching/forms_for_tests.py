"""Random expressions and texts, and what the backtracking matchers say of them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

import numpy as np
import regex
from hypothesis import strategies as st

from pia.matching.forms import Form
from pia.matching.search import Spans
from pia.matching.texts import Texts

CHARACTERS = "abkKsSéß09 -.\t\n中文\u0130\u017f\u212a\u0660\u3000\U0001d4b3"
TEXTS = st.lists(
    st.one_of(
        st.text(CHARACTERS, max_size=8),
        st.text("ab0 ", max_size=8),
        st.text("ab", max_size=5).map(lambda text: f" \n{text}\t\u3000"),
        st.text(max_size=3),
    ),
    min_size=1,
    max_size=6,
)
FLAGS = st.sampled_from([0, re.IGNORECASE, re.MULTILINE, re.DOTALL, re.IGNORECASE | re.MULTILINE | re.DOTALL])

_SINGLE = st.one_of(
    st.sampled_from(CHARACTERS).map(re.escape),
    st.sampled_from("aab0"),
    st.sampled_from([r"\d", r"\w", r"\s", r"\D", r"\W", r"\S", "."]),
    st.lists(st.sampled_from(["a", "b", "k", "s", "0-9", "a-c", "A-Z", r"\d", r"\s", r"\W", "中-文", "é"]), min_size=1)
    .map("".join)
    .flatmap(lambda inside: st.sampled_from([f"[{inside}]", f"[^{inside}]"])),
)
_AROUND = st.one_of(
    st.sampled_from([r"\b", r"\B", "^", "$", r"\A", r"\Z"]),
    st.tuples(st.sampled_from(["(?=", "(?!", "(?<=", "(?<!"]), _SINGLE).map(lambda parts: f"{parts[0]}{parts[1]})"),
)
_COUNTS = st.sampled_from(["*", "+", "?", "{2}", "{0,2}", "{1,3}", "{2,}"])


def _longer(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    together = st.lists(inner, min_size=1, max_size=4).map("".join)
    choice = st.lists(inner, min_size=2, max_size=3).map("|".join)
    group = st.tuples(st.sampled_from(["(?:", "(", "(?i:"]), choice).map(lambda parts: f"{parts[0]}{parts[1]})")
    ahead = st.tuples(st.sampled_from(["(?=", "(?!"]), choice).map(lambda parts: f"{parts[0]}{parts[1]})")
    repeated = st.tuples(st.one_of(_SINGLE, group), _COUNTS, st.sampled_from(["", "?"])).map("".join)
    return st.one_of(together, group, repeated, repeated, ahead)


EXPRESSIONS = st.recursive(st.one_of(_SINGLE, _SINGLE, _SINGLE, _AROUND), _longer, max_leaves=12)
FORMS = st.builds(
    Form,
    EXPRESSIONS,
    FLAGS.map(int),
    st.sampled_from(["re", "regex"]),
    whole=st.booleans(),
    digits=st.sampled_from([0, 0, 0, 1, 3]),
)


def encoded(texts: Sequence[str]) -> Texts:
    """Texts as a column."""
    values = [text.encode() for text in texts]
    offsets = np.cumsum([0, *map(len, values)]).astype(np.int32)
    data = np.frombuffer(b"".join(values) or b"\0", dtype=np.uint8)
    return Texts(data, offsets)


def spans(form: Form, text: str) -> list[tuple[int, int]]:
    """What a form finds in a text, in UTF-8 bytes."""
    if sum(character.isdecimal() for character in text) < form.digits:
        return []
    engine: Any = re if form.engine == "re" else regex
    compiled = engine.compile(form.expression, form.flags)
    if form.whole:
        return [(0, len(text.encode()))] if compiled.fullmatch(text.strip()) else []
    found = [match.span() for match in compiled.finditer(text) if match.end() > match.start()]
    return [(len(text[:start].encode()), len(text[:end].encode())) for start, end in found]


def found_in(texts: Texts, result: Spans) -> list[list[tuple[int, int]] | None]:
    """What a finder that looked at every cell found in each, in bytes of the cell; `None` where it is undecided."""
    found: dict[int, list[tuple[int, int]]] = {cell: [] for cell in range(len(texts.offsets) - 1)}
    for cell, start, end in zip(result.cells.tolist(), result.starts.tolist(), result.ends.tolist(), strict=True):
        first = int(texts.offsets[cell])
        found[cell].append((start - first, end - first))
    open_ = set(result.undecided.tolist())
    return [None if cell in open_ else own for cell, own in found.items()]
