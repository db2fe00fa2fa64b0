"""What users add to the recognizers, and what they say about columns: with reasons, owners and an end."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from pia.model.finding import EntityCategory
from pia.model.text import Strict, Text


@dataclass(frozen=True, slots=True)
class DeclaredRecognizer(Strict):
    """A recognizer written in YAML.

    Attributes:
        name: Unique among the files; the scan calls it `user.<name>`.
        entity_type: What it finds: a shipped type, or one of the file's own categories.
        patterns: Regular expressions to look for.
        deny: Words to look for as they are; they are never shown.
        checksum: Test that a match of a pattern has to pass: the name of a shipped recognizer that has one
            (`china.resident_id`), or a module of python-stdnum (`stdnum.luhn`).
        score: What a match is worth, in [0, 1], once it has passed the test.
        chance: Share of random values of the right form that pass the test, in [0, 1].
        context: Header words that support it.
        against: Header words that speak against it.
        whole: Whether a pattern must cover the whole cell.
        ignore_case: Whether upper and lower case are the same.
        hits: Made-up values in which it must find something; never those of real people.
        misses: Made-up values in which it must find nothing.
    """

    name: str
    entity_type: str
    patterns: tuple[str, ...] = ()
    deny: tuple[str, ...] = field(default=(), repr=False)
    checksum: str = ""
    score: float = 0.5
    chance: float = 0.1
    context: tuple[str, ...] = ()
    against: tuple[str, ...] = ()
    whole: bool = False
    ignore_case: bool = True
    hits: tuple[str, ...] = field(default=(), repr=False)
    misses: tuple[str, ...] = field(default=(), repr=False)

    @property
    def flags(self) -> int:
        """Flags of `re`."""
        return int(re.IGNORECASE) if self.ignore_case else 0


@dataclass(frozen=True, slots=True)
class AllowList(Strict):
    """Values that are no personal data, though they look like it: a public mailbox, a hotline.

    Attributes:
        entity_type: The type they look like.
        values: The values, as whole cells; they are never shown.
        reason: Why they are none.
        owner: Who answers for it.
        created: First day.
        expires: Last day.
        column: Where; everywhere if empty. Written as `Override.column`.
    """

    entity_type: str
    values: tuple[str, ...] = field(repr=False)
    reason: str
    owner: str
    created: date
    expires: date
    column: str = ""


@dataclass(frozen=True, slots=True)
class Override(Strict):
    """What a person says about one column, against what the scan says.

    Attributes:
        column: `column` or `dataset::column`, with `table.column` where a dataset has tables; a dataset goes by its
            name or its file name.
        entity_type: The type; `*` for every type, where it does not hold.
        holds: Whether the column holds it.
        reason: How that is known.
        owner: Who answers for it.
        created: First day.
        expires: Last day.
    """

    column: str
    entity_type: str
    holds: bool
    reason: str
    owner: str
    created: date
    expires: date


@dataclass(frozen=True, slots=True)
class RecognitionFile(Strict):
    """What a file of `--recognizers` holds.

    Attributes:
        recognizers: Recognizers.
        categories: What new entity types mean in law.
        allow: Allow lists.
        overrides: What is said about columns.
    """

    recognizers: tuple[DeclaredRecognizer, ...] = ()
    categories: tuple[EntityCategory, ...] = ()
    allow: tuple[AllowList, ...] = ()
    overrides: tuple[Override, ...] = ()


@dataclass(frozen=True, slots=True)
class RecognitionSource(Strict):
    """A file of recognizers as it was used.

    Attributes:
        where: The file.
        sha256: Digest of its bytes.
        recognizers: Recognizers in it.
    """

    where: str
    sha256: str
    recognizers: int


@dataclass(frozen=True, slots=True)
class RecognitionUse(Strict):
    """What an allow list or an override did in a scan; the values themselves are not kept.

    Attributes:
        kind: `allow_list`, `is_not` or `is`.
        where: `file:line`.
        column: Where it holds; everywhere if empty.
        entity_type: For which type.
        reason: Why.
        owner: Who answers for it.
        expires: Last day.
        values: Values on the list; 0 for an override.
        columns: Columns whose findings it changed.
        cells: Cells that count no more, or only because of it.
        honoured: Whether it held on the day of the scan.
        objections: Why it was not honoured.
    """

    kind: Literal["allow_list", "is_not", "is"]
    where: str
    column: str
    entity_type: str
    reason: str
    owner: str
    expires: date
    values: int
    columns: int
    cells: int
    honoured: bool
    objections: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True)
class Recognition(Strict):
    """What users added to a scan.

    Attributes:
        sources: Files of recognizers.
        uses: Every allow list and override in them.
    """

    sources: tuple[RecognitionSource, ...] = ()
    uses: tuple[RecognitionUse, ...] = ()
