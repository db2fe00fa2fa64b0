"""A wheel of pia, built in a copy of the checkout, so that two builds can be compared byte by byte."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from tests.supply.locked import ROOT

_LEFT = shutil.ignore_patterns(
    ".git", ".venv", "__pycache__", ".*_cache", ".hypothesis", ".coverage*", "build", "dist", "demo"
)


def built(folder: Path, *, umask: int, time: int) -> bytes:
    """The bytes of a wheel that is built in a folder, with these rights and times of all files.

    Raises:
        subprocess.CalledProcessError: It cannot be built.
    """
    source, out = folder / "source", folder / "out"
    shutil.copytree(ROOT, source, ignore=_LEFT, symlinks=True)
    for path in source.rglob("*"):
        os.utime(path, (time, time), follow_symlinks=False)
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(out)]
    environment = {**os.environ, "PYTHONHASHSEED": str(time % 1000), "TZ": "Asia/Shanghai" if time % 2 else "UTC"}
    environment.pop("SOURCE_DATE_EPOCH", None)
    subprocess.run(command, cwd=source, env=environment, umask=umask, check=True, capture_output=True)
    (wheel,) = out.glob("*.whl")
    return wheel.read_bytes()
