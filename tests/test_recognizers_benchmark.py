from __future__ import annotations

from pathlib import Path

from benchmarks.recognizers import MARKS, scan


def test_patterns_find_numbers_and_no_names(tmp_path: Path) -> None:
    table = tmp_path / "t.csv"
    rows = [f"a{number}@example.org,Anna Hartley" for number in range(20)]
    table.write_text("\n".join(["c1,c2", *rows]) + "\n", encoding="utf-8")
    assert scan(table, (), patterns=True) == 1
    assert scan(table, (), patterns=False) == 2
    assert scan(table, ("email", "presidio"), patterns=True) == 0


def test_results_have_their_own_place_in_the_page(root: Path) -> None:
    page = (root / "benchmarks" / "README.md").read_text(encoding="utf-8")
    assert all(page.count(mark) == 1 for mark in MARKS)
