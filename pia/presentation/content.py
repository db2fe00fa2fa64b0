"""An assessment -> what a report says: chosen, ordered and counted, still without layout."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from pia.model.assessment import Assessment
from pia.model.dataset import Input
from pia.model.finding import EntityCategory, Finding
from pia.model.recognition import RecognitionUse
from pia.model.reidentification import ReidentificationRisk
from pia.model.risk import Fact, Risk, RuleResult, Verdict
from pia.presentation.exposure import ExposureView
from pia.presentation.flow import data_flow
from pia.presentation.necessity import NecessityView
from pia.presentation.packs import PacksView, one_of_each
from pia.presentation.pictures import exposure_strip, linkage_graph, risk_map, size_curve
from pia.presentation.sayings import effect, what
from pia.presentation.scores import Comparison
from pia.presentation.words import Words

_GRAVE = ("high", "critical")
_WEIGHTS = ("critical", "high", "medium", "low")
_DECISIONS = 3
_PLACE = {"CCPA": "us", "GB/T 45574": "cn", "GB/T 35273": "cn"}


@dataclass(frozen=True, slots=True)
class DatasetView:
    """One dataset as the inventory shows it.

    Attributes:
        item: What was read.
        findings: Personal data in it, in the order of its columns.
        clean: Names of the columns without a finding.
        picture: Exposure strip as SVG.
    """

    item: Input
    findings: tuple[Finding, ...]
    clean: tuple[str, ...]
    picture: Markup


@dataclass(frozen=True, slots=True)
class LegalView:
    """What was found, under one article of one law.

    Attributes:
        law: Short name.
        at: Article.
        category: What it is there.
        special: Whether it is special or sensitive.
        verified: Whether the text was checked.
        kinds: Labels of the entity types found.
    """

    law: str
    at: str
    category: str
    special: bool
    verified: bool
    kinds: tuple[str, ...]


class Content:
    """What the templates ask for.

    Attributes:
        assessment: The assessment.
        words: The words of the report's language.
        exposure: Re-identification risks and linkage as rows of text.
        packs: Rules that do not bind yet, thresholds and practices.
    """

    def __init__(self, assessment: Assessment, words: Words) -> None:
        """Nothing is computed before it is asked for."""
        self.assessment, self.words = assessment, words
        self.exposure = ExposureView(words)
        self.packs = PacksView(assessment, words)
        self.categories: Mapping[str, EntityCategory] = {item.entity_type: item for item in assessment.categories}
        self._places = {finding: place for place, finding in enumerate(assessment.findings)}
        self._facts: Mapping[str, Fact] = {fact.name: fact for fact in assessment.facts}

    def verdict(self) -> str:
        """The key of the verdict's sentence; a rule with a waiver that holds does not decide it alone."""
        grave = [result for result in self.assessment.results if result.severity in _GRAVE]
        standing = {result.verdict for result in grave if not self.assessment.waiver_of(result)}
        decided = any(result.verdict is not Verdict.NOT_APPLICABLE for result in self.assessment.results)
        if Verdict.FAIL in standing:
            return "verdict_stop"
        if not all(use.honoured for use in self.assessment.waivers):
            return "verdict_void_waiver"
        if Verdict.UNRESOLVED in standing or self.assessment.not_examined or not decided:
            return "verdict_open"
        unmet = {Verdict.FAIL, Verdict.UNRESOLVED} & {result.verdict for result in grave}
        return "verdict_waived" if unmet else "verdict_go"

    def waived(self, rule: str) -> bool:
        """Whether a waiver of a rule holds."""
        return any(self.assessment.waiver_of(result) for result in self.assessment.results if result.rule == rule)

    def waiver_counts(self) -> str:
        """Waivers that hold and those that do not."""
        held = sum(use.honoured for use in self.assessment.waivers)
        return f"{held} / {len(self.assessment.waivers) - held}"

    def rule_title(self, rule: str) -> str:
        """The obligation of a rule; its id if it was not judged."""
        found = [result.title for result in self.assessment.results if result.rule == rule]
        return self.words.say(found[0]) if found else rule

    def rule_verdict(self, rule: str) -> str:
        """The verdict of a rule; empty if it was not judged."""
        return next((result.verdict.value for result in self.assessment.results if result.rule == rule), "")

    def decisions(self) -> tuple[tuple[str, str], ...]:
        """The things to decide first: what to do, and why; risks before questions, what is waived left out."""
        unmet, colon = self.words("not_met"), self.words("colon")
        own = one_of_each(self.assessment, [risk for risk in self.assessment.risks if not self.waived(risk.rule)])
        risks = [(self._fix(risk.rule), f"{unmet}{colon}{self.words.say(risk.title)}") for risk in own]
        questions = [
            (self.words.say(item.text), self.options(item.fact))
            for item in self.assessment.questions
            if not all(self.waived(rule) for rule in item.rules)
        ]
        return tuple((risks + questions)[:_DECISIONS])

    def _fix(self, rule: str) -> str:
        found = [result.fix for result in self.assessment.results if result.rule == rule]
        return self.words.say(found[0]) if found else ""

    def options(self, fact: str) -> str:
        """The possible answers to a question, as one text."""
        found = [question.options for question in self.assessment.questions if question.fact == fact]
        return " / ".join(f"{option.value} ({self.words.say(option.label)})" for options in found for option in options)

    def kinds(self) -> str:
        """The kinds of personal data found, gravest first, as one text."""
        found = Counter(finding.entity_type for finding in self.assessment.findings)
        ordered = sorted(found, key=lambda name: (-self.impact(name), name))
        return self.words.joined([self.label(name) for name in ordered])

    def label(self, entity_type: str) -> str:
        """An entity type as people name it."""
        category = self.categories.get(entity_type)
        return self.words.say(category.label) if category else entity_type

    def impact(self, entity_type: str) -> int:
        """Default severity of exposure, 1 to 4."""
        category = self.categories.get(entity_type)
        return category.impact if category else 1

    def fact(self, name: str) -> str:
        """A fact with its value, as one text; its bare name if the assessment does not hold it."""
        fact = self._facts.get(name)
        return f"{self.words.say(fact.label)}{self.words('colon')}{self.words.say(fact.text)}" if fact else name

    def fact_value(self, name: str) -> str:
        """The value of a fact; `unknown` if the assessment does not hold it."""
        fact = self._facts.get(name)
        return self.words.say(fact.text) if fact else self.words("unknown")

    def rests_on(self, name: str, most: int = 3) -> str:
        """The columns or declarations behind a fact, shortened."""
        because = self._facts[name].because if name in self._facts else ()
        shown = self.words.joined(list(because[:most])) if because else ""
        return f"{shown} (+{len(because) - most})" if len(because) > most else shown

    def counts(self) -> str:
        """Rules not met, open and met."""
        found = Counter(result.verdict for result in self.assessment.results)
        return " / ".join(str(found[verdict]) for verdict in (Verdict.FAIL, Verdict.UNRESOLVED, Verdict.PASS))

    def levels(self) -> str:
        """Residual risks per level, gravest first."""
        found = Counter(risk.residual_level.value for risk in self.assessment.risks)
        parts = [f"{self.words(f'level_{level}')} {found[level]}" for level in (4, 3, 2, 1) if found[level]]
        return self.words.joined(parts)

    def rows(self) -> int:
        """Rows read."""
        return sum(item.rows for item in self.assessment.inputs)

    def personal_columns(self) -> int:
        """Columns with personal data."""
        return len({finding.column for finding in self.assessment.findings})

    def all_columns(self) -> int:
        """Columns read."""
        return sum(len(item.columns) for item in self.assessment.inputs)

    def datasets(self) -> tuple[DatasetView, ...]:
        """The inventory."""
        return tuple(self._dataset(item) for item in self.assessment.inputs)

    def _dataset(self, item: Input) -> DatasetView:
        own = tuple(finding for finding in self.assessment.findings if finding.column.dataset == item.dataset)
        hit = {finding.column for finding in own}
        clean = tuple(column.column.name for column in item.columns if column.column not in hit)
        picture = exposure_strip(item, own, dict(self.categories), self.words)
        return DatasetView(item, own, clean, picture)

    def purposes(self, finding: Finding) -> str:
        """The purposes that name a column, as one text; empty if none does."""
        name = str(finding.column)
        found = [activity.purpose for activity in self.assessment.deployment.activities if name in activity.columns]
        return self.words.joined(found) if found else ""

    def place(self, finding: Finding) -> int:
        """Where a finding stands in the assessment, from 0."""
        return self._places[finding]

    def legal(self) -> tuple[LegalView, ...]:
        """The legal categories of what was found, special ones first."""
        kinds: dict[tuple[bool, str, str, str, bool], list[str]] = {}
        for category in self.assessment.categories:
            for item in category.legal:
                key = (not item.special, item.law, item.at, self.words.say(item.category), item.verified)
                if item.law != "DPV" and self._applies(item.law):
                    kinds.setdefault(key, []).append(self.words.say(category.label))
        return tuple(
            LegalView(law, at, name, not plain, verified, tuple(labels))
            for (plain, law, at, name, verified), labels in sorted(kinds.items())
        )

    def _applies(self, law: str) -> bool:
        """Whether a further law belongs to a jurisdiction of the deployment."""
        return law not in _PLACE or _PLACE[law] in self.assessment.deployment.jurisdictions

    def results(self, pack: str, *verdicts: str) -> tuple[RuleResult, ...]:
        """The rules of a pack with some verdicts, gravest first."""
        found = [item for item in self.assessment.results if item.pack == pack and item.verdict.value in verdicts]
        return tuple(sorted(found, key=lambda item: (_WEIGHTS.index(item.severity), item.rule)))

    def risk_map(self) -> Markup:
        """The risk map as SVG."""
        return risk_map(self.assessment.risks, self.words)

    def risk_cells(self) -> tuple[tuple[str, str, int, int], ...]:
        """The numbers of the risk map: severity, likelihood, risks before, risks after."""
        before = Counter((risk.severity.value, risk.likelihood.value) for risk in self.assessment.risks)
        after = Counter(
            (risk.residual_severity.value, risk.residual_likelihood.value) for risk in self.assessment.risks
        )
        cells = sorted({*before, *after}, reverse=True)
        return tuple((self.words(f"step_{s}"), self.words(f"step_{p}"), before[s, p], after[s, p]) for s, p in cells)

    def necessity(self) -> NecessityView | None:
        """The excess-and-lack meter; `None` if the assessment holds none."""
        meter = self.assessment.excess_and_lack
        return NecessityView(meter, self.words) if meter else None

    def scores(self) -> Comparison:
        """The scoring models side by side."""
        return Comparison(self.assessment.scores, self.words)

    def risk_facts(self, risk: Risk) -> Sequence[str]:
        """The known facts behind a risk."""
        return [name for name in risk.because if name in self._facts and self._facts[name].value is not None]

    def data_flow(self) -> Markup:
        """The data-flow diagram as SVG."""
        return data_flow(self.assessment.deployment, self.words)

    def saying(self, use: RecognitionUse) -> str:
        """What an allow list or an override says."""
        return what(use, self.words.language)

    def saying_effect(self, use: RecognitionUse) -> str:
        """What it changed, or why it did not hold."""
        return effect(use, self.words.language)

    def size_curve(self, risk: ReidentificationRisk) -> Markup:
        """The curve of class sizes as SVG."""
        return size_curve(risk, self.words)

    def linkage_graph(self) -> Markup:
        """The linkage graph as SVG; empty without links."""
        linkage = self.assessment.linkage
        return linkage_graph(linkage, self.words) if linkage and linkage.links else Markup()
