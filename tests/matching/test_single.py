from __future__ import annotations

import pickle

import pytest

from pia.matching.forms import Form
from pia.matching.programs import UnsupportedError
from pia.matching.single import FormAutomaton, Outcome, grown


def outcome(form: Form, text: str) -> Outcome:
    automaton = FormAutomaton(form)
    number = 0
    for character in text:
        kind = automaton.kind(tuple(bool(one.members(character)) for one in automaton.charsets))
        number = automaton.move(number, kind)
    assert automaton.outcome(number) is automaton.outcome(number)
    return automaton.outcome(number)


@pytest.mark.parametrize(
    ("form", "text", "expected"),
    [
        (Form("ab+", 0), "", Outcome.NOWHERE),
        (Form("ab+", 0), "abb", Outcome.WHOLE),
        (Form("ab+?", 0), "abb", Outcome.SOMEWHERE),
        (Form("ab+", 0), "xab", Outcome.SOMEWHERE),
        (Form("ab+", 0), "aca", Outcome.NOWHERE),
        (Form("a*", 0), "", Outcome.NOWHERE),
        (Form("a*", 0, whole=True), " ", Outcome.WHOLE),
        (Form("a b", 0, whole=True), " a b\n", Outcome.WHOLE),
        (Form("a b", 0, whole=True), "a b c", Outcome.NOWHERE),
        (Form(r"\d+", 0, digits=3), "12", Outcome.NOWHERE),
        (Form(r"\d+", 0, digits=3), "123", Outcome.WHOLE),
        (Form(r"(?<=no\. )\d+", 0), "no. 12", Outcome.SOMEWHERE),
        (Form(r"no: (?P<value>\d+)", 0), "no: 12", Outcome.SOMEWHERE),
        (Form(r"\d(?=a|\b)", 0), "0", Outcome.WHOLE),
        (Form(r"\B", 0, whole=True), "", Outcome.NOWHERE),
    ],
)
def test_what_a_form_says(form: Form, text: str, expected: Outcome) -> None:
    assert outcome(form, text) is expected


def test_what_cannot_be_said_is_refused() -> None:
    with pytest.raises(UnsupportedError):
        FormAutomaton(Form(r"(\w+) \1", 0))


def test_what_was_learnt_survives_being_kept() -> None:
    automaton = FormAutomaton(Form("ab+", 0))
    kinds = [automaton.kind(tuple(bool(one.members(letter)) for one in automaton.charsets)) for letter in "abc"]
    numbers = [0]
    for kind in (kinds * 9)[:20]:
        numbers.append(automaton.move(numbers[-1], kind))
    told = [automaton.outcome(number) for number in numbers]
    again = pickle.loads(pickle.dumps(automaton))  # noqa: S301 - made on this line
    assert (again.table == automaton.table).all()
    assert [again.outcome(number) for number in numbers] == told
    assert again.move(0, kinds[2]) == automaton.move(0, kinds[2])


def test_tables_grow_by_doubling() -> None:
    assert [grown(8, wanted) for wanted in (0, 8, 9, 33)] == [8, 8, 16, 64]
