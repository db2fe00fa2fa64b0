from __future__ import annotations

from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from pia.model.reidentification import SubsetRisk
from pia.reidentification.codes import CodedTable
from pia.reidentification.equivalence import Classes, classes
from pia.reidentification.subsets import KEPT, search
from tests.reidentification.tables_for_tests import coded


def grouped(table: CodedTable, names: tuple[str, ...]) -> Classes:
    return classes([(table.columns[name].codes, table.columns[name].size) for name in names], table.rows)


@settings(deadline=None)
@given(st.lists(st.tuples(*[st.sampled_from("abcdef"[: width + 1]) for width in range(1, 6)]), min_size=2, max_size=25))
def test_pruning_loses_nothing(rows: list[tuple[str, ...]]) -> None:
    table = coded(dict(zip("vwxyz", map(list, zip(*rows, strict=True)), strict=True)))
    found, said = search(table.columns, grouped(table, tuple("vwxyz")))
    assert "were searched" in said.en
    for size in (1, 2, 3):
        parts = [(names, grouped(table, names)) for names in combinations("vwxyz", size)]
        every = [SubsetRisk(names, part.smallest, part.unique) for names, part in parts]
        own = [item for item in found if len(item.columns) == size]
        assert all(item in every for item in own)
        most = sorted((item.unique_rows for item in every), reverse=True)
        assert [item.unique_rows for item in own] == most[:KEPT]


def test_a_search_that_is_cut_says_so() -> None:
    table = coded({name: [f"{name}{row % step}" for row in range(10)] for step, name in enumerate("abcd", start=2)})
    full = grouped(table, tuple("abcd"))
    found, said = search(table.columns, full, most_cells=25)
    assert len(found) == 2
    assert "was cut" in said.en
    assert "上限" in said.zh
    assert search({"a": table.columns["a"]}, full)[0] == ()
