"""What would help: changes to the quasi-identifiers, each measured on the data, and the cheapest set for a target."""

from __future__ import annotations

import heapq
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from pia.errors import Problem, SourceError
from pia.model.reidentification import Effect
from pia.model.text import Text
from pia.reidentification.codes import CodedColumn, CodedTable, Codes
from pia.reidentification.equivalence import Counts, classes
from pia.reidentification.generalisation import Step, ladder

MOST_CELLS = 300_000_000
"""Cells grouped in one search; it is a number, not a time, so that the same data gives the same result."""

_ROUND = 20_000
"""What measuring one set of changes costs besides its cells, in cells."""

Levels = tuple[int, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Plan:
    """A set of changes.

    Attributes:
        effect: What it does.
        steps: The change of each quasi-identifier, by name.
        kept: Per row, whether it stays.
        searched: How far the search went.
    """

    effect: Effect
    steps: Mapping[str, Step]
    kept: npt.NDArray[np.bool_]
    searched: Text


class Mitigation:
    """Changes to one table, measured on its equivalence classes.

    Attributes:
        names: The quasi-identifiers.
        ladders: The ways to coarsen each, from none to dropping it.
    """

    def __init__(self, table: CodedTable, names: Sequence[str]) -> None:
        """Rows are grouped once; changes are measured on the groups."""
        columns = [table.columns[name] for name in names]
        self.names, self.rows = tuple(names), table.rows
        self._base = classes([(column.codes, column.size) for column in columns], table.rows)
        first = np.zeros(len(self._base.sizes), np.int64)
        first[self._base.ids[::-1]] = np.arange(table.rows - 1, -1, -1)
        self._codes = [column.codes[first] for column in columns]
        self.ladders = [ladder(column) for column in columns]
        self._losses = [self._column_losses(column, steps) for column, steps in zip(columns, self.ladders, strict=True)]
        self._same = [[_untouched(step, steps[0]) for step in steps] for steps in self.ladders]
        self.cells = 0

    def _column_losses(self, column: CodedColumn, steps: Sequence[Step]) -> list[float]:
        counts = column.counts()
        whole = _entropy(counts)
        left = [_entropy(np.bincount(step.codes, weights=counts)) for step in steps]
        return [1 - bits / whole if whole else 0.0 for bits in left]

    def loss(self, levels: Levels) -> float:
        """Mean share of entropy that a set of levels loses, before rows are removed."""
        return sum(losses[level] for losses, level in zip(self._losses, levels, strict=True)) / len(levels)

    def _groups(self, levels: Levels) -> tuple[Codes, Counts]:
        """Group of each base class, and rows per group."""
        chosen = [steps[level] for steps, level in zip(self.ladders, levels, strict=True)]
        self.cells += len(levels) * len(self._base.sizes) + _ROUND
        coded = [(step.codes[codes], len(step.labels)) for step, codes in zip(chosen, self._codes, strict=True)]
        found = classes(coded, len(self._base.sizes))
        return found.ids, np.bincount(found.ids, weights=self._base.sizes).astype(np.int64)

    def effect(self, levels: Levels, least: int = 0) -> Effect:
        """What a level per quasi-identifier does, with rows in groups below `least` removed."""
        ids, sizes = self._groups(levels)
        left = sizes[sizes >= max(least, 1)]
        rows = int(left.sum())
        stays = (sizes >= max(least, 1))[ids]
        changed = sum(self._changed(place, level, stays) for place, level in enumerate(levels))
        lost = self.loss(levels)
        texts = [steps[level].text for steps, level in zip(self.ladders, levels, strict=True)]
        return Effect(
            changes=tuple(text for text in texts if text),
            smallest_class=int(left.min()) if len(left) else 0,
            unique_rows=int(np.count_nonzero(left == 1)),
            rows=rows,
            share_changed=changed / (self.rows * len(levels)),
            information_lost=lost + (1 - lost) * (self.rows - rows) / self.rows,
        )

    def _changed(self, place: int, level: int, stays: npt.NDArray[np.bool_]) -> int:
        """Cells of one quasi-identifier that differ or are gone."""
        same = self._same[place][level]
        return int(self._base.sizes[~(same[self._codes[place]] & stays)].sum())

    def singles(self, threshold: int) -> Iterator[Effect]:
        """Every single change, as far as `MOST_CELLS` allows: dropping first, then from the gentlest on."""
        plain = tuple(0 for _ in self.names)
        moves = [(place, len(steps) - 1) for place, steps in enumerate(self.ladders) if len(steps) > 1]
        moves += [(place, level) for place, steps in enumerate(self.ladders) for level in range(1, len(steps) - 1)]
        for place, level in moves:
            if self.cells > MOST_CELLS:
                return
            yield self.effect(tuple(level if own == place else 0 for own in range(len(plain))))
        removed = self.effect(plain, threshold)
        text = Text(f"remove rows in classes below {threshold}", f"删除小于 {threshold} 的等价类中的行")
        yield replace(removed, changes=(text,))
        yield self._sampled()
        text = Text("keyed hashing of all quasi-identifiers", "对全部准标识符作加密钥散列")
        yield replace(self.effect(plain), changes=(text,), share_changed=1.0)

    def _sampled(self) -> Effect:
        """Every second row, by a scrambled number, where rows are numbered class by class: their order is no matter."""
        numbers = np.arange(self.rows, dtype=np.uint64) * np.uint64(0x9E3779B97F4A7C15)
        chosen = (numbers ^ (numbers >> np.uint64(31))) >> np.uint64(63) == 0
        sizes = np.bincount(np.repeat(np.arange(len(self._base.sizes)), self._base.sizes)[chosen])
        sizes = sizes[sizes > 0]
        rows = int(sizes.sum())
        gone = 1 - rows / self.rows
        text = Text("sample half of the rows", "抽取一半的行")
        return Effect((text,), int(sizes.min(initial=rows)), int(np.count_nonzero(sizes == 1)), rows, gone, gone)

    def cheapest(self, target: int, most_removed: float, most_cells: int = MOST_CELLS) -> Plan:
        """The changes that reach classes of `target` rows and lose least information.

        Best first by the loss of the levels, which no removal can lower: the first set that nothing left can beat is
        the cheapest. A greedy climb gives the first bound, and the answer where the search is cut.

        Args:
            target: Class size to reach.
            most_removed: Share of the rows that may be removed for it, in [0, 1].
            most_cells: Where to cut the search.

        Raises:
            SourceError: There are fewer rows than the target.
        """
        if self.rows < target:
            what = f"{self.rows} rows can never form classes of {target}"
            raise SourceError(Problem("--target", what, "Ask for less."))
        best = self._climb(target, most_removed)
        cost = self.effect(best, target).information_lost
        queue: list[tuple[float, Levels]] = [(0.0, tuple(0 for _ in self.names))]
        seen = {queue[0][1]}
        measured = 0
        while queue and queue[0][0] < cost and self.cells <= most_cells:
            _, levels = heapq.heappop(queue)
            measured += 1
            found = self.effect(levels, target)
            if self._fits(found, most_removed) and found.information_lost < cost:
                best, cost = levels, found.information_lost
            for further in self._raised(levels):
                if further not in seen:
                    seen.add(further)
                    heapq.heappush(queue, (self.loss(further), further))
        cut = queue[0][0] if queue and queue[0][0] < cost else None
        return self._plan(best, target, _said(measured, cut))

    def _fits(self, effect: Effect, most_removed: float) -> bool:
        return effect.rows > 0 and self.rows - effect.rows <= most_removed * self.rows

    def _raised(self, levels: Levels) -> Iterator[Levels]:
        for place, level in enumerate(levels):
            if level + 1 < len(self.ladders[place]):
                yield (*levels[:place], level + 1, *levels[place + 1 :])

    def _climb(self, target: int, most_removed: float) -> Levels:
        levels = tuple(0 for _ in self.names)
        while not self._fits(self.effect(levels, target), most_removed):
            levels = max(self._raised(levels), key=lambda further: self._gain(further, target))
        return levels

    def _gain(self, levels: Levels, target: int) -> float:
        return self.effect(levels, target).rows / self.rows - self.loss(levels)

    def _plan(self, levels: Levels, target: int, searched: Text) -> Plan:
        ids, sizes = self._groups(levels)
        effect = self.effect(levels, target)
        if effect.rows < self.rows:
            gone = Text("remove rows of classes that stay too small", "删除仍然过小的等价类中的行")
            effect = replace(effect, changes=(*effect.changes, gone))
        steps = {name: steps[level] for name, steps, level in zip(self.names, self.ladders, levels, strict=True)}
        return Plan(effect, steps, (sizes >= target)[ids][self._base.ids], searched)


def _untouched(step: Step, plain: Step) -> npt.NDArray[np.bool_]:
    """Per old code, whether its value stays as it is."""
    return np.array([step.labels[new] == value for new, value in zip(step.codes, plain.labels, strict=True)])


def _entropy(counts: npt.NDArray[np.float64] | Counts) -> float:
    shares = counts[counts > 0] / counts.sum()
    return float(-(shares * np.log2(shares)).sum())


def _said(measured: int, cut: float | None) -> Text:
    if cut is None:
        return Text(
            f"The cheapest of all combinations; {measured} had to be measured.",
            f"在全部组合中代价最小；实测 {measured} 种。",
        )
    return Text(
        f"The search was cut after {measured} combinations; no other one loses less than {cut:.0%} of the information.",
        f"检索在 {measured} 种组合后截止；其余组合的信息损失均不低于 {cut:.0%}。",
    )
