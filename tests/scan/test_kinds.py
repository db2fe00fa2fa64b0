from __future__ import annotations

import bz2
import gzip
import io
import lzma
import sqlite3
import tarfile
import zipfile
from pathlib import Path

import duckdb
import pyarrow as pa
import pytest
from pyarrow import feather, parquet

from pia.contents.local import LocalFile
from pia.errors import UnreadableError
from pia.scan.kinds import DAMAGED, EMPTY, TEXT, head_kind, kind_of, text_suffix
from tests.scan.files_for_tests import zipped

TABLE = pa.table({"a": ["x"]})


def kind(path: Path) -> str:
    return kind_of(LocalFile(path)).suffix


def test_what_libraries_write_is_told_by_its_bytes(tmp_path: Path) -> None:
    path = tmp_path / "noname"
    parquet.write_table(TABLE, path)
    assert kind(path) == ".parquet"
    parquet.write_table(TABLE.slice(0, 0), path)
    assert kind(path) == ".parquet"
    feather.write_feather(TABLE, str(path))
    assert kind(path) == ".arrow"
    path.unlink()
    with sqlite3.connect(path) as database:
        database.execute("create table t (a)")
    database.close()
    assert kind(path) == ".sqlite"
    path.unlink()
    duckdb.connect(path).close()
    assert kind(path) == ".duckdb"
    with tarfile.open(path, "w") as archive:
        archive.addfile(tarfile.TarInfo("a.csv"))
    assert kind_of(LocalFile(path)).what == "a tar archive"


@pytest.mark.parametrize(
    ("data", "suffix"),
    [
        (gzip.compress(b"a", mtime=0), ".gz"),
        (bz2.compress(b"a"), ".bz2"),
        (lzma.compress(b"a"), ".xz"),
        (pa.compress(b"a", codec="zstd", asbytes=True), ".zst"),
        (zipped({"xl/workbook.xml": b""}), ".xlsx"),
        (zipped({"xl/workbook.bin": b""}), ".xlsb"),
        (zipped({"mimetype": b"", "content.xml": b""}), ".ods"),
        (zipped({"[Content_Types].xml": b"", "word/document.xml": b""}), ""),
        (zipped({"a.csv": b""}), ".zip"),
        (zipped({}), ".zip"),
        (b"PAR1,PAR2\n1,2\n", ""),
        (b"ARROW1,b\n1,2\n", ""),
        (b"SQLite format 3,b\n", ""),
        (b"BZh9,b\n", ""),
        (b"a,b\nsays DUCK\n", ""),
    ],
)
def test_only_sure_bytes_count(tmp_path: Path, data: bytes, suffix: str) -> None:
    (tmp_path / "x").write_bytes(data)
    assert kind(tmp_path / "x") == suffix


def test_text_binary_and_nothing() -> None:
    assert head_kind(b"") is EMPTY
    assert head_kind("a,é,好\n".encode()) is head_kind("a,好".encode("utf-16")) is TEXT
    assert head_kind("a,é\n".encode("latin-1")) is TEXT
    assert head_kind(b"a\x00b").what == "a binary file"
    assert head_kind(b"%PDF-1.7").what == "a PDF"


def test_a_damaged_archive_and_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "x").write_bytes(zipped({"a.csv": b"a,b"})[:-5])
    assert kind_of(LocalFile(tmp_path / "x")) is DAMAGED
    with pytest.raises(UnreadableError):
        kind_of(LocalFile(Path("x" * 5000)))


def test_json_lines_are_told_from_json() -> None:
    assert text_suffix(b'\xef\xbb\xbf {"a": 1}\n') == ".json"
    assert text_suffix(b'{\n"a": 1}\n') == ".json"
    assert text_suffix(io.BytesIO(b'{"a": 1}\r\n{"a": 2}').read()) == ".jsonl"


def test_the_helper_makes_archives() -> None:
    assert zipfile.ZipFile(io.BytesIO(zipped({"a": b"1"}))).read("a") == b"1"
