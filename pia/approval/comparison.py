"""Two surfaces -> what grew, and the smallest amendment under which it would not have."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from pia.approval.surface import collected
from pia.model.surface import Surface, SurfaceItem


@dataclass(frozen=True, slots=True)
class Growth:
    """One item that goes further than was agreed to.

    Attributes:
        item: The item as it is.
        before: The extent agreed to; `None` if nothing of the kind was.
    """

    item: SurfaceItem
    before: int | None


def growth(approved: Surface, present: Surface) -> tuple[Growth, ...]:
    """What of a surface goes further than the approved one, in the order of the surface.

    Its items are the smallest amendment that would pass: with all of them in the approved surface nothing grows, and
    without any one of them something does.
    """
    before = {(item.kind, item.subject): item.extent for item in approved.items}
    compared = [Growth(item, before.get((item.kind, item.subject))) for item in present.items]
    return tuple(found for found in compared if found.before is None or found.item.extent > found.before)


def amended(approved: Surface, items: Iterable[SurfaceItem]) -> Surface:
    """A surface with some items agreed to as well."""
    return collected((*approved.items, *items))
