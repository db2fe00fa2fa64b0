"""Workbooks of Excel and LibreOffice: every sheet a table, every cell as text."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import zipfile
import zlib
from collections.abc import Generator, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from io import BytesIO
from pathlib import Path
from typing import cast

import pyarrow as pa

from pia.contents import Content
from pia.errors import Problem, SourceError, UnreadableError
from pia.model.finding import NotExamined
from pia.model.text import Text
from pia.sources import Batch, Progress, Reading
from pia.sources._header import HEADER_SAMPLE, is_header, unique
from pia.sources._whole import whole

Row = list[str | None]

_READER = str(Path(__file__).with_name("_workbook.py"))
_ENVIRONMENT = ("PATH", "PYTHONPATH", "PYTHONHOME", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "SYSTEMROOT")
"""What an interpreter may need to start; the process that parses a hostile file is told nothing else of the user's."""

_MOST_FILE_BYTES = 512 << 20
_MOST_UNPACKED_BYTES = 2 << 30
_TITLE_ROWS = 20
_HEADER_FILL = 0.6
"""A row that fills less of a sheet's usual width than this, above one that fills more, is a title."""

_OLE = b"\xd0\xcf\x11\xe0"
_DAMAGED = Text("the sheet is damaged; what follows in it was not examined", "工作表已损坏，其后内容未予检查")
_DIED = Text(
    "the sheet needs too much memory or breaks its parser; what follows in it was not examined",
    "工作表所需内存过大或使解析器中断，其后内容未予检查",
)
_NO_WORKBOOK = "this is no workbook, or a damaged one"
_MACROS = "_VBA_PROJECT".encode("utf-16-le")
_ENCRYPTED = re.compile(
    re.escape("EncryptedPackage".encode("utf-16-le")) + rb"|\x09\x08\x10\x00.{16}\x2f\x00", re.DOTALL
)
"""The encrypted part of a newer workbook, or an older one whose second record is FILEPASS (MS-XLS 2.4.117)."""

_MANIFEST, _MANIFEST_BYTES = "META-INF/manifest.xml", 1 << 20
_SMALLER = "Save its sheets as CSV files."
_AGAIN = "Open it in its program and save it again."
_BESIDES = {
    re.compile(r"vbaProject\.bin$"): Text("the workbook holds macros", "工作簿含有宏"),
    re.compile(r"/(?:threadedC|c)omments"): Text("the workbook holds comments", "工作簿含有批注"),
    re.compile(r"/pivotCache/"): Text(
        "the workbook holds a pivot table's copy of its data", "工作簿含有数据透视表缓存"
    ),
    re.compile(r"/externalLinks/"): Text("the workbook holds copies from other workbooks", "工作簿含有外部链接的缓存"),
    re.compile(r"/(?:media|embeddings|charts)/|^(?:Pictures|Object)"): Text(
        "the workbook holds pictures, charts or embedded files", "工作簿含有图片、图表或嵌入文件"
    ),
}


class ExcelSource:
    """The source for `.xlsx`, `.xlsm`, `.xlsb`, `.xls` and `.ods` files."""

    name = "excel"
    suffixes: tuple[str, ...] = (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods")
    schemes: tuple[str, ...] = ()

    def read(self, content: Content, dataset: str, progress: Progress) -> Reading:
        """Open a workbook; it is held in memory, and a process of its own parses it.

        Raises:
            SourceError: It is missing, empty, too large, protected by a password, or no workbook.
            UnreadableError: It is damaged.
        """
        data = whole(content.open(), content, _MOST_FILE_BYTES, progress, _SMALLER)
        parts = _parts(data, content.locator)
        reading = _ExcelReading(content, dataset, data, parts)
        return Reading(reading.batches(), content.sha256, reading.not_examined, guessed=True)


class _ExcelReading:
    """One workbook being read: what was left out is collected while the batches go by."""

    def __init__(self, content: Content, dataset: str, data: bytes, parts: Sequence[str]) -> None:
        self.content, self.dataset, self.data = content, dataset, data
        self.left = [
            NotExamined(dataset, Text(f"{reason.en}; only cells were examined", f"{reason.zh}，仅检查了单元格"))
            for pattern, reason in _BESIDES.items()
            if any(pattern.search(part) for part in parts)
        ]

    def not_examined(self) -> tuple[NotExamined, ...]:
        """What was left out, in words."""
        return tuple(self.left)

    def batches(self) -> Iterator[Batch]:
        """Every sheet in the order of the workbook; one that ends the reading process is left out, the next follow."""
        place, sheets = 0, 1
        while place < sheets:
            with _process(self.data, place) as messages:
                names = self._opened(next(messages, None))
                sheets, alive = len(names), True
                while alive and place < sheets:
                    alive = yield from self._sheet(names[place], messages)
                    place += 1

    def _opened(self, message: dict[str, object] | None) -> list[str]:
        if message is None:
            what = "the workbook needs more than 2 GiB of memory, or breaks its parser"
            raise UnreadableError(Problem(self.content.locator, what, _SMALLER))
        if "sheets" not in message:
            raise UnreadableError(Problem(self.content.locator, _NO_WORKBOOK, _AGAIN))
        return unique(cast("list[str]", message["sheets"]))

    def _sheet(self, table: str, messages: Iterator[dict[str, object]]) -> Generator[Batch, None, bool]:
        """The batches of one sheet; True if the process can go on to the next."""
        where, sheet = f"{self.dataset}/{table}", _Sheet(table)
        for message in messages:
            if "rows" in message:
                yield from sheet.add(cast("list[Row]", message["rows"]))
                continue
            yield from sheet.rest()
            if "failed" in message:
                self.left.append(NotExamined(where, _DAMAGED))
            elif message["end"]:
                self.left.append(NotExamined(where, _lost(cast("int", message["end"])), cast("int", message["end"])))
            return True
        yield from sheet.rest()
        self.left.append(NotExamined(where, _DIED))
        return False


class _Sheet:
    """The rows of one sheet on their way into batches; the first ones wait until the header is found."""

    def __init__(self, table: str) -> None:
        self.table = table
        self.waiting: list[Row] = []
        self.names: list[str] | None = None
        self.row = 1

    def add(self, rows: list[Row]) -> Iterator[Batch]:
        """Take rows in; what can be cut into batches comes out."""
        if self.names is None:
            self.waiting += rows if self.waiting else rows[_first_filled(rows) :]
            if len(self.waiting) >= HEADER_SAMPLE:
                yield from self._begin()
        elif rows:
            yield self._batch(rows)

    def rest(self) -> Iterator[Batch]:
        """What still waits at the end of the sheet."""
        if self.names is None:
            yield from self._begin()

    def _begin(self) -> Iterator[Batch]:
        rows, self.waiting = self.waiting, []
        place = header_row(rows)
        width = len(rows[0]) if rows else 0
        above = rows[:place] if place else []
        if above:
            yield Batch(f"{self.table} (above)", 1, _record_batch(above, unique([""] * width)))
        self.names = unique([""] * width if place is None else [cell or "" for cell in rows[place]])
        yield self._batch(rows if place is None else rows[place + 1 :])

    def _batch(self, rows: list[Row]) -> Batch:
        batch = Batch(self.table, self.row, _record_batch(rows, self.names or []))
        self.row += len(rows)
        return batch


def header_row(rows: Sequence[Row]) -> int | None:
    """Place of the row that names the columns, if there is one; rows above it are titles."""
    fills = [sum(cell is not None for cell in row) for row in rows[:HEADER_SAMPLE]]
    filled = sorted(fill for fill in fills if fill)
    if not filled:
        return None
    enough = _HEADER_FILL * filled[len(filled) // 2]
    place = next((place for place, fill in enumerate(fills[:_TITLE_ROWS]) if fill >= enough), None)
    if place is None:
        return None
    first, *below = ([cell or "" for cell in row] for row in rows[place:HEADER_SAMPLE])
    return place if is_header(first, below) else None


def _first_filled(rows: Sequence[Row]) -> int:
    return next((place for place, row in enumerate(rows) if any(row)), len(rows))


def _record_batch(rows: Sequence[Row], names: list[str]) -> pa.RecordBatch:
    columns = zip(*rows, strict=True) if rows else ([] for _ in names)
    return pa.record_batch([pa.array(column, pa.string()) for column in columns], names=names)


def _lost(cells: int) -> Text:
    return Text(
        f"{cells} cells hold numbers of more than 15 digits, of which a spreadsheet keeps 15; the last ones are lost",
        f"{cells} 个单元格的数字超过 15 位，电子表格只保留 15 位，其余数字已丢失",
    )


def _parts(data: bytes, locator: str) -> list[str]:
    """Names of the parts inside a workbook that is open to read and unpacks to a bearable size."""
    if not data.startswith((b"PK", _OLE)):
        raise SourceError(Problem(locator, "this is no workbook", "Give it the suffix of what it is, such as .csv."))
    try:
        parts, manifest = ([], b"") if data.startswith(_OLE) else _directory(data)
    except (zipfile.BadZipFile, zlib.error, ValueError, OSError, EOFError, RuntimeError):
        raise UnreadableError(Problem(locator, _NO_WORKBOOK, _AGAIN)) from None
    if b"encryption-data" in manifest or (not parts and _ENCRYPTED.search(data)):
        what = "the workbook is protected by a password"
        raise SourceError(Problem(locator, what, "Save a copy without the password."))
    if sum(part.file_size for part in parts) > _MOST_UNPACKED_BYTES:
        what = f"the workbook unpacks to more than {_MOST_UNPACKED_BYTES >> 30} GiB"
        raise SourceError(Problem(locator, what, _SMALLER))
    return [part.filename for part in parts] or (["vbaProject.bin"] if _MACROS in data else [])


def _directory(data: bytes) -> tuple[list[zipfile.ZipInfo], bytes]:
    """The parts of a ZIP archive, and the start of what OpenDocument says about them."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        parts = archive.infolist()
        if _MANIFEST not in archive.namelist():
            return parts, b""
        with archive.open(_MANIFEST) as manifest:
            return parts, manifest.read(_MANIFEST_BYTES)


@contextmanager
def _process(data: bytes, first: int) -> Iterator[Iterator[dict[str, object]]]:
    """The messages of a process that reads a workbook from sheet number `first` on; it ends with the block."""
    command = [sys.executable, "-P", _READER, str(first)]
    told = {name: os.environ[name] for name in _ENVIRONMENT if name in os.environ}
    with subprocess.Popen(  # noqa: S603 - our own interpreter and our own file
        command, env=told, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as process:
        try:
            if process.stdin:
                with suppress(OSError), process.stdin:
                    process.stdin.write(data)
            yield _messages(process.stdout or ())
        finally:
            process.kill()


def _messages(lines: Iterable[bytes]) -> Iterator[dict[str, object]]:
    """What the process says, until it ends; a line that was cut off by its end says nothing."""
    for line in lines:
        if not line.endswith(b"\n"):
            return
        yield json.loads(line)


SOURCE = ExcelSource()
