"""The assessments of a folder as a table: filtered, sorted, and all their risks in one picture."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from time import monotonic

from pia.admission.reuse import pack_digests
from pia.web.digests import Digests
from pia.web.places import Place, find_places
from pia.web.settings import Settings
from pia.web.standing import Standing, State, drift_of, policy_of, signed_state
from pia.web.summaries import Summaries, Summary

ROWS = 50
"""Rows of a page."""
_BUDGET_SECONDS = 0.1
"""How long a page may spend on assessments that it meets for the first time; the rest follows with the next one."""
_LAST = date.max


@dataclass(frozen=True, slots=True)
class Row:
    """One assessment.

    Attributes:
        place: Where it is.
        summary: What it says; `None` if there is no assessment yet, it is broken, or it was not read yet.
        standing: How it stands.
        waiting: Whether it was not read yet.
    """

    place: Place
    summary: Summary | None
    standing: Standing
    waiting: bool = False

    @property
    def title(self) -> str:
        """What is proposed, or where it is."""
        return self.summary.name if self.summary else self.place.name

    @property
    def gravest(self) -> int:
        """The gravest concern of any model, 0 to 3."""
        return max((level.concern for level in self.summary.levels), default=0) if self.summary else 0


SORTS: Mapping[str, Callable[[Row], tuple[object, ...]]] = {
    "name": lambda row: (row.title.casefold(),),
    "level": lambda row: (-row.gravest, -(row.summary.not_met if row.summary else 0), row.title.casefold()),
    "open": lambda row: (-(row.summary.open if row.summary else 0), row.title.casefold()),
    "review": lambda row: ((row.summary.next_review if row.summary else None) or _LAST, row.title.casefold()),
    "state": lambda row: (list(State).index(row.standing.state), row.title.casefold()),
}
"""How rows can be sorted, by the name in the address."""


class Portfolio:
    """The assessments of a folder."""

    def __init__(self, settings: Settings, clock: Callable[[], float] = monotonic) -> None:
        """Nothing is read before it is asked for."""
        self._settings, self._clock = settings, clock
        self._digests, self._summaries = Digests(), Summaries(settings.cache)
        self._signed: dict[tuple[object, ...], Standing] = {}

    def rows(self) -> tuple[Row, ...]:
        """Every assessment, by the name of its folder."""
        packs, today = pack_digests(self._settings.rules), self._settings.today()
        until = self._clock() + _BUDGET_SECONDS
        found = tuple(self._row(place, packs, today, until) for place in find_places(self._settings.folder))
        self._summaries.keep()
        return found

    def row(self, place: Place) -> Row:
        """One assessment."""
        return self._row(place, pack_digests(self._settings.rules), self._settings.today(), None)

    def _row(self, place: Place, packs: Mapping[str, str], today: date, until: float | None) -> Row:
        digest = self._digests.of(place.assessment)
        if not digest:
            return Row(place, None, Standing(State.NEW))
        if until is not None and not self._summaries.known(digest) and self._clock() > until:
            return Row(place, None, Standing(State.DRAFT), waiting=True)
        summary = self._summaries.of(place.assessment, digest)
        if summary is None:
            return Row(place, None, Standing(State.BROKEN))
        drift = drift_of(summary, self._digests.of(place.deployment), packs, today)
        policy = policy_of(place, self._settings.folder)
        key = (digest, self._digests.of(place.approval), policy and self._digests.of(policy), drift, today)
        if key not in self._signed:
            self._signed[key] = signed_state(place.approval, digest, drift, policy, today)
        return Row(place, summary, self._signed[key])


def chosen(rows: Sequence[Row], text: str, state: str, sort: str) -> tuple[Row, ...]:
    """The rows that hold a text and have a state, sorted; an unknown state or order is none.

    Args:
        rows: All rows.
        text: What name, folder or controller must contain.
        state: A state, or `stale` for everything that moved on.
        sort: A key of `SORTS`.
    """
    wanted = text.casefold()
    kept = [row for row in rows if wanted in _searched(row) and (not state or _is(row, state))]
    return tuple(sorted(kept, key=SORTS.get(sort, SORTS["name"])))


def _searched(row: Row) -> str:
    controller = row.summary.controller if row.summary else ""
    return f"{row.title}\n{row.place.name}\n{controller}".casefold()


def _is(row: Row, state: str) -> bool:
    return bool(row.standing.drift) if state == "stale" else row.standing.state.value == state


def risks_of(rows: Sequence[Row]) -> Counter[tuple[int, int, int, int]]:
    """All risks by their places on the map: likelihood and severity before, then after."""
    found: Counter[tuple[int, int, int, int]] = Counter()
    for row in rows:
        for before_x, before_y, after_x, after_y, count in row.summary.risks if row.summary else ():
            found[before_x, before_y, after_x, after_y] += count
    return found

