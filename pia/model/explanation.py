"""Why a column was judged as it was: evidence for and against, without any value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from pia.model.dataset import Column
from pia.model.finding import Finding
from pia.model.text import Strict, Text


class Outcome(StrEnum):
    """What became of what a recognizer says of a column."""

    REPORTED = "reported"
    SAME_TYPE = "same_type"
    OUTVOTED = "outvoted"
    NOT_ALONE = "not_alone"
    SET_ASIDE = "set_aside"
    TOO_WEAK = "too_weak"


@dataclass(frozen=True, slots=True)
class Profile(Strict):
    """What the values of a column look like.

    Attributes:
        cells: Cells, empty ones included.
        filled: Cells with anything but white space.
        distinct: Distinct filled values; a lower bound from 2^20 on.
        shortest: Characters of the shortest filled value; 0 if there is none.
        longest: Characters of the longest.
        shapes: Masked shapes with their cells, the most frequent first, at most five.
    """

    cells: int
    filled: int
    distinct: int
    shortest: int
    longest: int
    shapes: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Voice(Strict):
    """What one recognizer says of a column.

    Attributes:
        recognizer: Its name.
        entity_type: What it looks for.
        outcome: What became of it.
        best: Its best score, in [0, 1].
        candidates: Cells of the right form.
        matched: Cells that passed its test, or need none.
        likely: Cells of these whose score is likely by itself.
        chance: Share of random values of the right form that pass, in [0, 1].
        accident: Bound on the probability that accident gives as many likely cells, in [0, 1].
        supporting: Words of the header that support it.
        opposing: Words of the header that speak against it.
        because: Why, in sentences.
    """

    recognizer: str
    entity_type: str
    outcome: Outcome
    best: float
    candidates: int
    matched: int
    likely: int
    chance: float
    accident: float
    supporting: tuple[str, ...]
    opposing: tuple[str, ...]
    because: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class ColumnExplanation(Strict):
    """Why a column was judged as it was.

    Attributes:
        column: The column.
        profile: What its values look like.
        header_words: The words of its header.
        findings: What was found in it.
        voices: What every recognizer that saw a candidate says, what was reported first.
        silent: Recognizers that looked and saw no candidate.
        unasked: Recognizers that look only under a header that supports them, and this one does not.
        neighbours: Entity types found in the other columns of the table, by column.
        thresholds: What decides, by name.
    """

    column: Column
    profile: Profile
    header_words: tuple[str, ...]
    findings: tuple[Finding, ...]
    voices: tuple[Voice, ...]
    silent: int
    unasked: int
    neighbours: Mapping[str, tuple[str, ...]]
    thresholds: Mapping[str, float]
