from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings

from pia.matching.filter import NOTHING
from pia.matching.forms import Form
from pia.matching.programs import UnsupportedError
from pia.matching.search import FilterOf, FinderOf
from pia.matching.single import FormAutomaton, Outcome
from tests.matching.forms_for_tests import FORMS, TEXTS, encoded, found_in, spans


def agrees(outcome: Outcome, form: Form, text: str) -> bool:
    found = spans(form, text)
    if outcome is Outcome.NOWHERE:
        return not found
    return outcome is Outcome.SOMEWHERE or found == [(0, len(text.encode()))]


@pytest.mark.slow
@settings(max_examples=150, deadline=None)
@given(FORMS, TEXTS)
def test_a_filter_says_nothing_untrue(form: Form, texts: list[str]) -> None:
    try:
        automaton = FormAutomaton(form)
    except UnsupportedError:
        return
    filter_ = FilterOf([automaton])
    for text, number in zip(texts, filter_.run(encoded(texts)).tolist(), strict=True):
        (outcome,) = filter_.outcomes[number]
        assert agrees(outcome, form, text)
        assert (outcome is Outcome.NOWHERE) is (number == NOTHING)


@pytest.mark.slow
@settings(max_examples=150, deadline=None)
@given(FORMS, TEXTS)
def test_a_finder_gives_the_spans_of_the_backtracking_matcher(form: Form, texts: list[str]) -> None:
    try:
        finder = FinderOf(form)
    except UnsupportedError:
        return
    column = encoded(texts)
    told = found_in(column, finder.run(column, np.arange(len(texts))))
    for text, found in zip(texts, told, strict=True):
        assert found is None or form.digits or found == spans(form, text)
