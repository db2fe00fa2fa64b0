"""The assessment as an archivable, accessible PDF (PDF/A-2a and PDF/UA-1), set by Typst from the HTML report."""

from __future__ import annotations

import json
from datetime import UTC, datetime, time

from pia.errors import Problem, ReportError
from pia.model.assessment import Assessment
from pia.model.text import Language
from pia.presentation.glyphs import Replacer
from pia.presentation.page import page, visible
from pia.presentation.tree import tree
from pia.presentation.words import Words
from pia.resources import resource


class PdfReport:
    """`report.pdf`."""

    name = "pdf"
    suffix = ".pdf"

    def render(self, assessment: Assessment, language: Language) -> bytes:
        """The PDF; its dates are those of the assessment.

        Raises:
            ReportError: The template uses a tag that cannot be set, or typesetting fails.
        """
        import typst

        words, replace = Words(language), Replacer()
        body = tree(page(assessment, language), replace)
        data = {
            "lang": language.value,
            "title": replace(visible(f"{words('title')}{words('colon')}{assessment.deployment.name}")),
            "running": replace(visible(assessment.deployment.name)),
            "author": replace(visible(assessment.deployment.controller.name)),
            "contents": words("contents"),
            "date": assessment.assessed_on.isoformat(),
            "body": body,
        }
        data["glyphs"] = words("glyphs") + replace(" ".join(sorted(replace.missing))) if replace.missing else ""
        made = datetime.combine(assessment.assessed_on, time(), UTC)
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
