from __future__ import annotations

import gzip
import hashlib
from pathlib import Path

import pytest

from pia.contents.local import LocalFile
from pia.errors import SourceError, UnreadableError
from pia.model.finding import NotExamined
from pia.sources.csv import SOURCE


def read(path: Path) -> tuple[list[dict[str, str | None]], str, tuple[NotExamined, ...]]:
    seen: list[tuple[int, int]] = []
    reading = SOURCE.read(LocalFile(path), "d", lambda done, total: seen.append((done, total)))
    rows = [row for batch in reading.batches for row in batch.data.to_pylist()]
    assert not seen or seen[-1][0] == path.stat().st_size
    return rows, reading.sha256(), reading.not_examined()


def wrote(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


def test_text_stays_text(tmp_path: Path) -> None:
    path = wrote(tmp_path / "a.csv", b'id,n,x\n01234,110105194912310021,NA\n007,1e5,"a ""b"", c\nd"\n,,\n')
    rows, digest, left = read(path)
    assert rows == [
        {"id": "01234", "n": "110105194912310021", "x": "NA"},
        {"id": "007", "n": "1e5", "x": 'a "b", c\nd'},
        {"id": None, "n": None, "x": None},
    ]
    assert digest == hashlib.sha256(path.read_bytes()).hexdigest()
    assert left == ()


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_finds_delimiter_and_encoding(tmp_path: Path, delimiter: str, encoding: str) -> None:
    text = f"姓名{delimiter}电话\n王五{delimiter}0138\n李,四{delimiter}\n".replace(
        "李,四", '"李,四"' if delimiter == "," else "李,四"
    )
    rows, _, left = read(wrote(tmp_path / "a.csv", text.encode(encoding)))
    assert rows == [{"姓名": "王五", "电话": "0138"}, {"姓名": "李,四", "电话": None}]
    assert left == ()


def test_latin_1_where_nothing_else_fits(tmp_path: Path) -> None:
    rows, _, _ = read(wrote(tmp_path / "a.csv", "name,city\nJosé,A\nMüller,B\nÅsa,É\n".encode("latin-1")))
    assert [row["name"] for row in rows] == ["José", "Müller", "Åsa"]


def test_ragged_rows_are_counted(tmp_path: Path) -> None:
    rows, _, left = read(wrote(tmp_path / "a.csv", b"a,b\nx,y\n3\nz,w\n5,6,7\n"))
    assert [row["a"] for row in rows] == ["x", "z"]
    assert left[0].rows == 2
    assert "2 rows do not have 2 fields" in left[0].reason.en
    assert "2 行" in left[0].reason.zh


def test_bytes_that_are_no_text_are_counted(tmp_path: Path) -> None:
    rows, _, left = read(wrote(tmp_path / "a.csv", b"a,b\n" + "好,好\n".encode() * 60 + b"ok,\xff\xfe!\n"))
    assert rows[-1] == {"a": "ok", "b": "\ufffd\ufffd!"}
    assert [(item.where, item.rows) for item in left] == [("d.b", 1)]


def test_damage_in_another_encoding_is_counted(tmp_path: Path) -> None:
    _, _, left = read(
        wrote(tmp_path / "a.csv", "姓名,电话\n".encode("gb18030") + "王五,一\n".encode("gb18030") * 60 + b"\xff,x\n")
    )
    assert left[0].rows == 1


def test_names_differ_even_if_the_header_repeats_or_is_empty(tmp_path: Path) -> None:
    rows, _, _ = read(wrote(tmp_path / "a.csv", b"a,a,, a  b \nw,x,y,z\n"))
    assert list(rows[0]) == ["a", "a (2)", "column 3", "a b"]


@pytest.mark.parametrize("first", ["Zoe,13800138000,x", "Zoe,a@example.org,x", "Zoe,1949-12-31,x", "Zoe,Ann,f"])
def test_a_first_record_that_is_data_names_nothing(tmp_path: Path, first: str) -> None:
    rows, _, _ = read(wrote(tmp_path / "a.csv", f"{first}\nBob,Ann,f\n".encode()))
    assert list(rows[0]) == ["column 1", "column 2", "column 3"]
    assert len(rows) == 2


def test_a_header_without_rows_is_an_empty_table(tmp_path: Path) -> None:
    reading = SOURCE.read(LocalFile(wrote(tmp_path / "a.csv", b"a,b\n")), "d", lambda done, total: None)
    batches = list(reading.batches)
    assert [(batch.data.num_rows, batch.data.schema.names) for batch in batches] == [(0, ["a", "b"])]


def test_one_column(tmp_path: Path) -> None:
    rows, _, left = read(wrote(tmp_path / "a.csv", b"mail\na@example.org\n\nb@example.org\n"))
    assert [row["mail"] for row in rows] == ["a@example.org", None, "b@example.org"]
    assert left == ()


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"", "empty"),
        (b" \n\n", "empty"),
        (b"PK\x03\x04rest", "Excel"),
        (b"PAR1rest", "Parquet"),
        (gzip.compress(b"a,b"), "gzip"),
        (b"a,b\n\x00\x01,2\n", "binary"),
    ],
)
def test_what_is_no_table_is_refused(tmp_path: Path, data: bytes, what: str) -> None:
    with pytest.raises(SourceError, match=what):
        SOURCE.read(LocalFile(wrote(tmp_path / "a.csv", data)), "d", lambda done, total: None)


def test_missing_folder_and_device(tmp_path: Path) -> None:
    for locator, what in ((tmp_path / "no.csv", "no such file"), (tmp_path, "folder"), (Path("/dev/null"), "device")):
        with pytest.raises(SourceError, match=what):
            SOURCE.read(LocalFile(locator), "d", lambda done, total: None)


def test_a_quote_that_is_never_closed_is_an_error_without_the_cell(tmp_path: Path) -> None:
    path = wrote(tmp_path / "a.csv", b'a,b\nx,y\nsecretname,"' + b"z" * (80 << 20))
    reading = SOURCE.read(LocalFile(path), "d", lambda done, total: None)
    with pytest.raises(UnreadableError, match="quote") as caught:
        list(reading.batches)
    assert "secret" not in str(caught.value)
    assert caught.value.exit_code == 3
