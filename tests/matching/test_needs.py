from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pia.matching.forms import Form
from pia.matching.needs import COUNTS, FIRST_HAN, HAN, KINDS, LAST_HAN, LENGTH, NOTHING, needs_of

DIGITS, LETTERS = 0, 1
EXPRESSIONS = (
    r"(?<![0-9A-Za-z])[1-9]\d{16}[0-9X](?![0-9A-Za-z])",
    r"[a-z]+@[a-z]+(?:\.[a-z]{2,4})+",
    r"(?:\+|00)[1-9](?:[ ().-]{0,2}\d){7,14}",
    r"\b(?:cat|[A-F]{2}-\d)\b",
    r"[京沪][A-Z]\d{5}",
    r"(?:[0-9a-f]{2}:){5}[0-9a-f]{2}|x*",
)


def test_the_shortest_way_counts() -> None:
    needs = needs_of(Form(r"(?:\d{3}|[a-z]{2}\d)-?@", 0))
    assert (needs.least[DIGITS], needs.least[LETTERS], needs.least[KINDS.index("@")]) == (1, 0, 1)
    assert (needs.least[LENGTH], needs.least[HAN]) == (4, 0)
    assert not needs.forbidden


def test_characters_that_only_a_set_beyond_ascii_has() -> None:
    assert needs_of(Form("[京沪][A-Z]", 0)).least[HAN] == 1
    assert needs_of(Form("[京沪A-Z]", 0)).least[HAN] == 0


def test_digits_that_a_form_asks_for_besides() -> None:
    assert needs_of(Form("[A-Z0-9]{5}", 0, digits=3)).least[DIGITS] == 3
    assert needs_of(Form(r"(a)(?<=\1b|c)", 0, digits=2)).least[DIGITS] == 2


def test_what_a_whole_text_must_not_hold() -> None:
    needs = needs_of(Form("[0-9]{2,4}", 0, whole=True))
    assert needs.longest == 4
    assert {KINDS[place] for place in needs.forbidden} == {*KINDS[1:]} - {" "}
    assert needs_of(Form("[0-9]+", 0, whole=True)).longest == NOTHING.longest


def test_nothing_is_known_of_what_no_automaton_can_say() -> None:
    assert needs_of(Form("(?P<a>x+)(?(a)y|z)", 0)) == NOTHING
    assert len(NOTHING.least) == COUNTS


@pytest.mark.parametrize("whole", [False, True])
@settings(max_examples=60, deadline=None)
@given(st.data())
def test_every_match_holds_what_is_needed(whole: bool, data: st.DataObject) -> None:
    expression = data.draw(st.sampled_from(EXPRESSIONS))
    text = data.draw(st.from_regex(expression, fullmatch=whole, alphabet=st.characters(max_codepoint=0xFFFF)))
    found = re.fullmatch(expression, text.strip()) if whole else next(re.finditer(expression, text), None)
    if found is None or not found.group():
        return
    needs = needs_of(Form(expression, 0, whole=whole))
    other = sum(ord(one) > 127 and not FIRST_HAN <= ord(one) <= LAST_HAN for one in text)
    counts = [sum(map(text.count, kind)) + other for kind in KINDS]
    counts += [len(text), sum(FIRST_HAN <= ord(one) <= LAST_HAN for one in text) + other]
    assert all(count >= least for count, least in zip(counts, needs.least, strict=True))
    assert len(text.strip()) <= needs.longest
    assert not any(one in text for place in needs.forbidden for one in KINDS[place])
