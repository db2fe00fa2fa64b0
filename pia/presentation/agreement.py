"""An evaluation -> rows of text."""

from __future__ import annotations

from collections.abc import Iterator

from pia.model.evaluation import Agreement, Evaluation, Figures
from pia.model.text import Language, Text
from pia.presentation.exposure import Shown

_COLUMNS = Text("By column", "按列")
_CELLS = Text("By cell", "按单元格")
_HEADS = (
    Text("Entity type", "实体类型"),
    Text("hits", "命中"),
    Text("false alarms", "误报"),
    Text("misses", "漏报"),
    Text("precision", "精确率"),
    Text("recall", "召回率"),
    Text("F1", "F1"),
)
_MICRO = Text("all (micro)", "全部（微平均）")
_MACRO = Text("macro F1 {macro:.3f} over {types} labelled types", "{types} 个有标注类型的宏平均 F1：{macro:.3f}")
_QUIET_COLUMNS = Text(
    "false alarms in tables without personal data: {alarmed} of {innocent} columns ({rate:.1%})",
    "无个人信息的表中误报：{innocent} 列中 {alarmed} 列（{rate:.1%}）",
)
_QUIET_CELLS = Text(
    "false alarms in ordinary cells: {alarmed} of {innocent} ({thousand:.1f} per 1,000)",
    "普通单元格中误报：{innocent} 个中 {alarmed} 个（每千个 {thousand:.1f}）",
)
_DIFFER = Text("Where they differ", "不一致之处")
_KINDS = {"missed": Text("missed", "漏报"), "false_alarm": Text("false alarm", "误报")}
_UNKNOWN = Text("columns of the gold file that the tables lack: {names}", "标注文件中有而表中没有的列：{names}")


def evaluation_tables(evaluation: Evaluation, language: Language) -> tuple[Shown, ...]:
    """What `pia evaluate` prints: figures by column and by cell, then where scan and gold differ."""
    shown = [_figures(_COLUMNS, _QUIET_COLUMNS, evaluation.columns, language)]
    if evaluation.cells:
        shown.append(_figures(_CELLS, _QUIET_CELLS, evaluation.cells, language))
    rows = tuple(
        (item.table, item.column, item.entity_type, _KINDS[item.kind].in_language(language), f"{item.cells or ''}")
        for agreement in (evaluation.columns, evaluation.cells)
        if agreement
        for item in agreement.disagreements
    )
    names = ", ".join(evaluation.unknown_columns)
    note = _UNKNOWN.in_language(language).format(names=names) if names else ""
    return (*shown, Shown(_DIFFER.in_language(language), (), rows, note)) if rows or note else tuple(shown)


def _figures(title: Text, quiet: Text, agreement: Agreement, language: Language) -> Shown:
    heads = tuple(head.in_language(language) for head in _HEADS)
    rows = (*_rows(agreement), _row(_MICRO.in_language(language), agreement.overall))
    macro = _MACRO.in_language(language).format(macro=agreement.macro_f1, types=agreement.supported)
    rate = agreement.alarm_rate
    alarms = quiet.in_language(language).format(
        alarmed=agreement.alarmed, innocent=agreement.innocent, rate=rate, thousand=1000 * rate
    )
    return Shown(title.in_language(language), heads, rows, f"{macro}; {alarms}")


def _rows(agreement: Agreement) -> Iterator[tuple[str, ...]]:
    return (_row(name, figures) for name, figures in agreement.types.items())


def _row(name: str, figures: Figures) -> tuple[str, ...]:
    shares = (figures.precision, figures.recall, figures.f1)
    counts = (figures.hits, figures.false_alarms, figures.misses)
    return (name, *(f"{count:,}" for count in counts), *(f"{share:.3f}" for share in shares))
