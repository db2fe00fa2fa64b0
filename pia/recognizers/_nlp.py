"""The contract of a language model that finds names, and what its labels mean in Presidio's spelling.

One kind of model per file: `_nlp_spacy`, `_nlp_stanza`, `_nlp_transformers`, `_nlp_gliner`. Each holds `KIND`. A model
is loaded from this machine only; nothing is ever downloaded.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from pia.errors import PluginError, Problem
from pia.recognizers._text_names import Found, Search

SCORE = 0.82
"""What a model says is worth this, unless the model gives a score of its own."""

TYPES: Mapping[str, str] = {
    "PERSON": "PERSON",
    "PER": "PERSON",
    "NAME": "PERSON",
    "GPE": "LOCATION",
    "LOC": "LOCATION",
    "FAC": "LOCATION",
    "LOCATION": "LOCATION",
    "ADDRESS": "ADDRESS",
    "ORG": "ORGANIZATION",
    "ORGANIZATION": "ORGANIZATION",
    "ORGANISATION": "ORGANIZATION",
    "COMPANY": "ORGANIZATION",
    "NORP": "NATIONALITY",
}
"""Labels of the usual training sets (OntoNotes, CoNLL, MSRA, CLUENER), in capitals."""


@dataclass(frozen=True, slots=True)
class LoadedModel:
    """A model ready to search.

    Attributes:
        title: Kind, name and version, as the report says it.
        types: The entity types it finds.
        search: The search.
    """

    title: str
    types: tuple[str, ...]
    search: Search


class Kind(Protocol):
    """What stands in `KIND`."""

    @property
    def name(self) -> str:
        """What stands before the colon: `spacy:en_core_web_lg`."""
        ...

    @property
    def package(self) -> str:
        """The package that runs its models."""
        ...

    @property
    def how(self) -> str:
        """How to get the package and a model."""
        ...

    def models(self) -> tuple[str, ...]:
        """Models on this machine, by the names `load` takes."""
        ...

    def load(self, name: str) -> LoadedModel:
        """A model.

        Raises:
            PluginError: It is not on this machine, or cannot be loaded.
        """
        ...


def missing(kind: Kind, name: str, what: str = "the model is not on this machine") -> PluginError:
    """The error that says how to get a model."""
    return PluginError(Problem(f"{kind.name}:{name}", what, kind.how))


def types_of(labels: Iterable[str]) -> tuple[str, ...]:
    """The entity types that labels mean."""
    return tuple(sorted({TYPES[bare(label)] for label in labels if bare(label) in TYPES}))


def bare(label: str) -> str:
    """A label in capitals, without the mark of its place in the name.

    >>> bare("B-PER"), bare("I-Location"), bare("GPE")
    ('PER', 'LOCATION', 'GPE')
    """
    return (label[2:] if label[:2] in {"B-", "I-", "E-", "S-", "M-"} else label).upper()


def told(spans: Iterable[tuple[int, int, str, float]]) -> list[Found]:
    """Spans of a model as names: those whose label is known, in order, without overlaps."""
    names: list[Found] = []
    for start, end, label, score in sorted(spans):
        if bare(label) in TYPES and end > start and not (names and start < names[-1].end):
            names.append(Found(start, end, TYPES[bare(label)], round(min(max(score, 0.0), 1.0), 2)))
    return names


def failed(kind: Kind, name: str, error: Exception) -> PluginError:
    """The error of a model that is there and does not load; its own words may quote anything and are left out."""
    return missing(kind, name, f"the model cannot be loaded ({type(error).__name__})")


Rows = Sequence[Mapping[str, Any]]
