"""The decision itself, for machines."""

from __future__ import annotations

from pia import documents
from pia.gate_reports import Outcome
from pia.model.text import Language


class JsonReport:
    """The decision with all its reasons, both languages in it."""

    name = "json"

    def render(self, outcome: Outcome, language: Language) -> bytes:
        """The decision as JSON; the language changes nothing."""
        del language
        return documents.dump_json(outcome.result)


REPORT = JsonReport()
