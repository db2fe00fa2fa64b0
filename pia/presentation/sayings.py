"""What people say about columns -> sentences."""

from __future__ import annotations

from pia.model.recognition import RecognitionUse
from pia.model.text import Language, Text

_WHAT = {
    "allow_list": Text("allow list of {values} values for {type}", "{type} 的允许清单（{values} 个值）"),
    "is_not": Text("override: not {type}", "人工判定：不是 {type}"),
    "is": Text("override: {type}", "人工判定：是 {type}"),
}
_WHERE = Text(" in {column}", "，字段 {column}")
_DID = Text("{columns} columns, {cells} cells", "涉及 {columns} 列、{cells} 个单元格")
_WHO = Text("{reason} ({owner}, until {expires})", "{reason}（{owner}，有效期至 {expires}）")
_NOT = Text("not honoured: {objections}", "未采纳：{objections}")


def what(use: RecognitionUse, language: Language) -> str:
    """What it is about, without any value."""
    where = _WHERE.in_language(language).format(column=use.column) if use.column else ""
    return _WHAT[use.kind].in_language(language).format(values=use.values, type=use.entity_type) + where


def effect(use: RecognitionUse, language: Language) -> str:
    """What it changed, or why it did not hold."""
    if use.honoured:
        return _DID.in_language(language).format(columns=f"{use.columns:,}", cells=f"{use.cells:,}")
    objections = "; ".join(text.in_language(language) for text in use.objections)
    return _NOT.in_language(language).format(objections=objections)


def said(use: RecognitionUse, language: Language) -> str:
    """One line: where it stands, what it says, what it changed, why, and who answers for it."""
    why = _WHO.in_language(language).format(reason=use.reason, owner=use.owner, expires=use.expires)
    return f"{use.where}: {what(use, language)}: {effect(use, language)}: {why}"
