from __future__ import annotations

import pytest

from pia.approval.comparison import Growth
from pia.approval.wording import extent_text, grown, said
from pia.model.surface import UNBOUNDED_DAYS, SurfaceItem, SurfaceKind


@pytest.mark.parametrize("kind", list(SurfaceKind))
def test_every_kind_has_a_sentence_that_names_its_subject(kind: SurfaceKind) -> None:
    text = said(SurfaceItem(kind, ("one", "two", "three"), 1))
    assert "{" not in text.en + text.zh
    assert "one" in text.en or kind is SurfaceKind.REVEALED
    assert "one" in text.zh or kind is SurfaceKind.REVEALED


def test_extents_are_bands_days_and_numbers() -> None:
    assert [extent_text(SurfaceKind.K, extent).en for extent in (-1, 0, 7, 8)] == ["100 and more"] * 2 + ["1"] * 2
    assert [extent_text(SurfaceKind.LINK, extent).zh for extent in (-1, 0, 5, 6)] == ["0"] * 2 + ["50% 及以上"] * 2
    assert extent_text(SurfaceKind.STORAGE, 30).en == "30 days"
    assert extent_text(SurfaceKind.STORAGE, UNBOUNDED_DAYS - 1).en == f"{UNBOUNDED_DAYS - 1} days"
    assert extent_text(SurfaceKind.STORAGE, UNBOUNDED_DAYS).zh == "未定"
    assert extent_text(SurfaceKind.PERSONAL_DATA, 8).en == "8"


def test_growth_tells_what_was_agreed_to() -> None:
    item = SurfaceItem(SurfaceKind.K, ("t",), 7)
    assert grown(Growth(item, None)).en == "Not agreed to: t with k of 1"
    assert grown(Growth(item, 4)).en == "More than was agreed to: t with k of 1; agreed: 5 to 9"
    assert grown(Growth(item, 4)).zh == "超出已同意的范围：t 的 k 值为 1；已同意：5–9"
