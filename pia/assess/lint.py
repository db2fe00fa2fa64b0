"""What a pack must prove before it is shipped: citations, translations, examples, and conditions that can matter."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from pia.assess.checked import CheckedRule, LoadedPack
from pia.assess.packs import flat_facts
from pia.assess.reachable import TooManyStepsError, unreachable
from pia.assess.verdicts import missing_facts, outcome
from pia.errors import Problem
from pia.model.interval import Interval
from pia.model.levels import risk_level
from pia.model.risk import Likelihood, Severity
from pia.model.rule import FactDeclaration, FactType, FactValue, RuleTest
from pia.model.text import Text

_LEAST_TESTS = 3
_SEVERITIES = ("low", "medium", "high", "critical")
_MOST_STEPS_APART = 2
Facts = Mapping[str, FactDeclaration]


def check_pack(pack: LoadedPack, facts: Facts) -> tuple[Problem, ...]:
    """Everything that keeps a pack from being trusted, in the order of the file; rules taken over stand elsewhere."""
    words = {**facts, **pack.declarations}
    rules = [problem for checked in pack.own for problem in _check_rule(checked, words)]
    return (*_head(pack), *_idle_parameters(pack), *rules)


def warnings(pack: LoadedPack, facts: Facts, today: date) -> tuple[Problem, ...]:
    """What the owner of a pack should look at, and what does not keep it from being used."""
    own, words = pack.pack, {**facts, **pack.declarations}
    found: list[Problem] = []
    if own.review_by and own.review_by < today:
        found.append(Problem(pack.where, f"the pack '{own.id}' was to be reviewed by {own.review_by}", "Review it."))
    if own.in_force and not own.in_force.holds(today):
        found.append(Problem(pack.where, f"the pack '{own.id}' is not in force on {today}", "It only advises."))
    for checked in pack.own:
        what = _level_gap(checked) or ("" if _provable(checked, words) else "too intricate to be proven reachable")
        if what:
            found.append(Problem(checked.where, f"rule {checked.rule.id}: {what}", "Look at it again."))
    return tuple(found)


def _level_gap(checked: CheckedRule) -> str:
    """A legal weight that the risk to people is far from."""
    rule = checked.rule
    if not _in_range(checked):
        return ""
    level = risk_level(Likelihood(rule.risk.likelihood), Severity(rule.risk.impact))
    if abs(_SEVERITIES.index(rule.severity) + 1 - level) <= _MOST_STEPS_APART:
        return ""
    return f"its severity is {rule.severity}, but its risk to people {level.name.lower()}"


def _in_range(checked: CheckedRule) -> bool:
    return 1 <= checked.rule.risk.impact <= 4 and 1 <= checked.rule.risk.likelihood <= 4


def _provable(checked: CheckedRule, facts: Facts) -> bool:
    try:
        unreachable(checked, facts)
    except TooManyStepsError:
        return False
    return True


def _head(pack: LoadedPack) -> list[Problem]:
    """Texts of the pack, of its questions and of its parameters that lack a language."""
    own = pack.pack
    texts = {"title": own.title, "source": own.source}
    for fact in own.facts:
        texts |= {f"facts: {fact.name}: label": fact.label, f"facts: {fact.name}: meaning": fact.meaning}
        texts |= {f"facts: {fact.name}: {option.value}": option.label for option in fact.options}
    texts |= {f"parameters: {item.name}: label": item.label for item in own.parameters}
    lacking = [key for key, text in texts.items() if not _complete(text)]
    return [Problem(pack.where, f"'{key}' lacks a language", "Write en and zh.") for key in lacking]


def _idle_parameters(pack: LoadedPack) -> list[Problem]:
    used = frozenset[str]().union(*(item.applies.names | item.satisfied.names for item in pack.own))
    return [
        Problem(pack.where, f"the parameter '{item.name}' is used by no rule", "Use it, or remove it.")
        for item in pack.pack.parameters
        if f"param.{item.name}" not in used
    ]


def _check_rule(checked: CheckedRule, facts: Facts) -> list[Problem]:
    return [
        Problem(checked.where, f"rule {checked.rule.id}: {what}", fix)
        for what, fix in (*_papers(checked), *_bound(checked), *_reach(checked, facts), *_examples(checked, facts))
    ]


def _reach(checked: CheckedRule, facts: Facts) -> list[tuple[str, str]]:
    try:
        return [(what, "Mend the condition.") for what in unreachable(checked, facts)]
    except TooManyStepsError:
        return []


def _papers(checked: CheckedRule) -> list[tuple[str, str]]:
    rule = checked.rule
    found: list[tuple[str, str]] = []
    if not rule.refs or not all(ref.law.strip() and ref.at.strip() for ref in rule.refs):
        found.append(("it cites nothing", "Add refs with law and article."))
    texts = {
        "title": rule.title,
        "fix": rule.fix,
        "risk.event": rule.risk.event,
        "risk.consequence": rule.risk.consequence,
    }
    optional = {"principle": rule.principle, "evidence": rule.evidence, "good": rule.good}
    texts |= {key: text for key, text in optional.items() if text}
    found += [(f"'{key}' lacks a language", "Write en and zh.") for key, text in texts.items() if not _complete(text)]
    if not _in_range(checked):
        found.append(("impact and likelihood are 1 to 4", "See docs/rules.md."))
    if not rule.risk.dims:
        found.append(("its risk touches nothing", "Name at least one of dims."))
    return found


def _complete(text: Text) -> bool:
    return bool(text.en.strip()) and any("\u4e00" <= character <= "\u9fff" for character in text.zh)


def _bound(checked: CheckedRule) -> list[tuple[str, str]]:
    """`bound` must name the kinds of facts that the conditions use."""
    scanned = any(name.startswith("scan.") for name in checked.facts)
    told = any(not name.startswith("scan.") for name in checked.facts)
    actual = "mixed" if scanned and told else "scan" if scanned else "questionnaire"
    if checked.rule.bound != actual:
        return [(f"bound is '{checked.rule.bound}', its facts say '{actual}'", f"Write bound: {actual}.")]
    return []


def _examples(checked: CheckedRule, facts: Facts) -> list[tuple[str, str]]:
    tests = checked.rule.tests
    found = [problem for test in tests for problem in example_problems(checked, test, facts)]
    if len(tests) < _LEAST_TESTS:
        found.append((f"it has {len(tests)} examples, {_LEAST_TESTS} are the least", "Add tests."))
    verdicts = {test.expect for test in tests}
    absent = [verdict for verdict in ("pass", "fail") if verdict not in verdicts]
    if not verdicts & {"unresolved", "not_applicable"}:
        absent.append("unresolved or not_applicable")
    return found + [(f"no example expects {verdict}", "Add one.") for verdict in absent]


def example_problems(checked: CheckedRule, test: RuleTest, facts: Facts) -> list[tuple[str, str]]:
    """What is wrong with an example of a rule, and what to do; parameters have their defaults unless it sets them."""
    values = flat_facts(test.facts)
    wrong = [
        (f"example '{test.name}': {what}", "See rules/facts.yaml.")
        for name, value in values.items()
        if (what := _misfit(name, value, facts))
    ]
    if wrong:
        return wrong
    verdict, applies, satisfied = outcome(checked, {**checked.defaults, **values})
    if verdict.value != test.expect:
        return [(f"example '{test.name}' expects {test.expect}, but the verdict is {verdict}", "Mend one of them.")]
    asked = missing_facts(verdict, applies, satisfied)
    if test.missing and tuple(sorted(test.missing)) != asked:
        return [(f"example '{test.name}' asks for {', '.join(asked)}", "Mend missing.")]
    return []


def _misfit(name: str, value: FactValue, facts: Facts) -> str:
    """Why a value cannot be one of a fact; empty if it can."""
    declaration = facts.get(name)
    if declaration is None:
        return f"unknown fact '{name}'"
    options = {option.value for option in declaration.options}
    fits = {
        FactType.BOOLEAN: isinstance(value, bool),
        FactType.NUMBER: isinstance(value, int | float | Interval) and not isinstance(value, bool),
        FactType.CHOICE: value in options,
        FactType.CHOICES: isinstance(value, tuple) and set(value) <= options,
    }
    return "" if fits[declaration.type] else f"'{name}' cannot be that: it is a {declaration.type}"
