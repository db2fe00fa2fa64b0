"""A small project on disk, assessed and signed, for tests of the gate from end to end."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pia import documents, gatehouse, pipeline, signing
from pia.approval import keys
from pia.gatehouse import Decision, Request
from pia.model.approval import Role
from tests.assessments_for_tests import no_progress

TODAY = date(2026, 11, 24)
PACK = """
id: small
title: {en: Small, zh: 小}
version: 2026.11.0
law_as_of: 2026-11-01
jurisdictions: []
source: {en: Text, zh: 文本}
owner: Tests
rules:
- id: small.1.consent
  version: 1
  title: {en: People agreed, zh: 已获同意}
  refs: [{law: T, at: Art. 1}]
  severity: high
  bound: mixed
  applies_when: scan.personal
  satisfied_when: ans.agreed == "yes"
  risk:
    source: staff
    event: {en: Event, zh: 事件}
    consequence: {en: Consequence, zh: 后果}
    impact: 3
    likelihood: 2
    dims: [autonomy]
  fix: {en: Ask them, zh: 征得同意}
  waivable: false
  tests:
  - {name: met, facts: {scan: {personal: true}, ans: {agreed: "yes"}}, expect: pass}
  - {name: not met, facts: {scan: {personal: true}, ans: {agreed: "no"}}, expect: fail}
  - {name: unknown, facts: {scan: {personal: true}}, expect: unresolved, missing: [ans.agreed]}
facts:
- name: ans.agreed
  type: choice
  label: {en: People agreed, zh: 已获同意}
  meaning: {en: Did they agree?, zh: 是否同意？}
  options:
  - {value: "yes", label: {en: "yes", zh: 是}}
  - {value: "no", label: {en: "no", zh: 否}}
"""
DEPLOYMENT = """
name: Small
description: A small one
controller: {name: Office}
datasets: [{name: t, path: t.csv}]
rule_packs: [small]
answers: {agreed: "yes"}
next_review: 2027-06-01
"""
DATA = "mail,number\na@example.org,1\nb@example.org,2\nc@example.org,3\n"


@dataclass(frozen=True)
class Project:
    """The files of a project.

    Attributes:
        folder: Where they lie.
    """

    folder: Path

    def write(self, name: str, text: str) -> Path:
        path = self.folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    def replace(self, name: str, old: str, new: str) -> None:
        text = (self.folder / name).read_text(encoding="utf-8")
        assert old in text
        self.write(name, text.replace(old, new))

    def key(self, name: str, role: str = "officer") -> str:
        """A new key; the line of `gate.yaml` that names its owner."""
        pem, public = keys.new_key()
        keys.write_private(self.folder / f"{name}.key", pem)
        return f'- {{name: {name}, role: {role}, public_key: "{public}"}}'

    def assess(self, today: date = TODAY) -> None:
        found = pipeline.assess(self.folder / "deployment.yaml", today, no_progress, [self.folder])
        documents.write(self.folder / "assessment.json", documents.dump_json(found))

    def approve(self, name: str, role: Role = Role.OFFICER, today: date = TODAY) -> int:
        who = signing.Signing(self.folder / f"{name}.key", role, name, str)
        _, lapsed = signing.approve(self.folder / "assessment.json", who, self.approval, today, [self.folder])
        return lapsed

    @property
    def approval(self) -> Path:
        return self.folder / "approval.json"

    def request(self, **changes: object) -> Request:
        settings = {"policy": self.folder / "gate.yaml", "approved": self.approval, "folders": (self.folder,)}
        return Request(TODAY, **{**settings, **changes})  # type: ignore[arg-type]

    def gate(self, target: str = "deployment.yaml", **changes: object) -> Decision:
        return gatehouse.decide(self.folder / target, self.request(**changes), no_progress)


def project(folder: Path) -> Project:
    """A project that was assessed, and approved by the officer Olaf, whom alone the policy asks for."""
    made = Project(folder)
    made.write("t.csv", DATA)
    made.write("deployment.yaml", DEPLOYMENT)
    made.write("regime/small.yaml", PACK)
    made.write("gate.yaml", f"signers:\n{made.key('Olaf')}\n{made.key('Ann', 'assessor')}\nrequired: {{officer: 1}}\n")
    made.assess()
    made.approve("Olaf")
    return made
