from __future__ import annotations

import io
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from pia.contents.local import LocalFile
from pia.errors import SourceError, UnreadableError
from pia.sources.parquet import SOURCE
from tests.sources.contents_for_tests import Memory, Read, read

TABLE = pa.table({"id": [f"{number:05d}" for number in range(3000)], "n": pa.array(range(3000), pa.int64())})


def written(table: pa.Table = TABLE, rows: int = 1000) -> bytes:
    out = io.BytesIO()
    pq.write_table(table, out, row_group_size=rows, write_page_checksum=True, compression="none", use_dictionary=False)
    return out.getvalue()


def opened(data: bytes, *, seekable: bool = True) -> Read:
    return read(SOURCE, Memory(data, "t.parquet", seekable=seekable))


def test_a_file_and_streams_give_the_same(tmp_path: Path) -> None:
    path = tmp_path / "t.parquet"
    path.write_bytes(written())
    from_file = read(SOURCE, LocalFile(path))
    assert from_file.tables == opened(written()).tables == opened(written(), seekable=False).tables
    assert [row["id"] for row in from_file.rows] == TABLE["id"].to_pylist()
    assert [str(kind) for kind in from_file.batches[0].data.schema.types] == ["string", "int64"]
    assert [batch.first_row for batch in from_file.batches] == [1, 1001, 2001]
    assert from_file.progress[-1] == (len(written()), len(written()))


def test_a_row_group_that_is_broken_is_left_out_and_counted() -> None:
    data = bytearray(written())
    data[data.index(b"01500")] ^= 0xFF
    result = opened(bytes(data))
    assert [row["id"] for row in result.rows] == [*TABLE["id"].to_pylist()[:1000], *TABLE["id"].to_pylist()[2000:]]
    assert [batch.first_row for batch in result.batches] == [1, 2001]
    assert [(left.where, left.rows) for left in result.left] == [("d row 1001", 1000)]
    assert "row group 2 is damaged" in result.left[0].reason.en


def test_a_wide_row_group_comes_in_small_batches() -> None:
    wide = pa.table({f"c{place}": ["x" * 50] * 2000 for place in range(300)})
    result = opened(written(wide, 2000))
    assert len(result.rows) == 2000
    assert max(batch.data.num_rows for batch in result.batches) < 400


def test_nested_columns_are_tables_and_an_empty_file_shows_its_columns() -> None:
    nested = pa.table({"c": [{"emails": ["a@x", "b@x"], "n": 1}, None]})
    assert opened(written(nested)).tables == {
        "": [{"c.n": "1"}, {"c.n": None}],
        "c.emails[]": [{"c.emails[]": "a@x"}, {"c.emails[]": "b@x"}],
    }
    empty = opened(written(nested.slice(0, 0)))
    assert [(batch.table, batch.data.num_rows) for batch in empty.batches] == [("", 0), ("c.emails[]", 0)]


@pytest.mark.parametrize("seekable", [True, False])
@pytest.mark.parametrize(
    ("data", "kind", "what"),
    [
        (b"", SourceError, "empty"),
        (b"PARE rest", SourceError, "encrypted"),
        (b"a,b\n1,2\n", SourceError, "no Parquet file"),
        (written()[:-20], UnreadableError, "missing or damaged"),
        (b"PAR1", UnreadableError, "missing or damaged"),
    ],
)
def test_what_is_no_parquet_file_is_refused(
    data: bytes, kind: type[SourceError], what: str, seekable: bool, tmp_path: Path
) -> None:
    content = Memory(data, "t.parquet", seekable=seekable)
    with pytest.raises(kind, match=what):
        read(SOURCE, content)
    assert content.opened[0].closed
    path = tmp_path / "t.parquet"
    path.write_bytes(data)
    with pytest.raises(kind, match=what):
        read(SOURCE, LocalFile(path))
