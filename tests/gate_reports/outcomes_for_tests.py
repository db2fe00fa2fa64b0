"""Decisions to be written in every format."""

from __future__ import annotations

from dataclasses import replace

from pia.admission.admit import Terms, admit
from pia.gate import GateReason, GateResult
from pia.gate_reports import Outcome
from pia.model.dataset import Column
from pia.model.risk import Verdict
from pia.model.text import Text
from tests.admission.setting_for_tests import (
    BASE,
    LEFT,
    POLICY,
    TODAY,
    approval,
    finding,
    with_column,
    with_result,
)
from tests.samples_for_tests import HOSTILE

TERMS = Terms(TODAY, POLICY, approval=approval())
NEW = Column("t", "", "new")
GROWN = replace(with_column(NEW), findings=(*BASE.findings, finding(NEW, "EMAIL_ADDRESS")))
SHUT = replace(
    with_result("r.high", Verdict.FAIL, with_result("r.critical", Verdict.UNRESOLVED, GROWN)), not_examined=(LEFT,)
)
TARGET = "project/deployment.yaml"
PASSED = Outcome(admit(BASE, TERMS), BASE, TARGET)
STOPPED = Outcome(admit(SHUT, TERMS), SHUT, TARGET, {"u": 7})
BROKEN = Outcome(
    GateResult(False, 2, (GateReason("incomplete", "t.csv", Text("the file is empty", "文件为空")),), 0), None, TARGET
)


def hostile() -> Outcome:
    """A decision whose every text is hostile."""
    text = Text(HOSTILE + "\n\x00\x1b[31m", HOSTILE)
    reasons = tuple(GateReason("failed", where, text) for where in (HOSTILE, "r.high", "a\n::error::b,c:d%"))
    deployment = replace(BASE.deployment, name=HOSTILE)
    return Outcome(replace(STOPPED.result, reasons=reasons), replace(SHUT, deployment=deployment), TARGET)
