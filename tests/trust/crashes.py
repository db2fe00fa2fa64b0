"""No planted value in anything that a run leaves behind that breaks: at each stage, without memory, interrupted."""

from __future__ import annotations

import signal
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from tests.trust import Figure
from tests.trust._faulty import KINDS, STAGES
from tests.trust._planted import Planted, plant
from tests.trust._watched import Run, Watched
from tests.trust._zygote import Zygote
from tests.trust.leaks import leaked

NAME = "crashes"
_MEBIBYTE = 1 << 20
_LIMITS = range(200, 1500, 130)
_INTERRUPTS, _SECONDS = 8, 60
_ENDS = {0, 1, 2, 3, 4, 70}
_COMMANDS = {
    "reports": ("assess", "deployment.yaml", "-f", "html"),
    "gate_reports": ("gate", "deployment.yaml", "-f", "json"),
}


def put_on_shelf(place: Watched, shelf: str, name: str) -> None:
    """Make the plug-ins that break stand in for a shipped one, as another distribution would."""
    folder = place.more / "faulty-1.0.dist-info"
    folder.mkdir(exist_ok=True)
    (folder / "METADATA").write_text("Metadata-Version: 2.1\nName: faulty\nVersion: 1.0\n", encoding="utf-8")
    (folder / "entry_points.txt").write_text(f"[pia.{shelf}]\n{name} = tests.trust._faulty\n", encoding="utf-8")


def broken_runs(place: Watched, *, quick: bool) -> Iterator[Run]:
    """Every stage breaking in every way; a quick run has those of reading only, each in one way."""
    for shelf, name in dict.fromkeys(STAGES.values()):
        if quick and shelf != "sources":
            continue
        put_on_shelf(place, shelf, name)
        stages = [stage for stage, where in STAGES.items() if where == (shelf, name)]
        command = _COMMANDS.get(shelf, ("scan", "people.csv", "-f", "json"))
        with Zygote(place.environment()) as zygote:
            for number, stage in enumerate(stages):
                for kind in list(KINDS)[number * 3 : number * 3 + 1] if quick else KINDS:
                    yield place.run(zygote, command, variables={"FAULT": f"{stage}:{kind}"})
    put_on_shelf(place, "nothing", "nothing")


def starved_runs(place: Watched) -> Iterator[Run]:
    """Scans of everything with too little memory, less and less of it too little."""
    for limit in _LIMITS:
        yield place.run_anew(
            ("scan", "people.csv", "book.xlsx", "many.csv", "people.parquet"), {}, limit * _MEBIBYTE, 60
        )


def interrupted_runs(place: Watched) -> Iterator[Run]:
    """Assessments that a user breaks off, later and later."""
    for turn in range(_INTERRUPTS):
        yield place.run_anew(("assess", "deployment.yaml"), {}, seconds=1.0 + 0.5 * turn)


def _figure(promise: str, runs: Iterator[Run], planted: Planted) -> Figure:
    tried, faults, codes = 0, list[str](), dict[int, int]()
    for run in runs:
        tried += 1
        codes[run.code] = codes.get(run.code, 0) + 1
        faults += leaked(run, planted)
        said = run.streams["stderr"]
        if run.code == -signal.SIGKILL:
            faults.append("a run that came to no end")
        if b"Traceback" in said or (run.code not in _ENDS and run.code > 0):
            faults.append(f"exit {run.code}: {said[-200:].decode(errors='replace')}")
    ends = ", ".join(f"{code}: {count}" for code, count in sorted(codes.items()))
    return Figure(promise, tried, len(faults), "; ".join(faults[:3]) or f"runs by exit code: {ends}")


def measure(quick: bool) -> Sequence[Figure]:
    """Let runs break and search what they left."""
    with tempfile.TemporaryDirectory() as folder:
        place = Watched(Path(folder))
        planted = plant(place.project)
        place.look()
        figures = [_figure("No cell comes out where a stage breaks", broken_runs(place, quick=quick), planted)]
        if not quick:
            figures.append(_figure("No cell comes out where memory ends", starved_runs(place), planted))
            figures.append(_figure("No cell comes out where a user breaks off", interrupted_runs(place), planted))
    return figures
