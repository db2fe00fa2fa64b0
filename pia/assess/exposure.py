"""Re-identification risks and linkage -> named facts; what a part of the data cannot show stays unknown."""

from __future__ import annotations

from pia.model.interval import Interval
from pia.model.reidentification import FLOOR, Exposure, ReidentificationRisk, suppressed
from pia.model.rule import FactValue


def exposure_facts(exposure: Exposure, *, examined: bool) -> dict[str, tuple[FactValue, tuple[str, ...]]]:
    """How easily people are singled out or linked: `scan.k`, `.share_unique`, `.linked` ..., with what each rests on.

    Shares are in percent; one that would give away a number of people below the floor is an interval. Of a part of
    the data, k and the shares say nothing: more rows can make classes larger or add unique ones.
    """
    risks, complete = exposure.reidentification, examined and not exposure.unmeasured
    columns = tuple(sorted(str(item.column) for risk in risks for item in risk.quasi_identifiers))
    links = exposure.linkage.links if exposure.linkage else ()
    pairs = {frozenset((item.left, item.right)) for item in links}
    facts: dict[str, tuple[FactValue, tuple[str, ...]]] = {
        "scan.quasi_identifiers": (len(columns) if complete else Interval(len(columns)), columns),
        "scan.linked": (
            len(pairs) if complete else Interval(len(pairs)),
            tuple(sorted({str(pair.left) for item in links for pair in item.columns})),
        ),
    }
    if complete and risks:
        worst = min(risks, key=lambda risk: risk.smallest_class)
        facts["scan.k"] = (worst.smallest_class, _names(worst))
        alone = max(risks, key=lambda risk: risk.share_unique)
        facts["scan.share_unique"] = (_percent(alone.unique_rows, alone.rows), _names(alone))
        small = max(risks, key=lambda risk: risk.rows_below / risk.rows)
        facts["scan.share_in_small_classes"] = (_percent(small.rows_below, small.rows), _names(small))
        facts |= _diversity(risks)
    if complete:
        named = [item for item in links if item.identities]
        most = max(named, key=lambda item: item.share, default=None)
        share: FactValue = _percent(most.reidentified, most.rows) if most else 0
        facts["scan.share_linked"] = (share, tuple(str(pair.left) for pair in most.columns) if most else ())
    return facts


def _diversity(risks: tuple[ReidentificationRisk, ...]) -> dict[str, tuple[FactValue, tuple[str, ...]]]:
    """Absent without a sensitive attribute."""
    given_away = [item for risk in risks for item in risk.sensitive]
    if not given_away:
        return {}
    least = min(given_away, key=lambda item: item.distinct_l)
    return {"scan.l": (least.distinct_l, (str(least.column),))}


def _names(risk: ReidentificationRisk) -> tuple[str, ...]:
    return tuple(sorted(str(item.column) for item in risk.quasi_identifiers))


def _percent(part: int, whole: int) -> FactValue:
    """A share in percent; to one place, so that it does not stand for the number itself."""
    if suppressed(part):
        return Interval(round(100 / whole, 3), round(100 * FLOOR / whole, 3))
    return round(100 * part / whole, 1) if whole else 0
