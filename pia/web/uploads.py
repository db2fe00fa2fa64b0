"""Uploads on disk: where only this user can open them, until they were read; what a killed server left is swept."""

from __future__ import annotations

import os
import re
import shutil
import tempfile
from pathlib import Path
from typing import BinaryIO

_PREFIX = "pia-upload-"
_OWNED = re.compile(rf"{_PREFIX}(\d{{1,9}})-\w+")
_SUFFIXES_KEPT = 3
_MOST_SUFFIX = 12


def keep(file: BinaryIO, given: str, place: Path | None = None) -> Path:
    """An upload as a file of its own, in a folder of its own.

    Args:
        file: What was sent.
        given: The name that it was sent under.
        place: Where such folders lie; the temporary folder of the machine by default.
    """
    top = place or Path(tempfile.gettempdir())
    sweep(top)
    folder = Path(tempfile.mkdtemp(prefix=f"{_PREFIX}{os.getpid()}-", dir=top))
    kept = folder / safe_name(given)
    with kept.open("wb") as target:
        shutil.copyfileobj(file, target)
    return kept


def drop(kept: Path) -> None:
    """Delete an upload with its folder."""
    shutil.rmtree(kept.parent, ignore_errors=True)


def sweep(top: Path) -> None:
    """Delete what servers left that do not run any more."""
    for folder in top.glob(f"{_PREFIX}*"):
        owned = _OWNED.fullmatch(folder.name)
        if owned and not folder.is_symlink() and not _runs(int(owned[1])):
            shutil.rmtree(folder, ignore_errors=True)


def _runs(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True


def safe_name(given: str) -> str:
    r"""The name under which an upload is kept: its endings alone tell how it is read.

    >>> safe_name("../../etc/pass wd.CSV.gz"), safe_name("..\\x"), safe_name("留.xlsx")
    ('upload.csv.gz', 'upload', 'upload.xlsx')
    """
    last = given.replace("\\", "/").rpartition("/")[2]
    parts = last.split(".")[1:][-_SUFFIXES_KEPT:]
    kept = [part.lower() for part in parts if part.isascii() and part.isalnum() and len(part) <= _MOST_SUFFIX]
    return ".".join(["upload", *kept])
