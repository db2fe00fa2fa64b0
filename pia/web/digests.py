"""Digests of files, computed again only when a file has another size, time or inode."""

from __future__ import annotations

import hashlib
from pathlib import Path

_State = tuple[int, int, int]


class Digests:
    """SHA-256 of files, remembered; safe to ask from several threads, for the worst is to compute one twice."""

    def __init__(self) -> None:
        """Nothing is known yet."""
        self._known: dict[Path, tuple[_State, str]] = {}

    def of(self, path: Path) -> str:
        """The digest of a file in hexadecimal; empty if it is not there or cannot be read."""
        try:
            stat = path.stat()
            state = (stat.st_mtime_ns, stat.st_size, stat.st_ino)
            found = self._known.get(path)
            if found is None or found[0] != state:
                found = (state, hashlib.sha256(path.read_bytes()).hexdigest())
                self._known[path] = found
        except OSError:
            return ""
        return found[1]
