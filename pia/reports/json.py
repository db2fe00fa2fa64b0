"""The assessment itself, for machines."""

from __future__ import annotations

from pia import documents
from pia.model.assessment import Assessment
from pia.model.text import Language


class JsonReport:
    """`report.json`: the same content as `assessment.json`, both languages in it."""

    name = "json"
    suffix = ".json"

    def render(self, assessment: Assessment, language: Language) -> bytes:
        """The assessment as JSON; the language changes nothing."""
        del language
        return documents.dump_json(assessment)


REPORT = JsonReport()
