"""Every source that reads files: what was written is read, and what is broken is said to be broken.

A new source joins with one function that writes a table in its format, and a line in `FORMATS`.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import random
import sqlite3
import tempfile
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from pia import plugins
from pia.contents.local import LocalFile
from pia.errors import PiaError, SourceError
from pia.sources import Source
from tests.sources.contents_for_tests import Memory, Read, read
from tests.sources.workbooks_for_tests import ods, ods_rows, xls, xlsb, xlsx, xlsx_rows

Table = Mapping[str, Sequence[str | None]]

TABLE: Table = {
    "id": ["01234", "00700", "0", None] * 5,
    "number": ["110105194912310021", "110105194912310048", None, "999999999999999999"] * 5,
    "姓名": ["欧阳甄别", "司马植入", "诸葛探针", None] * 5,
    "notes": ["Zephyrine <Canarybird> & co.", None, 'said "Canarybird", twice', "Canarybird 𝒳"] * 5,
}
PLANTED = ("Zephyrine", "Canarybird", "110105194912310021", "欧阳甄别", "司马植入", "诸葛探针")
PLACES = 16


@dataclass(frozen=True)
class Format:
    """A format that a source reads.

    Attributes:
        source: Name of the source.
        suffix: Suffix of the file.
        write: A table in this format.
        complete: Whether a file that was cut off is known to be.
        columns: As many as a table may well have.
    """

    source: str
    suffix: str
    write: Callable[[Table], bytes]
    complete: bool = True
    columns: int = 5000


def rows_of(table: Table) -> list[list[str | None]]:
    return [list(table), *([*row] for row in zip(*table.values(), strict=True))]


def write_csv(table: Table) -> bytes:
    out = io.StringIO()
    csv.writer(out).writerows(rows_of(table))
    return out.getvalue().encode()


def write_json(table: Table) -> bytes:
    names, *rows = rows_of(table)
    return json.dumps([dict(zip(names, row, strict=True)) for row in rows], ensure_ascii=False).encode()


def write_json_lines(table: Table) -> bytes:
    names, *rows = rows_of(table)
    return "".join(json.dumps(dict(zip(names, row, strict=True))) + "\n" for row in rows).encode()


def write_parquet(table: Table) -> bytes:
    out = io.BytesIO()
    pq.write_table(pa.table({name: pa.array(cells, pa.string()) for name, cells in table.items()}), out)
    return out.getvalue()


def write_arrow(table: Table) -> bytes:
    out, data = io.BytesIO(), pa.table({name: pa.array(cells, pa.string()) for name, cells in table.items()})
    with pa.ipc.new_file(out, data.schema) as writer:
        writer.write_table(data)
    return out.getvalue()


def write_arrow_stream(table: Table) -> bytes:
    out, data = io.BytesIO(), pa.table({name: pa.array(cells, pa.string()) for name, cells in table.items()})
    with pa.ipc.new_stream(out, data.schema) as writer:
        writer.write_table(data)
    return out.getvalue()


def write_sqlite(table: Table) -> bytes:
    with closing(sqlite3.connect(":memory:")) as database:
        database.execute(f"CREATE TABLE t ({', '.join(f'{chr(34)}{name}{chr(34)} TEXT' for name in table)})")
        insert = " ".join(["INSERT INTO t VALUES (", ", ".join("?" * len(table)), ")"])
        database.executemany(insert, zip(*table.values(), strict=True))
        database.commit()
        return database.serialize()


def write_duckdb(table: Table) -> bytes:
    data = pa.table({name: pa.array(cells, pa.string()) for name, cells in table.items()})
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "t.duckdb"
        with duckdb.connect(path) as database:
            database.register("data", data)
            database.execute("CREATE TABLE t AS SELECT * FROM data")
        return path.read_bytes()


EVERY = (
    Format("arrow", ".arrow", write_arrow),
    Format("arrow", ".arrows", write_arrow_stream),
    Format("csv", ".csv", write_csv, complete=False),
    Format("duckdb", ".duckdb", write_duckdb, complete=False),
    Format("excel", ".ods", lambda table: ods({"S": ods_rows(rows_of(table))}), columns=1000),
    Format("excel", ".xls", lambda table: xls({"S": rows_of(table)}), columns=256),
    Format("excel", ".xlsb", lambda table: xlsb({"S": rows_of(table)})),
    Format("excel", ".xlsx", lambda table: xlsx({"S": xlsx_rows(rows_of(table))}), columns=16_000),
    Format("json", ".json", write_json),
    Format("json", ".jsonl", write_json_lines, complete=False),
    Format("parquet", ".parquet", write_parquet),
    Format("sqlite", ".sqlite", write_sqlite, complete=False, columns=1900),
)
"""Also those of sources that an installation may lack."""

FORMATS = tuple(format_ for format_ in EVERY if format_.source in plugins.names("sources"))
STREAMED = tuple(format_ for format_ in FORMATS if format_.source in {"arrow", "csv", "excel", "json", "parquet"})
every_format = pytest.mark.parametrize("format_", FORMATS, ids=lambda format_: format_.suffix)


@cache
def shelf() -> dict[str, Source]:
    return plugins.load_all("sources")


@cache
def written(format_: Format) -> bytes:
    return format_.write(TABLE)


def read_file(format_: Format, data: bytes, folder: Path) -> Read:
    path = folder / f"t{format_.suffix}"
    path.write_bytes(data)
    return read(shelf()[format_.source], LocalFile(path))


def tolerated(format_: Format, data: bytes, folder: Path) -> Read | None:
    """What is read from damaged bytes, if they are not refused; what is said must hold no cell."""
    try:
        result = read_file(format_, data, folder)
    except PiaError as error:
        assert error.problems[0].what
        assert not [word for word in PLANTED if word in str(error)]
        assert error.__cause__ is None
        assert error.__suppress_context__ or error.__context__ is None
        return None
    assert not [word for word in PLANTED if word in repr(result.left)]
    return result


def test_every_source_that_reads_files_has_a_format() -> None:
    wanted = {name for name, source in shelf().items() if source.suffixes}
    assert wanted == {format_.source for format_ in FORMATS}
    for format_ in FORMATS:
        assert format_.suffix in shelf()[format_.source].suffixes


def test_no_suffix_belongs_to_two_sources() -> None:
    suffixes = [suffix for source in shelf().values() for suffix in source.suffixes]
    assert len(suffixes) == len(set(suffixes))
    assert all(suffix == suffix.lower() and suffix.startswith(".") for suffix in suffixes)


@every_format
def test_what_was_written_is_read(format_: Format, tmp_path: Path) -> None:
    result = read_file(format_, written(format_), tmp_path)
    assert result.rows == [dict(zip(TABLE, row, strict=True)) for row in zip(*TABLE.values(), strict=True)]
    assert result.left == ()
    assert result.sha256 == hashlib.sha256(written(format_)).hexdigest()
    assert result.progress[-1][0] == result.progress[-1][1] > 0
    assert result.progress == sorted(result.progress)
    assert [batch.first_row for batch in result.batches] == [1]


@every_format
def test_the_same_bytes_give_the_same_batches(format_: Format, tmp_path: Path) -> None:
    first, second = (read_file(format_, written(format_), tmp_path) for _ in range(2))
    assert first == second


@every_format
def test_a_table_without_rows_is_one_empty_batch(format_: Format, tmp_path: Path) -> None:
    data = format_.write({name: [] for name in TABLE})
    if not data.strip():
        with pytest.raises(SourceError, match="empty"):
            read_file(format_, data, tmp_path)
        return
    result = read_file(format_, data, tmp_path)
    assert (result.rows, result.left) == ([], ())
    assert [(batch.first_row, batch.data.num_rows) for batch in result.batches] == [(1, 0)]


@every_format
def test_a_huge_cell_is_read_or_refused(format_: Format, tmp_path: Path) -> None:
    long = "Canarybird" * (600_000 if format_.suffix != ".xls" else 3_000)
    result = tolerated(format_, format_.write({"a": ["x", long, "y"], "b": ["1", "2", "3"]}), tmp_path)
    if result:
        assert [row["a"] for row in result.rows] == ["x", long, "y"]


@every_format
def test_many_columns_are_read_or_refused(format_: Format, tmp_path: Path) -> None:
    wide = {f"c{place}x": [f"v{place}"] for place in range(format_.columns)}
    result = tolerated(format_, format_.write(wide), tmp_path)
    assert result is None or result.rows == [{name: cells[0] for name, cells in wide.items()}]


@every_format
def test_a_file_that_was_cut_off_is_refused_or_reported(format_: Format, tmp_path: Path) -> None:
    data = written(format_)
    whole = read_file(format_, data, tmp_path).rows
    for place in range(PLACES):
        result = tolerated(format_, data[: len(data) * place // PLACES], tmp_path)
        if result and not result.left and format_.complete:
            assert result.rows == whole
        assert place or result is None


@every_format
def test_damaged_bytes_are_refused_or_read(format_: Format, tmp_path: Path) -> None:
    data, chance = written(format_), random.Random(7)
    for _ in range(PLACES):
        damaged = bytearray(data)
        for _ in range(chance.choice((1, 8))):
            damaged[chance.randrange(len(data))] = chance.randrange(256)
        result = tolerated(format_, bytes(damaged), tmp_path)
        assert result is None or len(result.sha256) == 64


@every_format
def test_other_bytes_are_refused_or_read(format_: Format, tmp_path: Path) -> None:
    chance = random.Random(11)
    others = [chance.randbytes(3000), b"\x00" * 3000, *(written(other) for other in FORMATS)]
    others += [written(format_)[:64] + chance.randbytes(3000), written(format_)[:-64] + chance.randbytes(64)]
    for data in others:
        result = tolerated(format_, data, tmp_path)
        assert result is None or len(result.sha256) == 64


@pytest.mark.parametrize("seekable", [True, False])
@pytest.mark.parametrize("format_", STREAMED, ids=lambda format_: format_.suffix)
def test_a_content_that_is_no_file_is_read_and_closed(format_: Format, seekable: bool) -> None:
    content = Memory(written(format_), f"t{format_.suffix}", seekable=seekable)
    result = read(shelf()[format_.source], content)
    assert len(result.rows) == len(TABLE["id"])
    assert all(stream.closed for stream in content.opened)


@pytest.mark.parametrize("format_", STREAMED, ids=lambda format_: format_.suffix)
def test_a_reading_that_is_given_up_closes_what_it_opened(format_: Format) -> None:
    content = Memory(written(format_), f"t{format_.suffix}")
    reading = shelf()[format_.source].read(content, "d", lambda done, total: None)
    next(reading.batches)
    reading.batches.close()  # type: ignore[attr-defined]
    assert all(stream.closed for stream in content.opened)
    refused = Memory(written(format_)[:4] + b"\x00" * 100, f"t{format_.suffix}")
    with pytest.raises(PiaError):
        read(shelf()[format_.source], refused)
    assert all(stream.closed for stream in refused.opened)
