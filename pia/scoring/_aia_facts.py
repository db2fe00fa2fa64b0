"""What the data and the declaration already answer of the questions that ship."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from pia.model.rule import FactValue
from pia.scoring import Known

_YES_NO = Callable[[FactValue], "bool | None"]
_ANSWERS: tuple[tuple[str, str, _YES_NO, str, str], ...] = (
    ("aboutDataSource1", "scan.personal", lambda value: value is True, "item1-2", "item2-0"),
    ("aboutDataSource4", "scan.datasets", lambda value: isinstance(value, int) and value > 1, "item1-2", ""),
    ("aboutDataSource5", "proj.technology", lambda value: isinstance(value, tuple) and "iot" in value, "item1-4", ""),
    ("aboutDataSourceType1", "scan.free_text", lambda value: value is True, "item1-0", ""),
)
"""Question, fact, whether it holds, the answer if so, the answer if not; an empty one stays open."""


def measured_answers(known: Mapping[str, Known]) -> dict[str, Known]:
    """Answers by question id, with what they rest on."""
    found: dict[str, Known] = {}
    for question, fact, holds, yes, no in _ANSWERS:
        if fact in known and (answer := yes if holds(known[fact].value) else no):
            found[question] = Known(answer, (fact, *known[fact].because))
    return found
