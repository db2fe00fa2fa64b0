"""What tests of database sources read with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pia.contents.address import Address
from pia.contents.local import LocalFile
from pia.model.finding import NotExamined
from pia.sources import Batch, Partition, Reading, Source

Row = dict[str, str | None]


@dataclass
class Whole:
    """A reading, read to its end."""

    rows: dict[str, list[Row]]
    left: tuple[NotExamined, ...]
    sha256: str
    batches: list[Batch]
    progress: list[tuple[int, int]] = field(default_factory=list)

    def reasons(self) -> dict[str, str]:
        return {item.where: item.reason.en for item in self.left}


def opened(source: Source, locator: str) -> Reading:
    return source.read(Address(locator), "d", lambda done, total: None)


def whole(source: Source, locator: str, path: Path | None = None) -> Whole:
    seen: list[tuple[int, int]] = []
    content = LocalFile(path, locator) if path else Address(locator)
    reading = source.read(content, "d", lambda done, total: seen.append((done, total)))
    assert reading.sha256() == ""
    batches = list(reading.batches)
    rows: dict[str, list[Row]] = {}
    for batch in batches:
        table = rows.setdefault(batch.table, [])
        assert batch.first_row == len(table) + 1
        assert {str(kind) for kind in batch.data.schema.types} <= {"string"}
        table += batch.data.to_pylist()
    return Whole(rows, reading.not_examined(), reading.sha256(), batches, seen)


def in_parts(source: Any, locator: str, parts: Sequence[Partition], path: Path | None = None) -> Whole:
    """What partitions hold together, each read by itself."""
    rows: dict[str, list[Row]] = {}
    left: list[NotExamined] = []
    summands = []
    for part in parts:
        reading = source.read_partition(LocalFile(path, locator) if path else Address(locator), "d", part)
        for batch in reading.batches:
            rows.setdefault(batch.table, []).extend(batch.data.to_pylist())
        left += reading.not_examined()
        summands += [reading.summand] if reading.summand else []
        assert reading.sha256() == ""
    digest = summands[0].together(summands[1:]).hexdigest() if summands else ""
    return Whole(rows, tuple(left), digest, [])
