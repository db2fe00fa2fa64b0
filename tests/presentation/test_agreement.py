from __future__ import annotations

from pia.agreement import Marks, Words, by_cell, by_column
from pia.model.evaluation import ColumnLabels, Evaluation, Gold, Vocabulary
from pia.model.text import Language
from pia.presentation.agreement import evaluation_tables

GOLD: Gold = {"a.csv": {"tel": ("PHONE",), "ref": ColumnLabels((), {"EMAIL": (2,)})}, "b.csv": {}}


def evaluation(*, cells: bool, found: dict[str, tuple[str, ...]], unknown: tuple[str, ...] = ()) -> Evaluation:
    words = Words(Vocabulary(), {})
    columns = by_column(GOLD, {"a.csv": found, "b.csv": {"x": ("AGE",)} if cells else {}}, {"b.csv": 8}, words)
    marked = {("a.csv", "ref"): Marks(frozenset({1, 2, 3, 4}), {"EMAIL": frozenset({1})})}
    return Evaluation(1, "0" * 64, (), columns, by_cell(GOLD, marked, words) if cells else None, unknown, {})


def test_figures_and_differences_are_shown() -> None:
    columns, cells, differ = evaluation_tables(
        evaluation(cells=True, found={"tel": ("PHONE",)}, unknown=("a.csv::gone",)), Language.EN
    )
    assert columns.rows == (
        ("AGE", "0", "1", "0", "0.000", "0.000", "0.000"),
        ("PHONE", "1", "0", "0", "1.000", "1.000", "1.000"),
        ("all (micro)", "1", "1", "0", "0.500", "1.000", "0.667"),
    )
    assert columns.note == (
        "macro F1 1.000 over 1 labelled types; false alarms in tables without personal data: 1 of 8 columns (12.5%)"
    )
    assert cells.note.endswith("false alarms in ordinary cells: 1 of 3 (333.3 per 1,000)")
    assert ("a.csv", "ref", "EMAIL", "missed", "1") in differ.rows
    assert ("b.csv", "x", "AGE", "false alarm", "") in differ.rows
    assert differ.note == "columns of the gold file that the tables lack: a.csv::gone"


def test_where_all_agree_there_is_nothing_more_to_show() -> None:
    shown = evaluation_tables(evaluation(cells=False, found={"tel": ("PHONE",)}), Language.ZH)
    assert [item.title for item in shown] == ["按列"]
    assert shown[0].rows[-1][0] == "全部（微平均）"
