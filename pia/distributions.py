"""What is installed beside pia, by the names of its files: importlib.metadata reads every file to say the same."""

from __future__ import annotations

import os
import re
import sys
from contextlib import suppress
from functools import cache
from pathlib import Path

_SUFFIX = ".dist-info"
_POINTS = "entry_points.txt"


def version_of(name: str) -> str:
    """The version of a distribution.

    Raises:
        importlib.metadata.PackageNotFoundError: It is not installed.
    """
    wanted = re.sub(r"[-_.]+", "_", name).lower()
    for entry in sys.path:
        for folder in _folders(entry or ".", _changed(entry or ".")):
            stem, dash, version = folder.removesuffix(_SUFFIX).rpartition("-")
            if dash and re.sub(r"[-_.]+", "_", stem).lower() == wanted:
                return version
    from importlib.metadata import version as found_version

    return found_version(name)


def offers(group: str) -> bool:
    """Whether a distribution may have entry points of a group; true where this cannot be told cheaply.

    The folders of `sys.path` are looked at: a file of entry points that offers some holds the name of their group. An
    archive is not looked into.
    """
    for entry in sys.path:
        path = entry or "."
        if not os.path.isdir(path) and os.path.exists(path):  # noqa: PTH110, PTH112 - a look at each must be cheap
            return True
        if any(group.encode() in points for points in _points(path, _changed(path))):
            return True
    return False


def _changed(path: str) -> int:
    with suppress(OSError):
        return os.stat(path).st_mtime_ns  # noqa: PTH116
    return 0


@cache
def _folders(path: str, _changed: int) -> tuple[str, ...]:
    """The folders of metadata in a folder, read once for each state of it."""
    with suppress(OSError):
        return tuple(sorted(name for name in os.listdir(path) if name.endswith((_SUFFIX, ".egg-info", ".egg"))))  # noqa: PTH208
    return ()


@cache
def _points(path: str, changed: int) -> tuple[bytes, ...]:
    found = []
    for folder in _folders(path, changed):
        if not folder.endswith(_SUFFIX):
            with suppress(OSError):
                found += [file.read_bytes() for file in sorted(Path(path, folder).rglob(_POINTS))]
        else:
            with suppress(OSError), open(f"{path}/{folder}/{_POINTS}", "rb") as file:  # noqa: PTH123
                found.append(file.read())
    return tuple(points for points in found if b"pia." in points)
