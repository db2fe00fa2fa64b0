from __future__ import annotations

import hashlib
import io
from typing import Literal

import pyarrow as pa
import pytest
from pyarrow import feather

from pia.errors import SourceError, UnreadableError
from pia.sources.arrow import SOURCE
from tests.sources.contents_for_tests import Memory, Read, read

TABLE = pa.table({"id": ["01234", None, "x"] * 500, "c": [{"emails": ["a@x", "b@x"]}, None, {"emails": None}] * 500})


def written(
    kind: Literal["file", "stream"], rows: int = 400, compression: Literal["lz4", "zstd"] | None = None
) -> bytes:
    out = io.BytesIO()
    options = pa.ipc.IpcWriteOptions(compression=compression)
    new = pa.ipc.new_file if kind == "file" else pa.ipc.new_stream
    with new(out, TABLE.schema, options=options) as writer:
        writer.write_table(TABLE, rows)
    return out.getvalue()


def opened(data: bytes) -> Read:
    return read(SOURCE, Memory(data, "t.arrow", seekable=False))


@pytest.mark.parametrize("kind", ["file", "stream"])
@pytest.mark.parametrize("compression", [None, "lz4", "zstd"])
def test_both_formats_are_read(kind: Literal["file", "stream"], compression: Literal["lz4", "zstd"] | None) -> None:
    data = written(kind, compression=compression)
    result = opened(data)
    assert [row["id"] for row in result.tables[""]] == ["01234", None, "x"] * 500
    assert [row["c.emails[]"] for row in result.tables["c.emails[]"]] == ["a@x", "b@x"] * 500
    assert [batch.first_row for batch in result.batches if not batch.table] == [1, 401, 801, 1201]
    assert result.progress[-1] == (len(data), len(data))
    assert result.sha256 == hashlib.sha256(data).hexdigest()


def test_feather_of_version_2_is_read_and_version_1_is_named() -> None:
    out = io.BytesIO()
    feather.write_feather(TABLE, out)
    assert len(opened(out.getvalue()).tables[""]) == 1500
    with pytest.raises(SourceError, match="version 1"):
        opened(b"FEA1 rest")


def test_a_file_that_was_cut_off_says_after_which_row() -> None:
    data = written("file")
    with pytest.raises(UnreadableError, match="damaged after row 800") as caught:
        opened(data[: len(data) // 2 + len(data) // 8])
    assert caught.value.exit_code == 3


def test_columns_of_dictionaries_that_change() -> None:
    schema = pa.schema([("d", pa.dictionary(pa.int8(), pa.string()))])
    out = io.BytesIO()
    with pa.ipc.new_stream(out, schema) as writer:
        for word in ("x", "y"):
            writer.write_batch(
                pa.record_batch([pa.array([word]).dictionary_encode().cast(schema.types[0])], schema=schema)
            )
    assert opened(out.getvalue()).rows == [{"d": "x"}, {"d": "y"}]


@pytest.mark.parametrize(
    ("data", "kind", "what"),
    [
        (b"", SourceError, "empty"),
        (b"ARROW1\x00\x00", UnreadableError, "no Arrow data"),
        (b"a,b\n1,2\n", UnreadableError, "no Arrow data"),
        (written("stream").replace(b"emails", b"\xff\xffails"), UnreadableError, "damaged"),
    ],
)
def test_what_is_no_arrow_data_is_refused(data: bytes, kind: type[SourceError], what: str) -> None:
    content = Memory(data, "t.arrow")
    with pytest.raises(kind, match=what):
        read(SOURCE, content)
    assert content.opened[0].closed
