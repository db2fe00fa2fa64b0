"""What a scoring model says: a step of its own scale, how sure that is, and what moved it."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import IntEnum
from typing import Literal

from pia.model.deployment import AnswerValue
from pia.model.text import Strict, Text

Number = int | float


class Concern(IntEnum):
    """What a step asks of people, so that scales of different length can stand side by side; pia's own reading."""

    LOW = 1
    MEDIUM = 2
    HIGH = 3


@dataclass(frozen=True, slots=True)
class Step(Strict):
    """A step of a model's scale.

    Attributes:
        value: Its place on the scale; the higher, the graver.
        label: Its name.
        concern: What it asks of people.
    """

    value: int
    label: Text
    concern: Concern


@dataclass(frozen=True, slots=True)
class Figure(Strict):
    """A number a model computes.

    Attributes:
        name: Short name; never translated.
        label: Its name for people.
        value: As answered; `None` if an answer is missing without which there is none.
        best: If every open question were answered for the best.
        worst: If every open question were answered for the worst.
        most: The highest value there can be; `None` if there is none.
    """

    name: str
    label: Text
    value: Number | None
    best: Number | None
    worst: Number | None
    most: Number | None = None


@dataclass(frozen=True, slots=True)
class Part(Strict):
    """One question of a model, and what it contributed.

    Attributes:
        question: Its id.
        label: The question.
        used: The answer that counted; `None` if it is open.
        answered: What a person answered.
        measured: What the data or the declaration says by itself.
        because: What the measured value rests on.
        note: The reason a person wrote.
        points: What it adds, in the unit of the model; `None` if it adds no number.
        raises: Whether it raises the result.
    """

    question: str
    label: Text
    used: Text | None
    answered: Text | None = None
    measured: Text | None = None
    because: tuple[str, ...] = ()
    note: str = ""
    points: Number | None = None
    raises: bool = False

    @property
    def disputed(self) -> bool:
        """Whether a person's answer outweighs another measured value."""
        return self.answered is not None and self.measured is not None and self.answered != self.measured


@dataclass(frozen=True, slots=True)
class Change(Strict):
    """Another answer to one question.

    Attributes:
        question: Its id.
        label: The question.
        value: The other answer, as files write it.
        text: The other answer for people.
    """

    question: str
    label: Text
    value: AnswerValue
    text: Text


@dataclass(frozen=True, slots=True)
class Flip(Strict):
    """Changes that together lead to another step, and none of them alone.

    Attributes:
        changes: One change, or two.
        level: The step they lead to.
    """

    changes: tuple[Change, ...]
    level: Step


@dataclass(frozen=True, slots=True)
class Score(Strict):
    """What one scoring model says of a deployment.

    Attributes:
        model: Id of the model.
        title: Its name.
        source: Where it comes from.
        measures: What it measures, and of whom.
        about: Whether it looks at people, at the organisation, or at the duty to assess.
        level: The step by the answers given; `None` if it has no scale, or lacks an answer.
        best: The lowest step that some answers to the open questions lead to.
        worst: The highest step that some answers to the open questions lead to.
        figures: The numbers behind it.
        parts: The questions that count, with what they contributed.
        open: Ids of the questions that are open.
        stable: Whether no other answer to one or two questions changes the step; `None` if it has no step.
        flips: Single other answers that change the step.
        pairs: Two other answers that change the step together; at most twenty.
        pair_count: How many pairs of questions do.
        notes: What a reader must know of the result.
    """

    model: str
    title: Text
    source: Text
    measures: Text
    about: Literal["people", "organisation", "duty"]
    level: Step | None
    best: Step | None
    worst: Step | None
    figures: tuple[Figure, ...] = ()
    parts: tuple[Part, ...] = ()
    open: tuple[str, ...] = ()
    stable: bool | None = None
    flips: tuple[Flip, ...] = ()
    pairs: tuple[Flip, ...] = ()
    pair_count: int = 0
    notes: tuple[Text, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class ModelLevel(Strict):
    """What one scoring model said.

    Attributes:
        model: Its id.
        title: Its name.
        level: The step; `None` if it has none.
        worst: The highest step that some answers to the open questions lead to; `None` if it has none.
    """

    model: str
    title: Text
    level: Step | None
    worst: Step | None
