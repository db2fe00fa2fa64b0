"""Small surveys made at random, and every way of answering them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import chain, combinations, product
from typing import Any

from hypothesis import strategies as st

from pia.scoring._survey import Question, Survey, offered, shown

_ATOMS = (
    "{%s} = 'item1-1'",
    "{%s} contains 'item2-1'",
    "{%s} empty",
    "{%s} notempty",
    "{%s} anyof ['item1-1', 'item2-2']",
    "{%s} <> 'item2-2'",
    "!({%s} contains ['item3-1'])",
)


@st.composite
def surveys(draw: st.DrawFn) -> dict[str, Any]:
    """A survey of two to four questions; each may depend on those before it."""
    names = [f"q{place}" for place in range(draw(st.integers(2, 4)))]
    elements = []
    for place, name in enumerate(names):
        kind = draw(st.sampled_from(["radiogroup", "checkbox", "checkbox", "dropdown", "text"]))
        question: dict[str, Any] = {"type": kind, "name": name}
        if kind != "text":
            weights = draw(st.lists(st.integers(0, 3), min_size=1, max_size=3))
            question["choices"] = [{"value": f"item{at}-{weight}"} for at, weight in enumerate(weights, 1)]
        if place and draw(st.integers(0, 3)):
            question["visibleIf"] = draw(_conditions(names[:place]))
        if draw(st.integers(0, 5)) == 0:
            question["clearIfInvisible"] = "none"
        if place and kind != "text" and draw(st.booleans()) and draw(st.booleans()):
            question["choices"][0]["visibleIf"] = draw(_conditions(names[:place]))
        elements.append(question)
    panels: dict[str, list[dict[str, Any]]] = {"a-RS": [], "b-MS": [], "c": []}
    for question in draw(st.permutations(elements)):
        panels[draw(st.sampled_from(sorted(panels)))].append(question)
    return {
        "pages": [{"name": "p", "elements": [{"type": "panel", "name": n, "elements": e} for n, e in panels.items()]}]
    }


@st.composite
def _conditions(draw: st.DrawFn, names: list[str]) -> str:
    parts = draw(st.lists(st.tuples(st.sampled_from(_ATOMS), st.sampled_from(names)), min_size=1, max_size=2))
    return draw(st.sampled_from([" and ", " or "])).join(atom % name for atom, name in parts)


def options(question: Question) -> list[object]:
    """Every answer to a question; for free text those that the conditions tell apart."""
    if not question.choices:
        return ["other", "item1-1", "item2-1", "item2-2", "item3-1"]
    values = [choice.value for choice in question.choices]
    if not question.many:
        return list(values)
    return [list(some) for some in chain.from_iterable(combinations(values, size) for size in range(len(values) + 1))]


def completions(survey: Survey, given: Mapping[str, object]) -> Iterator[dict[str, object]]:
    """Every completed form: each visible question with options is answered, a hidden one may have been."""
    open_ = [question for name, question in survey.questions.items() if name not in given]
    for chosen in product(*([*options(question), None] for question in open_)):
        answers = {
            **given,
            **{q.name: value for q, value in zip(open_, chosen, strict=True) if value not in (None, [])},
        }
        if all(_fits(question, value, answers) for question, value in zip(open_, chosen, strict=True)):
            yield answers


def _fits(question: Question, value: object, answers: Mapping[str, object]) -> bool:
    if not question.choices or not shown(question, answers):
        return True
    on_offer = {choice.value for choice in offered(question, answers)}
    if isinstance(value, list):
        return set(value) <= on_offer
    return value in on_offer if on_offer and not question.many else value is None and not on_offer
