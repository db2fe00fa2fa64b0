from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from pia.approval.surface import collected, k_band, sensitivity, share_band, surface
from pia.model.assessment import Assessment
from pia.model.dataset import Column
from pia.model.surface import UNBOUNDED_DAYS, SurfaceItem
from pia.model.surface import SurfaceKind as Kind
from tests.admission.setting_for_tests import BASE, category, with_activity


def test_everything_that_can_grow_is_an_item() -> None:
    items = {(item.kind, *item.subject): item.extent for item in surface(BASE).items}
    assert items == {
        (Kind.COLUMN, "t.mail"): 0,
        (Kind.COLUMN, "t.no"): 0,
        (Kind.COLUMN, "u/x.illness"): 0,
        (Kind.PERSONAL_DATA, "t.mail", "EMAIL_ADDRESS"): 2,
        (Kind.PERSONAL_DATA, "u/x.illness", "HEALTH"): 7,
        (Kind.K, "t"): 4,
        (Kind.QUASI_IDENTIFIER, "t.mail"): 0,
        (Kind.JOIN, "u/x.illness", "t.mail"): 0,
        (Kind.LINK, "u/x", "t"): 3,
        (Kind.REVEALED, "u/x", "t", "u/x.illness"): 0,
        (Kind.PURPOSE, "care"): 0,
        (Kind.LEGAL_BASIS, "care", "consent"): 0,
        (Kind.STORAGE, "care"): 30,
        (Kind.PURPOSE_COLUMN, "care", "t.mail"): 0,
        (Kind.PURPOSE_RECIPIENT, "care", "Clinic"): 0,
        (Kind.RECIPIENT, "Clinic", "processor", "DE"): 0,
        (Kind.TRANSFER, "Clinic", "CH"): 0,
        (Kind.TECHNOLOGY, "cloud"): 0,
    }


def test_the_same_assessment_gives_the_same_surface_in_any_order(assessed: Callable[[str], Assessment]) -> None:
    assessment = assessed("floating-population")
    turned = replace(assessment, findings=assessment.findings[::-1], inputs=assessment.inputs[::-1])
    assert surface(turned) == surface(assessment)
    assert list(surface(assessment).items) == sorted(surface(assessment).items)


def test_what_stands_twice_counts_at_its_largest() -> None:
    low, high = (SurfaceItem(Kind.K, ("t",), extent) for extent in (1, 4))
    assert collected([low, high]) == collected([high, low]) == collected([high])


def test_bands_follow_their_edges() -> None:
    assert [k_band(k) for k in (1, 2, 3, 5, 10, 20, 50, 100, 10**6)] == [7, 6, 5, 4, 3, 2, 1, 0, 0]
    assert [share_band(share) for share in (0, 0.009, 0.01, 0.049, 0.05, 0.2, 0.5, 1)] == [0, 1, 2, 2, 3, 4, 5, 5]


def test_what_nobody_knows_counts_as_most() -> None:
    assert [sensitivity(category("X", 4)), sensitivity(category("X", 4, special=True)), sensitivity(None)] == [4, 8, 8]
    unknown = surface(replace(BASE, categories=())).items
    assert SurfaceItem(Kind.PERSONAL_DATA, ("t.mail", "EMAIL_ADDRESS"), 8) in unknown
    open_ended = surface(with_activity(storage_period_days=None)).items
    assert SurfaceItem(Kind.STORAGE, ("care",), UNBOUNDED_DAYS) in open_ended


def test_tables_and_estimated_joins_have_their_names() -> None:
    measured = replace(BASE.reidentification[0], table="sheet")
    assert BASE.linkage is not None
    pair = replace(BASE.linkage.links[0].columns[0], left=Column("a", "", "b"))
    items = surface(replace(BASE, reidentification=(measured,), linkage=replace(BASE.linkage, estimated=(pair,)))).items
    assert SurfaceItem(Kind.K, ("t/sheet",), 4) in items
    assert SurfaceItem(Kind.JOIN, ("a.b", "t.mail")) in items
