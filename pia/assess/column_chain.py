"""What an assessment says of one column, in lines: what was found in it, which purposes name it, what that comes to."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches

from pia.errors import PiaError, Problem
from pia.model.assessment import Assessment
from pia.model.dataset import Column
from pia.model.text import Language, Text

_MARK = "::"
_NOTHING = Text("no personal data found", "未发现个人信息")


def column_name(column: Column) -> str:
    """How a column is named on the command line: `dataset::column`, or `dataset/table::column`."""
    place = f"{column.dataset}/{column.table}" if column.table else column.dataset
    return f"{place}{_MARK}{column.name}"


def column_lines(assessment: Assessment, name: str, language: Language) -> Iterator[str]:
    """The findings in one column with their reasons, and how it stands to the purposes.

    Raises:
        PiaError: The assessment has no such column, nor such a rule; the nearest names are told.
    """
    columns = {column_name(item.column): item.column for read in assessment.inputs for item in read.columns}
    column = columns.get(name)
    if column is None:
        rules = [result.rule for result in assessment.results]
        near = get_close_matches(name, [*columns, *rules], 3, 0.5) or list(columns)[:6]
        raise PiaError(
            Problem("", f"the assessment has neither a rule nor a column '{name}'", f"Known: {', '.join(near)} ...")
        )
    yield name
    yield from _findings(assessment, column, language)
    needs = assessment.excess_and_lack.columns if assessment.excess_and_lack else ()
    for need in needs:
        if need.column == column:
            yield from (f"  {check.because.in_language(language)}" for check in need.checks)


def _findings(assessment: Assessment, column: Column, language: Language) -> Iterator[str]:
    labels = {category.entity_type: category.label.in_language(language) for category in assessment.categories}
    own = [finding for finding in assessment.findings if finding.column == column]
    if not own:
        yield f"  {_NOTHING.in_language(language)}"
    for finding in own:
        label = labels.get(finding.entity_type, finding.entity_type)
        yield f"  {label}  {finding.cells:,}/{finding.scanned:,}  {finding.score:.2f}  [{finding.recognizer}]"
        yield from (f"    {reason.in_language(language)}" for reason in finding.because)
