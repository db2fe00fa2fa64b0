from __future__ import annotations

from collections.abc import Iterator

import pyarrow as pa

from pia.model.finding import NotExamined
from pia.model.limits import WHOLE, Limits
from pia.model.text import Text
from pia.scan.limiting import within
from pia.sources import Batch, Reading

OWN = NotExamined("t row 3", Text("own", "own"))


def reading(*batches: Batch) -> Reading:
    return Reading((batch for batch in batches), lambda: "", lambda: (OWN,))


def batch(cells: list[str | None], first_row: int = 1, table: str = "", columns: int = 1) -> Batch:
    names = [f"c{place}" for place in range(columns)]
    return Batch(table, first_row, pa.record_batch([pa.array(cells, pa.string())] * columns, names=names))


def kept(limits: Limits, *batches: Batch) -> tuple[list[Batch], tuple[NotExamined, ...]]:
    bounded = within(reading(*batches), limits, "t")
    return list(bounded.batches), bounded.not_examined()


def test_within_the_limits_nothing_changes() -> None:
    given = [batch(["a", None]), batch(["b"], 3)]
    for limits in (Limits(), WHOLE, Limits(rows=3, columns=1, cell=1, seconds=60)):
        assert kept(limits, *given) == (given, (OWN,))


def test_the_first_rows_of_every_table_are_read() -> None:
    found, left = kept(
        Limits(rows=3), batch(["a", "b"]), batch(["c", "d"], 3), batch(["x"], 5), batch(["y"], 1, "other")
    )
    assert [item.data.column(0).to_pylist() for item in found] == [["a", "b"], ["c"], ["y"]]
    assert [item.where for item in left] == ["t row 3", "t"]
    assert left[1].reason.en == "only the first 3 rows were examined (limit rows)"


def test_the_first_columns_are_read() -> None:
    found, left = kept(Limits(columns=2), batch(["a"], columns=5, table="s"))
    assert found[0].data.schema.names == ["c0", "c1"]
    assert left[1].where == "t/s"
    assert "3 were not (limit columns)" in left[1].reason.en


def test_the_beginning_of_a_long_cell_is_read_and_it_is_counted() -> None:
    found, left = kept(Limits(cell=7), batch(["short", None, "long enough", "好好好好", "x"]))
    assert found[0].data.column(0).to_pylist() == ["short", None, "long en", "好好", "x"]
    assert (left[1].where, left[1].rows) == ("t.c0", 2)
    assert left[1].reason.en == "of 2 cells only the first 7 bytes were examined (limit cell)"


def test_reading_ends_when_its_time_is_over() -> None:
    closed = []

    def batches() -> Iterator[Batch]:
        try:
            for number in range(100):
                yield batch(["a"], number + 1)
        finally:
            closed.append(True)

    times = iter(range(0, 1000, 4))
    bounded = within(Reading(batches(), lambda: "", tuple), Limits(seconds=10), "t", lambda: float(next(times)))
    assert len(list(bounded.batches)) == 2
    assert closed
    assert bounded.not_examined()[0].reason.en == "what came after 10 s was not examined (limit seconds)"
