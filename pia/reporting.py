"""What was assessed, as documents: in every format and edition, and two assessments compared."""

from __future__ import annotations

from pathlib import Path

from pia import documents, plugins
from pia.errors import DocumentError, PiaError, Problem, ReportError
from pia.model.assessment import Assessment
from pia.model.changes import Changes
from pia.model.text import Language
from pia.pipeline import Progress, load_assessment, scan
from pia.presentation.changes import changes, data_changes
from pia.presentation.look import SHIPPED, Look
from pia.presentation.paper import EDITIONS, PaperReport, changes_paper
from pia.reports import Report
from pia.scan.datasets import together
from pia.scan.opening import LOCAL, Access

_HEAD_BYTES = 4096


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


def compare(before: Path, after: Path, progress: Progress, access: Access = LOCAL) -> Changes:
    """What is different between two assessments, from their files, or between two versions of data, scanned now.

    Raises:
        PiaError: One of them cannot be read, or one is an assessment and the other is data; both are named.
    """
    kinds = [_is_assessment(path) for path in (before, after)]
    if kinds[0] is not kinds[1]:
        odd = before if kinds[0] else after
        raise DocumentError(Problem(str(odd), "this is an assessment and the other is data", "Give two of one kind."))
    if kinds[0]:
        return changes(load_assessment(before), load_assessment(after))
    reports, failed = [], list[PiaError]()
    for path in (before, after):
        report, errors = scan([(after.stem, str(path))], progress, access)
        reports.append(report)
        failed += errors
    if failed:
        raise together(failed)
    return data_changes(reports[0], reports[1], after.stem)


def _is_assessment(path: Path) -> bool:
    """Whether a JSON file says at its top that it is an assessment; one that cannot be read is data, and told there."""
    if path.suffix != ".json" or not path.is_file():
        return False
    with path.open("rb") as file:
        head = file.read(_HEAD_BYTES)
    return all(key in head for key in (b'"schema_version"', b'"tool"', b'"assessed_on"'))


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
