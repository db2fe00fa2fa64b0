from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pia.reidentification.generalisation import Step, ladder
from tests.reidentification.tables_for_tests import coded


def steps(*cells: str | None) -> tuple[Step, ...]:
    return ladder(coded({"x": list(cells)}).columns["x"])


def shown(cells: Sequence[str | None]) -> dict[str, list[str]]:
    """Per change, the new cells."""
    column = coded({"x": cells}).columns["x"]
    return {
        step.text.en.removeprefix("x: "): [step.labels[code] for code in step.codes[column.codes]]
        for step in ladder(column)
        if step.text
    }


def test_dates_become_months_years_and_decades() -> None:
    found = shown(["1980-03-07", "1980-3-9", "1981/04/01", "1979年12月1日", "20010203", None, "1980-04-07"])
    assert found["date to month"] == ["1980-03", "1980-03", "1981-04", "1979-12", "2001-02", "", "1980-04"]
    assert found["date to year"] == ["1980", "1980", "1981", "1979", "2001", "", "1980"]
    assert found["date to decade"] == ["1980s", "1980s", "1980s", "1970s", "2000s", "", "1980s"]
    assert found["drop it"] == ["*"] * 7


def test_what_is_no_date_among_dates_is_not_told() -> None:
    dates: list[str | None] = [f"1980-03-{day:02d}" for day in range(1, 29)]
    assert shown([*dates, "about 1980"])["date to month"][-1] == "*"


def test_codes_lose_their_end_and_numbers_become_bands() -> None:
    found = shown(["100083", "100084", "100190", "310000"])
    assert found["first 5 characters"] == ["10008*", "10008*", "10019*", "31000*"]
    assert found["first 3 characters"] == ["100***", "100***", "100***", "310***"]
    assert shown(["7", "31", "34", "35", "101"])["bands of 5"] == ["5-9", "30-34", "30-34", "35-39", "100-104"]
    assert shown(["7.5", "1200", "3400", "90000"])["bands of 5000"] == ["0..5000"] * 3 + ["90000..95000"]
    assert shown(["0.1", "0.13", "0.14", "0.93"])["bands of 0.05"] == ["0.1..0.15"] * 3 + ["0.9..0.95"]
    assert list(shown(["5", "5.0"])) == ["drop it"]


def test_rare_words_become_one() -> None:
    cells = ["Han"] * 30 + ["Hui", "Miao"]
    assert shown(cells)["rare values together"] == ["Han"] * 30 + ["*", "*"]


@settings(deadline=None)
@given(
    st.one_of(
        st.lists(st.dates().map(str), min_size=1),
        st.lists(st.integers(-(10**6), 10**6).map(str), min_size=1),
        st.lists(st.floats(-5, 5).map(str), min_size=1),
        st.lists(st.from_regex(r"[0-9]{6}", fullmatch=True), min_size=1),
        st.lists(st.text(max_size=5), min_size=1),
    )
)
def test_each_step_is_coarser_than_the_one_before(cells: list[str]) -> None:
    found = steps(*cells)
    assert found[0].text is None
    for finer, coarser in pairwise(found):
        pairs = set(zip(finer.codes.tolist(), coarser.codes.tolist(), strict=True))
        assert len(pairs) == len(finer.labels)
        assert len(coarser.labels) < len(finer.labels)


@pytest.mark.parametrize("step", steps("a", "b", None))
def test_labels_do_not_show(step: Step) -> None:
    assert "labels" not in repr(step)
