"""Every output is the old or the new whole file, whatever ends a run: kill -9, a full disk, no right, a rival."""

from __future__ import annotations

import os
import random
import shlex
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path

from tests.projects_for_tests import TODAY, project
from tests.trust import Figure
from tests.trust._cases import Case, cases, epoch
from tests.trust._forge import ROOT, Forge, Run

NAME = "faults"
SEED = 20261124
KILLS, QUICK_KILLS = 200, 6
KILLED = -9
CLOCKS = ("253402300800", "soon", "253402300799", "0", "951782400", "2147483648", "4102444800", "9" * 30, "-1", "²")


@dataclass(slots=True)
class Count:
    """What became of the tries of one promise.

    Attributes:
        tried: How many.
        broken: Where it did not hold.
        notes: What else was counted.
    """

    tried: int = 0
    broken: list[str] = field(default_factory=list)
    notes: dict[str, int] = field(default_factory=dict)

    def note(self, what: str, number: int = 1) -> None:
        """Count something beside."""
        self.notes[what] = self.notes.get(what, 0) + number

    def holds(self, holds: object, where: str) -> None:
        """One try."""
        self.tried += 1
        if not holds:
            self.broken.append(where)

    def figure(self, promise: str, note: str = "") -> Figure:
        """The row of the table."""
        told = [note] if note else []
        told += [f"{number} {what}" for what, number in sorted(self.notes.items())] + sorted(set(self.broken))
        return Figure(promise, self.tried, len(self.broken), "; ".join(told))


def measure(quick: bool) -> Sequence[Figure]:
    """Try every fault on every command that writes."""
    with tempfile.TemporaryDirectory() as folder:
        place, passing = Path(folder), Path(folder) / "passing"
        passing.mkdir()
        with Forge({"TMPDIR": str(passing)}) as forge:
            found = cases(place / "project", forge)
            return [
                *_killed(found, forge, QUICK_KILLS if quick else KILLS),
                _full(found[1:3] if quick else found * 8, forge),
                *_small_disk(found[1], place / "disk"),
                _rivals(found[1:3] if quick else found * 10, forge),
                _read_only(found),
                _clocks(place / "clock", forge, CLOCKS[: 3 if quick else None], 1 if quick else 20),
                _strange(found, passing),
            ]


def _killed(found: Sequence[Case], forge: Forge, kills: int) -> tuple[Figure, Figure]:
    """Half of the kills come at a random moment, half at a random step of writing."""
    count, swept, chance = Count(), Count(), random.Random(SEED)
    while count.tried < kills:
        case = found[count.tried % len(found)]
        case.restore()
        by_step = count.tried // len(found) % 2
        moment = None if by_step else chance.uniform(0, case.ended.seconds)
        step = chance.randint(1, case.ended.events) if by_step else 0
        (ended,) = forge.run(replace(case.runs[1], seconds=moment, event=step))
        if ended.code != KILLED:
            count.note("ended before")
            continue
        now = case.now()
        is_new = [now.get(name) == data for name, data in case.files[1].items()]
        count.note("files being written left", len(case.litter()) > 0)
        count.note("with some files new and some old", 0 < sum(is_new) < len(is_new))
        count.holds(_are_whole(case, now), f"{case.name} at {'a step' if by_step else 'a moment'}")
    for case in found:
        forge.run(case.runs[1])
        swept.holds(not case.litter() and case.now() == case.files[1], case.name)
    promise = "kill -9: each output is the old or the new whole file"
    return (
        count.figure(promise, f"{len(found)} commands, seed {SEED}"),
        swept.figure("after kills, the next run writes everything and sweeps what they left"),
    )


def _are_whole(case: Case, now: Mapping[str, bytes]) -> bool:
    return now.keys() == case.files[0].keys() and all(
        data in (case.files[0][name], case.files[1][name]) for name, data in now.items()
    )


def _full(found: Sequence[Case], forge: Forge) -> Figure:
    """The largest output does not fit, wherever its end is."""
    count, chance = Count(), random.Random(SEED)
    for case in found:
        case.restore()
        most = max(map(len, case.files[1].values()))
        (ended,) = forge.run(replace(case.runs[1], most_bytes=chance.randrange(1, most)))
        count.holds(ended.code == 2 and case.now() == case.files[0] and not case.litter(), case.name)
    return count.figure("no space: told, every old file stays, nothing is left", "largest file limited")


def _small_disk(case: Case, disk: Path) -> list[Figure]:
    """A real disk of 64 KiB in a mount namespace; no row where the system does not permit one."""
    disk.mkdir()
    mount = f"mount -t tmpfs -o size=64k tmpfs {disk}"
    alone = ["unshare", "--mount", "sh", "-c"]
    if not shutil.which(alone[0]) or subprocess.run([*alone, mount], capture_output=True, check=False).returncode:
        return []
    command = [str(disk) if part == str(case.folder) else part for part in case.runs[1].arguments]
    run = shlex.join([sys.executable, "-m", "pia", *command])
    script = (
        f"{mount} && printf old >{disk}/assessment.json && {run}; echo $?; ls -A {disk}; cat {disk}/assessment.json"
    )
    ended = subprocess.run([*alone, script], cwd=ROOT, capture_output=True, text=True, check=False)
    holds = ended.stdout == "2\nassessment.json\nold" and "no space left on device" in ended.stderr
    return [
        Figure("a disk that is full: told, the old file stays, nothing is left", 1, int(not holds), "64 KiB, tmpfs")
    ]


def _rivals(found: Sequence[Case], forge: Forge) -> Figure:
    count = Count()
    for case in found:
        case.restore()
        ended = forge.run(*case.runs)
        count.holds([one.code for one in ended] == [0, 0] and case.now() in case.files, case.name)
    return count.figure("two runs at once on one output: all files are those of one of them")


def _read_only(found: Sequence[Case]) -> Figure:
    """A folder without the right to write; root gives up the right to ignore that."""
    count = Count()
    unprivileged = ["setpriv", "--bounding-set=-dac_override,-dac_read_search", "--inh-caps=-all"]
    if os.geteuid() == 0 and not shutil.which(unprivileged[0]):
        return count.figure("read-only folder: told, every old file stays", "root can write anywhere here")
    for case in found[:1]:
        case.restore()
        case.folder.chmod(0o555)
        command = [*unprivileged * (os.geteuid() == 0), sys.executable, "-m", "pia", *case.runs[1].arguments]
        try:
            ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
        finally:
            case.folder.chmod(0o755)
        told = "permission denied" in ended.stderr and len(ended.stderr.splitlines()) == 1
        count.holds(ended.returncode == 2 and told and case.now() == case.files[0], f"exit code {ended.returncode}")
    return count.figure("read-only folder: told in one line, every old file stays")


def _clocks(place: Path, forge: Forge, clocks: Sequence[str], times: int) -> Figure:
    """The clock is set to impossible days, and back and forth around a signature."""
    place.mkdir()
    made, count, chance = project(place), Count(), random.Random(SEED)
    policy, signed = ("--policy", str(place / "gate.yaml")), ("--approved", str(place / "approval.json"))
    gate = ("gate", str(place / "deployment.yaml"), *policy, *signed, "--rules", str(made.folder))
    for clock in clocks:
        (ended,) = forge.run(Run(gate, {"SOURCE_DATE_EPOCH": clock}))
        count.holds(ended.code in {1, 2, 4}, f"clock {clock}: exit code {ended.code}")
    for days in [-1, 0, *(chance.randint(-4000, -1) for _ in range(times))]:
        (ended,) = forge.run(Run(gate, {"SOURCE_DATE_EPOCH": epoch(TODAY + timedelta(days=days))}))
        count.holds((ended.code == 0) == (days == 0), f"{days} days: exit code {ended.code}")
    return count.figure(
        "clock jumps: the gate passes on no day before the signature", f"{len(clocks)} impossible clocks"
    )


def _strange(found: Sequence[Case], passing: Path) -> Figure:
    count = Count()
    for case in found:
        count.holds(not case.strange(), f"{case.name}: {case.strange()}")
    count.holds(not list(passing.iterdir()), "the folder for temporary files")
    return count.figure("killed or not, a run leaves only outputs and files known by their suffix")
