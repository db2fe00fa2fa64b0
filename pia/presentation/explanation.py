"""A column's explanation -> rows of text."""

from __future__ import annotations

from pia.model.explanation import ColumnExplanation, Outcome, Voice
from pia.model.text import Language, Text
from pia.presentation.exposure import Shown

_VALUES = Text("What the values say", "值的情况")
_CELLS = Text("filled cells", "非空单元格")
_DISTINCT = Text("distinct values", "不同的值")
_LENGTH = Text("characters", "字符数")
_SHAPE = Text("shape {shape}", "形式 {shape}")
_HEADER = Text("Header", "列名")
_WORDS = Text("words", "词")
_NEIGHBOURS = Text("Neighbours", "相邻列")
_NOBODY = Text("no personal data was found in the other columns of the table", "该表其他列中未发现个人信息")
_VOICES = Text("Recognizers", "识别器")
_HEADS = (
    Text("Recognizer", "识别器"),
    Text("Entity type", "实体类型"),
    Text("Outcome", "结果"),
    Text("best", "最高分"),
    Text("cells", "单元格"),
    Text("Why", "理由"),
)
_OUTCOMES = {
    Outcome.REPORTED: Text("reported", "报告"),
    Outcome.SAME_TYPE: Text("another is surer of this type", "同类型有更可信者"),
    Outcome.OUTVOTED: Text("outvoted", "被其他类型取代"),
    Outcome.NOT_ALONE: Text("not by itself", "单独不构成"),
    Outcome.SET_ASIDE: Text("set aside", "已排除"),
    Outcome.TOO_WEAK: Text("too weak", "证据不足"),
}
_PASSED = Text(
    "{matched} of {candidates} pass; by accident: {chance}", "{candidates} 个中 {matched} 个通过；偶然：{chance}"
)
_FORMS = Text("{matched} of this form", "{matched} 个形式相符")
_SUPPORT = Text("header: {words}", "列名：{words}")
_REST = Text(
    "{silent} recognizers saw no candidate; {unasked} look only under a header that supports them",
    "{silent} 个识别器未见候选；{unasked} 个仅在列名支持时才查找",
)
_LIMITS = Text("Thresholds", "阈值")


def explanation_tables(explained: ColumnExplanation, language: Language) -> tuple[Shown, ...]:
    """What `pia explain` prints of a column: values, header and neighbours, recognizers, thresholds."""

    def say(text: Text) -> str:
        return text.in_language(language)

    profile, column = explained.profile, explained.column
    values = [
        (say(_CELLS), f"{profile.filled:,}/{profile.cells:,}"),
        (say(_DISTINCT), f"{profile.distinct:,}"),
        (say(_LENGTH), f"{profile.shortest:,}-{profile.longest:,}"),
        *((say(_SHAPE).format(shape=shape), f"{cells:,}") for shape, cells in profile.shapes),
    ]
    near = tuple((name, ", ".join(types)) for name, types in explained.neighbours.items())
    rest = say(_REST).format(silent=explained.silent, unasked=explained.unasked)
    limits = tuple((name, f"{value:g}") for name, value in explained.thresholds.items())
    return (
        Shown(f"{column}: {say(_VALUES)}", (), tuple(values)),
        Shown(say(_HEADER), (), ((say(_WORDS), " ".join(explained.header_words)),)),
        Shown(say(_NEIGHBOURS), (), near, "" if near else say(_NOBODY)),
        Shown(say(_VOICES), tuple(map(say, _HEADS)), tuple(_row(one, language) for one in explained.voices), rest),
        Shown(say(_LIMITS), (), limits),
    )


def _row(voice: Voice, language: Language) -> tuple[str, ...]:
    cells = (_PASSED if voice.chance else _FORMS).in_language(language)
    counts = cells.format(
        matched=f"{voice.matched:,}", candidates=f"{voice.candidates:,}", chance=f"{voice.chance:.3g}"
    )
    because = [text.in_language(language) for text in voice.because]
    if voice.supporting:
        because.append(_SUPPORT.in_language(language).format(words=", ".join(voice.supporting)))
    outcome = _OUTCOMES[voice.outcome].in_language(language)
    return (voice.recognizer, voice.entity_type, outcome, f"{voice.best:.2f}", counts, "; ".join(because))
