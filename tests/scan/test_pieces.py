from __future__ import annotations

from dataclasses import replace

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from pia.model.finding import Evidence, NotExamined
from pia.model.text import Text
from pia.scan.pieces import PieceTally, together, told
from pia.scan.tally import ColumnTally, Level, ScanTally
from pia.sources._tables import ContentDigest


def tally(rows: int, hits: list[int], table: str = "") -> ScanTally:
    evidence = tuple(Evidence(row, "m") for row in hits[:3])
    column = ColumnTally("string", rows, rows, {("r", 1.0): Level(len(hits), 0, evidence)}, np.zeros(0, np.uint64))
    return ScanTally({table: rows}, {(table, "c"): column}, {(table, "c"): 0})


def evidence(found: PieceTally, table: str = "") -> list[int]:
    return [item.row for item in found.tally.columns[table, "c"].levels["r", 1.0].evidence]


def test_rows_are_numbered_as_in_one_reading() -> None:
    parts = [PieceTally(0, tally(10, hits)) for hits in ([], [2, 4], [1, 9])]
    (found,) = together([(part,) for part in parts])
    assert evidence(found) == [12, 14, 21]
    assert found.tally.rows == {"": 30}


def test_numbers_that_are_those_of_the_whole_stay() -> None:
    parts = [PieceTally(0, tally(10, [place * 10 + 1]), numbered=True) for place in range(3)]
    nested = [PieceTally(0, tally(10, [1], "a[]"), numbered=True) for _ in range(3)]
    assert evidence(together([(part,) for part in parts])[0]) == [1, 11, 21]
    assert evidence(together([(part,) for part in nested])[0], "a[]") == [1, 11, 21]


@given(st.lists(st.tuples(st.integers(0, 5), st.lists(st.integers(1, 5), max_size=3)), min_size=3, max_size=9))
def test_any_way_of_merging_neighbours_is_the_same(sizes: list[tuple[int, list[int]]]) -> None:
    parts = [(PieceTally(0, tally(rows, sorted({hit for hit in hits if hit <= rows}))),) for rows, hits in sizes]
    left, right = together(parts[:2]), together(parts[2:])
    at_once, in_two = together(parts), together([left, right])
    assert (evidence(at_once[0]), at_once[0].tally.rows) == (evidence(in_two[0]), in_two[0].tally.rows)
    assert evidence(together([parts[0], together([*parts[1:]])])[0]) == evidence(at_once[0])


def test_of_hashes_only_their_number_is_told() -> None:
    column = replace(tally(3, [2]).columns["", "c"], distinct=np.arange(9, dtype=np.uint64))
    (found,) = told((PieceTally(0, ScanTally({"": 3}, {("", "c"): column}, {("", "c"): 0})),))
    assert len(found.tally.columns["", "c"].distinct) == 9
    assert not isinstance(found.tally.columns["", "c"].distinct, np.ndarray)


def test_parts_stay_apart() -> None:
    found = together([(PieceTally(1, tally(2, [1])),), (PieceTally(0, tally(3, [2])), PieceTally(2))])
    assert [(part.number, sum(part.tally.rows.values())) for part in found] == [(0, 3), (1, 2), (2, 0)]


def counted(column: str, rows: int, what: str = "lost") -> NotExamined:
    return NotExamined(f"d.{column}", Text(f"{rows} cells are {what}", f"{rows} 个单元格{what}"), rows)


def test_what_is_counted_is_added_up_and_places_stay() -> None:
    place = NotExamined("d row 7", Text("row group 2 is damaged", "第 2 个行组已损坏"), 7)
    sums = [(PieceTally(0, left=(place, counted("b", 7))),), (PieceTally(0, left=(counted("a", 1), counted("b", 3))),)]
    (found,) = together(sums)
    assert found.left == (place, counted("a", 1), counted("b", 10))
    assert not found.again
    assert together([sums[0], (PieceTally(0, left=(counted("a", 1, "broken"),)),)])[0].again
    assert together([sums[0], (PieceTally(0, left=(place,)),)])[0].left == (place, place, counted("b", 7))


def test_columns_stand_behind_those_of_pieces_before_and_tables_without_any_are_none() -> None:
    first, second = tally(3, [1]), tally(2, [2])
    late = replace(second, columns={("", "a"): second.columns["", "c"]}, order={("", "a"): 0})
    bare = ScanTally({"c[]": 9}, {}, {})
    (found,) = told(together([(PieceTally(0, part),) for part in (first, late, bare)]))
    assert found.tally.order == {("", "c"): 0, ("", "a"): 1}
    assert found.tally.rows == {"": 5}
    assert told((PieceTally(0, bare),))[0].tally.rows == {"c[]": 9}


def test_digests_add_up_unless_a_piece_is_lost() -> None:
    parts = [ContentDigest(), ContentDigest()]
    for part, row in zip(parts, (b"1", b"2"), strict=True):
        part.add("t", ["c"], [row])
    whole = ContentDigest()
    whole.add("t", ["c"], [b"2", b"1"])
    sums = [(PieceTally(0, summand=part),) for part in parts]
    assert told(together(sums))[0].sha256 == whole.hexdigest()
    assert told(together([*sums, (PieceTally(0),)]))[0].sha256 == ""
