from __future__ import annotations

import csv
import io
import tempfile
from pathlib import Path
from typing import Literal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pia.contents.local import LocalFile
from pia.errors import PiaError, SourceError
from pia.sources.csv import SOURCE
from tests.sources.contents_for_tests import Memory, read

PIECES = st.sampled_from(
    [b",", b";", b"\t", b'"', b'""', b"\n", b"\r\n", b"\r", b"a", b"\xe5\xa5\xbd", b"\xff", b"\xc4\xe3", b" ", b"=1+1"]
)


@pytest.mark.slow
@settings(max_examples=300, deadline=None)
@given(st.lists(PIECES, max_size=60).map(b"".join) | st.binary(max_size=200))
def test_any_bytes_are_rows_or_a_source_error(data: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.csv"
        path.write_bytes(data)
        try:
            reading = SOURCE.read(LocalFile(path), "d", lambda done, total: None)
            batches = list(reading.batches)
        except SourceError as error:
            assert error.problems[0].fix
            return
        assert batches
        assert all(batch.data.schema == batches[0].data.schema for batch in batches)
        assert len(reading.sha256()) == 64
        assert all(left.rows > 0 for left in reading.not_examined())


CHARACTERS = "abcXYZ 01.,;|^\t'\"\n_-@#好资料保护的一是在不了有和人"
CELLS = st.text(CHARACTERS, max_size=12).map(str.strip)
ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "utf-32", "gb18030")
TABLES = st.integers(1, 6).flatmap(lambda width: st.lists(st.lists(CELLS, min_size=width, max_size=width), max_size=12))


def written(rows: list[list[str]], delimiter: str, ending: str, encoding: str, quoting: Literal[0, 1]) -> bytes:
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=delimiter, lineterminator=ending, quoting=quoting)
    width = len(rows[0]) if rows else 2
    names = [f"姓名 {place} 保护的一是在" for place in "abcdef"[:width]]
    writer.writerows([names, *rows])
    return out.getvalue().encode(encoding)


@pytest.mark.slow
@settings(max_examples=300, deadline=None)
@given(
    TABLES,
    st.sampled_from([",", ";", "\t", "|", "^"]),
    st.sampled_from(["\n", "\r\n"]),
    st.sampled_from(ENCODINGS),
    st.sampled_from([csv.QUOTE_ALL, csv.QUOTE_MINIMAL]),
)
def test_every_cell_that_was_written_is_read(
    rows: list[list[str]], delimiter: str, ending: str, encoding: str, quoting: Literal[0, 1]
) -> None:
    text = f"sep={delimiter}{ending}" + written(rows, delimiter, ending, "utf-8", quoting).decode()
    result = read(SOURCE, Memory(text.encode(encoding), "a.csv", seekable=False))
    assert [list(row.values()) for row in result.rows] == [[cell or None for cell in row] for row in rows]
    assert result.left == ()


@settings(max_examples=300, deadline=None)
@given(
    st.sampled_from(ENCODINGS),
    st.lists(st.tuples(st.integers(0, 10_000), st.integers(0, 255)), min_size=1, max_size=8),
)
def test_damage_is_read_or_refused_and_no_row_is_lost(encoding: str, damage: list[tuple[int, int]]) -> None:
    rows = [["Zephyrine", "Canarybird 欧阳甄别", "a, b"]] * 20
    data = bytearray(written(rows, ",", "\n", encoding, csv.QUOTE_MINIMAL))
    for place, byte in damage:
        data[place % len(data)] = byte
    try:
        result = read(SOURCE, Memory(bytes(data), "a.csv", seekable=False))
    except PiaError as error:
        assert not [word for word in ("Zephyrine", "Canarybird", "欧阳甄别") if word in str(error)]
        return
    assert not [word for word in ("Zephyrine", "Canarybird", "欧阳甄别") if word in repr(result.left)]
    ragged = [item.rows for item in result.left if "fields" in item.reason.en]
    assert result.rows or ragged
