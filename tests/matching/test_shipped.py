"""The forms that pia ships, on texts made from them; without web addresses, which no scan looks for."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pia import plugins
from pia.matching.forms import Form
from pia.matching.programs import UnsupportedError
from pia.matching.search import FilterOf, FinderOf
from pia.matching.single import FormAutomaton, Outcome
from pia.recognizers import Recognizer
from tests.matching.forms_for_tests import encoded, found_in, spans

SHELF: Mapping[str, Sequence[Recognizer]] = plugins.load_all("recognizers")
FORMS = sorted(
    {
        form
        for family in SHELF.values()
        for one in family
        if one.entity_type != "URL"
        for form in getattr(one, "forms", ())
    },
    key=lambda form: (form.expression, form.flags, form.whole, form.digits),
)


@cache
def finder(form: Form) -> FinderOf | None:
    try:
        return FinderOf(form)
    except UnsupportedError:
        return None


@cache
def filter_of(form: Form) -> FilterOf | None:
    try:
        return FilterOf([FormAutomaton(form)])
    except UnsupportedError:
        return None


@cache
def is_made_from(form: Form) -> bool:
    """Whether values can be made from a form: it is in the syntax of `re`."""
    try:
        re.compile(form.expression, form.flags & re.IGNORECASE)
    except re.error:
        return False
    return filter_of(form) is not None


@st.composite
def made_from_forms(draw: st.DrawFn) -> tuple[Form, list[str]]:
    form = draw(st.sampled_from(FORMS).filter(is_made_from))
    values = st.from_regex(re.compile(form.expression, form.flags & re.IGNORECASE), fullmatch=True)
    around = st.sampled_from(["", "", " ", "x", "0", "中", "-", "\n"])
    changed = st.tuples(values, st.integers(0, 30), st.sampled_from("0a-. 中")).map(
        lambda parts: parts[0][: parts[1]] + parts[2] + parts[0][parts[1] + 1 :]
    )
    texts = st.tuples(around, st.one_of(values, changed), around).map("".join)
    return form, draw(st.lists(texts, min_size=1, max_size=4))


@pytest.mark.slow
@settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
@given(made_from_forms())
def test_every_form_gives_what_its_engine_gives(made: tuple[Form, list[str]]) -> None:
    form, texts = made
    column = encoded(texts)
    filter_, own = filter_of(form), finder(form)
    assert filter_
    for text, number in zip(texts, filter_.run(column).tolist(), strict=True):
        (outcome,) = filter_.outcomes[number]
        found = spans(form, text)
        if outcome is not Outcome.SOMEWHERE:
            assert found == ([(0, len(text.encode()))] if outcome is Outcome.WHOLE else [])
    if own is not None and not form.digits:
        told = found_in(column, own.run(column, np.arange(len(texts))))
        assert all(found is None or found == spans(form, text) for text, found in zip(texts, told, strict=True))


@pytest.mark.slow
def test_automata_can_say_nearly_every_form() -> None:
    refused = [form.expression for form in FORMS if filter_of(form) is None]
    assert len(FORMS) > 150
    assert len(refused) < len(FORMS) / 50
