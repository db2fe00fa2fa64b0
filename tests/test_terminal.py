from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from pia.errors import Problem
from pia.model.assessment import Assessment
from pia.model.text import Language, Text
from pia.model.waiver import Waiver, WaiverUse
from pia.terminal import Terminal


def terminal(*, quiet: bool = False, color: bool | None = False) -> Terminal:
    return Terminal(language=Language.EN, quiet=quiet, color=color, progress=True)


def test_errors_and_notes_go_to_stderr(capsys: pytest.CaptureFixture[str]) -> None:
    terminal().problems([Problem("a[b].csv", "x\u202e[red]y", "Mend it.")])
    terminal().note("done")
    terminal(quiet=True).note("unheard")
    out, err = capsys.readouterr()
    assert out == ""
    assert err == "a[b].csv: x\\u202e[red]y. Mend it.\ndone\n"


def test_colours_only_where_wanted(capsys: pytest.CaptureFixture[str]) -> None:
    terminal(color=True).problems([Problem("a", "b")])
    terminal(color=None).problems([Problem("a", "b")])
    _, err = capsys.readouterr()
    assert err.splitlines()[0].startswith("\x1b[")
    assert err.splitlines()[1] == "a: b"


def test_progress_takes_any_dataset_name() -> None:
    with terminal().progress() as progress:
        progress("[bold]d", 1, 10)
        progress("[bold]d", 10, 10)


def test_waivers_are_shown_with_all_objections(
    capsys: pytest.CaptureFixture[str], assessed: Callable[[str], Assessment]
) -> None:
    waiver = Waiver("t.1", 1, "n", "r", "a", "b", date(2026, 11, 1), date(2026, 12, 1))
    void = WaiverUse(replace(waiver, rule="t.2"), False, (Text("one", "甲"), Text("two\x1b", "乙")))
    both = replace(assessed("air-quality"), waivers=(WaiverUse(waiver, True), void))
    terminal().assessment(both)
    shown = capsys.readouterr().out
    assert "  0 columns in excess, 0 provisions missing\n" in shown
    assert "  t.1: waived until 2026-12-01\n" in shown
    assert "  t.2: waiver does not hold: one; two\\u001b\n" in shown
