from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from itertools import combinations

import numpy as np
import pytest

from pia.matching import filter as filters
from pia.matching import product
from pia.matching.filter import NOTHING, UNTOLD, Filter
from pia.matching.forms import Form
from pia.matching.search import FilterOf
from pia.matching.single import FormAutomaton, Outcome
from tests.matching.forms_for_tests import encoded, spans

FORMS = [Form(r"\b\d{3}\b", 0), Form("(?:ab)+c", 0), Form("[a-f]{1,9}", 0, whole=True)]


def made(forms: list[Form], most_states: int = filters.MOST_STATES) -> Filter:
    return Filter([FormAutomaton(form) for form in forms], most_states)


def learnt(own: Filter, text: str) -> int:
    """The outcome of a text that the filter is taught."""
    outcomes = np.full(1, -7, dtype=np.int32)
    assert own.learn(encoded([text]), 0, outcomes) == 1
    return int(outcomes[0])


def test_the_first_outcomes_are_untold_and_nothing() -> None:
    outcomes = made(FORMS).outcomes
    assert set(outcomes[UNTOLD]) == {Outcome.SOMEWHERE}
    assert set(outcomes[NOTHING]) == {Outcome.NOWHERE}


def test_plain_words_are_harmless_where_forms_ask_for_digits() -> None:
    assert made(FORMS[:1]).harmless
    assert not made(FORMS).harmless


def test_a_table_that_is_full_is_begun_anew_and_not_for_ever() -> None:
    own = made(FORMS, most_states=4)
    told = [learnt(own, text) for text in ["12", "ab", "a1", "123"] * (3 * filters.MOST_RENEWALS)]
    assert UNTOLD not in told[:3]
    assert UNTOLD in told[-4:]


def test_many_cells_pay_for_many_renewals() -> None:
    own = made(FORMS, most_states=4)
    for text in ["12", "ab", "a1", "123"] * (3 * filters.MOST_RENEWALS):
        own.look(filters.CELLS_OF_A_RENEWAL)
        assert learnt(own, text) != UNTOLD


def test_a_text_that_fills_a_table_alone_is_not_told_and_the_next_one_is() -> None:
    own = made(FORMS, most_states=4)
    assert learnt(own, "ababababc") == UNTOLD
    number = learnt(own, "a")
    assert own.outcomes[number] == (Outcome.NOWHERE, Outcome.NOWHERE, Outcome.WHOLE)


def test_what_was_learnt_is_not_learnt_again() -> None:
    own = made(FORMS)
    outcome = learnt(own, "abab")
    before = own.tables[0].copy()
    assert learnt(own, "abab") == outcome
    assert (own.tables[0] == before).all()


def test_the_builder_gives_way_where_nothing_is_lacking() -> None:
    own, texts = made(FORMS), encoded(["a"] * 200)
    assert own.learn(texts, 0, np.zeros(200, dtype=np.int32)) == product.QUIET + 1


def test_many_sayings_and_states_find_room() -> None:
    letters = [chr(97 + place) for place in range(7)]
    own = made([Form(f"{letter}.*", 0) for letter in letters])
    texts = ["".join(some) for count in range(8) for some in combinations(letters, count)]
    numbers = [learnt(own, f"-{text}") for text in texts]
    assert [own.outcomes[number] for number in numbers] == [
        tuple(2 * (letter in text) for letter in letters) for text in texts
    ]
    assert len(own.outcomes) == 129


@pytest.mark.parametrize("most_states", [4, 20, filters.MOST_STATES])
def test_threads_that_share_a_filter_say_the_same(most_states: int) -> None:
    texts = [f"{word} {number}" for number in range(60) for word in ("ababc", "abc", "a1", "中", "123")]
    told = {text: tuple(spans(form, text) for form in FORMS) for text in texts}
    shared = FilterOf([FormAutomaton(form) for form in FORMS], most_states)
    orders = [texts[start:] + texts[:start] for start in range(0, 300, 20)]
    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(shared.run, map(encoded, orders)))
    for order, outcomes in zip(orders, together, strict=True):
        for text, number in zip(order, outcomes.tolist(), strict=True):
            for outcome, found in zip(shared.outcomes[number], told[text], strict=True):
                assert outcome is Outcome.SOMEWHERE or bool(found) is (outcome is Outcome.WHOLE)
    assert (UNTOLD in together[-1]) is (most_states == 4)
