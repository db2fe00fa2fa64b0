"""Findings x what people say about them -> findings that count, and what each saying changed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from pia.model.dataset import Column
from pia.model.finding import Finding
from pia.model.recognition import AllowList, Override
from pia.model.text import Text
from pia.recognizers import LIKELY, Pattern, PatternRecognizer, Recognizer
from pia.scan.tally import Level, ScanTally, best_matches

DECLARED = "override"
"""Stands for the recognizer of a finding that a person declared."""

ANY_TYPE = "*"


def is_named(column: Column, address: str) -> bool:
    """Whether an address (`name`, `dataset::name`, `dataset::table.name`) means a column; an empty one means all.

    >>> column = Column("data/people.xlsx", "Staff", "tel")
    >>> [is_named(column, text) for text in ("", "tel", "people.xlsx::tel", "people.xlsx::Staff.tel", "other::tel")]
    [True, True, True, True, False]
    """
    dataset, separator, name = address.rpartition("::")
    if separator and dataset not in (column.dataset, re.split(r"[/\\]", column.dataset)[-1]):
        return False
    return name in ("", column.name, f"{column.table}.{column.name}")


@dataclass(frozen=True, slots=True)
class Effect:
    """What one allow list or override changed in one dataset.

    Attributes:
        columns: Columns whose findings it changed.
        cells: Cells that count no more, or only because of it.
    """

    columns: int = 0
    cells: int = 0

    def merge(self, other: Effect) -> Effect:
        """Both together."""
        return Effect(self.columns + other.columns, self.cells + other.cells)


@dataclass(frozen=True, slots=True)
class Allowance:
    """The values of an allow list as one recognizer sees them: cells that are such a value, counted beside it.

    Attributes:
        entry: Place of the allow list among the sayings.
        target: Name of the recognizer that matches the values.
        counter: Counts the cells, with the scores that the recognizer gives them.
    """

    entry: int
    target: str
    counter: PatternRecognizer


Saying = AllowList | Override


def allowances(sayings: Sequence[Saying], recognizers: Iterable[Recognizer]) -> tuple[Allowance, ...]:
    """What has to be counted beside the recognizers, so that allowed cells can be taken off."""
    every = list(recognizers)
    made = (
        _allowance(entry, saying, recognizer)
        for entry, saying in enumerate(sayings)
        if isinstance(saying, AllowList)
        for recognizer in every
        if recognizer.entity_type == saying.entity_type
    )
    return tuple(item for item in made if item)


def _allowance(entry: int, saying: AllowList, recognizer: Recognizer) -> Allowance | None:
    values = sorted({value.strip() for value in saying.values})
    of_score: dict[float, list[str]] = {}
    for match in best_matches(recognizer.matches(values)):
        if match.score > 0:
            of_score.setdefault(match.score, []).append(re.escape(values[match.value_index]))
    if not of_score:
        return None
    counter = PatternRecognizer(
        name=f"allowed.{entry}.{recognizer.name}",
        entity_type="",
        patterns=tuple(Pattern("|".join(words), score) for score, words in sorted(of_score.items())),
        context=recognizer.context,
        against=recognizer.against,
        test=None if recognizer.needs_header else _undecided,
        flags=0,
        whole=True,
    )
    return Allowance(entry, recognizer.name, counter)


def _undecided(_text: str) -> None:
    """A test without an opinion: with it the counter is asked in every column, as the recognizer is."""


def override(
    found: Sequence[Finding],
    tally: ScanTally,
    columns: Sequence[tuple[Column, int]],
    sayings: Sequence[Saying],
    counted: Sequence[Allowance],
) -> tuple[tuple[Finding, ...], tuple[Effect, ...]]:
    """The findings that count, and what each saying changed.

    Args:
        found: What was found in one dataset.
        tally: What was counted, the allowances among it.
        columns: Every column of the dataset with its filled cells.
        sayings: Those that hold today.
        counted: Their allowances.
    """
    effects = [Effect() for _ in sayings]
    kept: list[Finding] = []
    for finding in found:
        for place, saying in enumerate(sayings):
            if isinstance(saying, Override) and _denies(saying, finding):
                effects[place] = effects[place].merge(Effect(1, finding.cells))
                break
        else:
            kept += _without_allowed(finding, tally, sayings, counted, effects)
    for place, saying in enumerate(sayings):
        if isinstance(saying, Override) and saying.holds:
            declared = list(_declared(saying, kept, columns))
            effects[place] = Effect(len(declared), sum(finding.cells for finding in declared))
            kept += declared
    order = {(column.table, column.name): number for number, (column, _) in enumerate(columns)}
    kept.sort(key=lambda finding: order[finding.column.table, finding.column.name])
    return tuple(kept), tuple(effects)


def _denies(saying: Override, finding: Finding) -> bool:
    of_type = saying.entity_type in (ANY_TYPE, finding.entity_type)
    return not saying.holds and of_type and is_named(finding.column, saying.column)


def _declared(saying: Override, kept: Sequence[Finding], columns: Sequence[tuple[Column, int]]) -> Iterable[Finding]:
    already = {(item.column.table, item.column.name) for item in kept if item.entity_type == saying.entity_type}
    for column, filled in columns:
        if is_named(column, saying.column) and (column.table, column.name) not in already:
            because = Text(f"declared by {saying.owner}: {saying.reason}", f"由{saying.owner}声明：{saying.reason}")
            yield Finding(column, saying.entity_type, DECLARED, 1.0, filled, filled, (), (because,))


def _without_allowed(
    finding: Finding,
    tally: ScanTally,
    sayings: Sequence[Saying],
    counted: Sequence[Allowance],
    effects: list[Effect],
) -> list[Finding]:
    levels = tally.columns[finding.column.table, finding.column.name].levels
    floor = _floor(finding, levels)
    taken = 0
    for item in counted:
        saying = sayings[item.entry]
        if item.target == finding.recognizer and is_named(finding.column, saying.column):
            cells = _cells(levels, item.counter.name, floor)
            effects[item.entry] = effects[item.entry].merge(Effect(int(cells > 0), cells))
            taken += cells
    if not taken:
        return [finding]
    left = finding.cells - taken
    note = Text(f"{taken:,} cells that an allow list names do not count", f"另有 {taken:,} 个单元格属允许清单，不计入")
    shown = finding.evidence[:left]
    return [replace(finding, cells=left, evidence=shown, because=(*finding.because, note))] if left > 0 else []


def _floor(finding: Finding, levels: Mapping[tuple[str, float], Level]) -> float:
    """The score from which on cells count: a likely one where the values carried the finding, else any."""
    return LIKELY if _cells(levels, finding.recognizer, LIKELY) == finding.cells else 0.0


def _cells(levels: Mapping[tuple[str, float], Level], name: str, floor: float) -> int:
    return sum(level.cells for (own, score), level in levels.items() if own == name and score > 0 and score >= floor)
