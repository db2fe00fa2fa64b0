"""One self-contained HTML page: no network; its one script only filters, and nothing needs it."""

from __future__ import annotations

from pia.presentation.narrow import labelled
from pia.presentation.paper import Paper, PaperReport


class HtmlReport(PaperReport):
    """`report.html`."""

    name = "html"
    suffix = ".html"

    def set(self, paper: Paper) -> bytes:
        """The page, UTF-8."""
        return labelled(paper.html).encode()


REPORT = HtmlReport()
