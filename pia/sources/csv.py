"""Comma-, semicolon-, tab- or bar-separated text, every cell kept as text."""

from __future__ import annotations

import atexit
import io
from codecs import BOM_UTF8
from collections import Counter
from collections.abc import Generator, Iterator
from contextlib import suppress
from queue import Empty
from typing import Any, BinaryIO, Literal, cast
from weakref import WeakSet

import pyarrow as pa
import pyarrow.csv as arrow_csv

from pia.contents import Content
from pia.errors import Problem, SourceError, UnreadableError
from pia.model.finding import NotExamined
from pia.model.text import Text
from pia.sources import Batch, Partition, Progress, Reading
from pia.sources._blocks import BLOCK_BYTES, MOST_BYTES, Utf8Blocks
from pia.sources._dialect import MOST_COLUMNS, Dialect, TooWideError, dialect_of
from pia.sources._feed import Ended, Feed
from pia.sources._places import has_places
from pia.sources._ranges import ranges, records
from pia.sources._text import UNDECODABLE, BinaryFileError

_PATIENCE_SECONDS = 10.0
_SUPPORTED = "Give a text file with one header line and one record per line."

_OPEN: WeakSet[Generator[Batch]] = WeakSet()


@atexit.register
def _close() -> None:
    """End what nobody read to its end, while Arrow's threads can still use the interpreter: later they would abort."""
    for batches in list(_OPEN):
        with suppress(ValueError):
            batches.close()


class CsvSource:
    """The source for `.csv`, `.tsv` and `.txt` files."""

    name = "csv"
    suffixes: tuple[str, ...] = (".csv", ".tsv", ".tab", ".txt")
    schemes: tuple[str, ...] = ()
    guesses = True
    """Whether a first record may be taken for a header without being told."""

    def read(self, content: Content, dataset: str, progress: Progress) -> Reading:
        """Open a delimited text file; what it is written in is found out from its first megabyte.

        It is read once, from its start to its end, in a stream that need not jump.

        Raises:
            SourceError: It is missing, a folder, empty, or no text.
            UnreadableError: It cannot be opened.
        """
        blocks, dialect, _ = _begun(content, progress)
        blocks.begin(dialect.start, dialect.delimiter)
        return _CsvReading(content, dataset, blocks, dialect).reading()

    def partitions(self, content: Content, size: int) -> tuple[Partition, ...]:
        """Ranges of bytes; none where places cost the whole file, it is not UTF-8, or lines stand above the table.

        Raises:
            SourceError: As `read`.
        """
        if not has_places(content):
            return ()
        blocks, dialect, text = _begun(content, lambda _done, _total: None)
        blocks.close()
        told = blocks.encoding == "utf-8" and not blocks.replaced and len(dialect.delimiter.encode()) == 1
        if dialect.above or not told:
            return ()
        cut = ranges(_first_byte(content, text[: dialect.start]), content.size, size)
        return tuple(Partition("bytes", start, end) for start, end in cut)

    def read_partition(self, content: Content, dataset: str, partition: Partition) -> Reading:
        """Open the lines that begin in a range.

        Raises:
            SourceError: It is not sure that each of its lines is a record; or as `read`.
        """
        head, dialect, text = _begun(content, lambda _done, _total: None)
        head.close()
        first = partition.start == _first_byte(content, text[: dialect.start])
        block = records(content, partition.start, partition.end, dialect.delimiter, first=first)
        blocks = Utf8Blocks(io.BytesIO(block), len(block), lambda _done, _total: None)
        blocks.begin(0, dialect.delimiter)
        reading = _CsvReading(content, dataset, blocks, dialect).reading()
        return Reading(reading.batches, lambda: "", reading.not_examined)


def _begun(content: Content, progress: Progress) -> tuple[Utf8Blocks, Dialect, str]:
    """The blocks of a file, its layout, and the text at its beginning.

    Raises:
        SourceError: As `CsvSource.read`.
    """
    blocks = Utf8Blocks(content.open(), content.size, progress)
    try:
        text = blocks.head()
        if not text.strip():
            raise SourceError(Problem(content.locator, "the file is empty", "Give a file with a header line and rows."))
        return blocks, dialect_of(text, whole=blocks.whole), text
    except BinaryFileError as error:
        blocks.close()
        raise SourceError(Problem(content.locator, f"this is {error}, not delimited text", _SUPPORTED)) from None
    except TooWideError:
        blocks.close()
        what = f"a record has more than {MOST_COLUMNS:,} cells"
        raise SourceError(Problem(content.locator, what, "Give a table with fewer columns.")) from None
    except BaseException:
        blocks.close()
        raise


def _first_byte(content: Content, above: str) -> int:
    """Where the first row begins, behind a byte order mark and the text above it."""
    with content.open() as stream:
        mark = stream.read(len(BOM_UTF8)) == BOM_UTF8
    return mark * len(BOM_UTF8) + len(above.encode())


class _CsvReading:
    """One file being read: what was left out is counted while the batches go by."""

    def __init__(self, content: Content, dataset: str, blocks: Utf8Blocks, dialect: Dialect) -> None:
        self.content, self.dataset, self.blocks, self.dialect = content, dataset, blocks, dialect
        self.names = [name.replace(UNDECODABLE, "\ufffd") for name in dialect.names]
        self.ragged = 0
        self.first_ragged: tuple[int | None, int] | None = None
        self.undecodable: Counter[str] = Counter()
        self.undecodable[""] = sum(UNDECODABLE in title for title in dialect.header)

    def reading(self) -> Reading:
        batches = self._batches()
        _OPEN.add(batches)
        return Reading(batches, self.content.sha256, self.not_examined, guessed=bool(self.dialect.header))

    def _batches(self) -> Generator[Batch]:
        row = 1
        try:
            for data in self._record_batches():
                yield Batch("", row, data)
                row += data.num_rows
        except (pa.ArrowInvalid, OSError) as error:
            raise UnreadableError(Problem(self.content.locator, _reason(error, row), _SUPPORTED)) from None
        finally:
            self.blocks.close()
        if row == 1:
            yield Batch("", 1, pa.record_batch([pa.array([], pa.string()) for _ in self.names], names=self.names))

    def _record_batches(self) -> Iterator[pa.RecordBatch]:
        if self.blocks.at_end():
            return
        ended = Ended()
        reader: Iterator[pa.RecordBatch] | None = self._reader(Feed(self.blocks, ended))
        try:
            for raw in reader or ():
                ended.take()
                if raw.num_rows:
                    yield pa.RecordBatch.from_arrays(self._texts(raw.columns), names=self.names)
        finally:
            self.blocks.stop()
            ended.ahead.clear()
            ended.take()
            reader = None
            with suppress(Empty):
                ended.gone.get(timeout=_PATIENCE_SECONDS)
        if ended.error:
            raise ended.error from None

    def _reader(self, feed: Feed) -> Iterator[pa.RecordBatch]:
        columns = [str(index) for index in range(len(self.names))]
        return arrow_csv.open_csv(
            cast("BinaryIO", pa.PythonFile(cast("io.IOBase", feed), mode="r")),
            read_options=arrow_csv.ReadOptions(use_threads=False, block_size=BLOCK_BYTES, column_names=columns),
            parse_options=arrow_csv.ParseOptions(
                delimiter=self.dialect.delimiter,
                newlines_in_values=True,
                ignore_empty_lines=len(columns) > 1,
                invalid_row_handler=self._on_ragged,
            ),
            convert_options=arrow_csv.ConvertOptions(
                check_utf8=False,
                column_types=dict.fromkeys(columns, pa.string()),
                null_values=[""],
                strings_can_be_null=True,
                quoted_strings_can_be_null=True,
            ),
        )

    def _on_ragged(self, row: arrow_csv.InvalidRow) -> Literal["skip", "error"]:
        self.ragged += 1
        self.first_ragged = self.first_ragged or (row.number, row.actual_columns)
        return "skip"

    def _texts(self, columns: list[pa.Array[Any]]) -> list[pa.Array[Any]]:
        """Cells with the usual sign for what did not decode; they are counted."""
        if not self.blocks.replaced:
            return columns
        return [self._text(name, cells) for name, cells in zip(self.names, columns, strict=True)]

    def _text(self, name: str, cells: pa.Array[Any]) -> pa.Array[Any]:
        import pyarrow.compute as pc

        count = pc.match_substring(cells, UNDECODABLE).true_count
        if not count:
            return cells
        self.undecodable[name] += count
        return pc.replace_substring(cells, UNDECODABLE, "\ufffd")

    def not_examined(self) -> tuple[NotExamined, ...]:
        """What was left out, in words."""
        left: list[NotExamined] = []
        if above := self.dialect.above:
            reason = Text(
                f"{above} lines above the table do not have its {len(self.names)} fields; left out",
                f"表格上方有 {above} 行与表格的 {len(self.names)} 个字段不符，未予检查",
            )
            left.append(NotExamined(self.dataset, reason, above))
        if self.first_ragged:
            number, fields = self.first_ragged
            reason = Text(
                f"{self.ragged} rows do not have {len(self.names)} fields (the first has {fields}); left out",
                f"{self.ragged} 行的字段数不是 {len(self.names)}（首个为 {fields} 个），未予检查",
            )
            left.append(NotExamined(f"{self.dataset} row {number}", reason, self.ragged))
        for name, cells in sorted((+self.undecodable).items()):
            reason = Text(
                f"{cells} cells hold bytes that are not {self.blocks.encoding}; only the rest was examined",
                f"{cells} 个单元格含有不属于 {self.blocks.encoding} 编码的字节，仅检查了其余部分",
            )
            left.append(NotExamined(f"{self.dataset}.{name}" if name else self.dataset, reason, cells))
        return tuple(left)


def _reason(error: Exception, row: int) -> str:
    """Why reading stopped; Arrow's own words may quote a cell and are not repeated."""
    if "straddling" in str(error):
        return f"after row {row - 1} one record is longer than {MOST_BYTES >> 20} MiB, or a quote is never closed"
    return f"after row {row - 1} the file cannot be read as delimited text"


SOURCE = CsvSource()
