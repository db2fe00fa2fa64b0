"""One writer at a time: a lock beside a file, given back by the system when its holder ends, however it ends."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pia.errors import ApprovalError, Problem


@contextmanager
def exclusive(path: Path) -> Iterator[None]:
    """Wait until nobody else changes a file, and keep others waiting meanwhile.

    Raises:
        ApprovalError: The folder does not exist or cannot be written.
    """
    lock = path.with_name(f".{path.name}.lock")
    try:
        handle = os.open(lock, os.O_RDWR | os.O_CREAT, 0o644)
    except OSError as error:
        reason = (error.strerror or "it cannot be written").lower()
        raise ApprovalError(Problem(str(path), reason, "Choose another folder with --out.")) from None
    try:
        _wait(handle)
        yield
    finally:
        os.close(handle)


def _wait(handle: int) -> None:
    if sys.platform == "win32":
        import msvcrt

        msvcrt.locking(handle, msvcrt.LK_LOCK, 1)
    else:
        import fcntl

        fcntl.flock(handle, fcntl.LOCK_EX)
