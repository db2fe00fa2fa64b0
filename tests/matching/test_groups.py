from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from pia.matching.forms import Form
from pia.matching.groups import FANOUT, grouped
from pia.matching.single import FormAutomaton

FORMS = [Form(f"{letter}+{digit}", 0) for letter in "ab" for digit in range(FANOUT)]


@settings(deadline=None)
@given(st.text("ab012", max_size=6))
def test_a_group_of_groups_says_what_its_forms_say(text: str) -> None:
    parts = [FormAutomaton(form) for form in FORMS]
    group = grouped([*parts, grouped(parts[:3])])
    number, own = 0, [0] * len(parts)
    for character in text:
        number = group.move(number, group.kind(tuple(bool(one.members(character)) for one in group.charsets)))
        for place, part in enumerate(parts):
            kind = tuple(bool(one.members(character)) for one in part.charsets)
            own[place] = part.move(own[place], part.kind(kind))
    expected = tuple(part.outcome(at) for part, at in zip(parts, own, strict=True))
    assert group.outcomes(number) == (*expected, *expected[:3])


def test_nothing_is_a_group_too() -> None:
    assert grouped([]).outcomes(0) == ()
