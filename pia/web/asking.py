"""The questions of a step: why each is asked, what was measured, and what its answers would change."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from pia import documents
from pia.assess.checked import CheckedRule
from pia.assess.verdicts import outcome
from pia.judging import Rulebook
from pia.model.assessment import Assessment
from pia.model.deployment import Answer, AnswerValue
from pia.model.risk import Fact, RuleResult, Verdict
from pia.model.rule import FactDeclaration, FactValue
from pia.model.score import Part
from pia.resources import resource

PREFIX = "ans."
_ELSEWHERE = "necessity"
_WEIGHTS = ("critical", "high", "medium", "low")


@dataclass(frozen=True, slots=True)
class Effect:
    """What one answer would change, every other one as it is saved now, assessed or not.

    Attributes:
        value: The answer.
        met: Rules that it makes met or not applicable.
        failed: Rules that it breaks.
        opened: Rules that it leaves open, or opens.
    """

    value: str
    met: int
    failed: int
    opened: int


@dataclass(frozen=True, slots=True)
class Asked:
    """One question.

    Attributes:
        name: The fact without `ans.`.
        declaration: What is asked, and the possible answers.
        rules: The rules that use it, gravest first.
        waiting: Whether one of them waits for it.
        weight: How much its answer could change the result; 0 if nothing waits.
        measured: What was measured of the same matter: facts of these rules.
        parts: What scoring models measured for this very question.
        effects: What each answer would change; none if the rules at hand are not those of the assessment.
        answer: The answer there is; `None` if there is none.
    """

    name: str
    declaration: FactDeclaration
    rules: tuple[RuleResult, ...]
    waiting: bool
    weight: float
    measured: tuple[Fact, ...]
    parts: tuple[Part, ...]
    effects: tuple[Effect, ...]
    answer: Answer | None

    @property
    def open(self) -> bool:
        """Whether there is no answer, or the honest one that it is not known."""
        return self.answer is None or self.answer.value == "dont_know"


@cache
def _steps() -> Mapping[str, tuple[str, ...]]:
    return documents.load(resource("report_templates") / "web" / "steps.yaml", dict[str, tuple[str, ...]]).value


def step_of(name: str) -> str:
    """The step on which a question is asked.

    >>> step_of("cnil_loss_severity_before"), step_of("dpo_consulted"), step_of("of_a_pack_of_ones_own")
    ('risks', 'consultation', 'necessity')
    """
    for step, names in _steps().items():
        if any(name == own or (own.endswith("*") and name.startswith(own[:-1])) for own in names):
            return step
    return _ELSEWHERE


def open_by_step(assessment: Assessment) -> dict[str, int]:
    """How many questions are open on each step; those that only a scan or a declaration settles are not asked."""
    found: dict[str, int] = {}
    for question in assessment.questions:
        if question.fact.startswith(PREFIX):
            step = step_of(question.fact.removeprefix(PREFIX))
            found[step] = found.get(step, 0) + 1
    return found


def asked(
    assessment: Assessment, answers: Mapping[str, AnswerValue | Answer], book: Rulebook, step: str
) -> tuple[Asked, ...]:
    """The questions of a step that matter to this deployment, what could change most first, answered ones last.

    Args:
        assessment: What the deployment came to.
        answers: The answers as the file has them now.
        book: The rules and facts at hand.
        step: The step.
    """
    return _Asking(assessment, answers, book).step(step)


class _Asking:
    """One assessment, looked through once."""

    def __init__(self, assessment: Assessment, answers: Mapping[str, AnswerValue | Answer], book: Rulebook) -> None:
        self.assessment, self.answers, self.book = assessment, answers, book
        self.facts = {fact.name: fact for fact in assessment.facts}
        self.values: dict[str, FactValue] = {
            fact.name: fact.value for fact in assessment.facts if fact.value is not None
        }
        said = {name: given.value if isinstance(given, Answer) else given for name, given in answers.items()}
        self.values |= {PREFIX + name: value for name, value in said.items() if value != "dont_know"}
        self.weights = {item.fact: item.weight for item in assessment.questions}
        same = {pack.id: pack.sha256 for pack in assessment.packs}
        packs = [pack for pack in book.packs if same.get(pack.pack.id) == pack.sha256]
        self.checked = {(pack.pack.id, one.rule.id): one for pack in packs for one in pack.rules}
        self.settings = {pack.pack.id: pack.values for pack in packs}
        self.uses: dict[str, list[RuleResult]] = {}
        for result in assessment.results:
            for name in dict.fromkeys((*result.missing, *result.facts)):
                self.uses.setdefault(name, []).append(result)
        self.parts: dict[str, list[Part]] = {}
        for part in (part for score in assessment.scores for part in score.parts):
            self.parts.setdefault(part.question, []).append(part)

    def step(self, step: str) -> tuple[Asked, ...]:
        names = {name.removeprefix(PREFIX) for name in self.uses if name.startswith(PREFIX)}
        names |= {part.removeprefix(PREFIX) for part in self.parts} | set(self.answers)
        known = [name for name in names if PREFIX + name in self.book.facts and step_of(name) == step]
        found = [self._asked(name) for name in known]
        return tuple(sorted(found, key=lambda item: (not item.open, -item.weight, item.name)))

    def _asked(self, name: str) -> Asked:
        fact = PREFIX + name
        declaration = self.book.facts[fact]
        rules = sorted(self.uses.get(fact, []), key=lambda item: (_WEIGHTS.index(item.severity), item.rule))
        named = dict.fromkeys(other for rule in rules for other in rule.facts if not other.startswith(PREFIX))
        parts = [part for key in (name, fact) for part in self.parts.get(key, [])]
        given = self.answers.get(name)
        return Asked(
            name=name,
            declaration=declaration,
            rules=tuple(rules),
            waiting=any(fact in rule.missing for rule in rules),
            weight=self.weights.get(fact, 0.0),
            measured=tuple(self.facts[other] for other in named if other in self.values),
            parts=tuple(part for part in parts if part.measured is not None),
            effects=self._effects(declaration, rules),
            answer=given if isinstance(given, Answer) or given is None else Answer(given),
        )

    def _effects(self, declaration: FactDeclaration, rules: Sequence[RuleResult]) -> tuple[Effect, ...]:
        checked = [self.checked.get((rule.pack, rule.rule)) for rule in rules]
        pairs = [(rule, one) for rule, one in zip(rules, checked, strict=True) if one is not None]
        if not pairs or len(pairs) < len(rules):
            return ()
        return tuple(self._effect(declaration.name, option.value, pairs) for option in declaration.options)

    def _effect(self, fact: str, value: FactValue, pairs: Sequence[tuple[RuleResult, CheckedRule]]) -> Effect:
        met = failed = opened = 0
        for rule, checked in pairs:
            known = {**self.values, **self.settings[rule.pack]}
            then = outcome(checked, {**known, fact: value})[0]
            if then is not outcome(checked, known)[0]:
                met += then in {Verdict.PASS, Verdict.NOT_APPLICABLE}
                failed += then is Verdict.FAIL
                opened += then is Verdict.UNRESOLVED
        return Effect(str(value), met, failed, opened)
