from __future__ import annotations

from pia import documents
from pia.gate import GateResult
from pia.gate_reports.json import REPORT
from pia.model.text import Language
from tests.gate_reports.outcomes_for_tests import BROKEN, STOPPED


def test_the_decision_survives_its_file() -> None:
    for outcome in (STOPPED, BROKEN):
        data = REPORT.render(outcome, Language.ZH)
        assert documents.loads(data, "d.json", GateResult).value == outcome.result
        assert data == REPORT.render(outcome, Language.EN)
