"""A SurveyJS survey as far as the Algorithmic Impact Assessment uses it: questions, weights, visibility.

Source: canada-ca/aia-eia-js, `src/store.ts` (MIT): the kind of a question is the suffix of its name, else of its parent
(`-RS` raw impact, `-MS` mitigation, `-NS` and all others unscored); the points of an answer are the number after the
last hyphen of its value.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from pia.model.text import Text
from pia.scoring._expressions import Node, holds, names

Kind = Literal["raw", "mitigation", "none"]
ChoiceValue = str | int | float
ONE, MANY = frozenset({"radiogroup", "dropdown"}), frozenset({"checkbox"})


@dataclass(frozen=True, slots=True)
class Choice:
    """An option.

    Attributes:
        value: What files write.
        label: What people read.
        points: What it weighs.
        condition: When it is on offer; `None` means always.
    """

    value: ChoiceValue
    label: Text
    points: float
    condition: Node | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """A question that can be answered.

    Attributes:
        name: Its id.
        type: Its type, as SurveyJS names it.
        kind: What its points count for.
        label: The question.
        page: Name of its page.
        choices: Its options; empty for free text.
        conditions: When it is shown: its own, its panels' and its page's; all must hold.
        where: Its place in the file.
        kept: Whether its answer counts on completion even if it is hidden.
    """

    name: str
    type: str
    kind: Kind
    label: Text
    page: str
    choices: tuple[Choice, ...]
    conditions: tuple[Node, ...]
    where: str
    kept: bool = False

    @property
    def many(self) -> bool:
        """Whether several options can be chosen."""
        return self.type in MANY

    @property
    def scored(self) -> bool:
        """Whether it can add points."""
        return self.kind != "none" and bool(self.choices)

    @property
    def most(self) -> float:
        """The highest points: the gravest option, at least 0, or all boxes."""
        if self.many:
            return sum(choice.points for choice in self.choices)
        return max((0, *(choice.points for choice in self.choices)))

    def asks(self) -> frozenset[str]:
        """The questions its visibility, and that of its options, depends on."""
        return frozenset(name for node in self.nodes() for name in names(node))

    def nodes(self) -> tuple[Node, ...]:
        """Every condition it has, those of its options included."""
        return (*self.conditions, *(choice.condition for choice in self.choices if choice.condition))


@dataclass(frozen=True)
class Survey:
    """A survey whose every condition can be evaluated.

    Attributes:
        questions: By name, in the order of the file.
        title: Its name, if it says one.
    """

    questions: Mapping[str, Question]
    title: str = ""

    @cached_property
    def asks(self) -> Mapping[str, frozenset[str]]:
        """For each question, the questions on which its visibility and that of its options hangs."""
        return {name: question.asks() for name, question in self.questions.items()}

    @cached_property
    def asked(self) -> frozenset[str]:
        """The questions on which something hangs."""
        return frozenset().union(*self.asks.values())

    def most(self, kind: Kind) -> float:
        """The highest points of one kind, over both forks."""
        return sum(item.most for item in self.questions.values() if item.kind == kind and item.choices)


def points(value: object) -> float:
    """What an answer weighs: the number after its last hyphen, a number itself, or the sum of a list.

    >>> points("item3-4"), points(["item1-1", "item4-3"]), points("item6"), points("a-b"), points("x--2")
    (4, 4, 0, 0, 2)
    """
    if isinstance(value, list | tuple):
        return sum(points(item) for item in value)
    if isinstance(value, str):
        return _js_number(value.rpartition("-")[2]) if "-" in value else 0
    return value if isinstance(value, int | float) and not isinstance(value, bool) else 0


def _js_number(text: str) -> float:
    """A text as JavaScript's `Number` reads it, 0 where that is no number."""
    plain = text.strip()
    if re.fullmatch(r"0[xX][0-9a-fA-F]+|0[oO][0-7]+|0[bB][01]+", plain):
        return int(plain, 0)
    if not re.fullmatch(r"\+?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?", plain):
        return 0
    number = float(plain)
    return int(number) if number.is_integer() else number


def shown(question: Question, answers: Mapping[str, object]) -> bool:
    """Whether a question is visible beside some answers."""
    return all(holds(condition, answers) for condition in question.conditions)


def offered(question: Question, answers: Mapping[str, object]) -> tuple[Choice, ...]:
    """The options on offer beside some answers."""
    return tuple(item for item in question.choices if item.condition is None or holds(item.condition, answers))


def counted(question: Question, answers: Mapping[str, object], *, live: bool) -> object:
    """The answer to a question as far as it counts: while the form is being filled in always, on completion if visible.

    As in SurveyJS, visibility is that beside all answers, hidden ones included: dropping an answer hides no other.
    """
    value = answers.get(question.name)
    if live or value is None or question.kept:
        return value
    if not shown(question, answers):
        return None
    if all(choice.condition is None for choice in question.choices):
        return value
    values = {choice.value for choice in offered(question, answers)}
    if isinstance(value, list | tuple):
        return [item for item in value if item in values]
    return value if value in values else None


def totals(
    survey: Survey, answers: Mapping[str, object], *, live: bool, of: Iterable[str] | None = None
) -> tuple[float, float]:
    """Raw impact points and mitigation points of the answers that count, of all questions or of some."""
    raw: float = 0
    mitigation: float = 0
    for name in answers if of is None else of:
        question = survey.questions.get(name)
        if question is not None and question.scored:
            weight = points(counted(question, answers, live=live))
            raw += weight if question.kind == "raw" else 0
            mitigation += weight if question.kind == "mitigation" else 0
    return raw, mitigation
