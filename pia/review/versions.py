"""What a document looked like when somebody opened it, by its content hash: what a merge of edits starts from.

The folder `.pia/versions` can be thrown away; an edit that was begun before that becomes a conflict instead of a merge.
"""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

from pia import documents
from pia.errors import DocumentError

CACHE = ".pia"
"""Folder of what can be made again; it ignores itself in git."""

_MOST = 200
_SHA256 = re.compile(r"[0-9a-f]{64}")


def sha256(data: bytes) -> str:
    """The content hash of a file."""
    return hashlib.sha256(data).hexdigest()


def keep(folder: Path, data: bytes) -> None:
    """Remember the bytes of a document; where nothing can be written, nothing is remembered.

    Args:
        folder: Where the document lies.
        data: Its bytes. The 200 versions last remembered are kept.
    """
    versions = folder / CACHE / "versions"
    path = versions / f"{sha256(data)}.yaml"
    try:
        if path.exists():
            return
        make_cache(folder)
        documents.write(path, data)
        kept = sorted(versions.glob("*.yaml"), key=lambda item: (item.stat().st_mtime_ns, item.name))
        for old in kept[:-_MOST]:
            old.unlink(missing_ok=True)
    except (OSError, DocumentError):
        return


def find(folder: Path, digest: str) -> bytes | None:
    """The bytes with a content hash; `None` if they are not remembered, or are not what they were."""
    if not _SHA256.fullmatch(digest):
        return None
    try:
        data = (folder / CACHE / "versions" / f"{digest}.yaml").read_bytes()
    except OSError:
        return None
    return data if sha256(data) == digest else None


def make_cache(folder: Path) -> Path:
    """The folder of what can be made again, made if need be.

    Raises:
        DocumentError: It cannot be written.
    """
    ignored = folder / CACHE / ".gitignore"
    if not ignored.exists():
        documents.write(ignored, b"*\n")
    return ignored.parent
