from __future__ import annotations

import numpy as np
import pytest

from pia.recognizers import Pattern, PatternRecognizer, names
from pia.scan import verdicts
from pia.scan.verdicts import VERDICTS, Verdicts
from tests.matching.forms_for_tests import encoded


def test_each_distinct_text_is_asked_about_once(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def test(text: str) -> bool | None:
        asked.append(text)
        return {"a": True, "中": False}.get(text)

    recognizer = PatternRecognizer("t.t", "T", (Pattern("x", 0.5),), test=test)
    column, told = encoded(["xa", "中", "\ufffd", "a", "中"]), Verdicts()
    starts, ends = column.offsets[:-1].astype(np.int64), column.offsets[1:].astype(np.int64)
    starts[0] += 1
    expected = [True, False, None, True, False]
    for _ in range(2):
        codes = told.of(recognizer, column, starts, ends)
        assert [VERDICTS[code] for code in codes.tolist()] == expected
    assert asked == ["a", "中", "\ufffd"]
    monkeypatch.setattr(verdicts, "MOST_REMEMBERED", 2)
    assert [VERDICTS[code] for code in Verdicts().of(recognizer, column, starts, ends).tolist()] == expected


def test_a_text_that_is_no_utf8_is_asked_about_as_it_is_shown() -> None:
    recognizer = PatternRecognizer("t.t", "T", (Pattern("x", 0.5),), test=lambda text: text == "\ufffd")
    column = encoded(["中"])
    codes = Verdicts().of(recognizer, column, np.array([0, 0]), np.array([2, 3]))
    assert [VERDICTS[code] for code in codes.tolist()] == [True, False]


def test_a_test_of_many_at_once_is_preferred_and_says_the_same() -> None:
    whole = [one for one in names.RECOGNIZERS if isinstance(one, names.WholeNames)]
    recognizer = next(one for one in whole if one.name == "names.han_listed")
    told = ["李建国", "高血压", " 王芳\n", "黄河", "李建国"]
    column = encoded(told)
    starts, ends = column.offsets[:-1].astype(np.int64), column.offsets[1:].astype(np.int64)
    codes = Verdicts().of(recognizer, column, starts, ends)
    assert [VERDICTS[code] for code in codes.tolist()] == [recognizer.verdict(text) for text in told]
    assert len(set(codes.tolist())) == 2
