from __future__ import annotations

import re._parser as parser

import pytest

from pia.matching.forms import Form
from pia.matching.programs import UnsupportedError
from pia.matching.references import without_references
from pia.matching.single import Outcome
from tests.matching.test_single import outcome


def test_a_reference_to_one_of_few_characters_is_written_out() -> None:
    form = Form(r"\d([-.])\d\1\d", 0)
    assert outcome(form, "1-2-3") is Outcome.WHOLE
    assert outcome(form, "1.2.3") is Outcome.WHOLE
    assert outcome(form, "1-2.3") is Outcome.NOWHERE


def test_a_tree_without_references_is_left_as_it_is() -> None:
    items = list(parser.parse("a(b|c)d"))
    assert without_references(items) == items


@pytest.mark.parametrize("expression", [r"(\w)\1", r"([a-e])\1", r"(ab)\1", r"([abcde])\1"])
def test_other_references_are_refused(expression: str) -> None:
    with pytest.raises(UnsupportedError):
        without_references(list(parser.parse(expression)))
