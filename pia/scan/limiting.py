"""A reading kept within limits: rows, columns, the length of a cell, time; what is left out is counted."""

from __future__ import annotations

import re
import time
from collections import Counter
from collections.abc import Callable, Generator, Iterator
from dataclasses import replace
from typing import Any, TypeAlias

import pyarrow as pa

from pia.model.finding import NotExamined
from pia.model.limits import Limits
from pia.model.text import Text
from pia.sources import Batch, Reading

Cells: TypeAlias = Any
"""An Arrow array of any type; its stubs know no such thing that its own functions take."""

_LIMIT = re.compile(r"\(limit \w+\)$")

Clock = Callable[[], float]


def within(reading: Reading, limits: Limits, dataset: str, clock: Clock = time.monotonic) -> Reading:
    """The same reading, of which no more is read than the limits allow.

    Args:
        reading: What is read.
        limits: The limits.
        dataset: Its name, for what is left out.
        clock: Seconds that only go forward.
    """
    kept = _Kept(reading, limits, dataset, clock)
    return replace(reading, batches=kept.batches(), not_examined=kept.not_examined)


def by_limit(left: NotExamined) -> bool:
    """Whether a limit left something out."""
    return _LIMIT.search(left.reason.en) is not None


class _Kept:
    """What is left out, counted while the batches go by."""

    def __init__(self, reading: Reading, limits: Limits, dataset: str, clock: Clock) -> None:
        self._reading, self._limits, self._dataset, self._clock = reading, limits, dataset, clock
        self._ended: set[str] = set()
        self._columns: dict[str, int] = {}
        self._long: Counter[tuple[str, str]] = Counter()
        self._out_of_time = False

    def batches(self) -> Iterator[Batch]:
        """The batches, smaller where a limit cuts them."""
        begin = self._clock()
        for batch in self._reading.batches:
            if self._limits.seconds and self._clock() - begin > self._limits.seconds:
                self._out_of_time = True
                break
            if batch.table not in self._ended:
                yield self._cells(self._narrow(self._short(batch)))
        else:
            return
        if isinstance(self._reading.batches, Generator):
            self._reading.batches.close()

    def _short(self, batch: Batch) -> Batch:
        most = self._limits.rows
        room = most - batch.first_row + 1
        if not most or batch.data.num_rows <= room:
            return batch
        self._ended.add(batch.table)
        return replace(batch, data=batch.data.slice(0, max(0, room)))

    def _narrow(self, batch: Batch) -> Batch:
        most, columns = self._limits.columns, batch.data.num_columns
        if not most or columns <= most:
            return batch
        self._columns[batch.table] = columns - most
        return replace(batch, data=batch.data.select(list(range(most))))

    def _cells(self, batch: Batch) -> Batch:
        most, data = self._limits.cell, batch.data
        if not most or data.nbytes <= most:
            return batch
        columns = [
            self._cut(batch.table, name, cells) for name, cells in zip(data.schema.names, data.columns, strict=True)
        ]
        return replace(batch, data=pa.record_batch(columns, names=data.schema.names))

    def _cut(self, table: str, name: str, cells: Cells) -> Cells:
        kind, most = cells.type, self._limits.cell
        if not (pa.types.is_string(kind) or pa.types.is_large_string(kind)) or cells.nbytes <= most:
            return cells
        import pyarrow.compute as pc

        lengths: Cells = pc.binary_length(cells)
        long: Cells = pc.greater(lengths, pa.scalar(most))
        if not long.true_count:
            return cells
        self._long[table, name] += long.true_count
        texts = [text and _beginning(text, most) for text in cells.to_pylist()]
        return pa.array(texts, kind)

    def not_examined(self) -> tuple[NotExamined, ...]:
        """What the source left out, then what the limits did."""
        left = list(self._reading.not_examined())
        most = self._limits
        for table in sorted(self._ended):
            text = Text(
                f"only the first {most.rows:,} rows were examined (limit rows)",
                f"仅检查了前 {most.rows:,} 行（限额 rows）",
            )
            left.append(NotExamined(self._where(table), text))
        for table, count in sorted(self._columns.items()):
            text = Text(
                f"only the first {most.columns:,} columns were examined, {count:,} were not (limit columns)",
                f"仅检查了前 {most.columns:,} 个字段，其余 {count:,} 个未予检查（限额 columns）",
            )
            left.append(NotExamined(self._where(table), text))
        for (table, name), count in sorted(self._long.items()):
            text = Text(
                f"of {count:,} cells only the first {most.cell:,} bytes were examined (limit cell)",
                f"{count:,} 个单元格仅检查了前 {most.cell:,} 字节（限额 cell）",
            )
            left.append(NotExamined(f"{self._where(table)}.{name}", text, count))
        if self._out_of_time:
            text = Text(
                f"what came after {most.seconds:,} s was not examined (limit seconds)",
                f"{most.seconds:,} 秒之后的内容未予检查（限额 seconds）",
            )
            left.append(NotExamined(self._dataset, text))
        return tuple(left)

    def _where(self, table: str) -> str:
        return f"{self._dataset}/{table}" if table else self._dataset


def _beginning(text: str, most: int) -> str:
    """The first characters of a text, of at most so many bytes."""
    return text if len(text) * 4 <= most else text.encode()[:most].decode(errors="ignore")
