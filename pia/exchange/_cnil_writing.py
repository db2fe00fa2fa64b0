"""An assessment as the CNIL's PIA tool imports it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pia.exchange._cnil_words import AFTER, BEFORE, CONTEXT, DATA_LABELS, GAUGES, NOTES, OPINIONS, PARTY_LABELS
from pia.exchange._labels import listed, told
from pia.exchange._parts import answer_of, split
from pia.exchange._rich_text import rich
from pia.model.assessment import Assessment
from pia.model.deployment import Consultation, Deployment

_SLUGS = {
    kind: f"knowledge_base.slugs.PIA_{slug}_.placeholder"
    for kind, slug in (("technical", "TEC"), ("organisational", "ORG"))
}
_STEPS = {name: int(number) for number, name in GAUGES.items()}


def tree_of(assessment: Assessment) -> dict[str, object]:
    """The assessment; times are those of the day it was made, so that the same assessment gives the same file."""
    deployment, time = assessment.deployment, f"{assessment.assessed_on.isoformat()}T00:00:00.000Z"
    officer, people = _opinions(deployment)
    return {
        "pia": {
            "id": 1,
            "status": 0,
            "is_example": 0,
            "is_archive": 0,
            "created_at": time,
            "updated_at": time,
            "name": deployment.name,
            "category": "",
            "author_name": "",
            "evaluator_name": "",
            "validator_name": "",
            "dpos_names": deployment.controller.data_protection_officer,
            **_sides(officer, people, deployment),
        },
        "answers": [
            {"id": place, "pia_id": 1, "reference_to": number, "data": data, "created_at": time, "updated_at": time}
            for place, (number, data) in enumerate(_answers(deployment), 1)
        ],
        "measures": [
            {
                "id": place,
                "pia_id": 1,
                "title": title,
                "content": rich(content),
                "placeholder": _SLUGS[measure.kind],
                "created_at": time,
            }
            for place, measure in enumerate(deployment.measures, 1)
            for title, content in [split(measure.title)]
        ],
        "evaluations": [
            {
                "id": place,
                "pia_id": 1,
                "reference_to": reference,
                "status": 0,
                "global_status": 0,
                "created_at": time,
                **own,
            }
            for place, (reference, own) in enumerate(_evaluations(deployment), 1)
        ],
        "comments": [],
    }


def _opinions(deployment: Deployment) -> tuple[Consultation | None, Consultation | None]:
    """The opinion of the data protection officer, and one of the people concerned."""
    name, given = deployment.controller.data_protection_officer, deployment.consultations
    officer = next((item for item in given if name and item.who == name and item.opinion), None)
    return officer, next((item for item in given if item is not officer), None)


def _sides(officer: Consultation | None, people: Consultation | None, deployment: Deployment) -> dict[str, object]:
    sought = answer_of(deployment, "residents_views")
    asked = {"yes": True, "no": False}.get(str(sought.value))
    return {
        **_side("dpo", officer),
        **_side("concerned_people", people),
        "people_names": people.who if people else "",
        **({} if asked is None else {"concerned_people_searched_opinion": asked}),
        "concerned_people_searched_content": rich(sought.note) if asked is not None else "",
    }


def _side(name: str, given: Consultation | None) -> dict[str, object]:
    """The opinion as the tool keeps it; whether it is favourable is told only where the file says so."""
    view, text = split(given.opinion) if given else ("", "")
    status = next((int(number) for number, word in OPINIONS.items() if word == view and text), None)
    if status is None:
        return {f"{name}_opinion": rich(given.opinion) if given else ""}
    return {f"{name}_opinion": rich(text), f"{name}_status": status}


def _answers(deployment: Deployment) -> Iterator[tuple[int, dict[str, object]]]:
    """Answers by the number of the question."""
    activities = deployment.activities
    parties = [(PARTY_LABELS[0], deployment.controller.name)] if deployment.controller.name else []
    parties += [(PARTY_LABELS[1 if item.role == "processor" else 2], item.name) for item in deployment.recipients]
    data = [
        (label, text)
        for item in activities
        for label, text in zip(
            DATA_LABELS,
            (listed(item.data_categories), listed(item.data_subjects), _days(item.storage_period_days)),
            strict=True,
        )
    ]
    bases = [
        pair
        for item in activities
        for pair in (("Legal basis", item.legal_basis or ""), ("Legal reference", item.legal_reference))
    ]
    texts: Mapping[int, str] = {
        CONTEXT[0]: deployment.description,
        112: told(parties),
        121: told(data),
        211: told(("Purpose", item.purpose) for item in activities),
        212: told(bases),
        **{number: answer_of(deployment, name).note for number, name in NOTES.items()},
    }
    yield from ((number, _data(text)) for number, text in texts.items() if text)
    for number, name in BEFORE.items():
        given = answer_of(deployment, name)
        step = _STEPS.get(str(given.value))
        if step or given.note:
            yield number, _data(given.note, step)


def _days(period: int | None) -> str:
    return "" if period is None else str(period)


def _data(text: str, gauge: int | None = None) -> dict[str, object]:
    return {"text": rich(text), "gauge": gauge, "list": []}


def _evaluations(deployment: Deployment) -> Iterator[tuple[str, dict[str, object]]]:
    for place, measure in enumerate(deployment.measures, 1):
        if measure.owner or measure.due:
            due = measure.due.isoformat() if measure.due else None
            own: dict[str, object] = {"person_in_charge": measure.owner, "estimated_implementation_date": due}
            yield f"3.1.{place}", own
    for item in ("3.2", "3.3", "3.4"):
        answers = {
            field.rpartition(".")[2]: name for field, name in AFTER.items() if field.startswith(f"evaluations.{item}.")
        }
        gauges = {letter: _STEPS.get(str(answer_of(deployment, name).value), 0) for letter, name in answers.items()}
        if any(gauges.values()):
            yield item, {"gauges": gauges}
