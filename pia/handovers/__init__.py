"""The contract of a handover: a scan out to a data tool, as tags and checks in that tool's own file.

One format per file. A format module holds `HANDOVER`, an object that fits `Handover`.
"""

from __future__ import annotations

from typing import Protocol

from pia.model.scanned import ScanReport
from pia.ownership import Manifest


class Handover(Protocol):
    """What a format module offers as `HANDOVER`."""

    name: str

    def render(self, report: ScanReport, manifest: Manifest) -> bytes:
        """The scan in this format; the same scan gives the same bytes, and no value of a cell is in them."""
        ...
