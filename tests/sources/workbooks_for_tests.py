"""Small workbooks, written part by part, so that each may be as odd as a test wants it."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from xml.sax.saxutils import escape

import xlwt

Rows = Sequence[Sequence[str | None]]

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_FORMATS = (0, 14, 22, 46, 20)
"""Excel's numbers of its formats: none, date, date with time, duration, time."""


def archive(parts: Mapping[str, str | bytes]) -> bytes:
    """A ZIP archive of some parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in parts.items():
            file.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def xlsx(sheets: Mapping[str, str], more: Mapping[str, str | bytes] | None = None, hidden: str = "") -> bytes:
    """An Excel workbook; each sheet is the XML of its rows."""
    listed, links = "", ""
    for place, name in enumerate(sheets, 1):
        state = ' state="hidden"' if name == hidden else ""
        listed += f'<sheet name="{name}" sheetId="{place}" r:id="rId{place}"{state}/>'
        links += f'<Relationship Id="rId{place}" Type="{_RELATED}/worksheet" Target="worksheets/sheet{place}.xml"/>'
    links += f'<Relationship Id="styles" Type="{_RELATED}/styles" Target="styles.xml"/>'
    formats = "".join(f'<xf numFmtId="{number}"/>' for number in _FORMATS)
    types = '<Default Extension="xml" ContentType="application/xml"/>'
    office = f'<Relationship Id="rId1" Type="{_RELATED}/officeDocument" Target="xl/workbook.xml"/>'
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">{types}</Types>',
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">{office}</Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_RELATED}"><sheets>{listed}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">{links}</Relationships>',
        "xl/styles.xml": f'<styleSheet xmlns="{_MAIN}"><cellXfs>{formats}</cellXfs></styleSheet>',
    }
    for place, rows in enumerate(sheets.values(), 1):
        data = f'<worksheet xmlns="{_MAIN}"><sheetData>{rows}</sheetData></worksheet>'
        parts[f"xl/worksheets/sheet{place}.xml"] = data
    return archive({**parts, **(more or {})})


def letters(place: int) -> str:
    """The name of a column, the first being number 0."""
    return (letters(place // 26 - 1) if place >= 26 else "") + chr(65 + place % 26)


def xlsx_rows(rows: Rows, first: int = 1) -> str:
    """The XML of rows of text, from row number `first` and the second column on."""
    return "".join(
        f'<row r="{number}">'
        + "".join(
            f'<c r="{letters(place + 1)}{number}" t="inlineStr"><is><t>{escape(cell)}</t></is></c>'
            for place, cell in enumerate(row)
            if cell is not None
        )
        + "</row>"
        for number, row in enumerate(rows, first)
    )


def ods(sheets: Mapping[str, str], manifest: str = "") -> bytes:
    """An OpenDocument workbook; each sheet is the XML of its rows."""
    name = "urn:oasis:names:tc:opendocument:xmlns"
    spaces = "".join(f' xmlns:{space}="{name}:{space}:1.0"' for space in ("office", "table", "text"))
    tables = "".join(f'<table:table table:name="{sheet}">{rows}</table:table>' for sheet, rows in sheets.items())
    body = f"<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body>"
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    entry = f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{kind}"/>{manifest}'
    return archive(
        {
            "mimetype": kind,
            "content.xml": f"<office:document-content{spaces}>{body}</office:document-content>",
            "META-INF/manifest.xml": f'<manifest:manifest xmlns:manifest="{name}:manifest:1.0">{entry}'
            "</manifest:manifest>",
        }
    )


def ods_rows(rows: Rows) -> str:
    """The XML of rows of text."""
    return "".join(
        "<table:table-row>"
        + "".join(
            "<table:table-cell/>"
            if cell is None
            else f'<table:table-cell office:value-type="string"><text:p>{escape(cell)}</text:p></table:table-cell>'
            for cell in row
        )
        + "</table:table-row>"
        for row in rows
    )


def xls(sheets: Mapping[str, Sequence[Sequence[object]]]) -> bytes:
    """A workbook of Excel 97."""
    book = xlwt.Workbook()
    for name, rows in sheets.items():
        sheet = book.add_sheet(name)
        for number, row in enumerate(rows):
            for place, cell in enumerate(row):
                if cell is not None:
                    sheet.write(number, place, cell)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def xlsb(sheets: Mapping[str, Rows]) -> bytes:
    """A binary Excel workbook (MS-XLSB) of text."""
    listed, links = b"", ""
    parts: dict[str, str | bytes] = {}
    for place, (name, rows) in enumerate(sheets.items(), 1):
        listed += _record(0x9C, bytes(4) + _number(place) + _wide(f"rId{place}") + _wide(name))
        links += f'<Relationship Id="rId{place}" Type="{_RELATED}/worksheet" Target="worksheets/sheet{place}.bin"/>'
        cells = b""
        for number, row in enumerate(rows):
            cells += _record(0x00, _number(number) + bytes(13))
            for column, cell in enumerate(row):
                if cell is not None:
                    cells += _record(0x06, _number(column) + bytes(4) + _wide(cell))
        size = _number(0) + _number(max(len(rows) - 1, 0)) + _number(0) + _number(max(map(len, rows), default=1) - 1)
        parts[f"xl/worksheets/sheet{place}.bin"] = (
            _record(0x81) + _record(0x94, size) + _record(0x91) + cells + _record(0x92) + _record(0x82)
        )
    parts["xl/workbook.bin"] = _record(0x83) + _record(0x8F) + listed + _record(0x90) + _record(0x84)
    parts["xl/_rels/workbook.bin.rels"] = f'<Relationships xmlns="{_PACKAGE}/relationships">{links}</Relationships>'
    return archive(parts)


def _record(kind: int, data: bytes = b"") -> bytes:
    size, length = b"", len(data)
    while True:
        size += bytes([length & 0x7F | (0x80 if length > 0x7F else 0)])
        length >>= 7
        if not length:
            break
    return (bytes([kind, 0x01]) if kind > 0x7F else bytes([kind])) + size + data


def _number(value: int) -> bytes:
    return value.to_bytes(4, "little")


def _wide(text: str) -> bytes:
    encoded = text.encode("utf-16-le")
    return _number(len(encoded) // 2) + encoded
