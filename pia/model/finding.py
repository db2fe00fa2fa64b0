"""What a scan found, and what it could not look at. Nothing here ever holds a raw value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from pia.model.dataset import Column
from pia.model.text import Strict, Text


@dataclass(frozen=True, slots=True, order=True)
class Evidence(Strict):
    """One example of a match, masked at birth.

    Attributes:
        row: Row number in the table; the first data row is 1.
        masked: The shape of the value with every letter and digit replaced.
    """

    row: int
    masked: str


@dataclass(frozen=True, slots=True, order=True)
class Finding(Strict):
    """Personal data of one entity type in one column.

    Attributes:
        column: Where.
        entity_type: What, in Presidio's spelling (`EMAIL_ADDRESS`).
        recognizer: The recognizer that carried the decision.
        score: How sure, in [0, 1]: 1 means that the values themselves prove it (a checksum, an unmistakable form),
            0.5 that the header alone says so.
        cells: Cells that match.
        scanned: Filled cells that were looked at; `cells / scanned` is the prevalence.
        evidence: The lowest-numbered matching rows, masked.
        because: The reasons, in words, strongest first.
        embedded: Cells of these in which the match stands inside more text: personal data in sentences.
    """

    column: Column
    entity_type: str
    recognizer: str
    score: float
    cells: int
    scanned: int
    evidence: tuple[Evidence, ...]
    because: tuple[Text, ...]
    embedded: int = 0

    @property
    def prevalence(self) -> float:
        """Share of the filled cells that match, in [0, 1]."""
        return self.cells / self.scanned if self.scanned else 0.0


@dataclass(frozen=True, slots=True, order=True)
class NotExamined(Strict):
    """Something the scan could not look at; it is reported and it keeps negatives from counting as facts.

    Attributes:
        where: File, row or column, without any value.
        reason: Why, in one sentence.
        rows: How many rows or cells this concerns; 0 if it cannot be counted.
    """

    where: str
    reason: Text
    rows: int = 0


@dataclass(frozen=True, slots=True)
class LegalCategory(Strict):
    """What one entity type is under one law.

    Attributes:
        law: Short name of the law or vocabulary (`GDPR`, `PIPL`, `DPV`).
        category: What it is there, in both languages.
        at: Article and paragraph, or the term's identifier.
        special: Whether the law gives it special or sensitive treatment.
        verified: Whether the text itself was checked.
    """

    law: str
    category: Text
    at: str
    special: bool = False
    verified: bool = True


@dataclass(frozen=True, slots=True)
class EntityCategory(Strict):
    """What an entity type means to a person, to the rules and to the law.

    Attributes:
        entity_type: In Presidio's spelling.
        label: Name for people.
        fact: The `scan.has.<fact>` that a finding of this type makes true.
        kind: Its role in disclosure control.
        impact: Default severity of exposure to the data subject, 1 (negligible) to 4 (maximum).
        legal: What it is under each law.
        alone: False for what is personal data only beside other personal data in the same table (a location).
    """

    entity_type: str
    label: Text
    fact: str
    kind: Literal["identifier", "quasi_identifier", "sensitive_attribute", "other"]
    impact: int
    legal: tuple[LegalCategory, ...]
    alone: bool = True


@dataclass(frozen=True, slots=True)
class CategorySheet(Strict):
    """What every entity type means.

    Attributes:
        categories: One per entity type.
    """

    categories: tuple[EntityCategory, ...]


@dataclass(frozen=True, slots=True)
class LegalSheet(Strict):
    """What kinds of data are under further laws.

    Attributes:
        tags: Legal categories, by a short name.
        facts: Names of the tags of each kind of data, by the `scan.has.<fact>` that its entity types raise.
        types: Names of the tags of single entity types; they outweigh their fact.
    """

    tags: Mapping[str, LegalCategory]
    facts: Mapping[str, tuple[str, ...]]
    types: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
