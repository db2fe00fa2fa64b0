from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from pia.assess.column_chain import column_lines, column_name
from pia.errors import PiaError
from pia.model.assessment import Assessment
from pia.model.dataset import Column
from pia.model.text import Language

Assessed = Callable[[str], Assessment]


def test_a_column_is_named_with_its_place() -> None:
    assert column_name(Column("a", "", "b")) == "a::b"
    assert column_name(Column("a", "sheet", "b.c")) == "a/sheet::b.c"


def test_what_was_found_and_what_it_is_needed_for(assessed: Assessed) -> None:
    lines = list(column_lines(assessed("floating-population"), "floating-population::备注", Language.ZH))
    assert lines[0] == "floating-population::备注"
    assert lines[1].startswith("  公民身份号码  146/804  1.00  [china.resident_id]")
    assert "单元格" in lines[2]
    assert lines[-1] == "  没有任何目的列出该字段"


def test_a_column_without_a_finding(assessed: Assessed) -> None:
    assert list(column_lines(assessed("air-quality"), "measurements::pm25", Language.EN)) == [
        "measurements::pm25",
        "  no personal data found",
    ]
    older = replace(assessed("air-quality"), excess_and_lack=None)
    assert len(list(column_lines(older, "measurements::pm25", Language.EN))) == 2


@pytest.mark.parametrize(
    ("name", "near"),
    [("measurements::pm26", "measurements::pm25"), ("gdpr.32.securty", "gdpr.32.security"), ("?", "::")],
)
def test_what_is_neither_a_rule_nor_a_column_gets_the_nearest_names(assessed: Assessed, name: str, near: str) -> None:
    with pytest.raises(PiaError) as caught:
        list(column_lines(assessed("air-quality"), name, Language.EN))
    (problem,) = caught.value.problems
    assert near in problem.fix
