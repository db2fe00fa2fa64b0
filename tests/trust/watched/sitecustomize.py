"""What Python does in every process of a watched run: what it writes is kept, even what it takes away again.

Its folder stands on PYTHONPATH, and `WATCHED` names a folder: files are copied there before they are removed or
renamed, commands and surroundings of other processes are written down, and every logger tells all, to standard error.
"""

from __future__ import annotations

import faulthandler
import itertools
import logging
import os
import shutil
import sys
import threading
from pathlib import Path
from typing import Any

_WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_APPEND
_TAKES_AWAY = {"os.remove", "os.rename", "os.truncate", "shutil.move"}
_TELLS = {"socket.connect", "socket.sendto", "os.putenv", "os.system", "os.exec", "os.posix_spawn"}


class Watch:
    """What is kept of a process, in a folder."""

    def __init__(self, folder: Path) -> None:
        """Nothing yet."""
        self._folder = folder
        self._numbers, self._busy = itertools.count(), threading.local()

    def hook(self, event: str, said: tuple[Any, ...]) -> None:
        """What Python calls before it does something; what this does itself is passed over."""
        if getattr(self._busy, "on", False):
            return
        self._busy.on = True
        try:
            self._seen(event, said)
        except OSError:
            pass
        finally:
            self._busy.on = False

    def _seen(self, event: str, said: tuple[Any, ...]) -> None:
        if event == "open" and isinstance(said[2], int) and said[2] & _WRITES:
            self._note("opened", said[0])
        elif event in _TAKES_AWAY:
            self._keep(said[0])
        elif event == "subprocess.Popen":
            self._note("process", (said[0], said[1], dict(said[3] or os.environ)))
        elif event in _TELLS:
            self._note("told", said)

    def _path(self, kind: str) -> Path:
        return self._folder / f"{os.getpid()}-{next(self._numbers)}-{kind}"

    def _note(self, kind: str, what: object) -> None:
        self._path(kind).write_bytes(repr(what).encode("utf-8", "surrogateescape"))

    def _keep(self, path: object) -> None:
        if isinstance(path, str | bytes | os.PathLike) and os.path.isfile(path):  # noqa: PTH113 - it may be bytes
            shutil.copyfile(path, self._path(f"gone-{os.path.basename(os.fsdecode(path))}"))  # noqa: PTH119


def begin(folder: Path) -> None:
    """Watch this process from now on."""
    sys.addaudithook(Watch(folder).hook)
    logging.basicConfig(level=logging.DEBUG, stream=sys.stderr)
    # What numba says of compiling pia's own functions is much, and without any data.
    logging.getLogger("numba").setLevel(logging.INFO)
    faulthandler.enable()


if "WATCHED" in os.environ:
    begin(Path(os.environ["WATCHED"]))
