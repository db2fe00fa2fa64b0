"""The reasons of a gate -> the same reasons with who answers for the tables they are about."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from pia.gate import GateReason, GateResult
from pia.model.assessment import Assessment
from pia.model.text import Text
from pia.ownership import Manifest


def with_owners(result: GateResult, assessment: Assessment, manifest: Manifest) -> GateResult:
    """A decision whose reasons end with the owners of their columns; a reason about no owned table stays as it is."""
    owners = {str(column): owner for column, owner in manifest.owners(assessment.inputs).items()}
    facts = {fact.name: set(fact.because) for fact in assessment.facts}
    about = {item.rule: {name for fact in item.facts for name in facts.get(fact, ())} for item in assessment.results}

    def named(reason: GateReason) -> GateReason:
        columns = about.get(reason.where) or set(reason.where.split(": "))
        return _named(reason, columns, owners)

    return replace(result, reasons=tuple(named(reason) for reason in result.reasons))


def _named(reason: GateReason, columns: set[str], owners: Mapping[str, str]) -> GateReason:
    found = ", ".join(sorted({owners[column] for column in columns if column in owners}))
    if not found:
        return reason
    text = Text(f"{reason.text.en} (owner: {found})", f"{reason.text.zh}（负责人：{found}）")
    return replace(reason, text=text)
