"""Where an assessment lies, and by what name an address calls it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from pia.review.record import DEPLOYMENT, POLICY

HERE = "."
"""The name of the folder served, if it is an assessment itself."""
_HERE_IN_ADDRESS = "-"
_DEEPEST = 8
_PART = re.compile(r"[^/\\\x00-\x1f\x7f.][^/\\\x00-\x1f\x7f]*")


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A folder with a `deployment.yaml`.

    Attributes:
        name: Its path from the folder served, with `/`; `.` for that folder itself.
        folder: Where it is.
    """

    name: str
    folder: Path

    @property
    def address(self) -> str:
        """Its name in an address."""
        return address_of(self.name)

    @property
    def stem(self) -> str:
        """What files that are handed out are named after."""
        return self.folder.resolve().name


def address_of(name: str) -> str:
    """The name of a place as an address has it.

    >>> address_of("."), address_of("city/grid")
    ('-', 'city/grid')
    """
    return _HERE_IN_ADDRESS if name == HERE else name


def place_of(root: Path, address: str) -> Place | None:
    """The assessment that an address names; `None` for what is none, whatever the address tries.

    No part may be hidden, lead upwards or be a link: what is reached always lies in the folder served.
    """
    parts = [] if address == _HERE_IN_ADDRESS else address.split("/")
    if len(parts) > _DEEPEST or not all(map(_PART.fullmatch, parts)):
        return None
    folder = root.joinpath(*parts)
    try:
        inside = folder.resolve(strict=True) == root.resolve().joinpath(*parts)
        there = inside and (folder / DEPLOYMENT).is_file()
    except OSError:
        return None
    return Place("/".join(parts) or HERE, folder) if there else None


def policy_path(place: Place, root: Path) -> Path | None:
    """What the signatures under an assessment are held against: `gate.yaml` beside it, else in the folder served."""
    return next((path for path in (place.folder / POLICY, root / POLICY) if path.is_file()), None)
