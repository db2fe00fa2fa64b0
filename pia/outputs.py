"""Files written whole or not at all, several of them together, whatever ends the run meanwhile."""

from __future__ import annotations

import errno
import os
import secrets
import stat
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from pia.errors import DocumentError, Problem

TEMPORARY = ".pia-tmp"
"""Suffix of a file that is being written; its name is a dot, eight random digits and this."""

FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
"""What the system says where something does not fit."""

_DEVICES = ("/dev", "/dev/fd")


@dataclass(frozen=True, slots=True)
class _Staged:
    """New bytes that lie beside the file they are to replace.

    Attributes:
        path: The file.
        temporary: Where the bytes are.
        handle: Held open, and locked, so that other runs see that its writer is alive.
    """

    path: Path
    temporary: Path
    handle: int


def write(files: Mapping[Path, bytes]) -> None:
    """Write files, each of which is the old or the new one, whole, at every moment.

    All of them are on the disk under other names before the first takes its place, so a full disk or a missing right
    leaves every old file as it is. While they take their places, no other run does so in these folders. A file that
    exists keeps its permissions; a link is replaced, never followed. A device or a pipe is written to as it is.

    What a killed run left behind (`TEMPORARY`) is taken away by the next one that writes into the folder.

    Raises:
        DocumentError: A file cannot be written.
    """
    streams = {path: data for path, data in files.items() if _is_stream(path)}
    staged: list[_Staged] = []
    try:
        for path, data in files.items():
            if path not in streams:
                with _told(path):
                    staged.append(_staged(path))
                    _fill(staged[-1].handle, data)
        _settle(staged)
        for path, data in streams.items():
            with _told(path), path.open("wb", buffering=0) as file:
                _write_all(file.fileno(), data)
    finally:
        for item in staged:
            with suppress(OSError):
                os.close(item.handle)
            item.temporary.unlink(missing_ok=True)


@contextmanager
def _told(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        reason = (error.strerror or "it cannot be written").lower()
        fix = "Free some space; what was there is still there." if error.errno in FULL else ""
        raise DocumentError(Problem(str(path), reason, fix or "Choose another folder with --out.")) from None


def _is_stream(path: Path) -> bool:
    """Whether a path names no place for a file: a device, a pipe, or what the system says is open."""
    parent = str(path.absolute().parent)
    if parent in _DEVICES or parent.startswith("/proc/"):
        return True
    try:
        mode = path.lstat().st_mode
    except OSError:
        return False
    return not (stat.S_ISREG(mode) or stat.S_ISLNK(mode) or stat.S_ISDIR(mode))


def _staged(path: Path) -> _Staged:
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.is_dir():
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
    with _alone(path.parent) as alone:
        if alone:
            _sweep(path.parent)
        temporary, mode = path.with_name(f".{secrets.token_hex(4)}{TEMPORARY}"), _mode(path)
        handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), mode or 0o666)
        _lock(handle, wait=False)
    if mode:
        with suppress(OSError):
            temporary.chmod(mode)
    return _Staged(path, temporary, handle)


def _mode(path: Path) -> int:
    """The permissions of a file that exists; 0 where a new one gets those that the user's mask leaves."""
    return stat.S_IMODE(path.stat().st_mode) if path.is_file() and not path.is_symlink() else 0


def _fill(handle: int, data: bytes) -> None:
    _write_all(handle, data)
    os.fsync(handle)


def _write_all(handle: int, data: bytes) -> None:
    left = memoryview(data)
    while left:
        left = left[os.write(handle, left) :]


def _settle(staged: list[_Staged]) -> None:
    """Put all into their places while no other run does so."""
    folders = sorted({item.path.parent.resolve() for item in staged})
    with _all_alone(folders):
        for item in staged:
            if sys.platform == "win32":  # which replaces no file that is held open
                os.close(item.handle)
            with _told(item.path):
                item.temporary.replace(item.path)
        for folder in folders:
            _keep(folder)


@contextmanager
def _all_alone(folders: list[Path]) -> Iterator[None]:
    if not folders:
        yield
        return
    with _alone(folders[0]), _all_alone(folders[1:]):
        yield


@contextmanager
def _alone(folder: Path) -> Iterator[bool]:
    """Keep other runs from making or placing files in a folder for a moment; tells whether that is possible here."""
    try:
        handle = os.open(folder, os.O_RDONLY)
    except OSError:
        yield False
        return
    try:
        yield _lock(handle, wait=True)
    finally:
        os.close(handle)


def _lock(handle: int, *, wait: bool) -> bool:
    """Take the lock of an open file; not every file system has locks."""
    if sys.platform == "win32":
        return False
    import fcntl

    try:
        fcntl.flock(handle, fcntl.LOCK_EX if wait else fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def _sweep(folder: Path) -> None:
    """Take away what runs left that were killed: files nobody holds locked."""
    for path in folder.glob(f".????????{TEMPORARY}"):
        with suppress(OSError):
            handle = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))
            try:
                if _lock(handle, wait=False):
                    path.unlink()
            finally:
                os.close(handle)


def _keep(folder: Path) -> None:
    """Have the names in a folder on the disk, too, where the system can do so."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
