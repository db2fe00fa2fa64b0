"""Running cases: each in a copy of one process, with its time and memory bounded and what it said searched."""

from __future__ import annotations

import os
import shutil
import signal
import stat
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from tests.badinput import CANARIES, Case
from tests.trust._search import Search
from tests.trust._zygote import Answer, Request, Zygote

MOST_SECONDS = 10.0
"""Of processor time, so that a busy machine makes no hang; by the clock it is `_PATIENCE_SECONDS`."""

MOST_BYTES = 2 << 30
_PATIENCE_SECONDS = 180.0
_KILLED = {-int(signal.SIGALRM), -int(signal.SIGPROF)}
_SAID = {2, 3, 4}
_READ = {0, 1, 4}
_MEMORY = 8 << 30
"""Address space of a run, which is more than the memory it may fill; so that a mistake does not stop the machine."""


@dataclass(slots=True)
class Result:
    """What became of a case.

    Attributes:
        case: The case.
        answer: How the run ended.
        faults: What must not be: `traceback`, `hang`, `leak`, `memory`, `unclear`.
        told: Whether it was refused in words, or something was counted as not examined.
        said: What it said to the user, without values, for whoever looks into a fault.
    """

    case: Case
    answer: Answer
    faults: list[str] = field(default_factory=list)
    told: bool = False
    said: str = ""

    @property
    def handled(self) -> bool:
        """Whether it was read, or refused in words."""
        return not self.faults


def run_all(cases: Iterable[Case]) -> Iterator[Result]:
    """Run cases one after the other."""
    search = Search(CANARIES)
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        own = {"HOME": folder, "TMPDIR": folder, "SOURCE_DATE_EPOCH": "1795478400"}
        with Zygote({**os.environ, **own}) as zygote:
            for number, case in enumerate(cases):
                yield _run(zygote, case, place / str(number), search)


def _run(zygote: Zygote, case: Case, place: Path, search: Search) -> Result:
    inside = place / "in"
    inside.mkdir(parents=True)
    case.write(inside)
    before = _files(inside)
    (place / "stdin").touch()
    request = Request(
        case.arguments, str(inside), str(place), _PATIENCE_SECONDS, cpu_seconds=MOST_SECONDS, memory=_MEMORY
    )
    answer = zygote.run(request)
    out, err = (place / "stdout").read_bytes(), (place / "stderr").read_bytes()
    written = [path.read_bytes() for path in _files(inside) - before]
    result = Result(
        case, answer, told=b'"not_examined": [\n' in out or bool(err), said=err[-300:].decode(errors="replace")
    )
    result.faults = list(_faults(answer, out, err, [out, err, *written], search))
    _remove(place)
    return result


def _faults(answer: Answer, out: bytes, err: bytes, given: list[bytes], search: Search) -> Iterator[str]:
    if answer.code in _KILLED:
        yield "hang"
    elif answer.code not in _READ | _SAID or b"Traceback" in err or b"a bug in pia" in err:
        yield "traceback"
    elif answer.code in _SAID and not (err.strip() or out.strip()):
        yield "unclear"
    if answer.peak > MOST_BYTES:
        yield "memory"
    if any(search.hits(data) for data in given):
        yield "leak"


def _files(folder: Path) -> set[Path]:
    return {path for path in folder.rglob("*") if not path.is_symlink() and stat.S_ISREG(path.lstat().st_mode)}


def _remove(place: Path) -> None:
    for path in place.rglob("*"):
        if path.is_dir() and not path.is_symlink():
            path.chmod(0o700)
    shutil.rmtree(place)
