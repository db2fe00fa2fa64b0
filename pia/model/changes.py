"""What is different between two assessments, or two versions of data."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from pia.model.text import Strict, Text


class Subject(StrEnum):
    """What changed."""

    COLUMN = "column"
    FINDING = "finding"
    RULE = "rule"
    RISK = "risk"
    EXPOSURE = "exposure"
    LINK = "link"
    SCORE = "score"
    FACT = "fact"
    QUESTION = "question"
    NOT_EXAMINED = "not_examined"
    DATASET = "dataset"
    PACK = "pack"


class Direction(StrEnum):
    """What a change does to people's privacy; `OTHER` where it is neither."""

    WORSE = "worse"
    BETTER = "better"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Difference(Strict):
    """One thing that is not as it was.

    Attributes:
        subject: What kind of thing.
        where: Which one: `dataset.column`, id of a rule, name of a fact.
        label: Its name for people.
        before: How it was; `None` if it was not there.
        after: How it is; `None` if it is gone.
        direction: What that does to people's privacy.
    """

    subject: Subject
    where: str
    label: Text
    before: Text | None
    after: Text | None
    direction: Direction


@dataclass(frozen=True, slots=True)
class Changes(Strict):
    """What is different between two assessments of one deployment, or between two versions of data.

    Attributes:
        schema_version: Version of this format.
        name: Name of the later deployment or data.
        before: Day of the earlier assessment; `None` for data.
        after: Day of the later one; `None` for data.
        differences: All of them, by subject, then by place.
    """

    schema_version: int
    name: str
    before: date | None
    after: date | None
    differences: tuple[Difference, ...]
