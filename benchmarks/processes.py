"""What a whole process costs: wall time, CPU time, peak memory, as the operating system counts them.

The standard library only: a child begins with the memory of the process that starts it, so this one has to stay small.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

_PEAK_UNIT = 1 if sys.platform == "darwin" else 1024
"""Bytes in one unit of `ru_maxrss`."""


@dataclass(frozen=True, slots=True)
class Usage:
    """One run of a process, with all processes that it waited for.

    Attributes:
        wall_seconds: From its start to its end.
        cpu_seconds: On all cores, user and system.
        peak_bytes: Largest resident set of any one of these processes.
        output: What it printed.
    """

    wall_seconds: float
    cpu_seconds: float
    peak_bytes: float
    output: str = ""


class ProcessError(Exception):
    """A process that was to be measured failed."""


def measured(command: Sequence[str], folder: Path) -> Usage:
    """Run a command in a folder to its end.

    Raises:
        ProcessError: It ended with another exit code than 0; its last lines are in the message.
    """
    with tempfile.TemporaryFile() as output, tempfile.TemporaryFile() as errors:
        begin = time.perf_counter()
        process = subprocess.Popen(command, cwd=folder, stdin=subprocess.DEVNULL, stdout=output, stderr=errors)  # noqa: S603
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - begin
        process.returncode = os.waitstatus_to_exitcode(status)
        output.seek(0)
        errors.seek(0)
        if process.returncode != 0:
            last = errors.read().decode(errors="replace").splitlines()[-5:]
            raise ProcessError("\n".join([f"exit code {process.returncode} of: {' '.join(command)}", *last]))
        cpu = usage.ru_utime + usage.ru_stime
        return Usage(wall, cpu, float(usage.ru_maxrss * _PEAK_UNIT), output.read().decode(errors="replace"))


def in_turn(commands: Mapping[str, Sequence[str]], folder: Path, runs: int, warm_up: int = 1) -> dict[str, list[Usage]]:
    """Run commands in turn (A B C A B C ...); the first rounds warm up and do not count.

    Raises:
        ProcessError: One of them failed.
    """
    series: dict[str, list[Usage]] = {name: [] for name in commands}
    for turn in range(warm_up + runs):
        for name, command in commands.items():
            print(f"  {'warm-up' if turn < warm_up else f'run {turn - warm_up + 1}'}: {name}", file=sys.stderr)
            usage = measured(command, folder)
            if turn >= warm_up:
                series[name].append(usage)
    return series


def middle(usages: Sequence[Usage]) -> Usage:
    """The median of each figure by itself; the output of the last run."""
    return Usage(
        median(usage.wall_seconds for usage in usages),
        median(usage.cpu_seconds for usage in usages),
        median(usage.peak_bytes for usage in usages),
        usages[-1].output,
    )
