"""Merged tally -> findings: what the values say, what the header says, and what accident would say."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce

from pia.model.dataset import Column, ScannedColumn
from pia.model.finding import Finding
from pia.model.text import Text
from pia.recognizers import LIKELY, PROOF, Recognizer
from pia.scan.context import says, supports
from pia.scan.neighbours import Seen, found_beside
from pia.scan.tally import ColumnTally, Level, ScanTally

FINDING_SCORE = 0.5
"""From this score on, a column is reported."""

_ACCIDENT = 0.01
"""A column whose matches accident would give more often than this is not found on its values."""

_PASS_RATE = 0.2
_ACCIDENTAL = 0.05
"""Share of the passed values that may have passed by accident, where another recognizer is sure of the type."""

_FITS = 0.5
"""Share of the filled cells that must have the form a header announces."""

_CERTAIN = 0.93
"""Where most of a column is this sure of one type, guesses at others are dropped."""

_CONTEXT_BOOST = 0.35
_CONTEXT_LEAST = 0.4
"""What a context word adds, and the least that results: Presidio's own figures."""


@dataclass(frozen=True, slots=True)
class Thresholds:
    """What decides about a column.

    Attributes:
        report: Score from which on a column is reported.
        likely: Score of a match from which on values alone may carry a finding.
        proof: Score of a match from which on one value is enough, if values of its form seldom fail.
        accident: Bound on the probability that accident gives as many matches.
        pass_rate: Least share of the candidates that must pass.
        fits: Least share of the filled cells that must have the form a header announces.
        certain: Score at which one type, in most of a column, keeps guesses at others out.
    """

    report: float = FINDING_SCORE
    likely: float = LIKELY
    proof: float = PROOF
    accident: float = _ACCIDENT
    pass_rate: float = _PASS_RATE
    fits: float = _FITS
    certain: float = _CERTAIN


@dataclass(frozen=True, slots=True)
class _Hits:
    """What one recognizer matched in one column."""

    candidates: int
    best: float
    all: Level
    strong: Level


def columns_of(tally: ScanTally, dataset: str) -> tuple[ScannedColumn, ...]:
    """Every column that was read, in the order of the source; a row that came before it has an empty cell in it."""
    keys = sorted(tally.columns, key=lambda key: (key[0], tally.order[key], key[1]))
    return tuple(
        ScannedColumn(_address(dataset, key, tally.columns[key]), tally.rows[key[0]], tally.columns[key].filled)
        for key in keys
    )


def findings(
    tally: ScanTally, dataset: str, recognizers: Sequence[Recognizer], dependent: Collection[str] = ()
) -> tuple[Finding, ...]:
    """The personal data in a dataset: per column and entity type the recognizer that is surest.

    Args:
        tally: What was counted.
        dataset: Name of the dataset.
        recognizers: Those that counted.
        dependent: Entity types that are personal data only beside others in the same table.
    """
    found = [finding for judged in _judged(tally, dataset, recognizers) for finding in _surest(judged)]
    by_name = {recognizer.name: recognizer for recognizer in recognizers}
    tables = {
        finding.column.table
        for finding in found
        if finding.entity_type not in dependent and not _is_mention(finding, by_name[finding.recognizer])
    }
    return tuple(finding for finding in found if finding.column.table in tables)


def supporters(
    tally: ScanTally, dataset: str, recognizers: Sequence[Recognizer], found: Collection[Finding]
) -> tuple[Finding, ...]:
    """What was found, and what others say that would have found it by themselves: those whose test fails seldom."""
    kept = {(finding.column, finding.entity_type) for finding in found}
    every = (finding for judged in _judged(tally, dataset, recognizers, steady=True) for finding in judged)
    others = (finding for finding in every if (finding.column, finding.entity_type) in kept)
    return (*found, *(finding for finding in others if finding not in found))


def _judged(
    tally: ScanTally, dataset: str, recognizers: Sequence[Recognizer], *, steady: bool = False
) -> Iterator[list[Finding]]:
    """Per column what each recognizer would find in it, in the order of the source; on request the steady ones only."""
    by_name = {recognizer.name: recognizer for recognizer in recognizers}
    columns = []
    for key in sorted(tally.columns, key=lambda key: (key[0], tally.order[key], key[1])):
        column = tally.columns[key]
        address = _address(dataset, key, column)
        levels: dict[str, dict[float, Level]] = {}
        for (name, score), level in column.levels.items():
            levels.setdefault(name, {})[score] = level
        hits = ((by_name[name], _hits(own)) for name, own in levels.items() if name in by_name)
        found = [
            finding
            for one, own in hits
            if (not steady or _is_steady(own, one)) and (finding := _judge(address, column, one, own))
        ]
        columns.append(Seen(address, column.filled, levels, found))
    for seen, more in zip(columns, found_beside(columns, recognizers), strict=True):
        yield [*seen.found, *more]


def distinct_values(tally: ScanTally, column: Column) -> int:
    """Distinct values of a column in which an identifier was found.

    Exact up to `tally.MOST_DISTINCT`, which is the answer beyond it.
    """
    return len(tally.columns[column.table, column.name].distinct)


def _address(dataset: str, key: tuple[str, str], column: ColumnTally) -> Column:
    return Column(dataset, key[0], key[1], column.dtype)


def _judge(address: Column, column: ColumnTally, recognizer: Recognizer, hits: _Hits) -> Finding | None:
    if not hits.all.cells:
        return None
    named = supports(address.name, recognizer.context, recognizer.against)
    refused = getattr(recognizer, "heeds_header", False) and any(says(address.name, no) for no in recognizer.against)
    by_values = hits.best if not refused and _values_convince(hits, recognizer, column.filled) else 0.0
    fits = hits.all.cells >= (recognizer.share or _FITS) * column.filled
    by_header = _header_score(hits, recognizer) if named and fits else 0.0
    score = 1 - (1 - by_values) * (1 - by_header) if by_values and by_header else max(by_values, by_header)
    if score < FINDING_SCORE:
        return None
    reasons = _reasons(hits, recognizer, column, by_values=by_values, by_header=by_header)
    counted = hits.all if by_header or recognizer.share else hits.strong
    return Finding(
        column=address,
        entity_type=recognizer.entity_type,
        recognizer=recognizer.name,
        score=round(score, 3),
        cells=counted.cells,
        scanned=column.filled,
        evidence=counted.evidence,
        because=reasons,
        embedded=counted.embedded,
    )


def _is_steady(hits: _Hits, recognizer: Recognizer) -> bool:
    """Whether hardly any value passes its test by accident, judged by how many fail it."""
    if not recognizer.chance or not getattr(recognizer, "tested", False):
        return True
    failed = hits.candidates - hits.strong.cells
    return failed * recognizer.chance <= _ACCIDENTAL * (1 - recognizer.chance) * hits.strong.cells


def _is_mention(finding: Finding, recognizer: Recognizer) -> bool:
    """Whether a finding only says that some texts speak of a thing: whose it is, other personal data must tell."""
    return 0 < recognizer.share < _FITS and finding.prevalence < _FITS


def _hits(own: Mapping[float, Level]) -> _Hits:
    matched = [level for score, level in own.items() if score > 0]
    return _Hits(
        candidates=sum(level.cells for level in own.values()),
        best=max((score for score in own if score > 0), default=0.0),
        all=_together(matched),
        strong=_together([level for score, level in own.items() if score >= LIKELY]),
    )


def _together(levels: Sequence[Level]) -> Level:
    return reduce(Level.merge, levels, Level(0, 0, ()))


def _values_convince(hits: _Hits, recognizer: Recognizer, filled: int) -> bool:
    """Whether values alone carry a finding: proof in one of them, or a pass rate that accident cannot explain.

    Proof whose form is met among ordinary values, too, must pass as often as anything else that is tested.
    """
    chance = recognizer.chance
    if hits.best < LIKELY:
        return False
    if hits.strong.cells < getattr(recognizer, "least_prevalence", 0.0) * filled:
        return False
    if hits.candidates < getattr(recognizer, "least_text", 0.0) * filled:
        return False
    least = getattr(recognizer, "least_share", _PASS_RATE)
    often = hits.strong.cells >= max(least, min(3 * chance, (1 + chance) / 2)) * hits.candidates
    if hits.best >= PROOF and (often or not chance):
        return True
    enough = hits.all.cells >= recognizer.share * filled
    return enough and often and accident(hits.strong.cells, hits.candidates, chance) < _ACCIDENT


def accident(passed: int, candidates: int, chance: float) -> float:
    """Bound on the probability that at least `passed` of `candidates` pass by accident, in [0, 1].

    Source: Hoeffding (1963), theorem 1, in its relative-entropy form; exact for `passed == candidates`.

    >>> accident(3, 3, 0.1) == 0.1**3
    True
    >>> accident(1, 100, 0.1)
    1.0
    """
    if not candidates or passed <= chance * candidates:
        return 1.0
    if chance <= 0:
        return 0.0
    rate = passed / candidates
    failed = (1 - rate) * math.log((1 - rate) / (1 - chance)) if rate < 1 else 0.0
    return math.exp(-candidates * (rate * math.log(rate / chance) + failed)) if rate < 1 else float(chance**passed)


def _header_score(hits: _Hits, recognizer: Recognizer) -> float:
    if recognizer.header_weight:
        return recognizer.header_weight
    return min(1.0, max(hits.best + _CONTEXT_BOOST, _CONTEXT_LEAST))


def _reasons(
    hits: _Hits, recognizer: Recognizer, column: ColumnTally, *, by_values: float, by_header: float
) -> tuple[Text, ...]:
    reasons: list[Text] = []
    if by_values:
        reasons.append(_value_reason(hits, recognizer.chance))
    if by_header:
        share = f"{hits.all.cells:,} of {column.filled:,}"
        reasons.append(
            Text(
                f"the column name says so, and {share} filled cells have a fitting form",
                f"列名如此表示，且 {column.filled:,} 个非空单元格中有 {hits.all.cells:,} 个形式相符",
            )
        )
    return tuple(reasons)


def _value_reason(hits: _Hits, chance: float) -> Text:
    if not chance:
        return Text(
            f"{hits.strong.cells:,} cells hold a value of unmistakable form",
            f"{hits.strong.cells:,} 个单元格的值具有明确无误的形式",
        )
    return Text(
        f"{hits.strong.cells:,} of {hits.candidates:,} cells of this form pass its test (by accident: {chance:.3g})",
        f"{hits.candidates:,} 个形式相符的单元格中有 {hits.strong.cells:,} 个通过校验；偶然通过的比例约为 {chance:.3g}",
    )


def _surest(judged: Sequence[Finding]) -> list[Finding]:
    """One finding per entity type; guesses give way to a type that the whole column proves."""
    best: dict[str, Finding] = {}
    for finding in sorted(judged, key=lambda finding: (-finding.score, -finding.cells, finding.recognizer)):
        best.setdefault(finding.entity_type, finding)
    ranked = list(best.values())
    proven = max((finding.score for finding in ranked if finding.prevalence >= 0.5), default=0.0)
    return sorted(
        (finding for finding in ranked if finding.score >= PROOF or proven < _CERTAIN),
        key=lambda finding: (-finding.score, -finding.cells, finding.entity_type),
    )
