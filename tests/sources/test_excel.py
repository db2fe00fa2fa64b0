from __future__ import annotations

from pathlib import Path

import pytest

from pia.contents.local import LocalFile
from pia.errors import SourceError, UnreadableError
from pia.sources.excel import SOURCE, header_row
from tests.sources.contents_for_tests import Memory, Read, read
from tests.sources.workbooks_for_tests import archive, ods, ods_rows, xls, xlsx, xlsx_rows

SPARSE = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
BROKEN = '<row r="1"><c r="A1" t="s"><v>5</v></c></row>'


def opened(data: bytes) -> Read:
    return read(SOURCE, Memory(data, "w.xlsx"))


def test_every_sheet_is_a_table_hidden_ones_too() -> None:
    data = xlsx({"A": xlsx_rows([["a"], ["x"]]), "人员": xlsx_rows([["姓名"], ["王五"]]), "E": ""}, hidden="人员")
    result = opened(data)
    assert result.tables == {"A": [{"a": "x"}], "人员": [{"姓名": "王五"}], "E": []}
    assert [batch.data.num_columns for batch in result.batches] == [1, 1, 0]
    assert result.left == ()


def test_cells_of_every_kind_are_text() -> None:
    cells = [
        '<c r="A2" t="inlineStr"><is><t>01234</t></is></c><c r="B2"><v>12</v></c><c r="C2"><v>0.1</v></c>',
        '<c r="D2" s="1"><v>44000</v></c><c r="E2" s="2"><v>44000.5</v></c><c r="F2" s="3"><v>1.5</v></c>',
        '<c r="G2" s="4"><v>0.5</v></c><c r="H2" t="b"><v>1</v></c><c r="I2" t="str"><f>A2</f><v>made</v></c>',
    ]
    header = "".join(f'<c r="{letter}1" t="inlineStr"><is><t>{letter}x</t></is></c>' for letter in "ABCDEFGHI")
    result = opened(xlsx({"S": f'<row r="1">{header}</row><row r="2">{"".join(cells)}</row>'}))
    shown = ["01234", "12", "0.1", "2020-06-18", "2020-06-18T12:00:00", "36:00:00", "12:00:00", "true", "made"]
    assert list(result.rows[0].values()) == shown


def test_numbers_whose_digits_are_lost_are_counted() -> None:
    result = opened(xlsx({"S": '<row r="1"><c r="A1"><v>110105194912310021</v></c></row>'}))
    assert result.rows == [{"column 1": "110105194912310000"}]
    assert [(left.where, left.rows) for left in result.left] == [("d/S", 1)]
    assert "15 digits" in result.left[0].reason.en


def test_titles_above_a_header_are_read_as_a_table_of_their_own() -> None:
    rows = [["Register of Zephyrine"], ["id", "name", "phone"], ["x1", "Ann", "1"], ["x2", "Bob", "2"]]
    result = opened(xlsx({"S": xlsx_rows([[*row, None, None][:3] for row in rows], first=4)}))
    assert result.tables["S"] == [
        {"id": "x1", "name": "Ann", "phone": "1"},
        {"id": "x2", "name": "Bob", "phone": "2"},
    ]
    assert result.tables["S (above)"][0]["column 1"] == "Register of Zephyrine"


def test_a_first_row_that_is_data_names_nothing() -> None:
    result = opened(xlsx({"S": xlsx_rows([["Zoe", "13800138000"], ["Ann", "13800138001"]])}))
    assert [batch.data.schema.names for batch in result.batches] == [["column 1", "column 2"]]
    assert len(result.rows) == 2


def test_where_the_header_is() -> None:
    empty: list[list[str | None]] = [[None, None]]
    named: list[list[str | None]] = [["a", "b"], ["x", "y"], ["z", "w"]]
    title: list[list[str | None]] = [["T", None]]
    assert header_row([]) is None
    assert header_row(empty) is None
    assert header_row(empty + named) == 1
    assert header_row(title + empty + named) == 2
    assert header_row(title + empty * 25 + named) is None


def test_a_long_sheet_comes_in_batches_with_running_row_numbers() -> None:
    rows = [["id", "name"], *([f"x{number}", "same"] for number in range(9000))]
    result = opened(xlsx({"S": xlsx_rows(rows)}))
    assert [row["id"] for row in result.rows] == [f"x{number}" for number in range(9000)]
    assert [batch.first_row for batch in result.batches] == [1, 4096, 8192]


def test_a_sheet_that_breaks_does_not_keep_the_others_from_being_read() -> None:
    good = xlsx_rows([["name"], ["Ann"]])
    result = opened(xlsx({"A": good, "broken": BROKEN, "B": good, "sparse": SPARSE, "C": good}))
    assert {name: len(rows) for name, rows in result.tables.items()} == {
        "A": 1,
        "broken": 0,
        "B": 1,
        "sparse": 0,
        "C": 1,
    }
    assert [left.where for left in result.left] == ["d/broken", "d/sparse"]
    assert "memory" in result.left[1].reason.en


def test_what_a_workbook_holds_besides_cells_is_reported() -> None:
    more: dict[str, str | bytes] = {"xl/vbaProject.bin": b"x", "xl/comments1.xml": "<c/>", "xl/media/a.png": b"x"}
    result = opened(xlsx({"S": xlsx_rows([["a"], ["x"]])}, more))
    assert len(result.rows) == 1
    assert [left.reason.en.split(";")[0] for left in result.left] == [
        "the workbook holds macros",
        "the workbook holds comments",
        "the workbook holds pictures, charts or embedded files",
    ]


def test_numbers_of_an_old_workbook_and_of_opendocument() -> None:
    assert opened(xls({"S": [["a", "n"], ["007", 12], ["x", 1.5]]})).rows == [
        {"a": "007", "n": "12"},
        {"a": "x", "n": "1.5"},
    ]
    repeated = '<table:table-row table:number-rows-repeated="1048570"><table:table-cell/></table:table-row>'
    assert opened(ods({"S": ods_rows([["a"], ["x"]]) + repeated})).rows == [{"a": "x"}]


def test_a_workbook_that_asks_for_too_much_memory_is_refused() -> None:
    cell = '<table:table-cell table:number-columns-repeated="16000" office:value-type="float" office:value="5"/>'
    bomb = f'<table:table-row table:number-rows-repeated="1048570">{cell}</table:table-row>'
    with pytest.raises(UnreadableError, match="memory|damaged"):
        opened(ods({"S": bomb}))


def test_a_password_is_named() -> None:
    old = bytearray(xls({"S": [["a"]]}))
    place = old.index("Workbook".encode("utf-16-le"))
    old[place : place + 32], old[place + 64] = "EncryptedPackage".encode("utf-16-le"), 34
    protected = bytearray(xls({"S": [["a"]]}))
    place = protected.index(b"\x09\x08\x10\x00")
    protected[place + 20] = 0x2F
    encrypted = ods({"S": ods_rows([["a"]])}, manifest="<manifest:encryption-data/>")
    for data in (old, protected, encrypted):
        with pytest.raises(SourceError, match="password") as caught:
            opened(bytes(data))
        assert caught.value.exit_code == 2


def test_a_zip_bomb_is_refused_before_it_is_opened() -> None:
    data = bytearray(archive({"xl/workbook.xml": b"x"}))
    place = data.rindex(b"PK\x01\x02")
    data[place + 24 : place + 28] = (0xF0000000).to_bytes(4, "little")
    with pytest.raises(SourceError, match="unpacks to more than 2 GiB"):
        opened(bytes(data))


@pytest.mark.parametrize(
    ("data", "kind", "what"),
    [
        (b"", SourceError, "empty"),
        (b"<html><table>", SourceError, "no workbook"),
        (b"PK\x03\x04 cut", UnreadableError, "damaged"),
        (archive({"a.txt": "a"}), UnreadableError, "damaged"),
        (archive({"META-INF/manifest.xml": "a"})[:-30], UnreadableError, "damaged"),
        (b"\xd0\xcf\x11\xe0 cut", UnreadableError, "damaged"),
    ],
)
def test_what_is_no_workbook_is_refused(data: bytes, kind: type[SourceError], what: str) -> None:
    with pytest.raises(kind, match=what):
        opened(data)


def test_macros_of_an_old_workbook_are_reported() -> None:
    result = opened(xls({"S": [["a"], ["x"]]}) + "_VBA_PROJECT".encode("utf-16-le"))
    assert [left.reason.en for left in result.left] == ["the workbook holds macros; only cells were examined"]


def test_a_missing_workbook(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="no such file"):
        read(SOURCE, LocalFile(tmp_path / "no.xlsx"))
