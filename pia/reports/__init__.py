"""The contract of a report format: an assessment in, bytes out; the same assessment gives the same bytes.

One format per file. A format module holds `REPORT`, an object that fits `Report`.
"""

from __future__ import annotations

from typing import Protocol

from pia.model.assessment import Assessment
from pia.model.text import Language


class Report(Protocol):
    """What a format module offers as `REPORT`."""

    name: str
    suffix: str

    def render(self, assessment: Assessment, language: Language) -> bytes:
        """The report.

        Raises:
            ReportError: A template is broken, or the format cannot show the content.
        """
        ...
