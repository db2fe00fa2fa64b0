"""Assessment -> privacy surface: columns, kinds of data, k bands, links, purposes, recipients, technologies."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pia.model.assessment import Assessment
from pia.model.deployment import Deployment, ProcessingActivity
from pia.model.finding import EntityCategory
from pia.model.linkage import Link, Linkage
from pia.model.surface import UNBOUNDED_DAYS, Surface, SurfaceItem
from pia.model.surface import SurfaceKind as Kind

K_EDGES = (2, 3, 5, 10, 20, 50, 100)
"""Class sizes at which a new band of k begins; those of the curve in reports."""
SHARE_EDGES = (0.01, 0.05, 0.2, 0.5)
"""Shares of people at which a new band of a link begins, above the first one over 0."""
SPECIAL = 4
"""What special treatment by a law adds to the impact of an entity type, 1 to 4, in its sensitivity."""


def surface(assessment: Assessment) -> Surface:
    """Everything a reviewer of this assessment agrees to; the same assessment gives the same surface."""
    return collected(
        (
            *_data(assessment),
            *_exposure(assessment),
            *_linkage(assessment.linkage),
            *_declared(assessment.deployment),
        )
    )


def collected(items: Iterable[SurfaceItem]) -> Surface:
    """Items as a surface: sorted, each kind and subject once, at its largest extent."""
    largest: dict[tuple[Kind, tuple[str, ...]], int] = {}
    for item in items:
        key = (item.kind, item.subject)
        largest[key] = max(item.extent, largest.get(key, item.extent))
    return Surface(tuple(sorted(SurfaceItem(kind, subject, extent) for (kind, subject), extent in largest.items())))


def k_band(k: int) -> int:
    """The band of a class size: 0 for 100 and more, 7 for 1.

    >>> [k_band(k) for k in (1, 2, 4, 5, 99, 100)]
    [7, 6, 5, 4, 1, 0]
    """
    return sum(k < edge for edge in K_EDGES)


def share_band(share: float) -> int:
    """The band of a share of people in [0, 1]: 0 for nobody, 5 for half of them and more.

    >>> [share_band(share) for share in (0.0, 0.001, 0.01, 0.2, 0.5, 1.0)]
    [0, 1, 2, 4, 5, 5]
    """
    return (share > 0) + sum(share >= edge for edge in SHARE_EDGES)


def sensitivity(category: EntityCategory | None) -> int:
    """How sensitive an entity type is, 1 to 8: its impact, and more if a law treats it specially; unknown is most."""
    if category is None:
        return 2 * SPECIAL
    return category.impact + (SPECIAL if any(item.special for item in category.legal) else 0)


def _data(assessment: Assessment) -> Iterator[SurfaceItem]:
    categories = {category.entity_type: category for category in assessment.categories}
    for item in assessment.inputs:
        for scanned in item.columns:
            yield SurfaceItem(Kind.COLUMN, (str(scanned.column),))
    for finding in assessment.findings:
        extent = sensitivity(categories.get(finding.entity_type))
        yield SurfaceItem(Kind.PERSONAL_DATA, (str(finding.column), finding.entity_type), extent)


def _exposure(assessment: Assessment) -> Iterator[SurfaceItem]:
    for risk in assessment.reidentification:
        table = f"{risk.dataset}/{risk.table}" if risk.table else risk.dataset
        yield SurfaceItem(Kind.K, (table,), k_band(risk.smallest_class))
        for quasi in risk.quasi_identifiers:
            yield SurfaceItem(Kind.QUASI_IDENTIFIER, (str(quasi.column),))
    for left in assessment.unmeasured:
        yield SurfaceItem(Kind.UNMEASURED, (left.where,))


def _linkage(linkage: Linkage | None) -> Iterator[SurfaceItem]:
    if linkage is None:
        return
    for pair in (*(pair for link in linkage.links for pair in link.columns), *linkage.estimated):
        yield SurfaceItem(Kind.JOIN, (str(pair.left), str(pair.right)))
    for link in linkage.links:
        if link.identities:
            yield from _named(link)


def _named(link: Link) -> Iterator[SurfaceItem]:
    yield SurfaceItem(Kind.LINK, (link.left, link.right), share_band(link.share))
    for column in link.reveals:
        yield SurfaceItem(Kind.REVEALED, (link.left, link.right, str(column)))


def _declared(deployment: Deployment) -> Iterator[SurfaceItem]:
    for activity in deployment.activities:
        yield from _activity(activity)
    for recipient in deployment.recipients:
        yield SurfaceItem(Kind.RECIPIENT, (recipient.name, recipient.role, recipient.country))
        if not recipient.contract:
            yield SurfaceItem(Kind.WITHOUT_CONTRACT, (recipient.name,))
    for transfer in deployment.transfers:
        yield SurfaceItem(Kind.TRANSFER, (transfer.recipient, transfer.country))
        if not transfer.safeguard:
            yield SurfaceItem(Kind.WITHOUT_SAFEGUARD, (transfer.recipient, transfer.country))
    for technology in deployment.technologies:
        yield SurfaceItem(Kind.TECHNOLOGY, (technology.value,))


def _activity(activity: ProcessingActivity) -> Iterator[SurfaceItem]:
    purpose, days = activity.purpose, activity.storage_period_days
    yield SurfaceItem(Kind.PURPOSE, (purpose,))
    yield SurfaceItem(Kind.LEGAL_BASIS, (purpose, activity.legal_basis.value if activity.legal_basis else ""))
    yield SurfaceItem(Kind.STORAGE, (purpose,), UNBOUNDED_DAYS if days is None else days)
    for column in activity.columns:
        yield SurfaceItem(Kind.PURPOSE_COLUMN, (purpose, column))
    for recipient in activity.recipients:
        yield SurfaceItem(Kind.PURPOSE_RECIPIENT, (purpose, recipient))
