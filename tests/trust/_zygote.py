"""Runs of pia that start at once: one process imports everything, and each run is a copy of it.

`python -m tests.trust._zygote` reads a request a line and answers each with a line, both JSON. The copy ends as a
process of its own would: hooks for errors, exit functions, flushed streams.
"""

from __future__ import annotations

import atexit
import gc
import json
import os
import resource
import signal
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import Self

ROOT = Path(__file__).resolve().parents[2]
_PEAK_UNIT = 1 if sys.platform == "darwin" else 1024


@dataclass(frozen=True, slots=True)
class Request:
    """What to run.

    Attributes:
        arguments: Of pia's command line.
        folder: Where.
        streams: Folder with the file `stdin`; `stdout` and `stderr` are written there.
        seconds: After so long it is killed by SIGALRM.
        cpu_seconds: After so long on all cores it is killed by SIGPROF; 0: never.
        memory: Bytes of address space it may have; 0: any.
        watched: Folder for what it writes and takes away; empty: nobody watches.
        variables: More of its environment.
    """

    arguments: Sequence[str]
    folder: str
    streams: str
    seconds: float = 300.0
    cpu_seconds: float = 0.0
    memory: int = 0
    watched: str = ""
    variables: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Answer:
    """How it ended.

    Attributes:
        code: Exit code; negative if a signal ended it.
        seconds: How long it took on all cores.
        peak: Bytes of the largest process of it.
    """

    code: int
    seconds: float
    peak: int


class Zygote:
    """The process that runs are copied from; close it by leaving the block."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        """Start it, with an environment of its own."""
        command = [sys.executable, "-m", "tests.trust._zygote"]
        self._process = subprocess.Popen(
            command, cwd=ROOT, env=dict(environment), stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def run(self, request: Request) -> Answer:
        """Run one request to its end."""
        if not (self._process.stdin and self._process.stdout):
            raise OSError
        self._process.stdin.write(json.dumps(asdict(request)) + "\n")
        self._process.stdin.flush()
        return Answer(**json.loads(self._process.stdout.readline()))

    def __enter__(self) -> Self:
        """Nothing more."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End it."""
        self._process.communicate()


def _preload() -> None:
    import presidio_analyzer.predefined_recognizers  # noqa: F401
    import pyarrow.csv  # noqa: F401

    from pia import cli, pipeline, plugins  # noqa: F401

    for shelf in plugins.SHELVES:
        plugins.load_all(shelf)
    pipeline.rulebook()
    own = pipeline.own_recognizers((), date(2026, 11, 24))
    with tempfile.TemporaryDirectory() as folder:
        # What a first scan reads and keeps in memory need not be read by every copy.
        path = Path(folder) / "warm.json"
        path.write_text('[{"a": "Ask for the form at the desk, please.", "b": "请到窗口领取表格。"}]', encoding="utf-8")
        pipeline.scan([(str(path), str(path))], lambda _name, _done, _all: None, own=own)


def _child(request: Request) -> None:
    os.setsid()
    os.chdir(request.folder)
    os.environ.update(request.variables)
    writes = os.O_WRONLY | os.O_CREAT | os.O_TRUNC
    for number, (name, flags) in enumerate((("stdin", os.O_RDONLY), ("stdout", writes), ("stderr", writes))):
        opened = os.open(os.path.join(request.streams, name), flags, 0o600)  # noqa: PTH118
        os.dup2(opened, number)
        os.close(opened)
    signal.setitimer(signal.ITIMER_REAL, request.seconds)
    signal.setitimer(signal.ITIMER_PROF, request.cpu_seconds)
    if request.memory:
        resource.setrlimit(resource.RLIMIT_AS, (request.memory, request.memory))
    sys.argv = ["pia", *request.arguments]
    if request.watched:
        from tests.trust.watched.sitecustomize import begin

        begin(Path(request.watched))
    os._exit(_ended())


def _ended() -> int:
    from pia.__main__ import main

    code = 0
    try:
        main()
    except SystemExit as stop:
        code = stop.code if isinstance(stop.code, int) else int(stop.code is not None)
        if isinstance(stop.code, str):
            sys.stderr.write(stop.code)
    except BaseException:
        sys.excepthook(*sys.exc_info())
        code = 1
    atexit._run_exitfuncs()
    gc.collect()
    sys.stdout.flush()
    sys.stderr.flush()
    return code


def serve() -> None:
    """Answer requests until there are no more."""
    _preload()
    gc.freeze()
    for line in sys.stdin:
        request = Request(**json.loads(line))
        pid = os.fork()
        if not pid:
            _child(request)
        _, status, usage = os.wait4(pid, 0)
        seconds = usage.ru_utime + usage.ru_stime
        answer = Answer(os.waitstatus_to_exitcode(status), seconds, usage.ru_maxrss * _PEAK_UNIT)
        sys.stdout.write(json.dumps(asdict(answer)) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    serve()
