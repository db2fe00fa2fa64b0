"""GitLab code quality: a list of issues that a merge request shows."""

from __future__ import annotations

import json

from pia.gate_reports import Outcome
from pia.gate_reports._alerts import alerts
from pia.model.text import Language

_SEVERITIES = {"critical": "blocker", "high": "critical", "medium": "major", "low": "minor"}


class GitlabReport:
    """One issue per alert; its fingerprint is that of SARIF."""

    name = "gitlab"

    def render(self, outcome: Outcome, language: Language) -> bytes:
        """The decision as a code quality report."""
        issues = [
            {
                "description": alert.message.in_language(language),
                "check_name": alert.check,
                "fingerprint": alert.fingerprint,
                "severity": _SEVERITIES[alert.severity],
                "location": {"path": alert.place.path, "lines": {"begin": alert.place.line}},
            }
            for alert in alerts(outcome)
        ]
        return (json.dumps(issues, ensure_ascii=False, indent=2) + "\n").encode()


REPORT = GitlabReport()
