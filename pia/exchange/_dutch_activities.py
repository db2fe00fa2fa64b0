"""The processing activities of the Dutch DPIA form, put together from the chapters that repeat for each of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from pia.exchange._dutch import BASES, PERIODS, places
from pia.exchange._dutch_words import days
from pia.exchange._ledger import Ledger
from pia.exchange._parts import Parts, joined
from pia.exchange._rich_text import plain
from pia.model.deployment import LegalBasis, ProcessingActivity


@dataclass(frozen=True, slots=True)
class _Datum:
    name: str
    subject: str


def read_activities(ledger: Ledger, parts: Parts) -> None:
    """Activities by chapters 3 and 5, with the data of 2, the storage periods of 10 and the legal bases of 11."""
    indexes = places(ledger, "3.1.1", "5.1.1")
    found = []
    for number, index in enumerate(indexes):
        key = f"activities[{number}].purpose"
        name = plain(ledger.text(f"3.1.1[{index}]", key))
        found.append(ProcessingActivity(joined(name, plain(ledger.text(f"5.1.1[{index}]", key)))))
    if not found:
        return
    found = _with_data(ledger, found, indexes)
    parts.activities = _with_bases(ledger, _with_periods(ledger, parts, found))


def _with_data(
    ledger: Ledger, activities: list[ProcessingActivity], indexes: Sequence[int]
) -> list[ProcessingActivity]:
    """Each with the data it names, or the only one with all data there is."""
    data = _data(ledger)
    if not data:
        return activities
    named = [
        _names(ledger, f"3.1.3[{index}]", f"activities[{place}].data_categories") for place, index in enumerate(indexes)
    ]
    if len(activities) == 1 and not named[0]:
        named = [[datum.name for datum in data.values()]]
    used = {name for names in named for name in names}
    for index, datum in data.items():
        keys = [f"activities[{place}]" for place, names in enumerate(named) if datum.name in names]
        if datum.name in used:
            ledger.take(f"2.1.1[{index}]", *(f"{key}.data_categories" for key in keys))
            ledger.take(f"2.1.2[{index}]", *(f"{key}.data_subjects" for key in keys))
    return [
        replace(
            activity,
            data_categories=tuple(dict.fromkeys(names)),
            data_subjects=tuple(
                dict.fromkeys(datum.subject for datum in data.values() if datum.name in names and datum.subject)
            ),
        )
        for activity, names in zip(activities, named, strict=True)
    ]


def _data(ledger: Ledger) -> dict[int, _Datum]:
    found = {}
    for index in places(ledger, "2.1.1"):
        name, subject = ledger.peek(f"2.1.1[{index}]"), ledger.peek(f"2.1.2[{index}]")
        if isinstance(name, str):
            found[index] = _Datum(plain(name), plain(subject) if isinstance(subject, str) else "")
    return found


def _names(ledger: Ledger, field: str, key: str) -> list[str]:
    value = ledger.peek(field)
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        return []
    ledger.take(field, key)
    return [plain(item) for item in value]


def _with_periods(ledger: Ledger, parts: Parts, activities: list[ProcessingActivity]) -> list[ProcessingActivity]:
    """Storage periods that are a number of days; whether all are shorter than a year is an answer of its own."""
    found, long = list(activities), []
    for index in places(ledger, "10.1.1.4", "10.1.1.5"):
        purpose = ledger.peek(f"10.1.1.1[{index}]")
        fitting = [place for place, item in enumerate(activities) if item.purpose == purpose]
        place = fitting[0] if len(fitting) == 1 else 0 if len(activities) == 1 else None
        number = days(str(ledger.peek(f"10.1.1.5[{index}]") or ""))
        if place is not None and number is not None:
            key = f"activities[{place}].storage_period_days"
            ledger.take(f"10.1.1.5[{index}]", key)
            ledger.take(f"10.1.1.1[{index}]", key)
            found[place] = replace(found[place], storage_period_days=number)
        long.append(ledger.option(f"10.1.1.4[{index}]", PERIODS, "answers.kept_one_year"))
    if long and all(long):
        parts.answer("kept_one_year", "yes" if "yes" in long else "no")
    return found


def _with_bases(ledger: Ledger, activities: list[ProcessingActivity]) -> list[ProcessingActivity]:
    """Legal bases in the order of the activities, if there are as many; one that is alone is that of all."""
    indexes = places(ledger, "11.1.1.1", "11.1.1.2")
    if len(indexes) not in (1, len(activities)):
        return activities
    found = list(activities)
    for number, index in enumerate(indexes):
        targets = range(len(activities)) if len(indexes) == 1 else (number,)
        keys = [f"activities[{place}]" for place in targets]
        basis = ledger.option(f"11.1.1.1[{index}]", BASES, *(f"{key}.legal_basis" for key in keys))
        text = plain(ledger.text(f"11.1.1.2[{index}]", *(f"{key}.legal_reference" for key in keys)))
        for place in targets:
            own = LegalBasis(basis) if basis else None
            found[place] = replace(found[place], legal_basis=own, legal_reference=text)
    return found
