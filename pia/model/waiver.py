"""A rule set aside for a while, by whom and why."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from pia.model.text import Strict, Text


@dataclass(frozen=True, slots=True)
class Waiver(Strict):
    """A rule that need not be met for a while: nobody approves their own, and it ends by itself.

    Attributes:
        rule: Id of the rule.
        rule_version: Version of the rule that was waived; another version is another rule.
        scope: The deployment it is for, by its name; never a pattern.
        reason: Why the rule is set aside.
        owner: Who answers for it.
        approved_by: Who approved it; somebody else.
        created: First day.
        expires: Last day; at most 180 days after the first, 90 for a critical rule.
        condition: A condition over facts; the waiver holds only while it is true.
    """

    rule: str
    rule_version: int
    scope: str
    reason: str
    owner: str
    approved_by: str
    created: date
    expires: date
    condition: str = ""


@dataclass(frozen=True, slots=True)
class WaiverFile(Strict):
    """What `waivers.yaml` beside `deployment.yaml` holds.

    Attributes:
        waivers: All of them, in the order of the file.
    """

    waivers: tuple[Waiver, ...]


@dataclass(frozen=True, slots=True)
class WaiverUse(Strict):
    """What a waiver did in an assessment.

    Attributes:
        waiver: The waiver.
        honoured: Whether it held on the day of the assessment.
        objections: Why it was not honoured; all reasons.
    """

    waiver: Waiver
    honoured: bool
    objections: tuple[Text, ...] = ()
