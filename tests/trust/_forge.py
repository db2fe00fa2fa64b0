"""Runs of pia as child processes that are killed at chosen moments: python -m tests.trust._forge.

The parent loads pia once and forks every run, so that a kill meets the work and not the start of Python. It reads one
request per line from standard input, a JSON object, and answers each by one line.
"""

from __future__ import annotations

import json
import os
import resource
import select
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Any, Self

ROOT = Path(__file__).resolve().parents[2]
WRITING = frozenset({"os.rename", "os.remove", "os.mkdir", "os.chmod", "fcntl.flock"})
"""Events of Python's audit that stand around a write, beside that of opening a file to write."""


@dataclass(frozen=True, slots=True)
class Run:
    """One run of pia.

    Attributes:
        arguments: Of the command line.
        environment: Variables that are set for it.
        seconds: Kill it after so long; `None`: never.
        event: Kill it at its so-manieth step of writing, from 1; 0: never.
        most_bytes: No file can grow beyond this size; 0: any can.
        log: File for what it prints.
        eager: Whether it scans and keeps how far it came after every batch; see `scan_eagerly`.
    """

    arguments: tuple[str, ...]
    environment: Mapping[str, str] = field(default_factory=dict)
    seconds: float | None = None
    event: int = 0
    most_bytes: int = 0
    log: str = "/dev/null"
    eager: bool = False


@dataclass(frozen=True, slots=True)
class Ended:
    """How a run ended.

    Attributes:
        code: Exit code; -9 if it was killed.
        seconds: How long it took.
        events: Its steps of writing, unless it was killed.
    """

    code: int
    seconds: float
    events: int


class Forge:
    """A parent of runs, until the context is left."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        """A new parent with these variables beside those of this process."""
        self._parent = subprocess.Popen(
            [sys.executable, "-m", __spec__.name],
            cwd=ROOT,
            env={**os.environ, **environment},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._parent.communicate()

    def run(self, *runs: Run) -> tuple[Ended, ...]:
        """Do runs, all at once, and wait for their ends."""
        assert self._parent.stdin
        assert self._parent.stdout
        self._parent.stdin.write(json.dumps([asdict(run) for run in runs]) + "\n")
        self._parent.stdin.flush()
        return tuple(Ended(**ended) for ended in json.loads(self._parent.stdout.readline()))


def scan_eagerly(data: str, folder: str, out: str) -> None:
    """What `pia scan DATA --resume FOLDER -f json=OUT` does, but keeping how far it came after every batch."""
    from pia import documents, pipeline
    from pia.admission.reuse import scanner_sha256
    from pia.scan.checkpoints import Checkpoints
    from pia.scanning import EngineChoice

    kept = Checkpoints(Path(folder), scanner_sha256(), every=0)
    found, errors = pipeline.scan([("d", data)], lambda *_: None, engine=EngineChoice(checkpoints=kept))
    documents.write(Path(out), documents.dump_json(found))
    for note in kept.notes:
        sys.stdout.write(f"{note.en}\n")
    if not errors:
        kept.clear()


def _serve() -> None:
    from pia import pipeline, plugins
    from pia.cli import main

    pipeline.rulebook()
    for shelf in plugins.SHELVES:
        plugins.load_all(shelf)
    for line in sys.stdin:
        begin = time.perf_counter()
        runs = json.loads(line)
        children = [_start(main, run) for run in runs]
        ended = []
        for (pid, pipe), run in zip(children, runs, strict=True):
            code, events = _wait(pid, pipe, run["seconds"])
            ended.append(Ended(code, time.perf_counter() - begin, events))
        sys.stdout.write(json.dumps([asdict(one) for one in ended]) + "\n")
        sys.stdout.flush()


def _start(main: Any, run: Mapping[str, Any]) -> tuple[int, int]:
    read, write = os.pipe()
    pid = os.fork()
    if pid:
        os.close(write)
        return pid, read
    code = 70
    try:
        os.close(read)
        code = _child(main, run, write)
    finally:
        os._exit(code)


def _child(main: Any, run: Mapping[str, Any], pipe: int) -> int:
    log = os.open(run["log"], os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o644)
    null = os.open("/dev/null", os.O_RDONLY)
    for handle, aim in ((null, 0), (log, 1), (log, 2)):
        os.dup2(handle, aim)
    os.environ.update(run["environment"])
    if run["most_bytes"]:
        resource.setrlimit(resource.RLIMIT_FSIZE, (run["most_bytes"], run["most_bytes"]))
    seen = [0]
    sys.addaudithook(lambda name, details: _count(seen, run["event"], name, details))
    code = 0
    try:
        if run["eager"]:
            scan_eagerly(*run["arguments"])
        else:
            main(run["arguments"], prog_name="pia")
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else 1
    sys.stdout.flush()
    os.write(pipe, str(seen[0]).encode())
    return code


def _count(seen: list[int], last: int, name: str, details: Any) -> None:
    if name in WRITING or (name == "open" and isinstance(details[2], int) and details[2] & (os.O_WRONLY | os.O_RDWR)):
        seen[0] += 1
        if seen[0] == last:
            os.kill(os.getpid(), signal.SIGKILL)


def _wait(pid: int, pipe: int, seconds: float | None) -> tuple[int, int]:
    """The exit code and the steps of writing of a child, which is killed when its time is over."""
    ready, _, _ = select.select([pipe], [], [], seconds)
    if not ready:
        os.kill(pid, signal.SIGKILL)
    told = os.read(pipe, 32)
    os.close(pipe)
    _, status = os.waitpid(pid, 0)
    return os.waitstatus_to_exitcode(status), int(told or 0)


if __name__ == "__main__":
    _serve()
