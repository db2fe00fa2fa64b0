"""Numbers and truths that are known, asked so that what is unknown never counts."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from pia.model.interval import Interval
from pia.scoring import Known

Facts = Mapping[str, Known]
Measure = Callable[[Facts], "Known | None"]


def at_least(known: Facts, fact: str, bound: float) -> bool | None:
    """Whether a number surely reaches a bound, or surely does not; `None` if neither is sure."""
    value = known[fact].value if fact in known else None
    if isinstance(value, Interval):
        return True if value.min >= bound else False if value.max is not None and value.max < bound else None
    return value >= bound if isinstance(value, int | float) and not isinstance(value, bool) else None


def truth(known: Facts, fact: str) -> bool | None:
    """Whether a fact is true, or false; `None` if it is not known."""
    value = known[fact].value if fact in known else None
    return value if isinstance(value, bool) else None


def because(known: Facts, *facts: str) -> tuple[str, ...]:
    """The facts a measured answer rests on, each with what it rests on."""
    return tuple(part for fact in facts if fact in known for part in (fact, *known[fact].because))


def reaches(fact: str, bound: float, *, yes: str = "yes", no: str = "no") -> Measure:
    """One option if a number reaches a bound, another if not; an empty option stays open."""
    return decided(lambda known: at_least(known, fact, bound), fact, yes=yes, no=no)


def holds(*facts: str, yes: str = "yes", no: str = "no") -> Measure:
    """One option if any of some facts is true, another if all are false."""

    def any_of(known: Facts) -> bool | None:
        found = [truth(known, fact) for fact in facts]
        return True if True in found else None if None in found else False

    return decided(any_of, *facts, yes=yes, no=no)


def decided(decide: Callable[[Facts], bool | None], *facts: str, yes: str = "yes", no: str = "no") -> Measure:
    """One option or another, by a decision on facts; `None` and an empty option stay open."""

    def measure(known: Facts) -> Known | None:
        found = decide(known)
        option = "" if found is None else yes if found else no
        return Known(option, because(known, *facts)) if option else None

    return measure
