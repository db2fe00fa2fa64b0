"""What the rules made of the facts: verdicts, questions and risks."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum, StrEnum
from typing import Literal

from pia.model.deployment import Measure
from pia.model.rule import Dimension, FactValue, Reference, RiskSource
from pia.model.tailoring import Period
from pia.model.text import Strict, Text


class Verdict(StrEnum):
    """The outcome of one rule. Unresolved is never a pass."""

    PASS = "pass"  # noqa: S105 - a verdict, not a password
    FAIL = "fail"
    NOT_APPLICABLE = "not_applicable"
    UNRESOLVED = "unresolved"


class Likelihood(IntEnum):
    """How likely a risk is (CNIL, ISO/IEC 29134)."""

    NEGLIGIBLE = 1
    LIMITED = 2
    SIGNIFICANT = 3
    MAXIMUM = 4


class Severity(IntEnum):
    """How grave its consequence is for a person (CNIL, ISO/IEC 29134)."""

    NEGLIGIBLE = 1
    LIMITED = 2
    SIGNIFICANT = 3
    MAXIMUM = 4


class RiskLevel(IntEnum):
    """Likelihood and severity looked up together, never multiplied (GB/T 39335 annex D matrix)."""

    LOW = 1
    MEDIUM = 2
    HIGH = 3
    SEVERE = 4


@dataclass(frozen=True, slots=True)
class Fact(Strict):
    """A fact as it stood when the rules were evaluated.

    Attributes:
        name: Dotted name.
        label: Its name for people.
        value: The value; `None` is unknown.
        text: The value as a person reads it.
        because: What it rests on: columns, or the place of the declaration; never a value of a cell.
    """

    name: str
    label: Text
    value: FactValue | None
    text: Text
    because: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RuleResult(Strict):
    """The verdict of one rule, with the chain that led to it.

    Attributes:
        pack: Id of the pack.
        rule: Id of the rule.
        version: Version of the rule.
        title: The obligation.
        refs: Where it stands.
        severity: Legal weight.
        bound: What decides it.
        verdict: The outcome.
        applies: The condition "applies when" as a sentence.
        satisfied: The condition "met when" as a sentence.
        facts: Names of the facts that decided it.
        missing: Names of the unknown facts that keep it unresolved.
        fix: What to do.
        verified: Whether the text of the law was checked.
        in_force: The days on which it binds; `None` is always.
        advisory: What the verdict would be if it bound on the day of the assessment; `None` if it does.
    """

    pack: str
    rule: str
    version: int
    title: Text
    refs: tuple[Reference, ...]
    severity: Literal["low", "medium", "high", "critical"]
    bound: Literal["scan", "questionnaire", "mixed"]
    verdict: Verdict
    applies: Text
    satisfied: Text
    facts: tuple[str, ...]
    missing: tuple[str, ...]
    fix: Text
    verified: bool
    in_force: Period | None = None
    advisory: Verdict | None = None


@dataclass(frozen=True, slots=True)
class QuestionOption(Strict):
    """One possible answer.

    Attributes:
        value: What to write in `deployment.yaml`.
        label: What it means.
    """

    value: str
    label: Text


@dataclass(frozen=True, slots=True)
class Question(Strict):
    """An unknown fact, put to a person.

    Attributes:
        fact: Name of the fact.
        text: The question.
        options: Possible answers; empty where a scan or a declaration must settle it.
        rules: Ids of the unresolved rules that wait for it, gravest first.
        severity: Gravest severity among them.
        weight: How much its answer could change the result (see `pia/assess/questions.py`); 0 if not measured.
    """

    fact: str
    text: Text
    options: tuple[QuestionOption, ...]
    rules: tuple[str, ...]
    severity: Literal["low", "medium", "high", "critical"]
    weight: float = 0.0


@dataclass(frozen=True, slots=True)
class Adjustment(Strict):
    """One step by which a measured fact moved a risk.

    Attributes:
        axis: What moved.
        steps: By how many steps, -1 or +1.
        reason: Why.
        facts: The facts behind it.
    """

    axis: Literal["likelihood", "severity"]
    steps: int
    reason: Text
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Risk(Strict):
    """A risk to people that follows from a rule that is not met.

    Attributes:
        id: The rule's id with `risk.` before it.
        rule: Id of the rule.
        title: The obligation that is not met.
        refs: Where it stands.
        rule_severity: Legal weight of the rule.
        risk_source: Where the risk comes from.
        event: What may happen.
        consequence: What that does to a person.
        dims: What it touches.
        likelihood: Before measures, adjusted by measured facts.
        severity: Before measures, adjusted by measured facts.
        level: Before measures.
        adjustments: Why it moved from the rule's default.
        because: Names of the facts that raised it.
        measures: Measures that address it, planned ones included.
        residual_likelihood: With the measures that are in place.
        residual_severity: With the measures that are in place.
        residual_level: With the measures that are in place.
    """

    id: str
    rule: str
    title: Text
    refs: tuple[Reference, ...]
    rule_severity: Literal["low", "medium", "high", "critical"]
    risk_source: RiskSource
    event: Text
    consequence: Text
    dims: tuple[Dimension, ...]
    likelihood: Likelihood
    severity: Severity
    level: RiskLevel
    adjustments: tuple[Adjustment, ...]
    because: tuple[str, ...]
    measures: tuple[Measure, ...]
    residual_likelihood: Likelihood
    residual_severity: Severity
    residual_level: RiskLevel
