from __future__ import annotations

import re

import regex

from pia.matching.programs import Charset, engine_of


def test_the_members_of_a_set_are_those_of_its_engine() -> None:
    assert Charset("[k]", int(re.IGNORECASE), "re").members("xkK\u212a") == {1, 2, 3}
    assert Charset("[k]", 0, "re").members("xkK\u212a") == {1}
    assert Charset(".", int(regex.DOTALL), "regex").members("a\n") == {0, 1}


def test_engines_by_name() -> None:
    assert (engine_of("re"), engine_of("regex")) == (re, regex)
