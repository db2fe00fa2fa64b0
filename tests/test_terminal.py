from __future__ import annotations

import pytest

from pia.errors import Problem
from pia.model.text import Language
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
