"""What pia is made of: pinned with digests, under licences that are allowed, and built to the same bytes again."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path

from tests.supply.licences import check, licences
from tests.supply.locked import RUNTIME, TEST, packages
from tests.supply.sbom import sbom
from tests.supply.wheel import built
from tests.trust import Figure

NAME = "supply"


def measure(quick: bool) -> Sequence[Figure]:
    """Look at every locked package; unless in a hurry, make the bill of materials and the wheel twice."""
    locked = packages(RUNTIME, TEST)
    wrong, untold = check(locked, licences())
    bare = [item.name for item in locked if not item.digests]
    note = f"for other machines, not looked at: {len(untold)}"
    found = [
        Figure("every locked package has one version and SHA-256 digests", len(locked), len(bare)),
        Figure("every licence is on the list", len(locked) - len(untold), len(wrong), "; ".join([note, *wrong])),
    ]
    if quick:
        return found
    with tempfile.TemporaryDirectory() as folder:
        wheels = [
            built(Path(folder) / str(time), umask=umask, time=time)
            for umask, time in ((0o022, 1_000_000_000), (0o077, 1_700_000_001))
        ]
    return [
        *found,
        Figure("the bill of materials has the same bytes again", 1, int(sbom() != sbom()), "CycloneDX"),
        Figure("the wheel has the same bytes again", 1, int(wheels[0] != wheels[1]), "other folder, times, rights"),
    ]
