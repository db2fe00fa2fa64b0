"""The examples of rules, run: what each rule's examples say."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pia.assess.checked import CheckedRule, LoadedPack
from pia.assess.lint import example_problems
from pia.assess.reading import chosen_rules
from pia.errors import Problem
from pia.model.rule import FactDeclaration


@dataclass(frozen=True, slots=True)
class Trial:
    """How the examples of one rule came out.

    Attributes:
        rule: Id of the rule.
        examples: How many it has.
        problems: What is wrong with those that did not come out as they say.
    """

    rule: str
    examples: int
    problems: tuple[Problem, ...]

    @property
    def line(self) -> str:
        """One line: whether all came out, the rule, how many did."""
        return (
            f"{'FAIL' if self.problems else 'ok':4}  {self.rule}  {self.examples - len(self.problems)}/{self.examples}"
        )


def trials(
    packs: Sequence[LoadedPack], facts: Mapping[str, FactDeclaration], name: str | None = None
) -> tuple[Trial, ...]:
    """The examples of every rule, or of a rule or pack by its name, each where the rule stands.

    Raises:
        RuleError: There is neither a rule nor a pack of that name.
    """
    words = {pack.pack.id: {**facts, **pack.declarations} for pack in packs}
    rules = chosen_rules(packs, name) if name else [checked for pack in packs for checked in pack.own]
    return tuple(_trial(checked, words[checked.pack]) for checked in rules)


def _trial(checked: CheckedRule, facts: Mapping[str, FactDeclaration]) -> Trial:
    rule = checked.rule
    wrong = [found for test in rule.tests for found in example_problems(checked, test, facts)[:1]]
    problems = tuple(Problem(checked.where, f"rule {rule.id}: {what}", fix) for what, fix in wrong)
    return Trial(rule.id, len(rule.tests), problems)
