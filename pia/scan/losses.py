"""What stands for a piece that is lost: where it is, and that it was not examined."""

from __future__ import annotations

from pia.model.finding import NotExamined
from pia.model.text import Text
from pia.scan.pieces import Piece, PieceTally, Sum


def spoiled(piece: Piece, error: Exception) -> Sum:
    """What stands for a piece whose scan ended with an exception that nobody foresaw."""
    where, what, rows = place_of(piece)
    return _without(piece, defect(where, what, error, rows))


def defect(where: str, what: Text, error: Exception, rows: int = 0) -> NotExamined:
    """Something whose scan ended with an exception that nobody foresaw; only its type is told.

    Args:
        where: What was scanned.
        what: Which part of it, as the beginning of a sentence.
        error: The exception, which may quote a cell.
        rows: How many rows this concerns, if that is known.
    """
    name = type(error).__name__
    reason = Text(
        f"{what.en} was not examined: a bug in pia or in a library ({name})",
        f"{what.zh}未予检查：pia 或某个库存在缺陷（{name}）",
    )
    return NotExamined(where, reason, rows)


def died(piece: Piece) -> Sum:
    """What stands for a piece at which one process after the other ended."""
    where, what, rows = place_of(piece)
    reason = Text(
        f"{what.en} was not examined: every process that tried ended",
        f"{what.zh}未予检查：所有尝试处理它的进程均已终止",
    )
    return _without(piece, NotExamined(where, reason, rows))


def place_of(piece: Piece) -> tuple[str, Text, int]:
    """Where a piece is, what it is, and how many rows it has, if that is known."""
    if piece.digested:
        return piece.dataset, Text("the digest of its bytes", "其字节的摘要"), 0
    span = piece.partition
    if span is None:
        return piece.dataset, Text("all of it", "其全部内容"), 0
    if span.state and not span.tables:
        return piece.dataset, Text("the list of its tables", "其表的清单"), 0
    if span.within:
        return f"{piece.dataset}/{span.tables[0]}", Text(f"its part {span.start + 1}", f"其第 {span.start + 1} 部分"), 0
    if span.tables:
        first, last = span.tables[0], span.tables[-1]
        return piece.dataset, Text(f"what is in its tables {first} to {last}", f"其表 {first} 至 {last} 的内容"), 0
    unit = {"bytes": "字节", "row groups": "行组"}.get(span.unit, span.unit)
    what = Text(
        f"what begins in its {span.unit} {span.start + 1} to {span.end}",
        f"始于其第 {span.start + 1} 至 {span.end} {unit}的内容",
    )
    return piece.dataset, what, span.rows


def _without(piece: Piece, left: NotExamined) -> Sum:
    numbered = bool(piece.partition and piece.partition.first_row)
    return (PieceTally(piece.number, numbered=numbered, left=(left,)),)
