"""Where the assessments of a folder lie, and by what name an address calls them."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

DEPLOYMENT, ASSESSMENT, APPROVAL, POLICY = "deployment.yaml", "assessment.json", "approval.json", "gate.yaml"
HERE = "-"
"""The name of the folder itself, if it is an assessment."""
_DEEPEST = 4
_PART = re.compile(r"[^/\\\x00-\x1f\x7f.][^/\\\x00-\x1f\x7f]*")


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A folder with a `deployment.yaml`.

    Attributes:
        name: Its path from the folder served, with `/`; `-` for that folder itself.
        folder: Where it is.
    """

    name: str
    folder: Path

    @property
    def deployment(self) -> Path:
        """What is proposed."""
        return self.folder / DEPLOYMENT

    @property
    def assessment(self) -> Path:
        """What it came to; it may not exist yet."""
        return self.folder / ASSESSMENT

    @property
    def approval(self) -> Path:
        """Who signed it; it may not exist."""
        return self.folder / APPROVAL


def find_places(root: Path) -> tuple[Place, ...]:
    """Every assessment below a folder, by name; hidden folders and links are left out."""
    return tuple(sorted(_walk(root, root, _DEEPEST)))


def _walk(root: Path, folder: Path, left: int) -> Iterator[Place]:
    try:
        with os.scandir(folder) as listed:
            entries = list(listed)
    except OSError:
        return
    if any(entry.name == DEPLOYMENT and entry.is_file(follow_symlinks=False) for entry in entries):
        inside = folder.relative_to(root).as_posix()
        yield Place(HERE if inside == "." else inside, folder)
    if left:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False) and _PART.fullmatch(entry.name):
                yield from _walk(root, Path(entry.path), left - 1)


def place_of(root: Path, name: str) -> Place | None:
    """The assessment of a name in an address; `None` for what is none, whatever the name tries."""
    if name == HERE:
        folder = root
    else:
        parts = name.split("/")
        if not 0 < len(parts) <= _DEEPEST or not all(map(_PART.fullmatch, parts)):
            return None
        folder = root.joinpath(*parts)
    real, top = folder.resolve(), root.resolve()
    inside = real == top.joinpath(folder.relative_to(root))
    return Place(name, folder) if inside and (folder / DEPLOYMENT).is_file() else None
