"""Which other answers to one question, or to two, lead to another step: the shape that all models share.

A pair counts only if neither of its changes flips the step alone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

Option = object
Other = tuple[str, Option]
"""A question and another answer to it."""
MOST_PAIRS, MOST_OF_ONE = 20, 2


@dataclass(frozen=True, slots=True)
class Found:
    """What flips the step.

    Attributes:
        singles: Single changes, with the step they lead to.
        pairs: One pair of changes for each pair of questions, with the step they lead to; at most
            `MOST_PAIRS`, and `MOST_OF_ONE` that begin with the same question.
        pair_count: Pairs of questions that flip the step together.
    """

    singles: tuple[tuple[Other, int], ...]
    pairs: tuple[tuple[tuple[Other, Other], int], ...]
    pair_count: int

    @property
    def stable(self) -> bool:
        """Whether nothing flips the step."""
        return not self.singles and not self.pair_count


def search(
    others: Mapping[str, Sequence[Option]], now: int, one: Callable[[Other], int], two: Callable[[Other, Other], int]
) -> Found:
    """Every single change and every pair of questions that leads to another step.

    Args:
        others: Other answers, by question; the order is kept.
        now: The step as it is.
        one: The step after one change.
        two: The step after two changes, to different questions.
    """
    singles: list[tuple[Other, int]] = []
    quiet: dict[str, list[Other]] = {}
    for name, options in others.items():
        for option in options:
            step = one((name, option))
            if step == now:
                quiet.setdefault(name, []).append((name, option))
            else:
                singles.append(((name, option), step))
    pairs: list[tuple[tuple[Other, Other], int]] = []
    count, shown = 0, Counter[str]()
    for left, right in combinations(quiet, 2):
        found = _first(quiet[left], quiet[right], now, two)
        count += found is not None
        if found and len(pairs) < MOST_PAIRS and shown[left] < MOST_OF_ONE:
            pairs.append(found)
            shown[left] += 1
    return Found(tuple(singles), tuple(pairs), count)


def _first(
    lefts: Sequence[Other], rights: Sequence[Other], now: int, two: Callable[[Other, Other], int]
) -> tuple[tuple[Other, Other], int] | None:
    for left in lefts:
        for right in rights:
            step = two(left, right)
            if step != now:
                return (left, right), step
    return None
