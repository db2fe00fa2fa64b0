"""Files as other tools save them, made up here, and deployments that a format can hold."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from pia.exchange import Exchange, Imported
from pia.model.assessment import Assessment
from pia.model.deployment import Deployment

TIME = "2026-03-02T10:11:12.131Z"


def cnil() -> dict[str, Any]:
    """A PIA of the CNIL's tool, of which every kind of entry is there."""
    texts = {
        111: "<p>Counting visitors of a park.</p><p>For the city&nbsp;council.</p>",
        112: "<div>The city decides; <strong>Countify</strong> counts.</div>",
        121: "times of passing",
        211: "<ol><li>plan the opening hours</li></ol>",
        212: "public task &amp; local by-law",
        215: "thirty days",
        226: "a contract of 2025",
    }
    answers = [_answer(number, text=text) for number, text in texts.items()]
    answers += [
        _answer(321, items=["being followed", "<b>shame</b>"]),
        _answer(322, items=["theft of a counter"]),
        _answer(324, items=["Encryption"]),
        _answer(325, text="Hardly anything is known of a person.", gauge=2),
        _answer("326", gauge=1),
        _answer(335, gauge=0),
    ]
    measures = [
        {"id": 7, "pia_id": 3, "title": "Encryption", "content": "<p>TLS 1.3</p>", "placeholder": "x.PIA_TEC_CHIF.y"},
        {"id": 9, "pia_id": 3, "title": "Training", "content": None, "placeholder": "measures.default_placeholder"},
    ]
    evaluations = [
        {
            "id": 1,
            "reference_to": "3.1.7",
            "status": 3,
            "person_in_charge": "IT",
            "estimated_implementation_date": TIME,
        },
        {"id": 2, "reference_to": "3.2", "status": 2, "gauges": {"x": 2, "y": 1}, "evaluation_comment": "fine"},
    ]
    pia = {
        "id": 3,
        "name": "Park counter",
        "status": 3,
        "dbVersion": 201910230914,
        "created_at": TIME,
        "author_name": "A. Writer",
        "dpos_names": "D. Officer",
        "dpo_status": 1,
        "dpo_opinion": "It may start.",
        "people_names": "Friends of the park",
        "concerned_people_status": 0,
        "concerned_people_opinion": "Too many masts.",
        "concerned_people_searched_opinion": True,
        "structure_name": "City of Example",
        "structure_data": {"sections": [1]},
    }
    comments = [{"id": 1, "description": "why?", "reference_to": 212, "for_measure": False}]
    return {
        "pia": pia,
        "answers": answers,
        "measures": measures,
        "evaluations": evaluations,
        "comments": comments,
        "attachments": [{"name": "plan.pdf", "file": "data:application/pdf;base64,AAAA"}],
    }


def _answer(number: int | str, text: str | None = None, gauge: int | None = None, items: Any = ()) -> dict[str, Any]:
    data = {"text": text, "gauge": gauge, "list": list(items)}
    return {"id": int(number), "pia_id": 3, "reference_to": number, "data": data, "created_at": TIME}


def aia() -> dict[str, Any]:
    """A saved Algorithmic Impact Assessment, with an answer of a later survey and one that is no option."""
    return {
        "currentPage": 2,
        "version": "9.9.9",
        "data": {
            "projectDetailsTitle": "Queue bot",
            "projectDetailsDescription": "Orders requests.",
            "businessDrivers1": ["item1", "item2"],
            "businessDrivers5": "item2-1",
            "businessDrivers1-Comment": "long queues",
            "riskProfile99": "item1-3",
            "aboutDataSource1": "item9-9",
            "impact30": {"a": 1},
        },
    }


def prescan() -> dict[str, Any]:
    """A saved pre-scan of the Dutch form."""
    ordinary = ["Content", "Logging", "Helpdeskgegevens", "Demografische gegevens", "Overige", "Naam, contactgegevens"]
    values: Mapping[str, Any] = {
        "0.1": "false",
        "0.2": "Tellen van bezoekers",
        "0.3": "Openingstijden plannen",
        "0.4": "Rechtsgrond taak van algemeen belang",
        "0.5.1": "true",
        "0.5.3": "Public cloud",
        "1.1.1": "true",
        "1.1.2": [f"Categorie gewone persoonsgegevens: {item}" for item in ordinary],
        "1.2.1": "true",
        "1.2.2": ["Categorie bijzondere persoonsgegevens: Gegevens over gezondheid"],
        "1.4.1": ["Categorie betrokkenen: Kinderen jonger dan 16 jaar", "Categorie betrokkenen: iets anders"],
        "1.5.1": "true",
        "1.5.3": "Continu",
        "1.5.4": "Jaar",
        "2.1.1": "false",
        "3.1": ["Lijst AP: Cameratoezicht"],
        "4.1": ["Lijst EDPB: Koppelen van datasets"],
    }
    return _state("urn:nl:prescan:2.0", {key: _said(value) for key, value in values.items()})


def dpia() -> dict[str, Any]:
    """A saved DPIA of the Dutch form, with two activities."""
    single = {
        "0": "Inleiding", "1.1": "Tellen van bezoekers", "14.1": "Tellen met de hand kan niet", "15.1.1": "true",
        "15.1.2": "per brief", "15.2.1": "null", "15.8.1": "false", "18": "Samen", "19.4.1": "Gemeente Voorbeeld",
        "19.5.4": "F. Gegevens", "19.5.6": "2026-02-01", "19.5.7": "Akkoord, mits korter bewaard",
    }  # fmt: skip
    groups: Mapping[str, list[Mapping[str, Any]]] = {
        "2.1": [
            {"2.1.1": "passeertijd", "2.1.2": "bezoekers", "2.1.4": "gewoon"},
            {"2.1.1": "foto", "2.1.2": "medewerkers"},
        ],
        "3.1": [
            {"3.1.1": "Tellen", "3.1.2": "met een mast", "3.1.3": ["passeertijd"]},
            {"3.1.1": "Toegang", "3.1.3": ["foto"]},
        ],
        "5.1": [{"5.1.1": "openingstijden plannen"}, {}],
        "6.1.1": [
            {"6.1.1.1": "Gemeente Voorbeeld", "6.1.1.2": ["Verwerkingsverantwoordelijke"]},
            {"6.1.1.1": "Tellers BV", "6.1.1.2": ["Verwerker", "Ontvanger"], "6.1.1.3": "beheer"},
            {"6.1.1.1": "Buurgemeente", "6.1.1.2": ["Gezamenlijke verwerkingsverantwoordelijke"]},
        ],
        "7.1": [{}, {"7.1.1": "minder masten"}],
        "8.1.1": [
            {"8.1.1.1": "Nederland"},
            {"8.1.1.1": "Verenigde Staten", "8.1.1.2": "Standaard contractsbepaling (SCC)"},
            {"8.1.1.1": "CH", "8.1.1.2": "Adequaatheidsbesluit"},
        ],
        "10.1.1": [
            {"10.1.1.1": "Tellen: openingstijden plannen", "10.1.1.4": "Minder dan 1 maand", "10.1.1.5": "14 dagen"},
            {"10.1.1.4": "Jaar", "10.1.1.5": "zolang als nodig"},
        ],
        "11.1.1": [
            {"11.1.1.1": "Rechtsgrond taak van algemeen belang", "11.1.1.2": "Gemeentewet"},
            {"11.1.1.1": "Rechtsgrond noodzakelijk voor de uitvoering van een overeenkoms"},
        ],
        "13.1.1": [{"13.1.1.5": "Niet van toepassing (geen verdere verwerking)"}],
        "16.1": [{"16.1.1": "volgen van bezoekers", "16.1.3": "laag"}],
        "17.1": [
            {"17.1.3": "versleuteling", "17.1.4": "laag", "17.1.7": "ICT"},
            {"17.1.3": "training", "17.1.4": "hoog"},
        ],
    }
    grouped = {
        key: [{"_index": at, **{task: _said(value) for task, value in row.items()}} for at, row in enumerate(rows)]
        for key, rows in groups.items()
    }
    return _state("urn:nl:dpia:3.0", {**{key: _said(value) for key, value in single.items()}, **grouped})


def _said(value: Any) -> dict[str, Any]:
    return {"value": value, "lastEditedAt": TIME, "lastEditedBy": "S. Chrijver"}


def _state(urn: str, answers: Mapping[str, Any]) -> dict[str, Any]:
    metadata = {"urn": urn, "createdAt": TIME, "completedTasks": ["0", "1"]}
    return {"$schema": "https://example.org/output", "metadata": metadata, "answers": dict(answers)}


FILES: Mapping[str, Callable[[], dict[str, Any]]] = {
    "canada_aia": aia,
    "cnil": cnil,
    "dutch_dpia": dpia,
    "dutch_prescan": prescan,
}


def with_deployment(assessment: Assessment, deployment: Deployment) -> Assessment:
    """An assessment of another deployment, of which nothing was found."""
    return replace(assessment, deployment=deployment, findings=(), results=(), risks=(), facts=(), waivers=())


def places(found: Imported) -> dict[str, str]:
    """Why each field was left, in English."""
    return {item.field: item.reason.en for item in found.left}


def words(tree: object) -> Iterator[str]:
    """Every text and number in plain data that says something."""
    if isinstance(tree, Mapping):
        for value in tree.values():
            yield from words(value)
    elif isinstance(tree, list | tuple):
        for value in tree:
            yield from words(value)
    elif tree not in (None, ""):
        yield str(tree)


def again(exchange: Exchange, assessment: Assessment, deployment: Deployment) -> Deployment:
    """What comes back of a deployment that was written in a format."""
    return exchange.read(exchange.write(with_deployment(assessment, deployment)).tree, exchange.name).deployment
