"""The assessment: the single artefact that reports, the gate and reviewers start from."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from pia.model.dataset import Input
from pia.model.deployment import Deployment
from pia.model.finding import EntityCategory, Finding, NotExamined
from pia.model.linkage import Linkage
from pia.model.necessity import ExcessAndLack
from pia.model.recognition import Recognition
from pia.model.reidentification import ReidentificationRisk
from pia.model.risk import Fact, Question, Risk, RuleResult
from pia.model.scanned import Tool
from pia.model.score import Score
from pia.model.tailoring import PackPin, ParameterUse, Period
from pia.model.text import Strict, Text
from pia.model.waiver import Waiver, WaiverUse


@dataclass(frozen=True, slots=True)
class PackReference(Strict):
    """A rule pack as it was used.

    Attributes:
        id: Id of the pack.
        title: Its name.
        version: Its version.
        law_as_of: The state of the law it describes.
        source: The text it paraphrases.
        sha256: Digest of the pack file.
        rules: Number of rules in it, those it takes over included.
        in_force: The days on which it binds; `None` is always.
        parameters: Its parameters with the values used.
        extends: The packs it takes over, pinned.
    """

    id: str
    title: Text
    version: str
    law_as_of: date
    source: Text
    sha256: str
    rules: int
    in_force: Period | None = None
    parameters: tuple[ParameterUse, ...] = ()
    extends: tuple[PackPin, ...] = ()


@dataclass(frozen=True, slots=True)
class ExposureReport(Strict):
    """What `pia risk` and `pia link` give.

    Attributes:
        schema_version: Version of this format.
        tool: What made it.
        reidentification: How easily people are singled out, per table with quasi-identifiers.
        linkage: How the datasets join; `None` if that was not asked.
        unmeasured: Tables that could not be measured, and why.
    """

    schema_version: int
    tool: Tool
    reidentification: tuple[ReidentificationRisk, ...]
    linkage: Linkage | None
    unmeasured: tuple[NotExamined, ...]


@dataclass(frozen=True, slots=True)
class Assessment(Strict):
    """A privacy-impact assessment.

    Attributes:
        schema_version: Version of this format.
        tool: What made it.
        assessed_on: The day it was made; passed in, never read from the clock here.
        deployment: What is proposed.
        deployment_sha256: Digest of `deployment.yaml`.
        packs: The rule packs it was assessed against.
        inputs: What was read.
        findings: Personal data found.
        not_examined: What could not be looked at.
        categories: What the entity types found mean in law.
        facts: What was measured, and every fact that decided a rule, with its value and what it rests on.
        results: The verdict of every rule.
        questions: What a person must answer, what could change most first.
        risks: Risks to people, gravest first.
        reidentification: How easily people are singled out, per table with quasi-identifiers.
        linkage: How the datasets join.
        unmeasured: Tables whose re-identification risk could not be measured, and why.
        scores: What each scoring model says, in the order of their names.
        excess_and_lack: Columns that no purpose needs, and what purposes lack.
        waivers: Every waiver brought forward, and whether it was honoured.
        recognition: What users added to the recognizers, and what it changed.
        scanner_sha256: Digest of what decides what a scan finds: this version, its facts, categories and plug-ins.
    """

    schema_version: int
    tool: Tool
    assessed_on: date
    deployment: Deployment
    deployment_sha256: str
    packs: tuple[PackReference, ...]
    inputs: tuple[Input, ...]
    findings: tuple[Finding, ...]
    not_examined: tuple[NotExamined, ...]
    categories: tuple[EntityCategory, ...]
    facts: tuple[Fact, ...]
    results: tuple[RuleResult, ...]
    questions: tuple[Question, ...]
    risks: tuple[Risk, ...]
    reidentification: tuple[ReidentificationRisk, ...] = ()
    linkage: Linkage | None = None
    unmeasured: tuple[NotExamined, ...] = ()
    scores: tuple[Score, ...] = ()
    waivers: tuple[WaiverUse, ...] = ()
    excess_and_lack: ExcessAndLack | None = None
    recognition: Recognition = field(default_factory=Recognition)
    scanner_sha256: str = ""

    def waiver_of(self, result: RuleResult) -> Waiver | None:
        """The waiver that was honoured for a rule of this version, the last to end; `None` if there is none."""
        held = [
            use.waiver
            for use in self.waivers
            if use.honoured and (use.waiver.rule, use.waiver.rule_version) == (result.rule, result.version)
        ]
        return max(held, key=lambda waiver: waiver.expires, default=None)
