from __future__ import annotations

import pyarrow as pa
import pytest

from pia.scan.headless import with_first_rows
from pia.sources import Batch


def batch(*rows: list[str | None], first_row: int = 1, names: list[str]) -> Batch:
    columns = [pa.array([row[place] for row in rows], pa.string()) for place in range(len(names))]
    return Batch("", first_row, pa.record_batch(columns, names=names))


@pytest.mark.parametrize(
    ("names", "rows"),
    [
        (["Alice Smith", "London Road"], [["Robert Jones", "Paris Avenue"], ["Mary Johnson", "Berlin Street"]]),
        (["Alice Smith"], [["Robert Jones"], [None], ["Mary-Ann O'Hara"]]),
        (["张伟明", "江州市植入区"], [["李小红", "江州市麻雀区"], ["王建国", "江州市喜鹊区"]]),
    ],
)
def test_a_first_row_that_is_like_the_others_is_put_back(names: list[str], rows: list[list[str | None]]) -> None:
    found = list(with_first_rows(iter([batch(*rows, names=names), batch(*rows, first_row=3, names=names)])))
    assert found[0].data.schema.names == [f"column {place}" for place in range(1, len(names) + 1)]
    assert [column.to_pylist()[0] for column in found[0].data.columns] == names
    assert found[0].data.num_rows == len(rows) + 1
    assert (found[0].first_row, found[1].first_row) == (1, 4)
    assert found[1].data.schema == found[0].data.schema


def test_a_column_that_had_no_name_gets_an_empty_first_cell() -> None:
    [found] = with_first_rows(iter([batch(["Robert Jones", "x"], names=["Alice Smith", "column 2"])]))
    assert found.data.to_pylist()[0] == {"column 1": "Alice Smith", "column 2": None}


@pytest.mark.parametrize(
    ("names", "rows"),
    [
        (["姓名", "性别"], [["王建国", "男"], ["李小红", "女"]]),
        (["Full Name", "Home City"], [["Alice Smith", "New York"], ["Robert Jones", "Los Angeles"]]),
        (["name", "city"], [["Alice", "London"], ["Robert", "Paris"]]),
        (["Anna Smith", "Peter Jones"], [["12", "13"], ["14", "15"]]),
        (["Alice Smith", "Total"], [["Robert Jones", "15.5"], ["Mary Johnson", "17"]]),
        (["Alice Smith"], []),
    ],
)
def test_a_header_stays_one(names: list[str], rows: list[list[str | None]]) -> None:
    given = batch(*rows, names=names)
    assert list(with_first_rows(iter([given]))) == [given]
