"""The contract of a scoring model: facts and answers in, a score with its interval and its flips out.

One model per file. A model module holds `MODEL`, an object that fits `ScoringModel`. All models read the same facts;
what only one of them asks stands in `deployment.yaml` under `scoring`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from pia.errors import Problem
from pia.model.deployment import ScoringAnswers
from pia.model.rule import FactDeclaration, FactValue
from pia.model.score import Score
from pia.model.text import Text


@dataclass(frozen=True, slots=True)
class Known:
    """A fact that is known.

    Attributes:
        value: Its value.
        because: Columns as `dataset.column`, or the key of the file it was declared in.
        note: The reason a person wrote.
    """

    value: FactValue
    because: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Basis:
    """What a deployment is scored on.

    Attributes:
        facts: Every fact that is declared, by name.
        known: Those that are known, by name: measured, declared and answered.
        own: What only one of the models asks.
        at: The place of a key of `scoring` in the file, for messages.
    """

    facts: Mapping[str, FactDeclaration]
    known: Mapping[str, Known]
    own: ScoringAnswers = field(default_factory=ScoringAnswers)
    at: Callable[..., str] = lambda *path: ".".join(str(part) for part in path)


class ScoringModel(Protocol):
    """What a model module offers as `MODEL`."""

    @property
    def name(self) -> str:
        """Its id."""
        ...

    @property
    def title(self) -> Text:
        """Its name."""
        ...

    def read(self, tree: object, where: str, facts: Mapping[str, FactDeclaration]) -> Basis:
        """The basis in a file of answers to this model alone.

        Raises:
            DocumentError: It has unknown questions or impossible answers; all problems at once.
        """
        ...

    def problems(self, basis: Basis) -> tuple[Problem, ...]:
        """What is wrong with the answers to this model."""
        ...

    def score(self, basis: Basis) -> Score:
        """The score; nothing is wrong with the answers."""
        ...
