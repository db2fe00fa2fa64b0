"""What is commented on and rated: what an item says now, and whether there is such an item."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from pia import documents
from pia.edits import MISSING, value_at
from pia.errors import Problem, ReviewError
from pia.model.assessment import Assessment
from pia.model.deployment import Deployment
from pia.model.finding import Finding
from pia.model.review import Item, ItemKind
from pia.review.versions import sha256

SECTIONS = (*Deployment.__dataclass_fields__,)
"""Sections that the deployment declares."""

MEASURED = (
    *("findings", "not_examined", "results", "risks", "reidentification", "linkage", "scores", "excess_and_lack"),
)
"""Sections that the assessment adds."""


@dataclass(frozen=True, slots=True)
class Contents:
    """What items are read from.

    Attributes:
        tree: The deployment as plain data.
        assessment: The assessment, if there is one.
    """

    tree: object
    assessment: Assessment | None


def finding_id(finding: Finding) -> str:
    """The id of the item that a finding is: `dataset.column#ENTITY_TYPE`."""
    return f"{finding.column}#{finding.entity_type}"


def content(contents: Contents, item: Item) -> object:
    """What an item says now; `MISSING` if it is not there."""
    return _READERS[item.kind](contents, item.id)


def digest(contents: Contents, item: Item) -> str:
    """Digest of what an item says now; of nothing if it is not there."""
    found = content(contents, item)
    return "" if found is MISSING else sha256(documents.dump_json(found))


def check(contents: Contents, item: Item, questions: Collection[str]) -> None:
    """Refuse an item that is not there.

    Args:
        contents: What there is.
        item: The item.
        questions: Names of all facts; a question that nobody answered yet is an item, too.

    Raises:
        ReviewError: There is no such item.
    """
    open_ones = {question.fact for question in contents.assessment.questions} if contents.assessment else set[str]()
    asked = item.kind is ItemKind.QUESTION and bool({f"ans.{item.id}", item.id} & {*questions, *open_ones})
    empty = item.kind is ItemKind.SECTION and item.id in (*SECTIONS, *MEASURED)
    if not asked and not empty and content(contents, item) is MISSING:
        what = f"there is no such {item.kind}"
        raise ReviewError(
            Problem(str(item.kind), what, "Open the record again; assess again if it is a risk or finding.")
        )


def _question(contents: Contents, name: str) -> object:
    return value_at(contents.tree, ("answers", name))


def _risk(contents: Contents, name: str) -> object:
    risks = contents.assessment.risks if contents.assessment else ()
    return next((risk for risk in risks if risk.id == name), MISSING)


def _measure(contents: Contents, title: str) -> object:
    measures = value_at(contents.tree, ("measures",))
    listed = measures if isinstance(measures, list) else []
    return next((item for item in listed if isinstance(item, Mapping) and item.get("title") == title), MISSING)


def _finding(contents: Contents, name: str) -> object:
    findings = contents.assessment.findings if contents.assessment else ()
    return next((finding for finding in findings if finding_id(finding) == name), MISSING)


def _section(contents: Contents, name: str) -> object:
    if name in SECTIONS:
        return value_at(contents.tree, (name,))
    if name in MEASURED and contents.assessment:
        return getattr(contents.assessment, name)
    return MISSING


_READERS = {
    ItemKind.QUESTION: _question,
    ItemKind.RISK: _risk,
    ItemKind.MEASURE: _measure,
    ItemKind.FINDING: _finding,
    ItemKind.SECTION: _section,
}
