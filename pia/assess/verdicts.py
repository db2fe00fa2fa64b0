"""Rules on facts -> verdicts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from pia.assess.checked import CheckedRule, LoadedPack
from pia.assess.conditions import Outcome
from pia.assess.sentences import sentence
from pia.model.risk import RuleResult, Verdict
from pia.model.rule import FactDeclaration, FactValue
from pia.model.tailoring import Period
from pia.model.text import Text


def judge(
    packs: Sequence[LoadedPack],
    facts: Mapping[str, FactDeclaration],
    values: Mapping[str, FactValue],
    today: date | None = None,
) -> tuple[RuleResult, ...]:
    """The verdict of every rule of every pack, in the order of the packs.

    Args:
        packs: The packs, with the values of their parameters.
        facts: The words rules may use.
        values: Known facts.
        today: The day that decides which rules bind; without it all do.
    """
    results: list[RuleResult] = []
    for loaded in packs:
        words, set_ = {**facts, **loaded.declarations}, loaded.values
        known = {**values, **set_}
        results += [_judge(loaded, checked, words, known, today) for checked in loaded.rules]
    return tuple(results)


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
    loaded: LoadedPack,
    checked: CheckedRule,
    words: Mapping[str, FactDeclaration],
    values: Mapping[str, FactValue],
    today: date | None,
) -> RuleResult:
    """A rule that does not bind on the day never fails and asks nothing; its verdict is only advice."""
    rule, period = checked.rule, checked.in_force
    verdict, applies, satisfied = outcome(checked, values)
    used = applies.used if verdict is Verdict.NOT_APPLICABLE else (*applies.used, *satisfied.used)
    binds = period is None or today is None or period.holds(today)
    when = sentence(checked.applies.tree, words, values)
    return RuleResult(
        pack=loaded.pack.id,
        rule=rule.id,
        version=rule.version,
        title=rule.title,
        refs=rule.refs,
        severity=rule.severity,
        bound=rule.bound,
        verdict=verdict if binds else Verdict.NOT_APPLICABLE,
        applies=when if period is None or today is None or binds else _not_binding(period, today, when),
        satisfied=sentence(checked.satisfied.tree, words, values),
        facts=tuple(sorted(name for name in set(used) if not name.startswith("param."))),
        missing=missing_facts(verdict, applies, satisfied) if binds else (),
        fix=rule.fix,
        verified=rule.verified,
        in_force=period,
        advisory=None if binds else verdict,
    )


def _not_binding(period: Period, today: date, when: Text) -> Text:
    """The condition "applies when" with the date that keeps the rule from binding before it."""
    if period.begins_after(today):
        return Text(
            f"not in force before {period.since}, advice only; {when.en}",
            f"自 {period.since} 起施行，目前仅供参考；{when.zh}",
        )
    return Text(
        f"not in force after {period.until}, advice only; {when.en}",
        f"施行至 {period.until} 为止，目前仅供参考；{when.zh}",
    )
