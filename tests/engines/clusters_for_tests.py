"""Real clusters of this machine, and work for them."""

from __future__ import annotations

import importlib.util
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def needed(module: str) -> None:
    """Skip the test where an extra is not installed; fail it if PIA_REQUIRE_CLUSTERS=1 asks for it."""
    missing = importlib.util.find_spec(module) is None or (module == "pyspark" and not shutil.which("java"))
    if missing:
        if os.environ.get("PIA_REQUIRE_CLUSTERS") == "1":
            pytest.fail(f"{module} or its Java is not installed, but PIA_REQUIRE_CLUSTERS=1 asks for it")
        pytest.skip(f"{module} or its Java is not installed")


@contextmanager
def reachable() -> Iterator[None]:
    """Workers import pia and the tests from this checkout."""
    before = dict(os.environ)
    os.environ |= {"PYTHONPATH": str(ROOT), "PYSPARK_PYTHON": sys.executable, "SPARK_LOCAL_IP": "127.0.0.1"}
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)


@contextmanager
def dask_scheduler(folder: Path, workers: int) -> Iterator[str]:
    """The address of a scheduler with some worker processes; what they log is in `folder`."""
    note = folder / "scheduler.json"
    commands = [["scheduler", "--port", "0", "--no-dashboard", "--host", "127.0.0.1", "--scheduler-file", str(note)]]
    files = ["--scheduler-file", str(note), "--local-directory", str(folder)]
    commands += [["worker", "--nthreads", "1", "--no-dashboard", *files]] * workers
    started = []
    with reachable(), (folder / "log").open("wb") as log:
        for command in commands:
            whole = [sys.executable, "-m", "distributed.cli.dask_" + command[0], *command[1:]]
            started.append(subprocess.Popen(whole, stdout=log, stderr=log, cwd=ROOT, start_new_session=True))
            while not note.exists() and started[0].poll() is None:
                time.sleep(0.1)
    try:
        import json

        yield json.loads(note.read_text())["address"]
    finally:
        for process in reversed(started):
            os.killpg(process.pid, signal.SIGTERM)
        for process in started:
            process.wait()


@dataclass(frozen=True)
class Number:
    """A piece of work: its square, unless whoever does it dies.

    Attributes:
        value: The number.
        note: A file that says that somebody died of it; empty: nobody does.
        times: How many do.
        whose: What dies: the process (0), or its ancestor so many generations up.
    """

    value: int
    note: str = ""
    times: int = 0
    whose: int = 0


Squares = tuple[int, ...]


def square(number: Number) -> Squares:
    """The square of a number, in a tuple, so that order shows."""
    if number.note:
        with Path(number.note).open("a", encoding="ascii") as note:
            note.write("x")
        if Path(number.note).stat().st_size <= number.times:
            os.kill(_ancestor(number.whose), signal.SIGKILL)
            time.sleep(60)
    return (number.value**2,)


def _ancestor(generations: int) -> int:
    process = os.getpid()
    for _ in range(generations):
        process = int(Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[1])
    return process


def joined(parts: Sequence[Squares]) -> Squares:
    """Results in order."""
    return tuple(value for part in parts for value in part)


def nothing(number: Number) -> Squares:
    """What stands for a number that cannot be squared."""
    return (-number.value,)


def negative(squares: Squares) -> Squares:
    """What is told of a sum."""
    return tuple(-value for value in squares)


def unimportable(number: Number) -> Squares:
    """What fails on every worker."""
    raise ModuleNotFoundError(str(number.value))


GROUPS = [
    [Number(value) for value in range(start, start + size)] for start, size in ((0, 1), (1, 40), (41, 7), (48, 300))
]
SQUARES = [tuple(-(number.value**2) for number in group) for group in GROUPS]
