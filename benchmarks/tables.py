"""Results as Markdown, printed or put between the marks of a page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

BEGIN, END = "<!-- results -->", "<!-- end of results -->"
MEBIBYTE = 1 << 20


@dataclass(frozen=True, slots=True)
class Table:
    """One series.

    Attributes:
        title: Its heading.
        header: Names of the columns, with units.
        rows: Cells; the first column is text, the others are figures.
        notes: What else is to be known.
    """

    title: str
    header: Sequence[str]
    rows: Sequence[Sequence[str]]
    notes: Sequence[str] = ()

    def markdown(self) -> str:
        """The table under its heading."""
        rule = "|".join(["", "---", *["---:"] * (len(self.header) - 1), ""])
        lines = [f"| {' | '.join(cells)} |" for cells in (self.header, *self.rows)]
        lines.insert(1, rule)
        return "\n".join([f"### {self.title}", "", *lines, *(line for note in self.notes for line in ("", note))])


def markdown(preface: str, tables: Sequence[Table]) -> str:
    """All of them."""
    return "\n\n".join([preface, *(table.markdown() for table in tables)])


def fill(page: Path, results: str, marks: tuple[str, str] = (BEGIN, END)) -> None:
    """Put results between two marks of a page, in place of what stands there.

    Raises:
        ValueError: The page has not each mark once, in order.
    """
    opening, closing = marks
    before, begin, rest = page.read_text(encoding="utf-8").partition(opening)
    _, end, after = rest.partition(closing)
    if not begin or not end or opening in rest or closing in after:
        raise ValueError(f"{page.name} must have {opening} and {closing} once each, in this order")
    page.write_text(f"{before}{opening}\n{results}\n{closing}{after}", encoding="utf-8")


def seconds(value: float) -> str:
    """Seconds, to milliseconds below ten."""
    return f"{value:.3f}" if value < 10 else f"{value:.1f}"


def mebibytes(value: float) -> str:
    """Bytes in MiB."""
    return f"{value / MEBIBYTE:.0f}"


def ratio(value: float, other: float) -> str:
    """How many times the other; three digits count."""
    return f"{value / other:.3g}" if value / other < 1000 else f"{value / other:,.0f}"
