"""Other answers to a survey, and what they add: two changes that do not touch each other simply add up."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache

from pia.scoring._flips import Found, Other, search
from pia.scoring._survey import Question, Survey, offered, shown, totals

Level = Callable[[float, float], int]


def survey_flips(survey: Survey, answers: Mapping[str, object], level: Level, *, live: bool) -> Found:
    """What flips the level of a survey as answered; hidden questions are left alone.

    Of a checkbox one box is ticked or cleared, or all of them.
    """
    raw, mitigation = totals(survey, answers, live=live)
    touched = {
        name: frozenset(other for other, asks in survey.asks.items() if name in asks) | {name}
        for name in survey.questions
    }
    others = {
        question.name: found
        for question in survey.questions.values()
        if (question.scored or question.name in survey.asked) and (live or shown(question, answers))
        if (found := _others(question, answers))
    }
    cached = cache(level)
    known: dict[tuple[str, str], tuple[float, float]] = {}

    def sums(of: frozenset[str], *changes: Other) -> tuple[float, float]:
        return totals(survey, {**answers, **dict(changes)} if changes else answers, live=live, of=of)

    def alone(other: Other) -> tuple[float, float]:
        """What one change adds; only what it touches is counted anew."""
        key = (other[0], repr(other[1]))
        if key not in known:
            old, new = sums(touched[other[0]]), sums(touched[other[0]], other)
            known[key] = (new[0] - old[0], new[1] - old[1])
        return known[key]

    def one(other: Other) -> int:
        more = alone(other)
        return cached(raw + more[0], mitigation + more[1])

    def two(left: Other, right: Other) -> int:
        """What both touch is counted twice, and so counted anew; everything else adds up."""
        first, second = alone(left), alone(right)
        parts = [(raw, mitigation), first, second]
        if both := touched[left[0]] & touched[right[0]]:
            parts += [sums(both), sums(both, left, right)]
            parts += [(-one, -other) for one, other in (sums(both, left), sums(both, right))]
        return cached(sum(part[0] for part in parts), sum(part[1] for part in parts))

    return search(others, cached(raw, mitigation), one, two)


def _others(question: Question, answers: Mapping[str, object]) -> list[object]:
    given = answers.get(question.name)
    values = [choice.value for choice in offered(question, answers)]
    if not question.many:
        return [value for value in values if value != given]
    ticked = list(given) if isinstance(given, list | tuple) else []
    found = [[item for item in values if (item in ticked) != (item == value)] for value in values]
    wanted = [*found, values, *([[]] if ticked else [])]
    return [item for place, item in enumerate(wanted) if item not in wanted[:place] and item != ticked]
