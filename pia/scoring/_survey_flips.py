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
    asked = frozenset().union(*(question.asks() for question in survey.questions.values()))
    touched = {
        name: frozenset(other for other, one in survey.questions.items() if name in one.asks()) | {name}
        for name in survey.questions
    }
    others = {
        question.name: found
        for question in survey.questions.values()
        if (question.scored or question.name in asked) and (live or shown(question, answers))
        if (found := _others(question, answers))
    }
    cached = cache(level)
    known: dict[tuple[str, str], tuple[float, float]] = {}

    def after(*changes: Other) -> tuple[float, float]:
        """The totals after some changes: only what they touch is counted anew."""
        anew = frozenset().union(*(touched[name] for name, _ in changes))
        old = totals(survey, answers, live=live, of=anew)
        new = totals(survey, {**answers, **dict(changes)}, live=live, of=anew)
        return raw + new[0] - old[0], mitigation + new[1] - old[1]

    def alone(other: Other) -> tuple[float, float]:
        key = (other[0], repr(other[1]))
        if key not in known:
            known[key] = after(other)
        return known[key]

    def one(other: Other) -> int:
        return cached(*alone(other))

    def two(left: Other, right: Other) -> int:
        if touched[left[0]] & touched[right[0]]:
            return cached(*after(left, right))
        first, second = alone(left), alone(right)
        return cached(first[0] + second[0] - raw, first[1] + second[1] - mitigation)

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
