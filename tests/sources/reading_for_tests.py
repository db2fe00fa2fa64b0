"""What tests of database sources read with."""

from __future__ import annotations

from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from pia.model.finding import NotExamined
from pia.sources import Batch, Reading, Source

Row = dict[str, str | None]


@dataclass(frozen=True)
class Located:
    """A content that is just an address."""

    locator: str
    name: str = ""
    size: int = 0
    path: Path | None = None

    def open(self) -> BinaryIO:
        return BytesIO()

    def sha256(self) -> str:
        return ""


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
    return source.read(Located(locator), "d", lambda done, total: None)


def whole(source: Source, locator: str, path: Path | None = None) -> Whole:
    seen: list[tuple[int, int]] = []
    reading = source.read(Located(locator, path=path), "d", lambda done, total: seen.append((done, total)))
    assert reading.sha256() == ""
    batches = list(reading.batches)
    rows: dict[str, list[Row]] = {}
    for batch in batches:
        table = rows.setdefault(batch.table, [])
        assert batch.first_row == len(table) + 1
        assert {str(kind) for kind in batch.data.schema.types} <= {"string"}
        table += batch.data.to_pylist()
    return Whole(rows, reading.not_examined(), reading.sha256(), batches, seen)
