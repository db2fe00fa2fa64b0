"""Many folders -> their lines in a portfolio, fast: what did not change since it was last read is not read again.

What was read stands in `.pia/portfolio.json` under the root, by what the file system says of the files it was read
from, and by the digest of their bytes where that moved. The file can be thrown away.
"""

from __future__ import annotations

import hashlib
import math
import os
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache
from pathlib import Path

from pia import __version__, documents
from pia.errors import PiaError
from pia.model.policy import PolicyFile
from pia.model.review import Drift, Standing, Summary
from pia.model.text import Strict
from pia.review import versions
from pia.review.drifting import FileState, data_states, drift, state_of
from pia.review.record import APPROVAL, ASSESSMENT, DEPLOYMENT
from pia.review.signatures import signed_state
from pia.review.summary import Read, read

_FILES = (DEPLOYMENT, ASSESSMENT, APPROVAL)
_DEEPEST = 8
_SETTLED_NS = 50_000_000
"""A file that was changed so shortly before it was read may have been changed again without its times telling."""

_SAVE_SECONDS = 1.0
_UNWRITTEN: dict[Path, Mapping[str, Kept]] = {}


@dataclass(frozen=True, slots=True)
class Kept(Strict):
    """What is kept of one assessment.

    Attributes:
        states: What the file system said of its files.
        digests: Digests of those files.
        known: What was read of them.
        data: What the file system said of its data.
        drift: Whether the data was what had been assessed.
        asked: Day and policy for which the signatures were looked at.
        standing: What had become of them.
        at: When all that was read, in nanoseconds.
    """

    states: tuple[FileState, ...]
    digests: tuple[str, ...]
    known: Read
    data: tuple[FileState, ...]
    drift: Drift
    asked: str
    standing: Standing
    at: int


@dataclass(frozen=True, slots=True)
class Cache(Strict):
    """What `.pia/portfolio.json` holds.

    Attributes:
        tool: The version that wrote it; another one reads everything again.
        kept: What is kept, by folder.
    """

    tool: str = __version__
    kept: Mapping[str, Kept] = field(default_factory=dict)


def summaries(
    root: Path, today: date, policy: PolicyFile | None, patience_seconds: float = math.inf
) -> tuple[Summary, ...]:
    """The lines of a portfolio, by folder.

    What was read is kept every second, so that others see it while the rest is read.

    Args:
        root: The folder to look in, eight folders deep; below one with a `deployment.yaml` nothing is looked for.
        today: The day on which signatures and reviews are looked at.
        policy: Who must have signed; `None` for anybody.
        patience_seconds: How long to read what is new; the lines of the rest say that they are pending.
    """
    path = root / versions.CACHE / "portfolio.json"
    before = _cache(path)
    asked = hashlib.sha256(f"{today} {documents.dump_json(policy) if policy else b''!r}".encode()).hexdigest()
    until = saved = time.monotonic()
    until += patience_seconds
    kept: dict[str, Kept] = {}
    pending: list[str] = []
    for name, folder in found_in(root):
        known = before.get(name)
        if not (known and _still(folder, known, asked)):
            if time.monotonic() >= until:
                pending.append(name)
                continue
            known = _kept(folder, name, known, (asked, today, policy))
            if time.monotonic() > saved + _SAVE_SECONDS:
                _keep(root, path, Cache(kept={**before, **kept, name: known}))
                saved = time.monotonic()
        kept[name] = known
    left = {name: before[name] for name in pending if name in before}
    if {**left, **kept} != before:
        _keep(root, path, Cache(kept={**left, **kept}))
    lines = {name: _line(item, today) for name, item in kept.items()}
    lines |= {name: Summary(name, name, pending=True) for name in pending}
    return tuple(line for _, line in sorted(lines.items()))


def found_in(root: Path) -> Iterator[tuple[str, Path]]:
    """Folders with a `deployment.yaml`, with their names from the root; links are not followed."""
    for place, folders, files in os.walk(root):
        folder = Path(place)
        name = folder.relative_to(root).as_posix()
        inside = DEPLOYMENT in files
        deep = name.count("/") + 1 >= _DEEPEST
        folders[:] = [] if (inside and name != ".") or deep else sorted(item for item in folders if item[0] != ".")
        if inside:
            yield name, folder


def _line(item: Kept, today: date) -> Summary:
    summary = item.known.summary
    overdue = summary.next_review is not None and summary.next_review < today
    return replace(summary, standing=item.standing, overdue=overdue, drift=item.drift)


def _still(folder: Path, kept: Kept, asked: str) -> bool:
    """Whether what is kept of an assessment is what it would say now, by what the file system says."""
    states = tuple(state_of(folder / file, file) for file in (*_FILES, *kept.known.own))
    data = data_states(folder, kept.known.paths)
    return (kept.states, kept.data, kept.asked) == (states, data, asked) and _settled(kept)


def _kept(folder: Path, name: str, before: Kept | None, question: tuple[str, date, PolicyFile | None]) -> Kept:
    asked, today, policy = question
    now = time.time_ns()
    known, digests = _known(folder, name, before)
    states = tuple(state_of(folder / file, file) for file in (*_FILES, *known.own))
    data = data_states(folder, known.paths)
    same_data = before and before.data == data and before.known.inputs == known.inputs and _settled(before)
    drifted = before.drift if before and same_data else _drift(folder, known, data)
    hashes = dict(zip(_FILES, digests, strict=False))
    standing = signed_state(folder, hashes, policy, today).standing
    return Kept(states, digests, known, data, drifted, asked, standing, now)


def _known(folder: Path, name: str, before: Kept | None) -> tuple[Read, tuple[str, ...]]:
    """What the files say, read again only if a byte of them changed."""
    if before:
        digests = _digests(folder, before.known.own)
        if digests == before.digests:
            return before.known, digests
    known = read(folder, name)
    return known, _digests(folder, known.own)


def _digests(folder: Path, own: tuple[str, ...]) -> tuple[str, ...]:
    found = []
    for file in (*_FILES, *own):
        try:
            found.append(versions.sha256((folder / file).read_bytes()))
        except OSError:
            found.append("")
    return tuple(found)


def _drift(folder: Path, known: Read, data: tuple[FileState, ...]) -> Drift:
    if not known.inputs:
        return Drift.UNKNOWN
    try:
        return drift(folder, known.paths, known.inputs, data)
    except PiaError:
        return Drift.UNKNOWN


def _settled(kept: Kept) -> bool:
    newest = max((state[3] for state in (*kept.states, *kept.data)), default=0)
    return newest + _SETTLED_NS < kept.at


def _cache(path: Path) -> Mapping[str, Kept]:
    state = state_of(path, "")
    return _UNWRITTEN.get(path, {}) if state[1] < 0 else _parsed(path, state)


@lru_cache(maxsize=4)
def _parsed(path: Path, _state: FileState) -> Mapping[str, Kept]:
    """Parsed once for every state of the file: a web page asks for it again and again."""
    try:
        found = documents.load(path, Cache).value
    except PiaError:
        return {}
    return found.kept if found.tool == __version__ else {}


def _keep(root: Path, path: Path, cache: Cache) -> None:
    """Where nothing can be written, it is kept as long as this process runs."""
    try:
        versions.make_cache(root)
        documents.write(path, documents.dump_json(cache))
        _UNWRITTEN.pop(path, None)
    except PiaError:
        _UNWRITTEN[path] = cache.kept
