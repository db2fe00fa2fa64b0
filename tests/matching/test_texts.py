from __future__ import annotations

from pia.matching.texts import Texts
from tests.matching.forms_for_tests import encoded


def test_a_cell_lies_between_two_offsets() -> None:
    data, offsets = Texts(*encoded(["a", "", "中b"]))
    assert [data[offsets[cell] : offsets[cell + 1]].tobytes().decode() for cell in range(3)] == ["a", "", "中b"]
