from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from pia.matching import filter as filters
from pia.matching.filter import NOTHING, UNTOLD, Filter
from pia.matching.forms import Form
from pia.matching.groups import grouped
from pia.matching.search import FilterOf
from pia.matching.single import FormAutomaton, Outcome
from tests.matching.forms_for_tests import encoded, spans

FORMS = [Form(r"\b\d{3}\b", 0), Form("(?:ab)+c", 0), Form("[a-f]{1,9}", 0, whole=True)]


def made(forms: list[Form]) -> Filter:
    return Filter(grouped([FormAutomaton(form) for form in forms]), len(forms))


def walked(own: Filter, text: str) -> bool:
    """Whether a walker who asks for what the table lacks comes to the end of a text."""
    state = 0
    for place, character in enumerate(text):
        if not own.learn(text[place:], state):
            return False
        state = int(own.tables[0][state, own.alphabet.class_of(character)])
        if state == filters.MISSING:
            return walked(own, text)
    return True


def test_the_first_outcomes_are_untold_and_nothing() -> None:
    outcomes = made(FORMS).outcomes
    assert set(outcomes[UNTOLD]) == {Outcome.SOMEWHERE}
    assert set(outcomes[NOTHING]) == {Outcome.NOWHERE}


def test_plain_words_are_harmless_where_forms_ask_for_digits() -> None:
    assert made(FORMS[:1]).harmless
    assert not made(FORMS).harmless


def test_a_table_that_is_full_is_begun_anew_and_not_for_ever() -> None:
    own = Filter(grouped([FormAutomaton(form) for form in FORMS]), len(FORMS), most_states=4)
    learnt = [walked(own, text) for text in ["12", "ab", "a1", "123"] * (3 * filters.MOST_RENEWALS)]
    assert all(learnt[:4])
    assert not all(learnt[-4:])


def test_it_learns_up_to_what_is_there_and_knows_nothing_of_older_tables() -> None:
    own = made(FORMS)
    assert own.learn("abab", 0)
    before = own.tables[0].copy()
    assert own.learn("abab", 0)
    assert own.learn("ab", filters.MOST_STATES)
    assert (own.tables[0] == before).all()


@pytest.mark.parametrize("most_states", [4, 20, filters.MOST_STATES])
def test_threads_that_share_a_filter_say_the_same(most_states: int) -> None:
    texts = [f"{word} {number}" for number in range(60) for word in ("ababc", "abc", "a1", "中", "123")]
    told = {text: tuple(spans(form, text) for form in FORMS) for text in texts}
    shared = FilterOf([FormAutomaton(form) for form in FORMS], len(FORMS), most_states)
    orders = [texts[start:] + texts[:start] for start in range(0, 300, 20)]
    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(shared.run, map(encoded, orders)))
    for order, outcomes in zip(orders, together, strict=True):
        for text, number in zip(order, outcomes.tolist(), strict=True):
            for outcome, found in zip(shared.outcomes[number], told[text], strict=True):
                assert outcome is Outcome.SOMEWHERE or bool(found) is (outcome is Outcome.WHOLE)
    assert (UNTOLD in together[-1]) is (most_states == 4)
