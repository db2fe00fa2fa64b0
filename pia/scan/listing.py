"""Folders and globs: every file below, in sorted order, and what is left out."""

from __future__ import annotations

import glob
import os
from dataclasses import dataclass
from pathlib import Path

from pia.errors import PiaError, Problem, SourceError, UnreadableError
from pia.model.finding import NotExamined
from pia.model.text import Text

_HIDDEN = Text("it is hidden (its name starts with a dot)", "隐藏文件（名称以点开头）")
_OUTSIDE = Text("it is a link that leads out of the folder", "符号链接，指向文件夹之外")
_NOWHERE = Text("it is a link that leads nowhere", "符号链接，目标不存在")
_FOLDER_LINK = Text("it is a link to a folder; name that folder", "指向文件夹的符号链接；请指定该文件夹")
_DEVICE = Text("it is a device or a pipe, not a file", "设备或管道，不是文件")


@dataclass(frozen=True, slots=True)
class Listing:
    """What lies below a folder.

    Attributes:
        root: The folder.
        files: Names of the files relative to it, with slashes, sorted.
        not_examined: What is no readable file, by its relative name.
        errors: Folders that cannot be listed, with their relative names.
    """

    root: Path
    files: tuple[str, ...]
    not_examined: tuple[NotExamined, ...]
    errors: tuple[tuple[str, PiaError], ...]


def is_glob(locator: str) -> bool:
    """Whether a locator is a pattern and not the name of a file that is there."""
    return glob.has_magic(locator) and not os.path.lexists(locator)


def is_folder(locator: str) -> bool:
    """Whether a locator names a folder; no name makes this fail."""
    return os.path.isdir(locator)  # noqa: PTH112 (pathlib's raises on what cannot be a name)


def list_folder(folder: Path) -> Listing:
    """Every file below a folder; links inside it are left to the names they lead to."""
    return _Walk(folder).listing([""])


def list_glob(pattern: str) -> Listing:
    """Every file that a pattern names, and all below the folders that it names; `**` stands for any folders.

    Raises:
        SourceError: It names nothing.
    """
    parts = Path(pattern).parts
    plain = next((place for place, part in enumerate(parts) if glob.has_magic(part)), len(parts))
    root = Path(*parts[:plain])
    matches = glob.glob(str(Path(*parts[plain:])), root_dir=root, recursive=True)  # noqa: PTH207 (leaves out hidden)
    if not matches:
        raise SourceError(Problem(pattern, "no file has such a name", "Check the pattern; quote it against the shell."))
    return _Walk(root).listing(matches)


class _Walk:
    def __init__(self, root: Path) -> None:
        self.root = root
        self.files: set[str] = set()
        self.left: dict[str, Text] = {}
        self.errors: dict[str, PiaError] = {}
        self.folders: set[Path] = set()
        self.links: set[str] = set()

    def listing(self, starts: list[str]) -> Listing:
        for start in starts:
            self._take(start)
        self._follow_links()
        left = tuple(NotExamined(name, reason) for name, reason in sorted(self.left.items()))
        errors = tuple((name, self.errors[name]) for name in sorted(self.errors))
        return Listing(self.root, tuple(sorted(self.files)), left, errors)

    def _take(self, start: str) -> None:
        waiting = [start]
        while waiting:
            name = waiting.pop()
            try:
                waiting += self._below(name)
            except OSError as error:
                reason = (error.strerror or "it cannot be read").lower()
                problem = Problem(str(self.root / name), reason, "Check the permissions.")
                self.errors[name] = UnreadableError(problem)

    def _below(self, name: str) -> list[str]:
        """What is to be looked at below a name: nothing for a file, which is filed under what it is."""
        path = self.root / name
        if name and path.is_symlink():
            self.links.add(name)
            return []
        self._file_or_left(name)
        if not path.is_dir():
            return []
        self.folders.add(path.resolve())
        below = [(entry.name, f"{name}/{entry.name}" if name else entry.name) for entry in path.iterdir()]
        self.left |= {where: _HIDDEN for entry, where in below if entry.startswith(".")}
        return [where for entry, where in below if not entry.startswith(".")]

    def _follow_links(self) -> None:
        """A link inside the folder is read under its own name only where what it leads to was not met itself."""
        met = {(self.root / name).resolve() for name in self.files} | self.folders
        for name in sorted(self.links):
            target = (self.root / name).resolve() if (self.root / name).exists() else None
            if target is None:
                self.left[name] = _NOWHERE
            elif not target.is_relative_to(self.root.resolve()):
                self.left[name] = _OUTSIDE
            elif target not in met:
                met.add(target)
                self._file_or_left(name, _FOLDER_LINK)

    def _file_or_left(self, name: str, folder: Text | None = None) -> None:
        path = self.root / name
        if path.is_file():
            self.files.add(Path(name).as_posix())
        elif not path.is_dir():
            self.left[name] = _DEVICE
        elif folder:
            self.left[name] = folder
