"""Excess and lack of technology: columns that no purpose needs, and purposes that lack what people are owed."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from pia.model.dataset import Column
from pia.model.risk import Verdict
from pia.model.text import Strict, Text


class Criterion(StrEnum):
    """What a column is held against: each that is not met is an excess."""

    PURPOSE = "purpose"
    NEED = "need"
    KINDS = "kinds"


class Provision(StrEnum):
    """What a purpose is held against: each that is not met is a lack."""

    DATA = "data"
    NOTICE = "notice"
    APPEAL = "appeal"
    HUMAN_CHANNEL = "human_channel"
    PARTICIPATION = "participation"
    CAPACITY = "capacity"


@dataclass(frozen=True, slots=True)
class ColumnCheck(Strict):
    """One criterion on one column.

    Attributes:
        criterion: Which.
        verdict: What it came to.
        because: Why.
    """

    criterion: Criterion
    verdict: Verdict
    because: Text


@dataclass(frozen=True, slots=True)
class ColumnNeed(Strict):
    """A column, tied to the purposes that name it.

    Attributes:
        column: Where.
        personal: Whether personal data was found in it, or the deployment says that it tells people apart.
        purposes: The purposes that name it.
        verdict: `fail` is an excess; `not_applicable` where there is no personal data in it and no purpose names it.
        checks: The criteria that decided it.
    """

    column: Column
    personal: bool
    purposes: tuple[str, ...]
    verdict: Verdict
    checks: tuple[ColumnCheck, ...]


@dataclass(frozen=True, slots=True)
class ProvisionCheck(Strict):
    """One provision for one purpose.

    Attributes:
        provision: Which.
        verdict: `fail` is a lack; `unresolved` where nobody has answered.
        because: Why.
        place: The key of `deployment.yaml` that settles it.
    """

    provision: Provision
    verdict: Verdict
    because: Text
    place: str


@dataclass(frozen=True, slots=True)
class PurposeNeed(Strict):
    """A purpose, tied to what it needs and owes.

    Attributes:
        purpose: The purpose.
        verdict: `fail` if it lacks anything.
        checks: One per provision, in their order.
    """

    purpose: str
    verdict: Verdict
    checks: tuple[ProvisionCheck, ...]


@dataclass(frozen=True, slots=True)
class ExcessAndLack(Strict):
    """The meter: excess of technology beside its lack.

    Attributes:
        complete: Whether the data was examined whole; if not, more columns may be in excess.
        columns: Every column that was read, in the order of the source.
        purposes: Every purpose, in the order of `deployment.yaml`.
    """

    complete: bool
    columns: tuple[ColumnNeed, ...]
    purposes: tuple[PurposeNeed, ...]

    def columns_with(self, verdict: Verdict) -> tuple[ColumnNeed, ...]:
        """The columns that came out in one way."""
        return tuple(item for item in self.columns if item.verdict is verdict)

    def provisions_with(self, verdict: Verdict) -> tuple[tuple[PurposeNeed, ProvisionCheck], ...]:
        """The provisions that came out in one way, with their purpose."""
        return tuple((item, check) for item in self.purposes for check in item.checks if check.verdict is verdict)


def worst(verdicts: tuple[Verdict, ...]) -> Verdict:
    """Several verdicts as one, by Kleene's "and": one failure decides, then one that is not known.

    What does not apply has no say, unless nothing applies.

    >>> worst((Verdict.PASS, Verdict.UNRESOLVED)).value, worst((Verdict.UNRESOLVED, Verdict.FAIL)).value
    ('unresolved', 'fail')
    >>> worst(()).value
    'not_applicable'
    """
    order = (Verdict.FAIL, Verdict.UNRESOLVED, Verdict.PASS)
    return next((verdict for verdict in order if verdict in verdicts), Verdict.NOT_APPLICABLE)
