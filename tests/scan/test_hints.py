from __future__ import annotations

import numpy as np
import pyarrow as pa
import pytest

from pia.recognizers import Hint
from pia.recognizers.special import RECOGNIZERS, any_of
from pia.scan.columns import texts_of
from pia.scan.hints import SMALL_BYTES, Hinted
from pia.scan.kernel import Kernel
from pia.scan.tally import tally_batch
from tests.scan.tables_for_tests import KEY, batch, said

TEXTS = [
    "Asthma",
    "none",
    "she has asthma now",
    "",
    "Asthma",
    "中共党员",
    "\u3000 female\u00a0",
    "DİABETES",
    "ſtroke patient",
]


ASTHMA, ZEBRA = Hint(("asthma",)), Hint(("zebra",))


@pytest.mark.parametrize("type_", [pa.string(), pa.large_string()])
def test_cells_are_found_once_and_grouped_by_text(type_: pa.DataType) -> None:
    hinted = Hinted(texts_of(pa.array(["x", *TEXTS, "z" * SMALL_BYTES], type_)[1:]))
    asked = hinted.asked(ASTHMA)
    assert [asked.texts[place] for place in asked.places][:3] == ["Asthma", "she has asthma now", "Asthma"]
    assert set(asked.rows.tolist()) == {0, 2, 4, TEXTS.index("DİABETES"), TEXTS.index("ſtroke patient")}
    assert hinted.asked(ASTHMA) is asked
    assert hinted.asked(None).rows.tolist() == list(range(len(TEXTS) + 1))
    assert hinted.grouped(np.array([3])).texts == [""]


def test_hinted_recognizers_say_the_same_in_the_kernel() -> None:
    words = [
        *TEXTS,
        "Hindu (Brahmin)",
        "convicted of theft",
        "残疾人",
        "Married",
        "white",
        None,
        "ASTHMA\n",
        "asthmatics",
    ]
    one = batch({"c1": pa.array(words * 3, pa.string()), "c2": pa.array(["1"] * len(words) * 3)})
    assert said(Kernel(RECOGNIZERS, KEY, ()).tally(one)) == said(tally_batch(one, RECOGNIZERS, KEY))
    big = batch({"c1": pa.array([*words, "z" * SMALL_BYTES])})
    assert said(Kernel(RECOGNIZERS, KEY, ()).tally(big)) == said(tally_batch(big, RECOGNIZERS, KEY))
    assert Hinted(texts_of(pa.array(TEXTS))).asked(ZEBRA).rows.tolist() == list(range(len(TEXTS)))


def test_a_hint_is_in_every_text_with_a_match() -> None:
    words = ("Asthma", "高血压", "Gay")
    texts = [f"{before}{word}{after}" for word in words for before in ("", " ", "(") for after in ("", " x")]
    cells = pa.array([*texts, "z" * SMALL_BYTES])
    for recognizer in RECOGNIZERS:
        if recognizer.hint:
            rows = set(Hinted(texts_of(cells)).asked(recognizer.hint).rows.tolist())
            assert {match.value_index for match in recognizer.matches(texts)} <= rows


def test_words_become_one_expression() -> None:
    assert any_of(("ab", "abc", "ad")) == "a(?:b(?:c)?|d)"
