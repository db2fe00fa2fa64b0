"""An assessment as the Dutch DPIA form reads it."""

from __future__ import annotations

from collections.abc import Iterator

from pia.exchange._dutch import BASIS_OPTIONS, state
from pia.exchange._dutch_words import (
    CONTROLLER,
    FURTHER_USE,
    LEVELS,
    MECHANISMS,
    NOTES,
    PROCEDURE,
    RIGHTS,
    SETTLED,
    period,
)
from pia.exchange._parts import DONT_KNOW, answer_of, split
from pia.model.assessment import Assessment
from pia.model.deployment import Deployment, ProcessingActivity

URN = "urn:nl:dpia:3.0"

_Field = tuple[str, str | list[str]]


def tree_of(assessment: Assessment) -> dict[str, object]:
    """The saved state of the form."""
    deployment = assessment.deployment
    answers = [
        ("1.1", deployment.description),
        *_data(deployment),
        *_activities(deployment),
        *_parties(deployment),
        *_transfers(deployment),
        *_answers(deployment),
        *_measures(deployment),
        ("19.4.1", deployment.controller.name),
        *_officer(deployment),
    ]
    return state(URN, assessment.assessed_on.isoformat(), answers)


def _data(deployment: Deployment) -> Iterator[_Field]:
    """Each kind of data once for each data subject of an activity that needs it."""
    pairs = dict.fromkeys(
        (category, subject)
        for item in deployment.activities
        for category in item.data_categories
        for subject in item.data_subjects or ("",)
    )
    for index, (category, subject) in enumerate(pairs):
        yield f"2.1.1[{index}]", category
        yield f"2.1.2[{index}]", subject


def _activities(deployment: Deployment) -> Iterator[_Field]:
    for index, item in enumerate(deployment.activities):
        name, purpose = split(item.purpose)
        yield f"3.1.1[{index}]", name
        yield f"3.1.3[{index}]", list(item.data_categories)
        yield f"5.1.1[{index}]", purpose or name
        yield from _period(index, item)
        yield f"11.1.1.1[{index}]", BASIS_OPTIONS.get(item.legal_basis, "") if item.legal_basis else ""
        yield f"11.1.1.2[{index}]", item.legal_reference


def _period(index: int, item: ProcessingActivity) -> Iterator[_Field]:
    if item.storage_period_days is not None:
        yield f"10.1.1.1[{index}]", item.purpose
        yield f"10.1.1.4[{index}]", period(item.storage_period_days)
        yield f"10.1.1.5[{index}]", f"{item.storage_period_days} dagen"


def _parties(deployment: Deployment) -> Iterator[_Field]:
    named = [(deployment.controller.name, CONTROLLER)] if deployment.controller.name else []
    named += [(item.name, "Verwerker" if item.role == "processor" else "Ontvanger") for item in deployment.recipients]
    for index, (name, role) in enumerate(named):
        yield f"6.1.1.1[{index}]", name
        yield f"6.1.1.2[{index}]", [role]
    places = {name: index for index, (name, _) in reversed(list(enumerate(named)))}
    officer = _advice(deployment)
    others = [item for place, item in enumerate(deployment.consultations) if place != officer and item.opinion]
    free = len(named)
    for item in others:
        index = places.pop(item.who, free)
        free += index == free
        yield f"7.1.1[{index}]", item.opinion


def _transfers(deployment: Deployment) -> Iterator[_Field]:
    for index, item in enumerate(deployment.transfers):
        yield f"8.1.1.1[{index}]", item.country or item.recipient
        yield f"8.1.1.2[{index}]", item.safeguard if item.safeguard in MECHANISMS else ""
        yield f"8.1.1.3[{index}]", item.safeguard if item.safeguard not in MECHANISMS else ""


def _answers(deployment: Deployment) -> Iterator[_Field]:
    flags = {value: option for option, value in PROCEDURE.items()}
    for task, name in NOTES.items():
        yield task, answer_of(deployment, name).note
    for task, name in RIGHTS.items():
        given = answer_of(deployment, name)
        if task in SETTLED:
            yield f"{task}.1", flags.get(str(given.value), "")
        yield f"{task}.2", given.note if task in SETTLED or given.value == DONT_KNOW else ""
    further = {value: option for option, value in FURTHER_USE.items()}
    yield "13.1.1.5[0]", further.get(str(answer_of(deployment, "new_use_compatible").value), "")


def _measures(deployment: Deployment) -> Iterator[_Field]:
    high = str(answer_of(deployment, "residual_high").value)
    level = next((option for option, value in LEVELS.items() if value == high), "")
    for index, item in enumerate(deployment.measures):
        yield f"17.1.3[{index}]", item.title
        yield f"17.1.4[{index}]", level if high == "yes" else ""
        yield f"17.1.7[{index}]", item.owner


def _advice(deployment: Deployment) -> int | None:
    """The place of the consultation that holds the advice of the data protection officer."""
    name = deployment.controller.data_protection_officer
    found = (place for place, item in enumerate(deployment.consultations) if name and item.who == name and item.opinion)
    return next(found, None)


def _officer(deployment: Deployment) -> Iterator[_Field]:
    yield "19.5.4", deployment.controller.data_protection_officer
    place = _advice(deployment)
    if place is not None:
        item = deployment.consultations[place]
        yield "19.5.6", item.on.isoformat() if item.on else ""
        yield "19.5.7", item.opinion
