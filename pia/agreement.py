"""Labels x predictions -> precision, recall, F1 and false alarms; by column and by cell."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from pia.model.evaluation import Agreement, ColumnLabels, Disagreement, Figures, Gold, Vocabulary
from pia.model.finding import EntityCategory

ANYTHING = "*"
Predictions = Mapping[str, Mapping[str, Collection[str]]]


class Words:
    """Entity types in the words of the gold labels."""

    def __init__(self, vocabulary: Vocabulary, categories: Mapping[str, EntityCategory]) -> None:
        """A type goes by its own entry, else by its fact, else by its own name."""
        facts = vocabulary.facts
        self._known = {
            name: facts[category.fact] for name, category in categories.items() if category.fact in facts
        } | dict(vocabulary.types)
        self._broader = vocabulary.broader

    def of(self, entity_type: str) -> str:
        """The word for an entity type; a word of the gold labels stays itself."""
        return self._known.get(entity_type, entity_type)

    def fitted(self, found: Collection[str], labels: tuple[str, ...] | ColumnLabels) -> set[str]:
        """What was found in a column, in the wider word where only that one is labelled."""
        known = {self.of(name.removeprefix("?")) for name in column_labels(labels).types}
        return {
            self._broader[name] if name not in known and self._broader.get(name) in known else name for name in found
        }


@dataclass(frozen=True, slots=True)
class Labels:
    """Labels of one column or of one type in its cells, sorted out.

    Attributes:
        required: Types that must be found.
        accepted: Types that may be found.
        judged: Whether the column counts at all.
    """

    required: frozenset[str]
    accepted: frozenset[str]
    judged: bool

    @staticmethod
    def of(types: Iterable[str], words: Words, ignored: Collection[str]) -> Labels:
        """Labels as they are written; ignored types are neither right nor wrong."""
        optional = {words.of(name.removeprefix("?")) for name in types if name.startswith("?")}
        required = {words.of(name) for name in types if not name.startswith("?")} - set(ignored)
        return Labels(frozenset(required), frozenset(optional), ANYTHING not in optional)


def column_labels(labels: tuple[str, ...] | ColumnLabels) -> ColumnLabels:
    """The long form of what stands in a gold file."""
    return labels if isinstance(labels, ColumnLabels) else ColumnLabels(labels)


class _Count:
    def __init__(self) -> None:
        self.hits: Counter[str] = Counter()
        self.alarms: Counter[str] = Counter()
        self.misses: Counter[str] = Counter()
        self.differing: list[Disagreement] = []
        self.innocent = self.alarmed = 0

    def result(self) -> Agreement:
        names = sorted({*self.hits, *self.alarms, *self.misses})
        types = {name: Figures.of(self.hits[name], self.alarms[name], self.misses[name]) for name in names}
        supported = [figures.f1 for figures in types.values() if figures.hits + figures.misses]
        return Agreement(
            types=types,
            overall=Figures.of(self.hits.total(), self.alarms.total(), self.misses.total()),
            macro_f1=sum(supported) / len(supported) if supported else 0.0,
            supported=len(supported),
            innocent=self.innocent,
            alarmed=self.alarmed,
            alarm_rate=self.alarmed / self.innocent if self.innocent else 0.0,
            disagreements=tuple(sorted(self.differing)),
        )


def by_column(
    gold: Gold, found: Predictions, sizes: Mapping[str, int], words: Words, ignored: Collection[str] = ()
) -> Agreement:
    """How well what was found agrees with the labels of columns; one unit is a type in a column.

    Args:
        gold: Labels by table and column; other tables do not count.
        found: Entity types found, in the words of the gold labels.
        sizes: Columns per table.
        words: Entity types in the words of the gold labels.
        ignored: Types that count neither way.
    """
    count = _Count()
    for table, labelled in gold.items():
        own = found.get(table, {})
        personal, alarmed = False, 0
        for column in sorted({*labelled, *own}):
            labels = Labels.of(column_labels(labelled.get(column, ())).types, words, ignored)
            personal |= bool(labels.required)
            alarmed += _judge_column(count, (table, column), labels, set(own.get(column, ())) - set(ignored))
        if not personal:
            count.innocent += sizes.get(table, 0)
            count.alarmed += alarmed
    return count.result()


def _judge_column(count: _Count, where: tuple[str, str], labels: Labels, found: set[str]) -> bool:
    """Count one column; true if something was found in it that is not labelled."""
    if not labels.judged:
        return False
    wrong = found - labels.required - labels.accepted
    missed = labels.required - found
    count.hits.update(found & labels.required)
    count.alarms.update(wrong)
    count.misses.update(missed)
    count.differing += [Disagreement(*where, name, "missed") for name in missed]
    count.differing += [Disagreement(*where, name, "false_alarm") for name in wrong]
    return bool(wrong)


@dataclass(frozen=True, slots=True)
class Marks:
    """What was found in the cells of one column.

    Attributes:
        filled: Rows with a filled cell.
        rows: Rows in which each type was found, in the words of the gold labels.
    """

    filled: frozenset[int]
    rows: Mapping[str, frozenset[int]]


def by_cell(
    gold: Gold, marks: Mapping[tuple[str, str], Marks], words: Words, ignored: Collection[str] = ()
) -> Agreement:
    """How well what was found agrees with the labels of cells; one unit is a type in a cell.

    Args:
        gold: Labels; columns without labels of cells do not count.
        marks: What was found, by table and column.
        words: Entity types in the words of the gold labels.
        ignored: Types that count neither way.
    """
    count = _Count()
    for table, labelled in gold.items():
        for column, item in labelled.items():
            cells = column_labels(item).cells
            if cells is not None:
                own = marks.get((table, column), Marks(frozenset(), {}))
                _judge_cells(count, (table, column), _labelled_rows(cells, words), own, ignored)
    return count.result()


def _labelled_rows(
    cells: Mapping[str, Sequence[int]], words: Words
) -> tuple[Mapping[str, frozenset[int]], Mapping[str, frozenset[int]]]:
    required: dict[str, frozenset[int]] = {}
    accepted: dict[str, frozenset[int]] = {}
    for name, rows in cells.items():
        kept = accepted if name.startswith("?") else required
        word = words.of(name.removeprefix("?"))
        kept[word] = kept.get(word, frozenset()) | frozenset(rows)
    return required, accepted


def _judge_cells(
    count: _Count,
    where: tuple[str, str],
    labels: tuple[Mapping[str, frozenset[int]], Mapping[str, frozenset[int]]],
    marks: Marks,
    ignored: Collection[str],
) -> None:
    required, accepted = labels
    none: frozenset[int] = frozenset()
    unjudged = accepted.get(ANYTHING, none)
    ordinary = marks.filled - none.union(*required.values(), *accepted.values())
    alarmed: set[int] = set()
    for name in sorted({*required, *marks.rows} - set(ignored)):
        wanted, found = required.get(name, none) - unjudged, marks.rows.get(name, none) - unjudged
        missed, wrong = wanted - found, found - wanted - accepted.get(name, none)
        count.hits[name] += len(found & wanted)
        count.misses[name] += len(missed)
        count.alarms[name] += len(wrong)
        count.differing += [Disagreement(*where, name, "missed", len(missed))] if missed else []
        count.differing += [Disagreement(*where, name, "false_alarm", len(wrong))] if wrong else []
        alarmed |= wrong
    count.innocent += len(ordinary)
    count.alarmed += len(ordinary & alarmed)
