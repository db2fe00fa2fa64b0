"""Reasons why a gate is shut -> the smallest set of changes under which it would pass."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pia.admission.approved import Drift
from pia.approval.comparison import Growth
from pia.approval.wording import said
from pia.gate import GateReason
from pia.model.approval import Role
from pia.model.assessment import Assessment
from pia.model.surface import SurfaceKind
from pia.model.text import Text

_OF_TABLES = frozenset(
    {SurfaceKind.K, SurfaceKind.QUASI_IDENTIFIER, SurfaceKind.UNMEASURED, SurfaceKind.LINK, SurfaceKind.REVEALED}
)
"""What is measured on all columns of a table together, so that a new column moves it."""


def amendments(assessment: Assessment, reasons: Sequence[GateReason], drifted: Drift) -> tuple[Text, ...]:
    """One change per thing that must change, none twice; a change that mends several reasons stands once.

    What grew is either taken back or agreed to; all of it is one new approval.
    """
    found = [*_mended(assessment, reasons), *_agreed(drifted), *_signed(reasons, drifted)]
    return tuple(dict.fromkeys(found))


def _mended(assessment: Assessment, reasons: Sequence[GateReason]) -> Iterator[Text]:
    results = {result.rule: result for result in assessment.results}
    labels = {question.fact: question.text for question in assessment.questions}
    for reason in reasons:
        result = results.get(reason.where)
        if result and reason.kind == "failed":
            yield Text(f"{result.rule}: {result.fix.en}", f"{result.rule}：{result.fix.zh}")
        elif result:
            for name in result.missing:
                label = labels.get(name, Text("", ""))
                yield Text(f"Answer {name}: {label.en}", f"回答 {name}：{label.zh}")
        elif reason.where == "next_review":
            yield Text("Set next_review in deployment.yaml", "在 deployment.yaml 中设定 next_review")


def _agreed(drifted: Drift) -> Iterator[Text]:
    taken_back = [said(found.item) for found in roots(drifted.grown)]
    if taken_back:
        english, chinese = "; ".join(text.en for text in taken_back), "；".join(text.zh for text in taken_back)
        yield Text(f"Either take back: {english}", f"或撤回：{chinese}")
    for found in drifted.grown:
        text = said(found.item)
        yield Text(f"Or agree to: {text.en}", f"或同意：{text.zh}")


def roots(grown: Sequence[Growth]) -> tuple[Growth, ...]:
    """What to take back so that nothing grew: what is said of a new column goes with the column."""
    columns = {found.item.subject[0] for found in grown if found.item.kind is SurfaceKind.COLUMN}
    tables = {column.rpartition(".")[0] for column in columns}

    def goes_along(found: Growth) -> bool:
        item = found.item
        if item.kind is SurfaceKind.COLUMN:
            return False
        exposed = item.kind in _OF_TABLES and any(
            part.rpartition(".")[0] in tables or part in tables for part in item.subject
        )
        return exposed or any(part in columns for part in item.subject)

    return tuple(found for found in grown if not goes_along(found))


def _signed(reasons: Sequence[GateReason], drifted: Drift) -> Iterator[Text]:
    roles = [role for role in Role if any(reason.where == role.value for reason in reasons)]
    for role in roles:
        yield Text(f"Sign: pia approve --role {role.value}", f"签署：pia approve --role {role.value}")
    if drifted.reasons and not roles:
        yield Text(
            "To agree: pia assess, then pia approve by everybody who must sign",
            "如同意：重新评估，并由所有须签署者批准",
        )
