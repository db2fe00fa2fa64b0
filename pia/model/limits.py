"""How much of an input is read: what goes beyond is refused or left out, and said so."""

from __future__ import annotations

from dataclasses import dataclass

from pia.model.text import Strict

KIBIBYTE = 1 << 10


@dataclass(frozen=True, slots=True)
class Limits(Strict):
    """Bounds of one dataset; 0 where there is none.

    Attributes:
        unpacked: Bytes that a compressed file, an archive or a workbook may unpack to.
        times: How many times its stored size a file may unpack to before it counts as a decompression bomb.
        free: Bytes that anything may unpack to, whatever its stored size.
        members: Members of an archive.
        rows: Rows of each table; the first ones are read.
        columns: Columns of each table; the first ones are read.
        cell: Bytes of a cell; its beginning is read.
        nesting: Levels of values inside values of JSON.
        seconds: Seconds for which a dataset is read and scanned.
    """

    unpacked: int = 0
    times: int = 1000
    free: int = KIBIBYTE**2 * 64
    members: int = 100_000
    rows: int = 0
    columns: int = 4_096
    cell: int = KIBIBYTE**2
    nesting: int = 200
    seconds: int = 0

    def bomb(self, unpacked: int, stored: int) -> bool:
        """Whether so many bytes out of so many stored ones are what a decompression bomb has.

        >>> Limits().bomb(1 << 30, 1 << 10), Limits().bomb(1 << 30, 1 << 29), Limits().bomb(1 << 20, 1)
        (True, False, False)
        """
        return unpacked > max(self.free, self.times * stored)


DEFAULT = Limits()
WHOLE = Limits(rows=0, columns=0, cell=0, seconds=0)
"""Nothing is left out; bombs are refused all the same."""
