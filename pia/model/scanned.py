"""What `pia scan` gives: less than an assessment, and loaded without it."""

from __future__ import annotations

from dataclasses import dataclass, field

from pia.model.dataset import Input
from pia.model.finding import EntityCategory, Finding, NotExamined
from pia.model.recognition import Recognition
from pia.model.text import Strict

SCHEMA_VERSION = 1


@dataclass(frozen=True, slots=True)
class Tool(Strict):
    """What made the assessment.

    Attributes:
        name: Always `pia`.
        version: Version of pia.
        language_models: Language models that looked for names in text; word lists look for them in any case.
    """

    name: str
    version: str
    language_models: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ScanReport(Strict):
    """What `pia scan` gives: everything before a rule is asked.

    Attributes:
        schema_version: Version of this format.
        tool: What made it.
        inputs: What was read.
        findings: Personal data found.
        not_examined: What could not be looked at.
        categories: What the entity types found mean in law.
        recognition: What users added to the recognizers, and what it changed.
    """

    schema_version: int
    tool: Tool
    inputs: tuple[Input, ...]
    findings: tuple[Finding, ...]
    not_examined: tuple[NotExamined, ...]
    categories: tuple[EntityCategory, ...]
    recognition: Recognition = field(default_factory=Recognition)
