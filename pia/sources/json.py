"""JSON and JSON Lines: every value as its literal text, one row per record, nested values under their paths."""

from __future__ import annotations

import io
from codecs import BOM_UTF8
from collections.abc import Iterator

from pia.contents import Content
from pia.errors import Problem, SourceError, UnreadableError
from pia.model.finding import NotExamined
from pia.model.limits import DEFAULT, Limits
from pia.model.text import Text
from pia.sources import Batch, Partition, Progress, Reading
from pia.sources._json_text import MOST_CHARACTERS, BrokenJsonError, JsonText, parsed
from pia.sources._places import has_places
from pia.sources._ranges import lines, ranges, whole_only
from pia.sources._records import BATCH_ROWS, MOST_DEPTH, Place, Records

_BATCH_CHARACTERS = 1 << 22
_MOST_LITERAL = 1 << 16
_LINES = (".jsonl", ".ndjson", ".geojsonl")
_STARTS = '{["-0123456789tfnNI'
_AGAIN = "Write the file again, or save its records as JSON Lines."


class JsonSource:
    """The source for `.json`, `.geojson`, `.jsonl`, `.ndjson` and `.geojsonl` files."""

    name = "json"
    suffixes: tuple[str, ...] = (".json", ".geojson", *_LINES)
    schemes: tuple[str, ...] = ()

    def __init__(self, limits: Limits = DEFAULT) -> None:
        """Values inside values are read as deep as the limits say."""
        self._limits = limits

    def within(self, limits: Limits) -> JsonSource:
        """The same source under other limits."""
        return JsonSource(limits)

    def read(self, content: Content, dataset: str, progress: Progress) -> Reading:
        """Open a JSON file: an array of records, one record, or one on every line.

        Raises:
            SourceError: It is missing, empty or no JSON.
            UnreadableError: It breaks off, or goes on as no JSON does.
        """
        reading = JsonReading(content, dataset, _begun(content, progress), self._limits.nesting)
        return Reading(reading.batches(), content.sha256, reading.not_examined)

    def partitions(self, content: Content, size: int) -> tuple[Partition, ...]:
        """Ranges of bytes of a file with one record on every line; none where it is not UTF-8, or places cost.

        Raises:
            SourceError: As `read`.
        """
        if not has_places(content):
            return ()
        text = _begun(content, lambda _done, _total: None)
        text.close()
        if not text.encoding.startswith("utf-8") or not _has_lines(content.name, text.first_lines()):
            return ()
        return tuple(Partition("bytes", start, end) for start, end in ranges(_mark(content), content.size, size))

    def read_partition(self, content: Content, dataset: str, partition: Partition) -> Reading:
        """Open the lines that begin in a range.

        Raises:
            SourceError: They are not UTF-8; at the end also where other lines could give its columns other names.
        """
        begin = partition.start == _mark(content)
        block = lines(content, partition.start, partition.end, first=begin)
        text = JsonText(io.BytesIO(block), len(block), lambda _done, _total: None, encoding="utf-8")
        reading = JsonReading(content, dataset, text, self._limits.nesting)
        parts = content.size // max(1, partition.end - partition.start) + 1
        return Reading(reading.part(parts), lambda: "", reading.not_examined)


def _begun(content: Content, progress: Progress) -> JsonText:
    """The text of a file that begins as JSON does.

    Raises:
        SourceError: It is missing, empty or no JSON.
    """
    text = JsonText(content.open(), content.size, progress)
    first = text.peek()
    if not first or first not in _STARTS:
        text.close()
        what = "this is no JSON" if first else "the file is empty"
        raise SourceError(Problem(content.locator, what, "Give JSON records, in an array or one on every line."))
    return text


def _mark(content: Content) -> int:
    """Bytes of the byte order mark."""
    with content.open() as stream:
        return len(BOM_UTF8) if stream.read(len(BOM_UTF8)) == BOM_UTF8 else 0


class JsonReading:
    """One file being read: what was left out is counted while the batches go by."""

    def __init__(self, content: Content, dataset: str, text: JsonText, nesting: int = MOST_DEPTH) -> None:
        self.content, self.dataset, self.text = content, dataset, text
        self.records = Records(dataset, nesting=min(nesting or MOST_DEPTH, MOST_DEPTH))
        self.flushed = self.record = self.invalid = self.first_invalid = 0

    def batches(self) -> Iterator[Batch]:
        """The rows of all tables, in the order of the file."""
        lined = _has_lines(self.content.name, self.text.first_lines())
        try:
            yield from self._lines() if lined else self._documents()
            if lined and self.invalid == self.record:
                what = "no line is a JSON value"
                raise UnreadableError(Problem(self.content.locator, what, _AGAIN))
            yield from self.records.flush(last=True)
            self.text.drain()
        except BrokenJsonError:
            what = f"the file is no JSON from record {self.record + 1} on, near character {self.text.consumed + 1}"
            raise UnreadableError(Problem(self.content.locator, what, _AGAIN)) from None
        finally:
            self.text.close()

    def _lines(self) -> Iterator[Batch]:
        for line in self.text.lines():
            self.record += 1
            try:
                self.records.add(self.records.root, parsed(line or ""))
            except BrokenJsonError:
                self.invalid += 1
                self.first_invalid = self.first_invalid or self.record
            except RecursionError:
                self.records.too_deep += 1
            self.records.root.table.rows += 1
            yield from self._flush(self.records.root)

    def part(self, parts: int) -> Iterator[Batch]:
        """The rows of some lines of the file, if those of others add up with them.

        Args:
            parts: In how many parts the file is read.

        Raises:
            SourceError: They do not: the file has to be read as a whole.
        """
        yield from self._lines()
        told = self.records.adds_up(parts)
        if self.record:
            yield from self.records.flush(last=True)
            yield from self.records.rest()
        if not told:
            raise whole_only(self.content)

    def _documents(self) -> Iterator[Batch]:
        """The values of the file, one after another; an array holds records."""
        while first := self.text.peek():
            if first == "[":
                yield from self._array(self.records.root, 0)
            else:
                yield from self._value(self.records.root, 0)
                self.record += 1
                self.records.root.table.rows += 1

    def _value(self, place: Place, depth: int) -> Iterator[Batch]:
        """The next value, whole or, if it is too large, part by part."""
        try:
            self.records.add(place, self.text.value(), depth)
        except (BrokenJsonError, RecursionError):
            yield from self._parts(place, depth)

    def _parts(self, place: Place, depth: int) -> Iterator[Batch]:
        first = self.text.peek()
        if first == '"':
            self.records.add(place, self.text.string(), depth)
        elif first not in ("[", "{"):
            self.records.add(place, self.text.value(_MOST_LITERAL), depth)
        elif depth >= self.records.nesting:
            self.records.too_deep += 1
            self.text.skip()
        elif first == "[":
            yield from self._array(self.records.items_of(place), depth + 1)
        else:
            yield from self._object(place, depth + 1)

    def _array(self, items: Place, depth: int) -> Iterator[Batch]:
        self.text.take("[")
        if self.text.peek() == "]":
            self.text.take("]")
            return
        while True:
            yield from self._value(items, depth)
            items.table.rows += 1
            self.record += items is self.records.root
            yield from self._flush(items)
            if self.text.take(",]") == "]":
                return

    def _object(self, place: Place, depth: int) -> Iterator[Batch]:
        self.text.take("{")
        if self.text.peek() == "}":
            self.text.take("}")
            return
        while True:
            key = self.text.string()
            self.text.take(":")
            child, table = self.records.member(place, key)
            yield from self._value(child, depth)
            if table is not place.table:
                table.rows += 1
            if self.text.take(",}") == "}":
                return

    def _flush(self, place: Place) -> Iterator[Batch]:
        """Batches, if enough waits for them."""
        if self.text.consumed - self.flushed >= _BATCH_CHARACTERS or place.table.rows >= BATCH_ROWS:
            self.flushed = self.text.consumed
            yield from self.records.flush()

    def not_examined(self) -> tuple[NotExamined, ...]:
        """What was left out, in words."""
        left = list(self.records.not_examined())
        if self.invalid:
            en = f"{self.invalid} lines are no JSON value, or longer than {MOST_CHARACTERS >> 20} MiB; not examined"
            zh = f"{self.invalid} 行不是 JSON 值或超过 {MOST_CHARACTERS >> 20} MiB，未予检查"
            left.append(NotExamined(f"{self.dataset} row {self.first_invalid}", Text(en, zh), self.invalid))
        if self.text.replaced:
            count, encoding = self.text.replaced, self.text.encoding
            en = f"{count} characters are not {encoding}; only the rest was examined"
            zh = f"{count} 个字符不属于 {encoding} 编码，仅检查了其余部分"
            left.append(NotExamined(self.dataset, Text(en, zh), count))
        return tuple(left)


def _has_lines(name: str, lines: list[str]) -> bool:
    """Whether every line is a value of its own; if the name does not say so, the first line must be one of several."""
    first = lines[0].strip("\x1e \t\r") if lines else ""
    try:
        whole = isinstance(parsed(first), (tuple, list))
    except (BrokenJsonError, RecursionError):
        whole = False
    named = name.lower().endswith(_LINES) and not first.startswith("[")
    return named or (whole and len(lines) > 1)


SOURCE = JsonSource()
