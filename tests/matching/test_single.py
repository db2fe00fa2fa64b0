from __future__ import annotations

import pytest

from pia.matching.forms import Form
from pia.matching.programs import UnsupportedError
from pia.matching.single import FormAutomaton, Outcome


def outcome(form: Form, text: str) -> Outcome:
    automaton = FormAutomaton(form)
    number = 0
    for character in text:
        kind = automaton.kind(tuple(bool(one.members(character)) for one in automaton.charsets))
        number = automaton.move(number, kind)
    assert automaton.outcomes(number) == (automaton.outcome(number),)
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
