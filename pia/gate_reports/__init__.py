"""The contract of a gate report: a decision in, bytes for a machine out; the same decision gives the same bytes.

One format per file. A format module holds `REPORT`, an object that fits `GateReport`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

from pia.gate import GateResult
from pia.model.assessment import Assessment
from pia.model.text import Language


@dataclass(frozen=True, slots=True)
class Outcome:
    """A decision with what it was made on.

    Attributes:
        result: The decision.
        assessment: The assessment; `None` if a stage broke before there was one.
        target: The file that was gated, as the user named it.
        lines: The line of `target` that declares each dataset, by its name; empty where it declares none.
    """

    result: GateResult
    assessment: Assessment | None
    target: str
    lines: Mapping[str, int] = field(default_factory=dict)


class GateReport(Protocol):
    """What a format module offers as `REPORT`."""

    name: str

    def render(self, outcome: Outcome, language: Language) -> bytes:
        """The decision in this format; no raw value is in it, for there is none in a decision."""
        ...
