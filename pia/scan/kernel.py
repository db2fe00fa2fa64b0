"""The tally of big inputs: every cell through compiled automata, with the same result as the recognizers themselves."""

from __future__ import annotations

import threading
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple, cast

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from pia.checksums import VERDICTS
from pia.matching.filter import NOTHING
from pia.matching.forms import Form
from pia.matching.library import Library
from pia.matching.programs import UnsupportedError
from pia.matching.search import FilterOf, FinderOf
from pia.matching.single import FormAutomaton, Outcome
from pia.matching.texts import Integers, Texts
from pia.model.finding import Evidence
from pia.recognizers import FormRecognizer, Hint, Recognizer
from pia.recognizers._text_names import Shared, TextNames
from pia.scan import cells
from pia.scan.columns import texts_of
from pia.scan.context import HeaderIndex
from pia.scan.hints import Asked, Hinted
from pia.scan.kept import kept_library
from pia.scan.masking import mask
from pia.scan.named import Best, Named, NameSearch
from pia.scan.tally import EVIDENCE_ROWS, SENTENCE_CHARACTERS, ColumnTally, Level, ScanTally, best_matches
from pia.scan.verdicts import Verdicts
from pia.sources import Batch


class Matches(NamedTuple):
    """Matches of one form: rows, first bytes, ends."""

    rows: Integers
    starts: Integers
    ends: Integers


@dataclass(frozen=True, slots=True)
class Sought:
    """One recognizer among those of a column.

    Attributes:
        recognizer: The recognizer.
        forms: Its forms, by their places among all forms of the column; empty if automata cannot say them all.
        hint: Words of which every text with a match holds one, if it has any.
    """

    recognizer: Recognizer
    forms: Mapping[int, Form]
    hint: Hint | None


class Means(NamedTuple):
    """What the columns of a run share.

    Attributes:
        finder: Gives the finder of a form.
        search: Gives what looks for names, for those recognizers that share it.
        verdicts: What tests say.
        keys: Those of the hashes.
        identifiers: Entity types whose distinct values are counted.
    """

    finder: Callable[[Form], FinderOf | None]
    search: Callable[[Shared], NameSearch]
    verdicts: Verdicts
    keys: npt.NDArray[np.uint64]
    identifiers: Collection[str]


class Kernel:
    """Tallies batches; one for all batches and threads of a run, so that what is built once serves them all."""

    def __init__(
        self,
        recognizers: Sequence[Recognizer],
        key: bytes,
        identifiers: Collection[str],
        library: Library | None = None,
    ) -> None:
        """Nothing is built yet.

        Args:
            recognizers: What to look for.
            key: Secret of this run, under which values are hashed; it lands in no output.
            identifiers: Entity types whose distinct values are counted.
            library: Automata that there are already.
        """
        self._headers = HeaderIndex(recognizers)
        keys = np.frombuffer(key.ljust(16, b"\0")[:16], dtype=np.uint64)
        self._means = Means(self.finder, self.search, Verdicts(), keys, frozenset(identifiers))
        self._library = library or Library()
        self._searches: dict[Shared, NameSearch] = {}
        self._finders: dict[Form, FinderOf | None] = {}
        self._columns: dict[tuple[str, ...], ColumnKernel] = {}
        self._names: dict[str, ColumnKernel] = {}
        self._lock = threading.RLock()

    def tally(self, batch: Batch) -> ScanTally:
        """The tally of one batch."""
        names = batch.data.schema.names
        columns = {
            (batch.table, name): self._column(name).tally(batch.data.column(place), batch.first_row)
            for place, name in enumerate(names)
        }
        order = {(batch.table, name): place for place, name in enumerate(names)}
        return ScanTally({batch.table: batch.data.num_rows}, columns, order)

    def _column(self, name: str) -> ColumnKernel:
        with self._lock:
            if name not in self._names:
                recognizers = self._headers.wanted(name)
                key = tuple(recognizer.name for recognizer in recognizers)
                if key not in self._columns:
                    self._columns[key] = self._made(recognizers)
                self._names[name] = self._columns[key]
            return self._names[name]

    def _made(self, recognizers: Sequence[Recognizer]) -> ColumnKernel:
        sought: list[Sought] = []
        automata: list[FormAutomaton] = []
        for recognizer in recognizers:
            hint: Hint | None = getattr(recognizer, "hint", None)
            forms: Sequence[Form] = () if hint else getattr(recognizer, "forms", ())
            own = self._library.automata(forms)
            sought.append(Sought(recognizer, dict(enumerate(forms if own else (), len(automata))), hint))
            automata += own
        return ColumnKernel(sought, FilterOf(automata), self._means)

    def search(self, shared: Shared) -> NameSearch:
        """What looks for names, for the recognizers that share it."""
        with self._lock:
            return self._searches.setdefault(shared, NameSearch(shared, kept_library))

    def finder(self, form: Form) -> FinderOf | None:
        """The finder of a form; `None` where only a backtracking matcher can find it."""
        with self._lock:
            if form not in self._finders:
                try:
                    self._finders[form] = FinderOf(form)
                except UnsupportedError:
                    self._finders[form] = None
            return self._finders[form]


class ColumnKernel:
    """Tallies columns in which the same recognizers are wanted."""

    def __init__(self, sought: Sequence[Sought], filter_: FilterOf, means: Means) -> None:
        """Nothing is read yet; the filter is that of the forms of what is sought."""
        self._sought, self._filter, self._means = sought, filter_, means

    def tally(self, column: pa.Array[Any], first_row: int) -> ColumnTally:
        """The tally of one column of a batch."""
        run = _ColumnRun(texts_of(column), self._means)
        outcomes = self._filter.run(run.texts)
        present = {
            outcome: np.flatnonzero(outcomes == outcome)
            for outcome in np.flatnonzero(np.bincount(outcomes)).tolist()
            if outcome != NOTHING
        }
        told = {outcome: self._filter.outcomes[outcome] for outcome in present}
        active = {place for outcome in told.values() for place, says in enumerate(outcome) if says}
        levels: dict[tuple[str, float], Level] = {}
        identified = np.zeros(len(outcomes), dtype=bool)
        for sought in self._sought:
            if sought.forms and not active & sought.forms.keys():
                continue
            if failed := run.failed(sought.recognizer, first_row):
                levels[sought.recognizer.name, 0.0] = failed
                continue
            best = run.best(sought, [(told[outcome], rows) for outcome, rows in present.items()])
            if best is None:
                continue
            for score in _levels(best.scores):
                rows = np.flatnonzero(best.scores == score)
                levels[sought.recognizer.name, score] = run.level(rows, best, first_row)
            if sought.recognizer.entity_type in self._means.identifiers:
                identified |= best.scores > 0
        hashes = cells.hashes(*run.texts, np.flatnonzero(identified), *self._means.keys)
        return ColumnTally(str(column.type), len(column), cells.filled(*run.texts), levels, hashes)


def _levels(scores: npt.NDArray[np.float64]) -> list[float]:
    """The different scores, ascending, without those of no match; they are few, so that no sort pays."""
    left, found = scores[scores >= 0], []
    while len(left):
        found.append(float(left.min()))
        left = left[left > found[-1]]
    return found


class _ColumnRun:
    """One column being tallied."""

    def __init__(self, texts: Texts, means: Means) -> None:
        self.texts, self._means, self._hinted = texts, means, Hinted(texts)
        self._size = len(texts.offsets) - 1
        self._names: dict[Shared, Named] = {}
        self._failed: dict[Shared, Level] = {}

    def failed(self, recognizer: Recognizer, first_row: int) -> Level | None:
        """All that a recognizer of names says where it finds none; nothing of one that finds some, or of another."""
        if not isinstance(recognizer, TextNames) or not recognizer.chance:
            return None
        shared, named = recognizer.shared, self._named(recognizer.shared)
        if not len(named.rows) or named.finds(recognizer):
            return None
        if shared not in self._failed:
            self._failed[shared] = named.failed(self.texts, first_row)
        return self._failed[shared]

    def best(self, sought: Sought, present: Sequence[tuple[Sequence[Outcome], Integers]]) -> Best | None:
        """For every row the best match of a recognizer; `None` if there is none."""
        if isinstance(sought.recognizer, TextNames):
            return self._named(sought.recognizer.shared).best(sought.recognizer, self.texts)
        if not sought.forms:
            return self._asked(sought.recognizer, self._hinted.asked(sought.hint), None)
        recognizer = cast("FormRecognizer", sought.recognizer)
        result: Best | None = None
        asked: list[Integers] = []
        for number, (place, form) in enumerate(sought.forms.items()):
            for matches, undecided in self._found(form, place, present):
                asked.append(undecided)
                if len(matches.rows):
                    result = result or Best.of_none(self._size)
                    cells.keep_best(*matches, self._scores(recognizer, number, matches), *result)
        rows = np.unique(np.concatenate(asked)) if asked else np.zeros(0, dtype=np.int64)
        return self._asked(recognizer, self._hinted.grouped(rows), result) if len(rows) else result

    def _named(self, shared: Shared) -> Named:
        if shared not in self._names:
            self._names[shared] = self._means.search(shared).named(self.texts, self._hinted)
        return self._names[shared]

    def _found(
        self, form: Form, place: int, present: Sequence[tuple[Sequence[Outcome], Integers]]
    ) -> Iterator[tuple[Matches, Integers]]:
        offsets, none = self.texts.offsets, np.zeros(0, dtype=np.int64)
        somewhere: list[Integers] = []
        for outcome, rows in present:
            if outcome[place] is Outcome.WHOLE:
                yield Matches(rows, offsets[rows].astype(np.int64), offsets[rows + 1].astype(np.int64)), none
            elif outcome[place] is Outcome.SOMEWHERE:
                somewhere.append(rows)
        if somewhere:
            rows = np.concatenate(somewhere)
            finder = self._means.finder(form)
            if finder is None:
                yield Matches(none, none, none), rows
            else:
                spans = finder.run(self.texts, rows)
                yield Matches(spans.cells, spans.starts, spans.ends), spans.undecided

    def _scores(self, recognizer: FormRecognizer, form: int, matches: Matches) -> npt.NDArray[np.float64]:
        if not recognizer.tested:
            return np.full(len(matches.rows), recognizer.scored(form, None))
        verdicts = self._means.verdicts.codes(recognizer, self.texts, matches.starts, matches.ends)
        scores = np.array([recognizer.scored(form, VERDICTS[code]) for code in range(len(VERDICTS))])
        return scores[verdicts]

    def _asked(self, recognizer: Recognizer, asked: Asked, result: Best | None) -> Best | None:
        """The same for cells that the recognizer itself has to look at."""
        found = best_matches(recognizer.matches(asked.texts))
        if not found and result is None:
            return None
        best = Best.of_none(len(asked.texts))
        for match in found:
            text, place = asked.texts[match.value_index], match.value_index
            best.scores[place], best.starts[place] = match.score, len(text[: match.start].encode())
            best.ends[place] = len(text[: match.end].encode())
        result, first = result or Best.of_none(self._size), self.texts.offsets[asked.rows]
        result.scores[asked.rows] = best.scores[asked.places]
        result.starts[asked.rows] = first + best.starts[asked.places]
        result.ends[asked.rows] = first + best.ends[asked.places]
        return result

    def level(self, rows: Integers, best: Best, first_row: int) -> Level:
        """Cells that a recognizer matched at one score."""
        _, starts, ends = best
        inside = cells.embedded(*self.texts, rows, starts, ends, SENTENCE_CHARACTERS)
        evidence = tuple(
            Evidence(first_row + row, mask(self.texts.text(starts[row], ends[row])))
            for row in rows[:EVIDENCE_ROWS].tolist()
        )
        return Level(len(rows), inside, evidence)
