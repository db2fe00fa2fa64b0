"""Tally -> what each recognizer says of one column, and what became of it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from pia.model.dataset import Column
from pia.model.explanation import Outcome, Voice
from pia.model.finding import Finding
from pia.model.text import Text
from pia.recognizers import Recognizer
from pia.scan.context import says
from pia.scan.findings import Thresholds, accident, findings
from pia.scan.neighbours import companions
from pia.scan.tally import ColumnTally, ScanTally

LIMITS = Thresholds()
_ORDER = tuple(Outcome)


@dataclass(frozen=True, slots=True)
class Judged:
    """What a scan came to.

    Attributes:
        tally: What was counted.
        dataset: Name of the dataset.
        dependent: Entity types that are personal data only beside others in the same table.
        found: What recognizers found.
        kept: What counts, after what people said.
    """

    tally: ScanTally
    dataset: str
    dependent: Collection[str]
    found: Sequence[Finding]
    kept: Sequence[Finding]


def voices(column: Column, recognizers: Sequence[Recognizer], judged: Judged) -> tuple[Voice, ...]:
    """What every recognizer that saw a candidate in a column says, what was reported first."""
    counted = judged.tally.columns[column.table, column.name]
    heard = {name for name, _ in counted.levels}
    spoken = [_voice(column, counted, one, judged) for one in recognizers if one.name in heard]
    return tuple(sorted(spoken, key=lambda voice: (_ORDER.index(voice.outcome), -voice.best, voice.recognizer)))


def _voice(column: Column, counted: ColumnTally, one: Recognizer, judged: Judged) -> Voice:
    own = {score: level.cells for (name, score), level in counted.levels.items() if name == one.name}
    matched = sum(cells for score, cells in own.items() if score > 0)
    likely = sum(cells for score, cells in own.items() if score >= LIMITS.likely)
    candidates = sum(own.values())
    outcome, because = _outcome(column, one, judged)
    voice = Voice(
        recognizer=one.name,
        entity_type=one.entity_type,
        outcome=outcome,
        best=max(own),
        candidates=candidates,
        matched=matched,
        likely=likely,
        chance=one.chance,
        accident=accident(likely, candidates, one.chance),
        supporting=tuple(word for word in one.context if says(column.name, word)),
        opposing=tuple(word for word in one.against if says(column.name, word)),
        because=because,
    )
    return voice if outcome is not Outcome.TOO_WEAK else _with_reasons(voice, counted.filled, _neighbour_reasons(one))


def _outcome(column: Column, one: Recognizer, judged: Judged) -> tuple[Outcome, tuple[Text, ...]]:
    kept = [item for item in judged.kept if item.column == column]
    own = [item for item in kept if item.recognizer == one.name]
    if own:
        return Outcome.REPORTED, own[0].because
    if not _alone(column, one, judged):
        return Outcome.TOO_WEAK, ()
    same = [item for item in kept if item.entity_type == one.entity_type]
    if same:
        return Outcome.SAME_TYPE, (_surer(same[0]),)
    if any(item.column == column and item.recognizer == one.name for item in judged.found):
        return Outcome.SET_ASIDE, (Text("an allow list or an override sets it aside", "已被允许清单或人工判定排除"),)
    if one.entity_type in judged.dependent and not any(item.column.table == column.table for item in kept):
        lonely = "it is personal data only beside other personal data, and the table holds none"
        return Outcome.NOT_ALONE, (Text(lonely, "仅与其他个人信息并存时才属个人信息，而该表中没有"),)
    others = sorted((item for item in judged.found if item.column == column), key=lambda item: -item.score)
    return Outcome.OUTVOTED, tuple(_surer(item) for item in others[:1])


def _alone(column: Column, one: Recognizer, judged: Judged) -> list[Finding]:
    """What the recognizer would find in the column if it were asked alone."""
    key = (column.table, column.name)
    tally = ScanTally(judged.tally.rows, {key: judged.tally.columns[key]}, judged.tally.order)
    return list(findings(tally, judged.dataset, [one]))


def _surer(finding: Finding) -> Text:
    name, score = finding.recognizer, f"{finding.score:.2f}"
    cells = f"{finding.cells:,}/{finding.scanned:,}"
    return Text(
        f"{name} is surer: {finding.entity_type}, score {score}, {cells} cells",
        f"{name} 更可信：{finding.entity_type}，可信度 {score}，{cells} 个单元格",
    )


def _neighbour_reasons(one: Recognizer) -> list[Text]:
    """What it lacks that tells only beside another column."""
    if getattr(one, "companion", False):
        return [Text("it tells only of the column beside", "它只为相邻列提供佐证")]
    names = ", ".join(companions(one))
    return [Text(f"no column beside it fits {names}", f"没有与之相邻且符合 {names} 的列")] if names else []


def _with_reasons(voice: Voice, filled: int, more: Sequence[Text]) -> Voice:
    """A voice that was too weak, with every threshold that it missed, and what else it lacks."""
    reasons = [*_value_reasons(voice), *_header_reasons(voice, filled), *more]
    return replace(voice, because=tuple(reasons))


def _value_reasons(voice: Voice) -> list[Text]:
    reasons: list[Text] = []
    if voice.best < LIMITS.likely:
        best, limit = f"{voice.best:.2f}", f"{LIMITS.likely:g}"
        reasons.append(
            Text(
                f"its values alone say too little (best score {best}, {limit} needed)",
                f"仅凭值不足以判定（最高 {best}，需 {limit}）",
            )
        )
        return reasons
    rate, needed = voice.likely / voice.candidates, max(LIMITS.pass_rate, 3 * voice.chance)
    if rate < needed:
        reasons.append(
            Text(
                f"{rate:.0%} of its candidates pass, {min(needed, 1):.0%} would be needed",
                f"候选中仅 {rate:.0%} 通过，需 {min(needed, 1):.0%}",
            )
        )
    if voice.accident >= LIMITS.accident:
        shown = f"{voice.accident:.2g}"
        reasons.append(
            Text(f"accident explains as many (probability {shown})", f"偶然即可解释这样的数量（概率 {shown}）")
        )
    return reasons


def _header_reasons(voice: Voice, filled: int) -> list[Text]:
    if voice.opposing:
        words = ", ".join(voice.opposing)
        return [Text(f"the header speaks against it: {words}", f"列名与之相悖：{words}")]
    if not voice.supporting:
        return [Text("no word of the header supports it", "列名中没有支持它的词")]
    if voice.matched < LIMITS.fits * filled:
        share = f"{voice.matched:,}/{filled:,}"
        return [
            Text(
                f"the header supports it, but only {share} cells fit ({LIMITS.fits:.0%} needed)",
                f"列名支持它，但仅 {share} 个单元格相符（需 {LIMITS.fits:.0%}）",
            )
        ]
    return [Text("header and values together stay below the score that is reported", "列名与值合计仍低于报告阈值")]
