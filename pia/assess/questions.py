"""Unknown facts -> questions, in the order of how much their answer could change the result.

The weight of a question is the sum, over the rules that wait for it, of the weight of the rule's severity (low 1,
medium 4, high 16, critical 64) times the mean of two shares: the share of possible answers that decide the rule at
once, and 1 over the number of facts the rule waits for. So a rule counts in full if it waits for this fact alone and
any answer decides it, and four rules weigh as much as one of the next severity. Equal weights go by severity, then by
the number of waiting rules, then by name.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pia.assess.checked import CheckedRule, LoadedPack
from pia.assess.domains import possible_values
from pia.assess.verdicts import outcome
from pia.model.risk import Question, QuestionOption, RuleResult, Verdict
from pia.model.rule import FactDeclaration, FactValue
from pia.model.text import Text

_SEVERITIES = ("low", "medium", "high", "critical")
_WEIGHTS = {name: 4**place for place, name in enumerate(_SEVERITIES)}


def questions(
    results: Sequence[RuleResult],
    facts: Mapping[str, FactDeclaration],
    packs: Sequence[LoadedPack],
    values: Mapping[str, FactValue],
) -> tuple[Question, ...]:
    """One question per missing fact; what could change most comes first.

    Args:
        results: Verdicts.
        facts: The words rules may use.
        packs: The packs the verdicts come from.
        values: Known facts.
    """
    known = {pack.pack.id: {**values, **pack.values} for pack in packs}
    rules = {(pack.pack.id, checked.rule.id): checked for pack in packs for checked in pack.rules}
    waiting: dict[str, list[tuple[RuleResult, float]]] = {}
    for result in results:
        for name in result.missing:
            share = _share(facts[name], rules[result.pack, result.rule], known[result.pack])
            weight = _WEIGHTS[result.severity] * (share + 1 / len(result.missing)) / 2
            waiting.setdefault(name, []).append((result, weight))
    asked = [_question(facts[name], found) for name, found in waiting.items()]
    return tuple(
        sorted(asked, key=lambda item: (-item.weight, -_SEVERITIES.index(item.severity), -len(item.rules), item.fact))
    )


def _share(declaration: FactDeclaration, checked: CheckedRule, values: Mapping[str, FactValue]) -> float:
    """The share of possible answers that decide a rule, everything else as it is."""
    answers = possible_values(declaration, (checked.applies.tree, checked.satisfied.tree), values)
    decided = [
        outcome(checked, {**values, declaration.name: answer})[0] is not Verdict.UNRESOLVED for answer in answers
    ]
    return sum(decided) / len(decided)


def _question(declaration: FactDeclaration, waiting: Sequence[tuple[RuleResult, float]]) -> Question:
    rules = [result for result, _ in waiting]
    gravest = sorted(rules, key=lambda result: (-_SEVERITIES.index(result.severity), result.rule))
    options = tuple(QuestionOption(option.value, option.label) for option in declaration.options)
    text = declaration.meaning if declaration.name.startswith("ans.") else _to_settle(declaration)
    return Question(
        fact=declaration.name,
        text=text,
        options=options if declaration.name.startswith("ans.") else (),
        rules=tuple(result.rule for result in gravest),
        severity=gravest[0].severity,
        weight=round(sum(weight for _, weight in waiting), 2),
    )


def _to_settle(declaration: FactDeclaration) -> Text:
    """What to do about a fact that no answer settles."""
    if declaration.name.startswith("scan."):
        return Text(
            f"The scan could not tell: {declaration.label.en}. Make the data listed under 'Not examined' readable.",
            f"扫描无法判定：{declaration.label.zh}。请使“未检查”一节所列数据可读。",
        )
    return Text(
        f"Not declared in deployment.yaml: {declaration.label.en}.",
        f"deployment.yaml 中未申明：{declaration.label.zh}。",
    )
