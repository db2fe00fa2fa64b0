from __future__ import annotations

from pathlib import Path

import pytest

from tests.trust import crashes, leaks
from tests.trust._planted import plant
from tests.trust._watched import Run, Watched


def test_every_command_is_run() -> None:
    assert leaks.uncalled() == set()


def test_every_kind_of_place_is_searched(tmp_path: Path) -> None:
    planted = plant(tmp_path)
    word, name = b"x 110105194912310083 x", b"tabelle_strukturvogel"
    for found in (
        Run(("scan",), 0, {"stdout": word}),
        Run(("scan",), 0, {}, {"report.html": word}),
        Run(("scan",), 0, {}, {}, {"/tmp/1-2-gone-x": word}),  # noqa: S108
        Run(("scan",), 0, {}, {}, {"/cache/x": name}),
    ):
        assert leaks.leaked(found, planted)
    assert not leaks.leaked(Run(("scan",), 0, {"stdout": name}), planted)


@pytest.mark.slow
def test_no_command_of_a_sample_gives_a_planted_value_away() -> None:
    [figure] = leaks.measure(quick=True)
    assert figure.holds, figure.note
    assert figure.tried > 5


@pytest.mark.deep
@pytest.mark.slow
def test_a_stage_that_breaks_gives_no_planted_value_away(tmp_path: Path) -> None:
    place = Watched(tmp_path)
    planted = plant(place.project)
    place.look()
    runs = list(crashes.broken_runs(place, quick=True))
    assert {run.code for run in runs} <= {0, 1, 3, 70}
    assert any(b"a bug in pia" in run.streams["stderr"] for run in runs)
    assert not [found for run in runs for found in leaks.leaked(run, planted)]
