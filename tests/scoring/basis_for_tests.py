"""Bases and answers for the models' tests."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

import pytest
from hypothesis import strategies as st

from pia.assess.packs import load_facts
from pia.errors import DocumentError
from pia.model.rule import FactDeclaration
from pia.model.score import Score
from pia.resources import resource
from pia.scoring import ScoringModel
from pia.scoring._sheet import Sheet


@cache
def facts() -> Mapping[str, FactDeclaration]:
    return load_facts(resource("rules") / "facts.yaml")


def score(model: ScoringModel, answers: object) -> Score:
    return model.score(model.read(answers, "answers.json", facts()))


def problems(model: ScoringModel, answers: object) -> list[str]:
    with pytest.raises(DocumentError) as caught:
        model.read(answers, "answers.json", facts())
    return [str(problem) for problem in caught.value.problems]


def said(model: Sheet, options: Mapping[str, str]) -> dict[str, object]:
    """Options as a file gives them, with a reason where one is demanded."""
    reasoned = {item.fact: item.reasoned for item in model.items}
    return {
        fact: {"value": option, "note": "because"} if option in reasoned[fact] else option
        for fact, option in options.items()
    }


def full(model: Sheet) -> st.SearchStrategy[dict[str, str]]:
    """Full sets of answers."""
    return st.fixed_dictionaries({item.fact: st.sampled_from(item.order) for item in model.items})


def check_monotone(model: Sheet, options: dict[str, str], fact: str) -> None:
    """A worse answer never lowers the step."""
    order = next(item.order for item in model.items if item.fact == fact)
    steps = [model.step({**options, fact: option}) for option in order]
    assert steps == sorted(steps)


def check_interval(model: Sheet, options: dict[str, str], kept: set[str]) -> None:
    """A completion never leaves the interval of what it completes, and both ends are reached."""
    partial = score(model, said(model, {fact: option for fact, option in options.items() if fact in kept}))
    assert partial.best is not None
    assert partial.worst is not None
    assert partial.best.value <= model.step(options) <= partial.worst.value
    assert partial.level == (partial.best if partial.best == partial.worst else None)
    ends = [
        model.step({item.fact: options[item.fact] if item.fact in kept else item.order[end] for item in model.items})
        for end in (0, -1)
    ]
    assert ends == [partial.best.value, partial.worst.value]


def check_flips(model: Sheet, options: dict[str, str]) -> None:
    """Each flip that is named flips, each other single answer does not, and no half of a pair does."""
    found = score(model, said(model, options))
    now = model.step(options)
    named = {(flip.changes[0].question, flip.changes[0].value): flip.level.value for flip in found.flips}
    for item in model.items:
        for option in item.order:
            step = model.step({**options, item.fact: option})
            assert named.get((item.fact, option), now) == step
    for flip in found.pairs:
        changed = {change.question: str(change.value) for change in flip.changes}
        assert len(changed) == 2
        assert model.step({**options, **changed}) == flip.level.value != now
        assert all(model.step({**options, name: option}) == now for name, option in changed.items())
    assert found.stable is (not named and not found.pair_count)
