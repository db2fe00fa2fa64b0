"""What a rule may say, and the words it may use."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import IntEnum, StrEnum
from typing import Any, Literal

from pia.model.interval import Interval
from pia.model.tailoring import Extension, Parameter, Period
from pia.model.text import Strict, Text

FactValue = bool | int | float | str | tuple[str, ...] | Interval


class FactType(StrEnum):
    """The type of a fact: what conditions may do with it."""

    BOOLEAN = "boolean"
    NUMBER = "number"
    CHOICE = "choice"
    CHOICES = "choices"


@dataclass(frozen=True, slots=True)
class Option(Strict):
    """One possible value of a choice.

    Attributes:
        value: What files and conditions write; never translated.
        label: What people read.
    """

    value: str
    label: Text


@dataclass(frozen=True, slots=True)
class FactDeclaration(Strict):
    """A fact that conditions may use.

    Attributes:
        name: Dotted name: `scan.` measured, `ans.` answered, `proj.` declared, `prev.` last approved.
        type: What it holds.
        label: How a rendered condition names it ("DPO was asked" / "已征求数据保护官意见").
        meaning: What exactly is measured or asked; for `ans.` the question as a person is asked it.
        unit: Unit of a number ("people", "days"); `None` for a bare count and for everything else.
        options: Possible values of a choice.
    """

    name: str
    type: FactType
    label: Text
    meaning: Text
    unit: Text | None = None
    options: tuple[Option, ...] = ()


@dataclass(frozen=True, slots=True)
class FactSheet(Strict):
    """All facts that conditions may use.

    Attributes:
        facts: The declarations; names differ.
    """

    facts: tuple[FactDeclaration, ...]


class RuleSeverity(IntEnum):
    """How grave a breach of a rule is: its legal weight, apart from the risk to a person."""

    LOW = 1
    MEDIUM = 2
    HIGH = 3
    CRITICAL = 4


class RiskSource(StrEnum):
    """Where a risk comes from (ISO/IEC 29134 6.4.4; CNIL: human internal, human external, non-human)."""

    ORGANISATION = "organisation"
    STAFF = "staff"
    RECIPIENT = "recipient"
    ATTACKER = "attacker"
    TECHNOLOGY = "technology"


class Dimension(StrEnum):
    """What a risk does to a person (GB/T 39335 annex D, with participation from the ethics checklist)."""

    AUTONOMY = "autonomy"
    DISCRIMINATION = "discrimination"
    REPUTATION = "reputation"
    PROPERTY = "property"
    PARTICIPATION = "participation"


@dataclass(frozen=True, slots=True)
class Reference(Strict):
    """Where the obligation stands.

    Attributes:
        law: Short name of the law or text.
        at: Article, paragraph, point.
    """

    law: str
    at: str

    def __str__(self) -> str:
        """`GDPR Art. 35(1)`."""
        return f"{self.law} {self.at}"


@dataclass(frozen=True, slots=True)
class RuleRisk(Strict):
    """The risk to people that a breach of the rule brings.

    Attributes:
        source: Where it comes from.
        event: What may happen.
        consequence: What that does to a person.
        impact: Severity for the person before adjustment, 1 (negligible) to 4 (maximum).
        likelihood: Likelihood before adjustment, 1 (negligible) to 4 (maximum).
        dims: What it touches.
    """

    source: RiskSource
    event: Text
    consequence: Text
    impact: int
    likelihood: int
    dims: tuple[Dimension, ...]


@dataclass(frozen=True, slots=True)
class RuleTest(Strict):
    """An example that proves a rule.

    Attributes:
        name: What the example shows.
        facts: Facts as a nested mapping (`{scan: {has: {health: true}}}`); a number may be `{min: 1, max: 5}`.
        expect: The verdict it must get.
        missing: For `unresolved`, the facts it must ask for.
    """

    name: str
    facts: Mapping[str, Any]
    expect: Literal["pass", "fail", "unresolved", "not_applicable"]
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rule(Strict):
    """One obligation, its conditions and what its breach means.

    Attributes:
        id: `regime.article.name`; never reused, never renamed.
        version: Raised when the meaning changes.
        title: The obligation, in our own words.
        refs: Where it stands.
        severity: Legal weight.
        bound: What decides it: the scan, the questionnaire, or both.
        applies_when: Condition under which it applies.
        satisfied_when: Condition under which it is met.
        risk: What its breach means to people.
        fix: What to do.
        tests: Examples: met, not met, unknown or not applicable.
        dpv: Terms of the W3C Data Privacy Vocabulary.
        waivable: False for prohibitions.
        verified: False where the text of the law itself was not checked.
        principle: The principle that the rule makes checkable; the title is its criterion.
        evidence: What shows an assessor whether it is met.
        good: What good looks like, beyond being met.
        in_force: The days on which the obligation binds; on others the rule only advises.
        replaces: Ids of retired rules that it stands for; in a pack that extends another, of that one's rules.
    """

    id: str
    version: int
    title: Text
    refs: tuple[Reference, ...]
    severity: Literal["low", "medium", "high", "critical"]
    bound: Literal["scan", "questionnaire", "mixed"]
    applies_when: str
    satisfied_when: str
    risk: RuleRisk
    fix: Text
    tests: tuple[RuleTest, ...]
    dpv: tuple[str, ...] = ()
    waivable: bool = True
    verified: bool = True
    principle: Text | None = None
    evidence: Text | None = None
    good: Text | None = None
    in_force: Period | None = None
    replaces: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RulePack(Strict):
    """A checklist: the rules of one regime.

    Attributes:
        id: Short name used in `deployment.yaml`.
        title: Its name.
        version: CalVer, `2026.11.0`.
        law_as_of: The state of the law it describes.
        jurisdictions: Where it applies; empty means everywhere.
        source: The text it paraphrases.
        owner: Who keeps it.
        rules: Its rules.
        facts: Questions that it adds to those of `rules/facts.yaml`; their names begin with `ans.`.
        in_force: The days on which the whole regime binds.
        review_by: The day by which its owner looks at it again.
        extends: Packs whose rules it takes over.
        parameters: Thresholds that a deployment or an extending pack may set.
    """

    id: str
    title: Text
    version: str
    law_as_of: date
    jurisdictions: tuple[str, ...]
    source: Text
    owner: str
    rules: tuple[Rule, ...]
    facts: tuple[FactDeclaration, ...] = ()
    in_force: Period | None = None
    review_by: date | None = None
    extends: tuple[Extension, ...] = ()
    parameters: tuple[Parameter, ...] = ()
