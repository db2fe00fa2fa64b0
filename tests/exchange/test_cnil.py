from __future__ import annotations

from datetime import date

from pia.exchange.cnil import EXCHANGE
from pia.model.assessment import Assessment
from pia.model.deployment import Answer, Consultation
from tests.exchange.files_for_tests import again, cnil, places


def test_prose_opinions_and_measures_find_their_place() -> None:
    found = EXCHANGE.read(cnil(), "pia.json").deployment
    assert (found.name, found.controller.name) == ("Park counter", "City of Example")
    assert found.description.startswith("Counting visitors of a park.\n\nFor the city council.\n\nThe city decides;")
    assert [item.purpose for item in found.activities] == ["- plan the opening hours"]
    assert found.activities[0].legal_basis is None
    assert found.activities[0].legal_reference == "public task & local by-law"
    assert [(item.title, item.kind, item.status) for item in found.measures] == [
        ("Encryption: TLS 1.3", "technical", "planned"),
        ("Training", "organisational", "planned"),
    ]
    assert (found.measures[0].owner, found.measures[0].due) == ("IT", date(2026, 3, 2))
    assert found.consultations == (
        Consultation("D. Officer", opinion="Favourable: It may start."),
        Consultation("Friends of the park", opinion="Unfavourable: Too many masts."),
    )


def test_gauges_are_steps_and_prose_without_an_option_stays_an_open_question() -> None:
    answers = EXCHANGE.read(cnil(), "pia.json").deployment.answers
    note = "Hardly anything is known of a person.\nbeing followed; shame"
    assert answers["cnil_access_severity_before"] == Answer("limited", note)
    assert answers["cnil_access_likelihood_before"] == Answer("negligible", "theft of a counter")
    assert answers["cnil_access_severity_after"] == Answer("limited")
    assert answers["deletion_works"] == Answer("dont_know", "thirty days")
    assert "cnil_change_severity_before" not in answers
    assert (answers["dpo_consulted"], answers["residents_views"]) == (Answer("yes"), Answer("yes"))


def test_what_has_no_place_is_listed_and_what_is_assumed_as_well() -> None:
    found = EXCHANGE.read(cnil(), "pia.json")
    left = places(found)
    assert {
        "answers.226.text",
        "answers.324.list",
        "comments.1.description",
        "pia.status",
        "attachments[0].name",
    } <= set(left)
    assert left["answers.*.id"] == "it is the other tool's bookkeeping"
    settle = {item.field for item in found.to_settle}
    assert settle == {"measures[0].status", "measures[1].kind", "measures[1].status", "datasets", "jurisdictions"}
    assert found.version == "201910230914"


def test_an_opinion_that_was_not_sought_keeps_its_reason() -> None:
    tree = {"pia": {"concerned_people_searched_opinion": False, "concerned_people_searched_content": "<p>secret</p>"}}
    found = EXCHANGE.read({**tree, "answers": []}, "pia.json").deployment
    assert found.answers["residents_views"] == Answer("no", "secret")
    assert found.consultations == ()


def test_a_gauge_that_does_not_exist_is_left() -> None:
    tree = {"pia": {"name": "x"}, "answers": [{"reference_to": 325, "data": {"gauge": 7}}]}
    found = EXCHANGE.read(tree, "pia.json")
    assert places(found) == {
        "answers.325.gauge": "its value is none of those the format allows",
        "answers.*.reference_to": "it is the other tool's bookkeeping",
    }


def test_labelled_lines_that_pia_wrote_are_heard_again(sample: Assessment) -> None:
    found = again(EXCHANGE, sample, sample.deployment)
    first = sample.deployment.activities[0]
    assert found.activities[0].legal_basis == first.legal_basis
    assert found.activities[0].storage_period_days == first.storage_period_days
    assert found.activities[0].data_subjects == first.data_subjects
    assert [(item.name, item.role) for item in found.recipients] == [
        (item.name, item.role) for item in sample.deployment.recipients
    ]
    assert found.controller.name == sample.deployment.controller.name
