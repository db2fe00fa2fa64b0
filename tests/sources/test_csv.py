from __future__ import annotations

import gzip
import hashlib
import io
import subprocess
import sys
from pathlib import Path
from typing import BinaryIO, cast

import pytest

from pia.contents.local import LocalFile
from pia.errors import Problem, SourceError, UnreadableError
from pia.model.finding import NotExamined
from pia.sources.csv import SOURCE
from tests.sources.contents_for_tests import Memory


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
        (gzip.compress(b"a,b", mtime=0), "gzip"),
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


@pytest.mark.parametrize("encoding", ["big5", "utf-16-le", "utf-16-be", "utf-32", "windows-1252"])
def test_other_encodings(tmp_path: Path, encoding: str) -> None:
    word = "José" if encoding == "windows-1252" else "資料保護"
    rows, _, left = read(wrote(tmp_path / "a.csv", f"name,city\r\n{word},x\r\n{word},y\r\n".encode(encoding)))
    assert [row["name"] for row in rows] == [word, word]
    assert left == ()


def test_every_ragged_row_is_counted_though_it_does_not_decode(tmp_path: Path) -> None:
    good = "好,好\n".encode() * 60
    rows, _, left = read(wrote(tmp_path / "a.csv", b"a,b\n" + good + b"\xff\xfe\n" + good + b"x,\xff,y\n\xff,z\n"))
    assert len(rows) == 121
    assert [(item.where, item.rows) for item in left] == [("d row 61", 2), ("d.a", 1)]


def test_bytes_that_do_not_decode_in_the_header_are_counted(tmp_path: Path) -> None:
    rows, _, left = read(wrote(tmp_path / "a.csv", b"na\xffme,b\n" + "好,好\n".encode() * 60))
    assert list(rows[0]) == ["na\ufffdme", "b"]
    assert [(item.where, item.rows) for item in left] == [("d", 1)]


def test_lines_above_the_table_are_counted(tmp_path: Path) -> None:
    rows, _, left = read(wrote(tmp_path / "a.csv", b"# of x\n\nsep\nid,name\nx,y\nz,w\nv,u\n"))
    assert rows[0] == {"id": "x", "name": "y"}
    assert [(item.where, item.rows) for item in left] == [("d", 2)]
    assert "2 lines above" in left[0].reason.en


def test_nuls_and_carriage_returns(tmp_path: Path) -> None:
    rows, _, left = read(wrote(tmp_path / "a.csv", b"a;b\rx\x00y;some text here\rz;and some more\r"))
    assert rows == [{"a": "x\x00y", "b": "some text here"}, {"a": "z", "b": "and some more"}]
    assert left == ()


@pytest.mark.parametrize("line", ["x" * 50, 'line, of ""text""\n'])
def test_a_cell_of_fifty_megabytes(tmp_path: Path, line: str) -> None:
    cell = line * (50_000_000 // len(line))
    path = wrote(tmp_path / "a.csv", f'a,b\nx,y\n"{cell}",1\nz,w\n'.encode())
    rows, _, left = read(path)
    assert [row["b"] for row in rows] == ["y", "1", "w"]
    assert rows[1]["a"] == cell.replace('""', '"')
    assert left == ()


def test_ragged_rows_are_numbered_across_blocks(tmp_path: Path) -> None:
    good = b"some text,more text\n" * 400_000
    reading = SOURCE.read(LocalFile(wrote(tmp_path / "a.csv", b"a,b\n" + good + b"1\n" + good)), "d", lambda *_: None)
    firsts = [(batch.first_row, batch.data.num_rows) for batch in reading.batches]
    assert len(firsts) > 3
    assert [first for first, _ in firsts] == [
        1 + sum(rows for _, rows in firsts[:place]) for place in range(len(firsts))
    ]
    assert reading.not_examined()[0].where == "d row 400001"


def test_a_process_ends_well_though_a_reading_was_left_open(tmp_path: Path) -> None:
    path = wrote(tmp_path / "a.csv", b"a,b\n" + b"some text,more text\n" * 900_000)
    program = (
        "import sys; from pathlib import Path; from pia.contents.local import LocalFile;"
        "from pia.sources.csv import SOURCE;"
        "reading = SOURCE.read(LocalFile(Path(sys.argv[1])), 'd', lambda *_: None); next(reading.batches)"
    )
    ended = subprocess.run([sys.executable, "-c", program, str(path)], capture_output=True, check=False)
    assert (ended.returncode, ended.stderr) == (0, b"")


class Breaking(io.RawIOBase):
    """A stream that breaks in the middle."""

    def __init__(self, error: Exception) -> None:
        super().__init__()
        self.left, self.error = 3, error

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        self.left -= 1
        if not self.left:
            raise self.error
        rows = b"some text,more text\n" * 60_000
        count = min(len(buffer), len(rows))
        buffer[:count] = rows[:count]
        return count


@pytest.mark.parametrize("error", [UnreadableError(Problem("x", "it broke", "Mend it.")), OSError("secret")])
def test_a_stream_that_breaks_is_an_error(error: Exception) -> None:
    content = Memory(b"", "a.csv")
    content.open = lambda: cast("BinaryIO", Breaking(error))  # type: ignore[method-assign]
    with pytest.raises(UnreadableError) as caught:
        list(SOURCE.read(content, "d", lambda *_: None).batches)
    assert "secret" not in str(caught.value)
    assert caught.value.problems[0].fix


def test_more_cells_than_a_table_has_columns_are_refused(tmp_path: Path) -> None:
    path = wrote(tmp_path / "a.csv", b"a" + b"," * (1 << 18) + b"\n1,2\n")
    with pytest.raises(SourceError, match="more than 262,144 cells"):
        read(path)
