"""SARIF 2.1.0 (OASIS), as GitHub code scanning reads it."""

from __future__ import annotations

import json
from urllib.parse import quote

from pia import __version__
from pia.gate_reports import Outcome
from pia.gate_reports._alerts import LEVELS, Alert, alerts
from pia.model.text import Language

_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_SECURITY = {"critical": "9.5", "high": "8.0", "medium": "5.5", "low": "2.0"}


class SarifReport:
    """One result per reason and column, at the header cell; `partialFingerprints` keep an alert the same one."""

    name = "sarif"

    def render(self, outcome: Outcome, language: Language) -> bytes:
        """The decision as SARIF."""
        found = alerts(outcome)
        rules = list({alert.check: alert for alert in found}.values())
        places = {alert.check: place for place, alert in enumerate(rules)}
        driver = {"name": "pia", "version": __version__, "rules": [_rule(alert, language) for alert in rules]}
        run = {
            "tool": {"driver": driver},
            "columnKind": "unicodeCodePoints",
            "invocations": [{"executionSuccessful": outcome.assessment is not None}],
            "results": [_result(alert, places[alert.check], language) for alert in found],
        }
        log = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}
        return (json.dumps(log, ensure_ascii=False, indent=2) + "\n").encode()


def _rule(alert: Alert, language: Language) -> dict[str, object]:
    title = {"text": alert.title.in_language(language)}
    return {
        "id": alert.check,
        "shortDescription": title,
        "fullDescription": title,
        "help": {"text": alert.help.in_language(language)},
        "defaultConfiguration": {"level": LEVELS[alert.severity]},
        "properties": {"security-severity": _SECURITY[alert.severity], "tags": ["privacy", "security"]},
    }


def _result(alert: Alert, rule: int, language: Language) -> dict[str, object]:
    place = alert.place
    region = {"startLine": place.line, "startColumn": place.column, "endLine": place.line, "endColumn": place.end}
    where: dict[str, object] = {
        "physicalLocation": {"artifactLocation": {"uri": quote(place.path)}, "region": region},
    }
    if place.name:
        where["logicalLocations"] = [{"fullyQualifiedName": f"{place.path}::{place.name}", "kind": "member"}]
    return {
        "ruleId": alert.check,
        "ruleIndex": rule,
        "level": LEVELS[alert.severity],
        "message": {"text": alert.message.in_language(language)},
        "locations": [where],
        "partialFingerprints": {"primaryLocationLineHash": f"{alert.fingerprint}:1"},
    }


REPORT = SarifReport()
