"""Mutates every condition of every shipped rule by one step, and counts the mutants that the rule's examples catch.

    python -m tests.mutate_rules [PACK-OR-RULE]

Prints the mutants that live and the score; ends with 1 if fewer than 95 % are caught.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from pia import pipeline
from pia.assess.checked import CheckedRule
from pia.assess.conditions import Condition, Values
from pia.assess.grammar import Comparison, Items, Junction, Node, Not, Quantifier
from pia.assess.packs import flat_facts
from pia.assess.reading import chosen_rules
from pia.assess.verdicts import missing_facts, outcome

LEAST_SCORE = 0.95
_OTHER_COMPARISONS = {
    "==": ("!=",),
    "!=": ("==",),
    "<": ("<=", ">="),
    "<=": ("<", ">"),
    ">": (">=", "<="),
    ">=": (">", "<"),
    "in": (),
}


@dataclass(frozen=True, slots=True)
class Mutant:
    """A rule with one thing wrong.

    Attributes:
        rule: The rule.
        what: Which condition, and at which column, differs.
    """

    rule: CheckedRule
    what: str


@dataclass(frozen=True, slots=True)
class Tally:
    """How many mutants there were, and which lived.

    Attributes:
        mutants: How many.
        alive: Rule and place of those that no example caught.
    """

    mutants: int
    alive: tuple[str, ...]

    @property
    def score(self) -> float:
        """The share that was caught."""
        return 1 - len(self.alive) / self.mutants if self.mutants else 1.0


def tally(rules: Iterable[CheckedRule]) -> Tally:
    """Every mutant of some rules, tried on the rule's own examples."""
    count, alive = 0, list[str]()
    for checked in rules:
        examples = tuple(_examples(checked))
        for mutant in mutants(checked):
            count += 1
            if _holds(mutant.rule, examples):
                alive.append(f"{checked.rule.id}: {mutant.what}")
    return Tally(count, tuple(alive))


def survives(checked: CheckedRule) -> bool:
    """Whether all examples of a rule come out as they say."""
    return _holds(checked, tuple(_examples(checked)))


_Example = tuple[Values, str, tuple[str, ...]]


def _examples(checked: CheckedRule) -> Iterator[_Example]:
    for test in checked.rule.tests:
        yield {**checked.defaults, **flat_facts(test.facts)}, test.expect, tuple(sorted(test.missing))


def _holds(checked: CheckedRule, examples: Sequence[_Example]) -> bool:
    for values, expect, missing in examples:
        verdict, applies, satisfied = outcome(checked, values)
        if verdict.value != expect or (missing and missing_facts(verdict, applies, satisfied) != missing):
            return False
    return True


def mutants(checked: CheckedRule) -> Iterator[Mutant]:
    """A rule with one step wrong in one of its conditions."""
    for place, tree in enumerate(mutated(checked.applies.tree)):
        yield Mutant(replace(checked, applies=Condition("", tree)), f"applies_when, mutant {place}")
    for place, tree in enumerate(mutated(checked.satisfied.tree)):
        yield Mutant(replace(checked, satisfied=Condition("", tree)), f"satisfied_when, mutant {place}")


def mutated(node: Node) -> Iterator[Node]:
    """The tree with one thing wrong: a swapped operator, a lost operand, a lost or added negation, a moved bound."""
    if isinstance(node, Junction):
        yield from _junctions(node)
    elif isinstance(node, Not):
        yield node.operand
        yield from (Not(mutant, node.column) for mutant in mutated(node.operand))
    else:
        yield Not(node, 1)
        if isinstance(node, Comparison):
            yield from _comparisons(node)
        elif isinstance(node, Quantifier):
            yield replace(node, kind="all" if node.kind == "exists" else "exists")
            yield from (replace(node, body=mutant) for mutant in mutated(node.body))


def _junctions(node: Junction) -> Iterator[Node]:
    yield replace(node, operator="||" if node.operator == "&&" else "&&")
    for place, operand in enumerate(node.operands):
        rest = (*node.operands[:place], *node.operands[place + 1 :])
        yield rest[0] if len(rest) == 1 else replace(node, operands=rest)
        for mutant in mutated(operand):
            yield replace(node, operands=(*node.operands[:place], mutant, *node.operands[place + 1 :]))


def _comparisons(node: Comparison) -> Iterator[Node]:
    for operator in _OTHER_COMPARISONS[node.operator]:
        yield replace(node, operator=operator)  # type: ignore[arg-type]
    if isinstance(node.right, Items) and len(node.right.items) > 1:
        for place in range(len(node.right.items)):
            fewer = (*node.right.items[:place], *node.right.items[place + 1 :])
            yield replace(node, right=replace(node.right, items=fewer))


def main(arguments: Sequence[str]) -> int:
    """Mutate the rules named, or all; the exit code."""
    packs = pipeline.rulebook().packs
    rules = [checked for pack in packs for checked in pack.own]
    if arguments:
        rules = [checked for name in arguments for checked in chosen_rules(packs, name)]
    found = tally(rules)
    lines = [*(f"alive: {name}" for name in found.alive), f"{found.mutants} mutants, {found.score:.1%} caught"]
    sys.stdout.write("\n".join(lines) + "\n")
    return 0 if found.score >= LEAST_SCORE else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
