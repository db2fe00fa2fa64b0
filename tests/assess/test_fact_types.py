from __future__ import annotations

import pytest

from pia.assess.fact_types import ConditionTypeError, check
from pia.assess.grammar import parse
from tests.assess.facts_for_tests import FACTS


@pytest.mark.parametrize(
    "source",
    [
        "scan.a && !scan.b",
        'ans.c in ["yes", "no"] || ans.c != "partly"',
        '"cloud" in proj.d && size(proj.d) > 1',
        'proj.d.exists(t, t == "ai") || proj.d.all(t, t in ["ai", "iot"])',
        "scan.n >= 10000 && scan.n < scan.m && scan.a == true",
    ],
)
def test_well_typed(source: str) -> None:
    check(parse(source), FACTS)


@pytest.mark.parametrize(
    ("source", "what"),
    [
        ("scan.aa", "unknown fact 'scan.aa'"),
        ("scan.n", "a number stands where true or false should"),
        ('ans.c == "yess"', "'yess' is not an option of ans.c"),
        ('"clod" in proj.d', "'clod' is not an option of proj.d"),
        ('proj.d.exists(t, t == "x")', "'x' is not an option of proj.d"),
        ("ans.c == 1", "a text cannot be compared with a number"),
        ('ans.c < "yes"', "orders numbers"),
        ("scan.a in proj.d", "'in' wants a text and a list"),
        ("scan.a.exists(t, t == 'x')", "is no list"),
        ("size(scan.n) > 1", "is no list"),
        ("ans.c in []", "at least one"),
        ("ans.c in [1, 2]", "must hold texts"),
        ("proj.d == proj.d", "a list cannot be compared"),
        ('"yes"', "a text stands where"),
    ],
)
def test_ill_typed(source: str, what: str) -> None:
    with pytest.raises(ConditionTypeError) as caught:
        check(parse(source), FACTS)
    assert what in str(caught.value)


def test_all_problems_at_once_with_columns_and_hints() -> None:
    with pytest.raises(ConditionTypeError) as caught:
        check(parse('scan.aa && ans.c == "maybe" && nothing.like.it'), FACTS)
    first, second, third = caught.value.errors
    assert (first.column, first.fix) == (1, "Did you mean 'scan.a'?")
    assert (second.column, second.fix) == (18, "Options: no, partly, yes.")
    assert third.fix == "Known facts: none ..."
