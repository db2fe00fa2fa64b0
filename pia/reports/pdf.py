"""An archivable, accessible PDF (PDF/A-2a and PDF/UA-1), set by Typst from the HTML page."""

from __future__ import annotations

import json
from datetime import UTC, datetime, time

from pia.errors import Problem, ReportError
from pia.presentation.glyphs import Replacer
from pia.presentation.paper import Paper, PaperReport
from pia.presentation.setting import prepared
from pia.presentation.tree import tree
from pia.presentation.words import Words
from pia.resources import resource


class PdfReport(PaperReport):
    """`report.pdf`."""

    name = "pdf"
    suffix = ".pdf"

    def set(self, paper: Paper) -> bytes:
        """The PDF; its dates are those of the page.

        Raises:
            ReportError: The template uses a tag that cannot be set, or typesetting fails.
        """
        import typst

        words, replace = Words(paper.language), Replacer()
        body = prepared(tree(paper.html, replace))
        data = {
            "lang": paper.language.value,
            "title": replace(paper.title),
            "running": replace(paper.running),
            "author": replace(paper.author),
            "accent": paper.accent,
            "contents": words("contents") if paper.contents else "",
            "date": paper.day.isoformat(),
            "body": body,
        }
        data["glyphs"] = words("glyphs") + replace(" ".join(sorted(replace.missing))) if replace.missing else ""
        made = datetime.combine(paper.day, time(), UTC)
        try:
            output = typst.compile(
                resource("report_templates") / "assessment" / "assessment.typ",
                font_paths=[resource("fonts")],
                ignore_system_fonts=True,
                format="pdf",
                sys_inputs={"report": json.dumps(data, ensure_ascii=False)},
                pdf_standards=["a-2a", "ua-1"],
                timestamp=made,
            )
        except typst.TypstError as error:
            reason = f"typesetting failed ({error.message.splitlines()[0][:200]})"
            raise ReportError(Problem("assessment.typ", reason, "Compare the template with the shipped one.")) from None
        if not isinstance(output, bytes):
            raise ReportError(Problem("assessment.typ", "typesetting gave no single file", "Please report this."))
        return output


REPORT = PdfReport()
