from __future__ import annotations

from pathlib import Path

import pytest

from tests.trust import Figure
from tests.trust.__main__ import MARKS, PAGE, main, table


def test_a_promise_holds_only_if_it_was_tried_and_never_broken() -> None:
    assert Figure("p", 1, 0).holds
    assert not Figure("p", 0, 0).holds
    assert not Figure("p", 2, 1).holds


def test_the_table_marks_what_does_not_hold() -> None:
    rows = table({"m": [Figure("kept", 1200, 0, "files"), Figure("lost", 3, 1), Figure("untried", 0, 0)]}).rows
    assert rows[0] == ("kept", "m", "1,200", "0", "files")
    assert [row[3] for row in rows[1:]] == ["1 (!)", "0 (!)"]


def test_a_measure_that_is_not_there_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["nonesuch"])
    assert "no measure is called nonesuch" in capsys.readouterr().err


def test_the_page_has_a_place_for_the_figures() -> None:
    text = Path(PAGE).read_text(encoding="utf-8")
    assert all(text.count(mark) == 1 for mark in MARKS)
