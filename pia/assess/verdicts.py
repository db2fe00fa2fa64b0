"""Rules on facts -> verdicts, and unknown facts -> questions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pia.assess.conditions import Outcome
from pia.assess.packs import CheckedRule, LoadedPack
from pia.assess.sentences import sentence
from pia.model.risk import Question, QuestionOption, RuleResult, Verdict
from pia.model.rule import FactDeclaration, FactValue
from pia.model.text import Text

_SEVERITIES = ("low", "medium", "high", "critical")


def judge(
    packs: Sequence[LoadedPack], facts: Mapping[str, FactDeclaration], values: Mapping[str, FactValue]
) -> tuple[RuleResult, ...]:
    """The verdict of every rule of every pack, in the order of the packs."""
    return tuple(_judge(loaded.pack.id, checked, facts, values) for loaded in packs for checked in loaded.rules)


def outcome(checked: CheckedRule, values: Mapping[str, FactValue]) -> tuple[Verdict, Outcome, Outcome]:
    """The verdict of one rule, and what its two conditions came to.

    A rule that does not apply is not asked further. One that may apply fails only if it surely applies; it passes as
    soon as it is surely met.
    """
    applies, satisfied = checked.applies.evaluate(values), checked.satisfied.evaluate(values)
    if applies.value is False:
        return Verdict.NOT_APPLICABLE, applies, satisfied
    if satisfied.value is True:
        return Verdict.PASS, applies, satisfied
    if applies.value is True and satisfied.value is False:
        return Verdict.FAIL, applies, satisfied
    return Verdict.UNRESOLVED, applies, satisfied


def missing_facts(verdict: Verdict, applies: Outcome, satisfied: Outcome) -> tuple[str, ...]:
    """The unknown facts that keep a rule unresolved, in alphabetical order."""
    return tuple(sorted({*applies.missing, *satisfied.missing})) if verdict is Verdict.UNRESOLVED else ()


def _judge(
    pack: str, checked: CheckedRule, facts: Mapping[str, FactDeclaration], values: Mapping[str, FactValue]
) -> RuleResult:
    rule = checked.rule
    verdict, applies, satisfied = outcome(checked, values)
    used = applies.used if verdict is Verdict.NOT_APPLICABLE else (*applies.used, *satisfied.used)
    return RuleResult(
        pack=pack,
        rule=rule.id,
        version=rule.version,
        title=rule.title,
        refs=rule.refs,
        severity=rule.severity,
        bound=rule.bound,
        verdict=verdict,
        applies=sentence(checked.applies.tree, facts),
        satisfied=sentence(checked.satisfied.tree, facts),
        facts=tuple(sorted(set(used))),
        missing=missing_facts(verdict, applies, satisfied),
        fix=rule.fix,
        verified=rule.verified,
    )


def questions(results: Sequence[RuleResult], facts: Mapping[str, FactDeclaration]) -> tuple[Question, ...]:
    """One question per missing fact; what could change most comes first: severity, then number of waiting rules."""
    waiting: dict[str, list[RuleResult]] = {}
    for result in results:
        for name in result.missing:
            waiting.setdefault(name, []).append(result)
    asked = [_question(facts[name], rules) for name, rules in waiting.items()]
    return tuple(sorted(asked, key=lambda item: (-_SEVERITIES.index(item.severity), -len(item.rules), item.fact)))


def _question(declaration: FactDeclaration, rules: Sequence[RuleResult]) -> Question:
    gravest = sorted(rules, key=lambda result: (-_SEVERITIES.index(result.severity), result.rule))
    options = tuple(QuestionOption(option.value, option.label) for option in declaration.options)
    text = declaration.meaning if declaration.name.startswith("ans.") else _to_settle(declaration)
    return Question(
        fact=declaration.name,
        text=text,
        options=options if declaration.name.startswith("ans.") else (),
        rules=tuple(result.rule for result in gravest),
        severity=gravest[0].severity,
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
