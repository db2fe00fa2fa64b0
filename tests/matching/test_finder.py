from __future__ import annotations

import numpy as np
import pytest

from pia.matching.finder import Finder
from pia.matching.forms import Form
from pia.matching.programs import UnsupportedError
from pia.matching.search import FinderOf
from tests.matching.forms_for_tests import encoded


def test_forms_whose_matches_are_not_those_of_the_expression_are_refused() -> None:
    for form in (Form("a*", 0), Form("n (?P<value>a)", 0), Form("(?<=ab)c", 0)):
        with pytest.raises(UnsupportedError):
            Finder(form)
    assert Finder(Form("a*", 0, whole=True)).tables


def test_only_the_cells_asked_for_are_searched() -> None:
    column = encoded(["a中a", "b", "ba", "a"])
    spans = FinderOf(Form("a", 0)).run(column, np.array([0, 2]))
    assert spans.cells.tolist() == [0, 0, 2]
    assert (spans.starts.tolist(), spans.ends.tolist()) == ([0, 4, 7], [1, 5, 8])
    assert not len(spans.undecided)


def test_more_matches_than_there_is_room_for_at_first() -> None:
    assert len(FinderOf(Form("a", 0)).run(encoded(["a" * 1000]), np.array([0])).cells) == 1000


def test_what_only_a_later_character_decides_is_undecided() -> None:
    spans = FinderOf(Form("a(?!bc)", 0)).run(encoded(["abc", "ax"]), np.arange(2))
    assert spans.undecided.tolist() == [0]
    assert (spans.starts.tolist(), spans.ends.tolist()) == ([3], [4])
