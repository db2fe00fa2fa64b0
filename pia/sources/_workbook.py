"""A workbook on standard input as text cells on standard output, one JSON value a line; a process of its own.

A hostile or broken workbook can make its parser ask for any amount of memory, which ends the process it runs in. Here
that process is this one: `python -P _workbook.py FIRST` reads the sheets from number FIRST on. It imports no part of
pia, for that would import more than it needs.

What it writes:
    `{"sheets": [name, ...]}`, then for each sheet
    `{"rows": [[cell or null, ...], ...]}` any number of times and `{"end": cells whose digits are lost}`, or
    `{"failed": true}`, which is all it writes if there is no workbook.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import suppress
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from io import BytesIO
from typing import TYPE_CHECKING, BinaryIO, TextIO

if TYPE_CHECKING:
    from python_calamine import CalamineSheet

MOST_MEMORY_BYTES = 2 << 30
MOST_COLUMNS = 1 << 15
"""Twice what any program keeps; a sheet that says it is wider is damaged."""

MOST_EXACT = 10**15
"""Spreadsheets keep 15 digits of a number; from here on the last ones are lost."""

_MOST_SPELLED = 10**25
_ROWS, _CHARACTERS = 4096, 1 << 21

Cell = int | float | str | bool | time | date | datetime | timedelta


def text(cell: Cell) -> str | None:
    """A cell as text: whole numbers without a point, dates in ISO 8601, an empty one as None.

    >>> text(5.0), text(0.1), text(1.1010519491231002e17), text(True), text("007"), text(timedelta(days=1, seconds=90))
    ('5', '0.1', '110105194912310000', 'true', '007', '24:01:30')
    """
    if isinstance(cell, str):
        return cell or None
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float):
        return _number(cell)
    if isinstance(cell, timedelta):
        seconds = round(cell.total_seconds())
        return f"{'-' * (seconds < 0)}{abs(seconds) // 3600}:{abs(seconds) // 60 % 60:02d}:{abs(seconds) % 60:02d}"
    return cell.isoformat() if isinstance(cell, (date, time)) else str(cell)


def _number(value: float) -> str:
    if not value.is_integer() or abs(value) >= _MOST_SPELLED:
        return repr(value)
    return str(int(value)) if abs(value) < MOST_EXACT else str(int(Decimal(f"{value:.14e}")))


def chunks(sheet: CalamineSheet) -> Iterator[dict[str, object]]:
    """The rows of a sheet, some thousand at a time, then the number of cells that lost digits."""
    if sheet.width > MOST_COLUMNS:
        raise ValueError
    rows: list[list[str | None]] = []
    characters = lost = 0
    for cells in sheet.iter_rows():
        row = [text(cell) for cell in cells]
        lost += sum(isinstance(cell, float) and abs(cell) >= MOST_EXACT for cell in cells)
        characters += sum(len(cell) for cell in row if cell) + len(row)
        rows.append(row)
        if len(rows) >= _ROWS or characters >= _CHARACTERS:
            yield {"rows": rows}
            rows, characters = [], 0
    yield {"rows": rows}
    yield {"end": lost}


def main(first: int, source: BinaryIO, out: TextIO) -> None:
    """Write the sheets from number `first` on."""
    from python_calamine import CalamineError, load_workbook

    def write(message: dict[str, object]) -> None:
        out.write(json.dumps(message) + "\n")
        out.flush()

    try:
        workbook = load_workbook(BytesIO(source.read()))
    except (CalamineError, OSError, ValueError):
        write({"failed": True})
        return
    write({"sheets": workbook.sheet_names})
    for place in range(first, len(workbook.sheet_names)):
        try:
            for message in chunks(workbook.get_sheet_by_index(place)):
                write(message)
        except (CalamineError, OSError, ValueError, OverflowError):
            write({"failed": True})


def limit_memory() -> None:
    """Bound what this process may use, where the system can."""
    with suppress(ImportError, ValueError, OSError):
        import resource

        most = resource.getrlimit(resource.RLIMIT_AS)[1]
        wanted = MOST_MEMORY_BYTES if most == resource.RLIM_INFINITY else min(most, MOST_MEMORY_BYTES)
        resource.setrlimit(resource.RLIMIT_AS, (wanted, most))


if __name__ == "__main__":
    limit_memory()
    main(int(sys.argv[1]), sys.stdin.buffer, sys.stdout)
