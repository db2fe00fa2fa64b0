from __future__ import annotations

import pytest

from pia.assess.checked import CheckedRule
from pia.assess.conditions import compile_condition
from pia.assess.reachable import TooManyStepsError, operand_column, unreachable
from pia.model.rule import FactType, Rule
from tests.assess.facts_for_tests import FACTS, declare

WORDS = FACTS | {"param.p": declare("param.p", FactType.NUMBER)}


def rule(applies: str, satisfied: str) -> CheckedRule:
    """A rule of which only the conditions matter here."""
    conditions = (compile_condition(applies, WORDS), compile_condition(satisfied, WORDS))
    return CheckedRule(Rule.__new__(Rule), *conditions, "r.yaml:1", defaults={"param.p": 3})


def told(applies: str, satisfied: str) -> list[str]:
    return list(unreachable(rule(applies, satisfied), WORDS))


@pytest.mark.parametrize(
    ("applies", "satisfied"),
    [
        ("true", 'ans.c == "yes"'),
        ("scan.a && scan.n >= 3", '!scan.b || ans.c in ["yes", "partly"]'),
        ("scan.n >= 3 && scan.n < 4", "scan.m == scan.n"),
        ("scan.n >= param.p || scan.a", "scan.b"),
        ('size(proj.d) > 1 && proj.d.exists(t, t == "ai")', "scan.a"),
        ('proj.d.all(t, t == "ai") && "ai" in proj.d', "!(scan.a || scan.b)"),
    ],
)
def test_conditions_whose_every_part_counts(applies: str, satisfied: str) -> None:
    assert told(applies, satisfied) == []


@pytest.mark.parametrize(
    ("applies", "satisfied", "what"),
    [
        ('ans.c == "yes" && ans.c == "no"', "scan.a", "applies_when contradicts itself: the rule can never apply"),
        ("scan.n < 0", "scan.a", "applies_when contradicts itself"),
        ("scan.n > param.p && scan.n < 3", "scan.a", "applies_when contradicts itself"),
        ("size(proj.d) > 3", "scan.a", "applies_when contradicts itself"),
        ("scan.a && scan.n > 2", "!scan.a && scan.b", "where it applies it can never be met"),
        ("scan.a", "scan.a || scan.b", "where it applies it is always met"),
        ("scan.n >= 0", "scan.n >= 0", "where it applies it is always met"),
        ("scan.a && scan.n >= 0", "scan.b", "applies_when: column 11: this part can never count"),
        ("scan.a", "scan.n > 5 && scan.n > 3", "satisfied_when: column 15: this part can never count"),
        ("scan.a", "scan.b || (scan.m > 3 && scan.b)", "satisfied_when: column 12: this part can never count"),
        ("scan.a", '!(scan.b && (ans.c == "yes" || ans.c != "yes"))', "satisfied_when: column 14"),
    ],
)
def test_what_can_never_happen_is_told(applies: str, satisfied: str, what: str) -> None:
    assert any(line.startswith(what) for line in told(applies, satisfied))


def test_the_search_gives_up_in_bounded_time_and_says_so() -> None:
    bounds = " && ".join(f"scan.n != {place}" for place in range(0, 120, 2))
    with pytest.raises(TooManyStepsError):
        told(f"scan.n < scan.m && scan.m < scan.n && {bounds}", "scan.a")


def test_an_operand_begins_where_its_text_begins() -> None:
    assert operand_column(compile_condition("  (scan.n > 3 || scan.a)", WORDS).tree) == 4
