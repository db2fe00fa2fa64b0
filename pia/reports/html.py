"""The assessment as one self-contained HTML page: no network, no script."""

from __future__ import annotations

from pia.model.assessment import Assessment
from pia.model.text import Language
from pia.presentation.page import page


class HtmlReport:
    """`report.html`."""

    name = "html"
    suffix = ".html"

    def render(self, assessment: Assessment, language: Language) -> bytes:
        """The page, UTF-8.

        Raises:
            ReportError: The template is broken.
        """
        return page(assessment, language).encode()


REPORT = HtmlReport()
