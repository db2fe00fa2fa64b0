"""What was assessed, as documents: in every format and edition, and two assessments compared."""

from __future__ import annotations

from pathlib import Path

from pia import documents, plugins
from pia.errors import DocumentError, PiaError, Problem, ReportError
from pia.model.assessment import Assessment
from pia.model.changes import Changes
from pia.model.text import Language
from pia.pipeline import load_assessment
from pia.presentation.changes import changes
from pia.presentation.look import SHIPPED, Look
from pia.presentation.paper import EDITIONS, PaperReport, changes_paper
from pia.reports import Report


def report(
    assessment: Assessment, format_: str, language: Language, edition: str = "assessment", look: Look = SHIPPED
) -> bytes:
    """The assessment in one report format.

    Raises:
        PluginError: There is no such format.
        ReportError: It cannot be rendered, or the format has no such edition.
    """
    renderer: Report = plugins.load("reports", format_)
    if isinstance(renderer, PaperReport):
        return renderer.set(EDITIONS[edition](assessment, language, look))
    if edition != "assessment":
        raise _no_page(format_, f"edition '{edition}'")
    return renderer.render(assessment, language)


def compare(before: Path, after: Path) -> Changes:
    """What is different between two assessments, from their files.

    Raises:
        PiaError: A file cannot be read; both are named.
    """
    loaded, problems = [], list[Problem]()
    for path in (before, after):
        try:
            loaded.append(load_assessment(path))
        except PiaError as error:
            problems += error.problems
    if problems:
        raise DocumentError(problems)
    return changes(*loaded)


def changes_report(found: Changes, format_: str, language: Language, look: Look = SHIPPED) -> bytes:
    """What is different between two assessments, in one report format.

    Raises:
        PluginError: There is no such format.
        ReportError: It cannot be rendered, or the format shows assessments only.
    """
    if format_ == "json":
        return documents.dump_json(found)
    renderer: Report = plugins.load("reports", format_)
    if isinstance(renderer, PaperReport):
        return renderer.set(changes_paper(found, language, look))
    raise _no_page(format_, "comparison")


def _no_page(format_: str, what: str) -> ReportError:
    pages = ", ".join(name for name, one in plugins.load_all("reports").items() if isinstance(one, PaperReport))
    return ReportError(Problem("", f"the format '{format_}' has no {what}", f"Choose from {pages}."))


def report_suffix(format_: str) -> str:
    """The file suffix of a report format.

    Raises:
        PluginError: There is no such format.
    """
    renderer: Report = plugins.load("reports", format_)
    return renderer.suffix
