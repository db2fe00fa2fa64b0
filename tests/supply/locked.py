"""The lock files: every package with its version, the machines it is for, and the digests it must have."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[2]
RUNTIME, TEST = ROOT / "requirements.lock", ROOT / "requirements-test.lock"
_DIGEST = re.compile(r"--hash=sha256:([0-9a-f]{64})(?=\s|$)")


@dataclass(frozen=True, slots=True, order=True)
class Locked:
    """One package of a lock file.

    Attributes:
        name: Its name, as the registry normalizes it.
        version: The only version.
        digests: SHA-256 of the files that may be installed.
        wanted_here: Whether it is for machines like this one.
    """

    name: str
    version: str
    digests: tuple[str, ...]
    wanted_here: bool


class LockError(ValueError):
    """A line of a lock file that pins no version or no digest."""


def packages(*paths: Path) -> tuple[Locked, ...]:
    """Every package of some lock files, each once, sorted.

    Raises:
        LockError: One is not pinned to a version and a digest.
    """
    return tuple(sorted({item for path in paths for item in _packages(path)}))


def _packages(path: Path) -> Iterator[Locked]:
    for line in path.read_text(encoding="utf-8").replace("\\\n", " ").splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        wanted = Requirement(line.partition("--hash")[0].strip())
        pins = [item.version for item in wanted.specifier if item.operator == "==" and "*" not in item.version]
        digests = tuple(sorted(_DIGEST.findall(line)))
        if len(pins) != 1 or len(wanted.specifier) != 1 or not digests or line.count("--hash") != len(digests):
            raise LockError(f"{path.name}: {wanted.name} is not pinned to one version and SHA-256")
        here = wanted.marker is None or wanted.marker.evaluate({"extra": ""})
        yield Locked(canonicalize_name(wanted.name), pins[0], digests, here)
