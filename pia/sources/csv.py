"""Comma-, semicolon-, tab- or bar-separated text, every cell kept as text."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any, BinaryIO, Literal, cast

import pyarrow as pa
import pyarrow.csv as arrow_csv

from pia.contents import Content
from pia.errors import Problem, SourceError, UnreadableError
from pia.model.finding import NotExamined
from pia.model.text import Text
from pia.sources import Batch, Progress, Reading
from pia.sources._text import BinaryFileError, Utf8Stream, encoding_of

_SAMPLE_BYTES = 1 << 20
_BLOCK_BYTES = 1 << 24
_HEADER_SAMPLE = 1000
_DATA = re.compile(r"^\s*[-+]?\d[\d.,:/ -]*$|@\w+\.|\d(?:[ -]?\d){5}")
_DELIMITERS = ",;\t|"

csv.field_size_limit(2 * _SAMPLE_BYTES)


class CsvSource:
    """The source for `.csv`, `.tsv` and `.txt` files."""

    name = "csv"
    suffixes = (".csv", ".tsv", ".tab", ".txt")
    schemes: tuple[str, ...] = ()

    def read(self, content: Content, dataset: str, progress: Progress) -> Reading:
        """Open a delimited text file; delimiter, encoding and header are found out from its first megabyte.

        Raises:
            SourceError: It is missing, a folder, empty, or no text.
            UnreadableError: It cannot be opened.
        """
        file = content.open()
        sample = file.read(_SAMPLE_BYTES)
        file.seek(0)
        try:
            encoding = encoding_of(sample)
        except BinaryFileError as error:
            file.close()
            raise SourceError(Problem(content.locator, f"this is {error}, not delimited text", _SUPPORTED)) from None
        text = sample.decode(encoding, errors="replace").removeprefix("\ufeff")
        if not text.strip():
            file.close()
            raise SourceError(Problem(content.locator, "the file is empty", "Give a file with a header line and rows."))
        stream = Utf8Stream(file, encoding, content.size, progress)
        return _CsvReading(content, dataset, stream, text).reading()


_SUPPORTED = "Give a text file with one header line and one record per line."


class _CsvReading:
    """One file being read: what was left out is counted while the batches go by."""

    def __init__(self, content: Content, dataset: str, stream: Utf8Stream, sample: str) -> None:
        self.content, self.dataset, self.stream = content, dataset, stream
        self.delimiter = _delimiter(sample)
        records = csv.reader(io.StringIO(sample, newline=""), delimiter=self.delimiter)
        first = next(record for record in records if record)
        self.titled = _is_header(first, list(islice(records, _HEADER_SAMPLE)))
        self.names = _unique(first if self.titled else [""] * len(first))
        self.ragged = 0
        self.first_ragged: tuple[int | None, int] | None = None
        self.undecodable: Counter[str] = Counter()

    def reading(self) -> Reading:
        return Reading(self._batches(), self.content.sha256, self.not_examined)

    def _batches(self) -> Iterator[Batch]:
        row = 1
        try:
            for data in self._record_batches():
                yield Batch("", row, data)
                row += data.num_rows
        except (pa.ArrowInvalid, OSError) as error:
            raise UnreadableError(Problem(self.content.locator, _reason(error, row), _SUPPORTED)) from None
        finally:
            self.stream.close()
        if row == 1:
            yield Batch("", 1, pa.record_batch([pa.array([], pa.string()) for _ in self.names], names=self.names))

    def _record_batches(self) -> Iterator[pa.RecordBatch]:
        columns = [str(index) for index in range(len(self.names))]
        reader = arrow_csv.open_csv(
            cast("BinaryIO", pa.PythonFile(self.stream, mode="r")),
            read_options=arrow_csv.ReadOptions(
                use_threads=False, block_size=_BLOCK_BYTES, column_names=columns, skip_rows_after_names=int(self.titled)
            ),
            parse_options=arrow_csv.ParseOptions(
                delimiter=self.delimiter,
                newlines_in_values=True,
                ignore_empty_lines=len(columns) > 1,
                invalid_row_handler=self._on_ragged,
            ),
            convert_options=arrow_csv.ConvertOptions(
                check_utf8=False,
                column_types=dict.fromkeys(columns, pa.binary()),
                null_values=[""],
                strings_can_be_null=True,
                quoted_strings_can_be_null=True,
            ),
        )
        for raw in reader:
            cells = [self._text(name, raw.column(index)) for index, name in enumerate(self.names)]
            yield pa.record_batch(cells, names=self.names)
        self.stream.drain()

    def _on_ragged(self, row: arrow_csv.InvalidRow) -> Literal["skip", "error"]:
        self.ragged += 1
        self.first_ragged = self.first_ragged or (row.number, row.actual_columns)
        return "skip"

    def _text(self, name: str, cells: pa.Array[Any]) -> pa.Array[Any]:
        try:
            return cells.cast(pa.string())
        except pa.ArrowInvalid:
            decoded = [None if cell is None else cell.decode("utf-8", errors="replace") for cell in cells.to_pylist()]
            self.undecodable[name] += sum("\ufffd" in cell for cell in decoded if cell)
            return pa.array(decoded, pa.string())

    def not_examined(self) -> tuple[NotExamined, ...]:
        """What was left out, in words."""
        left: list[NotExamined] = []
        if self.first_ragged:
            number, fields = self.first_ragged
            at = f" row {number}" if number else ""
            left.append(
                NotExamined(
                    f"{self.dataset}{at}",
                    Text(
                        f"{self.ragged} rows do not have {len(self.names)} fields (the first has {fields}); left out",
                        f"{self.ragged} 行的字段数不是 {len(self.names)}（首个为 {fields} 个），未予检查",
                    ),
                    self.ragged,
                )
            )
        counts = dict(self.undecodable)
        if self.stream.replaced:
            counts[""] = self.stream.replaced
        for name, cells in sorted(counts.items()):
            where = f"{self.dataset}.{name}" if name else self.dataset
            reason = Text(
                f"{cells} cells hold bytes that are not {self.stream.encoding}; only the rest was examined",
                f"{cells} 个单元格含有不属于 {self.stream.encoding} 编码的字节，仅检查了其余部分",
            )
            left.append(NotExamined(where, reason, cells))
        return tuple(left)


def _delimiter(sample: str) -> str:
    """The delimiter that cuts the first records into the same number of fields, at least two; else the comma."""
    lines = sample[:65536].splitlines(keepends=True)[:50]
    best = (0.0, 0, ",")
    for delimiter in _DELIMITERS:
        widths = Counter(len(record) for record in csv.reader(lines, delimiter=delimiter) if record)
        width, times = max(widths.items(), key=lambda item: (item[1], item[0]), default=(1, 0))
        if width > 1:
            best = max(best, (times / widths.total(), width, delimiter), key=lambda found: found[:2])
    return best[2]


def _is_header(first: Sequence[str], rest: Sequence[Sequence[str]]) -> bool:
    """Whether the first record names the columns; where it may be data, its cells must not be shown as names.

    It is data if a cell is a number or a date, holds an e-mail address or many digits, or stands again below.
    """
    if not rest:
        return not any(_DATA.search(cell) for cell in first)
    again = any(
        cell.strip() and place < len(record) and record[place] == cell
        for record in rest
        for place, cell in enumerate(first)
    )
    return not again and not any(_DATA.search(cell) for cell in first)


def _unique(header: Sequence[str]) -> list[str]:
    """Column names that differ, with a number where the file repeats one or gives none."""
    names: list[str] = []
    for position, title in enumerate(header, 1):
        plain = " ".join(title.split()) or f"column {position}"
        name, count = plain, 2
        while name in names:
            name, count = f"{plain} ({count})", count + 1
        names.append(name)
    return names


def _reason(error: Exception, row: int) -> str:
    """Why reading stopped; Arrow's own words may quote a cell and are not repeated."""
    if "straddling" in str(error):
        return f"after row {row - 1} one record is longer than {_BLOCK_BYTES >> 20} MiB, or a quote is never closed"
    return f"after row {row - 1} the file cannot be read as delimited text"


SOURCE = CsvSource()
