"""The data of an assessment beside what was assessed: whether it is still the same."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from pia.admission.reuse import digest
from pia.contents.address import scheme_of
from pia.errors import PiaError
from pia.model.review import Drift
from pia.scan.datasets import open_as_one
from pia.scan.listing import is_folder, is_glob, list_folder, list_glob
from pia.scan.opening import LOCAL

FileState = tuple[str, int, int, int]
"""Name, size in bytes, time of the last change of content and of the file in nanoseconds."""

MOST_BYTES = 200_000_000
"""More than that is not read only to tell whether it changed."""

_MOST_FILES = 10_000


def state_of(path: Path, name: str) -> FileState:
    """What the file system says of a file; sizes and times of one that is not there are -1."""
    try:
        found = path.stat()
    except (OSError, ValueError):
        return name, -1, -1, -1
    return name, found.st_size, found.st_mtime_ns, found.st_ctime_ns


def data_states(folder: Path, paths: Mapping[str, str]) -> tuple[FileState, ...]:
    """What the file system says of the files of datasets.

    Args:
        folder: Where relative paths start.
        paths: Path or address by name of the dataset; an address has no state.
    """
    found = [
        state_of(path, str(path))
        for item in paths.values()
        if not scheme_of(item)
        for path in _files(str(folder / item))
    ]
    return tuple(sorted(set(found))[:_MOST_FILES])


def drift(folder: Path, paths: Mapping[str, str], assessed: Mapping[str, str], states: tuple[FileState, ...]) -> Drift:
    """Whether datasets are still what was assessed; reads them, unless they hold more than 200 MB.

    Args:
        folder: Where relative paths start.
        paths: Path or address by name of the dataset.
        assessed: Digest of each dataset when it was assessed.
        states: Their files, as `data_states` gives them.
    """
    if any(size < 0 for _, size, _, _ in states):
        return Drift.CHANGED
    local = [(name, str(folder / path)) for name, path in paths.items() if not scheme_of(path)]
    if sum(size for _, size, _, _ in states) > MOST_BYTES or len(states) >= _MOST_FILES:
        return Drift.UNKNOWN
    opened = open_as_one(local, LOCAL)
    found = {dataset.name: digest(dataset) for dataset in opened.datasets}
    if opened.errors or any(read is not None and read != assessed.get(name) for name, read in found.items()):
        return Drift.CHANGED
    told = all(found.get(name) is not None for name in assessed)
    return Drift.NONE if told and assessed.keys() == paths.keys() else Drift.UNKNOWN


def _files(path: str) -> Iterator[Path]:
    if not is_folder(path) and not is_glob(path):
        yield Path(path)
        return
    try:
        listing = list_folder(Path(path)) if is_folder(path) else list_glob(path)
    except PiaError:
        yield Path(path)
        return
    yield from (listing.root / name for name in listing.files)
