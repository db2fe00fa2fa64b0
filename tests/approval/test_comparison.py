from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from pia.approval.comparison import Growth, amended, growth
from pia.approval.surface import collected
from pia.model.surface import Surface, SurfaceItem, SurfaceKind

ITEMS = st.builds(
    SurfaceItem,
    st.sampled_from([SurfaceKind.K, SurfaceKind.PURPOSE]),
    st.tuples(st.sampled_from("abc")),
    st.integers(0, 3),
)
SURFACES = st.lists(ITEMS, max_size=8).map(collected)


def item(extent: int, subject: str = "t") -> SurfaceItem:
    return SurfaceItem(SurfaceKind.K, (subject,), extent)


def test_only_more_than_before_is_growth() -> None:
    before = Surface((item(2),))
    assert growth(before, Surface((item(1),))) == ()
    assert growth(before, Surface((item(2),))) == ()
    assert growth(before, Surface((item(3),))) == (Growth(item(3), 2),)
    assert growth(before, Surface(())) == ()
    assert growth(before, Surface((item(0, "u"),))) == (Growth(item(0, "u"), None),)


@given(SURFACES, SURFACES)
def test_the_amendment_is_enough_and_nothing_of_it_can_be_left_out(old: Surface, new: Surface) -> None:
    grown = [found.item for found in growth(old, new)]
    assert growth(amended(old, grown), new) == ()
    for left_out in grown:
        rest = [found for found in grown if found != left_out]
        assert [found.item for found in growth(amended(old, rest), new)] == [left_out]


@given(SURFACES, SURFACES)
def test_nothing_grows_against_itself_or_less(old: Surface, new: Surface) -> None:
    assert growth(old, old) == ()
    assert growth(amended(old, new.items), old) == growth(amended(old, new.items), new) == ()
