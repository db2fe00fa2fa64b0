from __future__ import annotations

import numpy as np
import pytest

from pia.errors import SourceError
from pia.model.text import Text
from pia.reidentification.exposure import People, measure, usable
from tests.reidentification.tables_for_tests import coded

WHY = Text("r", "r")
ROWS: dict[str, list[str | None]] = {
    "age": ["30", "30", "30", "40", "40", "50"],
    "sex": ["m", "m", "m", "f", "f", "f"],
    "ill": ["a", "a", "b", "b", "b", "a"],
    "none": [None] * 6,
    "same": ["x"] * 6,
}


def test_figures_by_hand() -> None:
    found = measure(coded(ROWS), {"age": WHY, "sex": WHY}, ("ill", "sex"), threshold=3)
    assert (found.rows, found.classes, found.smallest_class, found.unique_rows, found.rows_below) == (6, 3, 1, 1, 3)
    assert (found.prosecutor, found.journalist, found.marketer) == (1.0, None, 0.5)
    assert found.share_unique == pytest.approx(1 / 6)
    assert [(item.column.name, item.distinct) for item in found.quasi_identifiers] == [("age", 3), ("sex", 2)]
    assert [item.column.name for item in found.sensitive] == ["ill"]
    assert [(item.columns, item.unique_rows) for item in found.subsets] == [(("age",), 1), (("sex",), 0)]
    assert sum(band.rows for band in found.bands) == 6
    assert found.population is None


def test_population_counts_give_k_map_journalist_and_marketer_risk() -> None:
    counts = coded({"age": ["30", "40", "99"]})
    people = People(0, (counts.columns["age"],), np.array([12, 1, 100]))
    found = measure(coded(ROWS), {"age": WHY, "sex": WHY}, threshold=2, people=people)
    assert found.population is not None
    assert (found.population.size, found.population.k_map, found.population.not_counted) == (113, 2, 1)
    assert found.journalist == 0.5
    assert found.marketer == pytest.approx((3 / 12 + 2 / 2) / 5)
    assert found.population.sampling_fraction == pytest.approx(6 / 113)


def test_a_population_of_others_gives_no_k_map() -> None:
    people = People(50, (coded({"age": ["99"]}).columns["age"],), np.array([9]))
    found = measure(coded(ROWS), {"age": WHY}, threshold=2, people=people)
    assert found.population is not None
    assert (found.population.k_map, found.population.not_counted, found.journalist) == (None, 6, None)


def test_columns_that_tell_nobody_apart_are_named_and_left_out() -> None:
    found = measure(coded(ROWS), {"age": WHY, "none": WHY, "same": WHY}, threshold=2)
    assert [item.column.name for item in found.quasi_identifiers] == ["age"]
    assert found.subsets == ()
    assert found.searched is None
    assert [note.en for note in found.notes] == [
        "'none' is empty in every row and was left out",
        "'same' is the same in every row and was left out",
    ]


@pytest.mark.parametrize(
    ("names", "cells", "what"),
    [
        (["aeg"], ROWS, "there is no column 'aeg'. Did you mean 'age'?"),
        (["zzz"], {"age": ["1", "2"]}, "there is no column 'zzz'. Columns: age."),
        (["none", "same"], ROWS, "no quasi-identifier tells people apart: 'none' is empty in every row"),
        ([], ROWS, "no quasi-identifier is named"),
        (["age"], {"age": ["30"]}, "it has one row, so nobody can be told from anybody"),
        (["age"], {"age": []}, "it has no rows"),
    ],
)
def test_what_means_nothing_is_said_in_words(names: list[str], cells: dict[str, list[str | None]], what: str) -> None:
    with pytest.raises(SourceError) as caught:
        usable(coded(cells), names)
    assert what in str(caught.value)


def test_too_few_rows_and_too_small_populations_are_refused() -> None:
    with pytest.raises(SourceError, match="6 rows, fewer than the class size of 7"):
        measure(coded(ROWS), {"age": WHY}, threshold=7)
    with pytest.raises(SourceError, match="population of 5 people is smaller than the data"):
        measure(coded(ROWS), {"age": WHY}, threshold=2, people=People(5))
