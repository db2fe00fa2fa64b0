"""What a pack must prove before it is shipped: citations, translations, examples, and conditions that can matter."""

from __future__ import annotations

from collections.abc import Mapping

from pia.assess.checked import CheckedRule, LoadedPack
from pia.assess.packs import flat_facts
from pia.assess.verdicts import missing_facts, outcome
from pia.errors import Problem
from pia.model.rule import FactDeclaration, FactType, FactValue, Interval, RuleTest
from pia.model.text import Text

_LEAST_TESTS = 3


def check_pack(pack: LoadedPack, facts: Mapping[str, FactDeclaration]) -> tuple[Problem, ...]:
    """Everything that keeps a pack from being trusted, in the order of the file."""
    return tuple(problem for checked in pack.rules for problem in _check_rule(checked, facts))


def _check_rule(checked: CheckedRule, facts: Mapping[str, FactDeclaration]) -> list[Problem]:
    return [
        Problem(checked.where, f"rule {checked.rule.id}: {what}", fix)
        for what, fix in (*_papers(checked), *_bound(checked), *_examples(checked, facts))
    ]


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
    found += [(f"'{key}' lacks a language", "Write en and zh.") for key, text in texts.items() if not _complete(text)]
    if not (1 <= rule.risk.impact <= 4 and 1 <= rule.risk.likelihood <= 4):
        found.append(("impact and likelihood are 1 to 4", "See docs/rules.md."))
    if not rule.risk.dims:
        found.append(("its risk touches nothing", "Name at least one of dims."))
    return found


def _complete(text: Text) -> bool:
    return bool(text.en.strip()) and any("\u4e00" <= character <= "\u9fff" for character in text.zh)


def _bound(checked: CheckedRule) -> list[tuple[str, str]]:
    """`bound` must name the kinds of facts that the conditions use."""
    names = {name for condition in (checked.applies, checked.satisfied) for name in condition.names}
    scanned = any(name.startswith("scan.") for name in names)
    told = any(not name.startswith("scan.") for name in names)
    actual = "mixed" if scanned and told else "scan" if scanned else "questionnaire"
    if checked.rule.bound != actual:
        return [(f"bound is '{checked.rule.bound}', its facts say '{actual}'", f"Write bound: {actual}.")]
    return []


def _examples(checked: CheckedRule, facts: Mapping[str, FactDeclaration]) -> list[tuple[str, str]]:
    tests = checked.rule.tests
    found = [problem for test in tests for problem in _example(checked, test, facts)]
    if len(tests) < _LEAST_TESTS:
        found.append((f"it has {len(tests)} examples, {_LEAST_TESTS} are the least", "Add tests."))
    verdicts = {test.expect for test in tests}
    absent = [verdict for verdict in ("pass", "fail") if verdict not in verdicts]
    if not verdicts & {"unresolved", "not_applicable"}:
        absent.append("unresolved or not_applicable")
    return found + [(f"no example expects {verdict}", "Add one.") for verdict in absent]


def _example(checked: CheckedRule, test: RuleTest, facts: Mapping[str, FactDeclaration]) -> list[tuple[str, str]]:
    values = flat_facts(test.facts)
    wrong = [
        (f"example '{test.name}': {what}", "See rules/facts.yaml.")
        for name, value in values.items()
        if (what := _misfit(name, value, facts))
    ]
    if wrong:
        return wrong
    verdict, applies, satisfied = outcome(checked, values)
    if verdict.value != test.expect:
        return [(f"example '{test.name}' expects {test.expect}, but the verdict is {verdict}", "Mend one of them.")]
    asked = missing_facts(verdict, applies, satisfied)
    if test.missing and tuple(sorted(test.missing)) != asked:
        return [(f"example '{test.name}' asks for {', '.join(asked)}", "Mend missing.")]
    return []


def _misfit(name: str, value: FactValue, facts: Mapping[str, FactDeclaration]) -> str:
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
