"""What was read: datasets, their tables and columns, and the digest that pins them."""

from __future__ import annotations

from dataclasses import dataclass

from pia.model.text import Strict


@dataclass(frozen=True, slots=True, order=True)
class Column(Strict):
    """The address of one column.

    Attributes:
        dataset: Name of the dataset in the deployment, or the file name.
        table: Table, sheet or member inside the dataset; empty where the format holds just one.
        name: Column name as the source has it; nested data uses a path (`customer.emails[]`).
        dtype: Arrow type the source gave the column; `string` where text was kept as text.
    """

    dataset: str
    table: str
    name: str
    dtype: str = "string"

    def __str__(self) -> str:
        """`dataset.column`, or `dataset/table.column`."""
        return f"{self.dataset}/{self.table}.{self.name}" if self.table else f"{self.dataset}.{self.name}"


@dataclass(frozen=True, slots=True, order=True)
class ScannedColumn(Strict):
    """A column that was read, with what it holds.

    Attributes:
        column: Address of the column.
        cells: Cells read, empty ones included.
        filled: Cells that hold anything but white space.
    """

    column: Column
    cells: int
    filled: int


@dataclass(frozen=True, slots=True, order=True)
class Input(Strict):
    """A dataset as it was when it was read.

    Attributes:
        dataset: Name of the dataset.
        locator: Path or address as the user gave it.
        sha256: Digest of the bytes read, in hexadecimal.
        rows: Rows read, over all tables.
        columns: Every column read, in the order of the source.
    """

    dataset: str
    locator: str
    sha256: str
    rows: int
    columns: tuple[ScannedColumn, ...]


@dataclass(frozen=True, slots=True)
class Population(Strict):
    """The population that the people in a dataset come from.

    Attributes:
        size: How many people it has; 0 takes the sum of the counts.
        counts: Locator of a table with people per combination of quasi-identifiers; its columns are named as those.
        count_column: The column of that table that holds the number of people.
    """

    size: int = 0
    counts: str = ""
    count_column: str = "count"
