"""What was once found out on a machine, kept in the user's cache folder: never data of anybody, and never needed."""

from __future__ import annotations

import hashlib
import os
from contextlib import suppress
from pathlib import Path

from pia import outputs
from pia.errors import DocumentError

_DIGEST_BYTES = 32


def folder() -> Path:
    """Where it is kept."""
    return Path(os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache")) / "pia"  # noqa: PTH111 - never raises


def kept(name: str) -> bytes | None:
    """What was kept under a name; `None` if nothing was, or it is damaged."""
    with suppress(OSError):
        data = (folder() / name).read_bytes()
        if hashlib.sha256(data[_DIGEST_BYTES:]).digest() == data[:_DIGEST_BYTES]:
            return data[_DIGEST_BYTES:]
    return None


def keep(name: str, payload: bytes) -> None:
    """Keep something under a name that changes with whatever it depends on; a folder that takes nothing is no error."""
    with suppress(OSError, DocumentError):
        outputs.write({folder() / name: hashlib.sha256(payload).digest() + payload})
