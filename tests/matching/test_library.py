from __future__ import annotations

import hashlib
import os
import pickle
import re

import pytest

from pia.matching.forms import Form
from pia.matching.library import Library
from pia.matching.search import FilterOf
from pia.matching.single import Outcome
from tests.matching.forms_for_tests import encoded

DIGITS, WORD, UNSAYABLE = Form(r"\d{3}", 0), Form("ab+", int(re.IGNORECASE)), Form(r"(\w+) \1", 0)
TEXTS = ["123", "x 123", "ABB", "", "中ab", "12"]


def outcomes(library: Library, forms: list[Form]) -> list[tuple[Outcome, ...]]:
    filter_ = FilterOf(library.automata(forms))
    return [filter_.outcomes[number] for number in filter_.run(encoded(TEXTS))]


def test_what_was_kept_says_the_same() -> None:
    taught = Library()
    told = outcomes(taught, [DIGITS, WORD])
    assert outcomes(Library.loads(taught.dumps()), [DIGITS, WORD]) == told
    assert (Outcome.WHOLE, Outcome.NOWHERE) in told


def test_forms_that_no_automaton_says_have_none() -> None:
    library = Library()
    assert library.automaton(UNSAYABLE) is None
    assert library.automata([DIGITS, UNSAYABLE]) == []
    assert Library.loads(library.dumps()).automaton(UNSAYABLE) is None


@pytest.mark.parametrize("damage", [b"", b"\0" * 32, Library().dumps()[:-1], Library().dumps() + b"x"])
def test_what_is_damaged_is_refused(damage: bytes) -> None:
    with pytest.raises(ValueError, match="damaged"):
        Library.loads(damage)


class Hostile:
    def __reduce__(self) -> tuple[object, tuple[str]]:
        return os.system, ("exit 1",)


class Reaching:
    """Pickled as some versions of Python pickle members of enumerations, but for something else."""

    def __init__(self, kind: object) -> None:
        self.kind = kind

    def __reduce__(self) -> tuple[object, tuple[object, str]]:
        return getattr, (self.kind, "__class__")


def test_a_member_of_an_enumeration_is_read_as_any_python_wrote_it() -> None:
    class ByName:
        def __reduce__(self) -> tuple[object, tuple[object, str]]:
            return getattr, (Outcome, "WHOLE")

    payload = pickle.dumps([(ByName(), None)])
    library = Library.loads(hashlib.sha256(payload).digest() + payload)
    assert repr(list(library._automata)) == repr([Outcome.WHOLE])


@pytest.mark.parametrize("content", [Hostile(), Reaching(Outcome), Reaching("x"), 7, {"a": b""}, [(1, 2, 3)]])
def test_what_is_no_automaton_is_refused_before_it_is_built(content: object) -> None:
    payload = pickle.dumps(content)
    with pytest.raises(ValueError, match="no automata"):
        Library.loads(hashlib.sha256(payload).digest() + payload)
