"""Workflow commands of GitHub Actions: an annotation per alert."""

from __future__ import annotations

from pia.gate_reports import Outcome
from pia.gate_reports._alerts import LEVELS, alerts
from pia.model.text import Language

_COMMANDS = {"error": "error", "warning": "warning", "note": "notice"}


class GithubReport:
    """Lines that GitHub shows in the log and at the files of a pull request."""

    name = "github"

    def render(self, outcome: Outcome, language: Language) -> bytes:
        """The decision as workflow commands, one a line; nothing if it passed."""
        lines = []
        for alert in alerts(outcome):
            place = alert.place
            settings = {"file": place.path, "line": str(place.line), "title": f"{alert.check}"}
            if place.end > place.column:
                settings |= {"col": str(place.column), "endColumn": str(place.end)}
            properties = ",".join(f"{name}={_property(value)}" for name, value in settings.items())
            message = _data(alert.message.in_language(language))
            lines.append(f"::{_COMMANDS[LEVELS[alert.severity]]} {properties}::{message}\n")
        return "".join(lines).encode()


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


REPORT = GithubReport()
