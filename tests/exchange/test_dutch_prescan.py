from __future__ import annotations

from dataclasses import replace

from pia.exchange.dutch_prescan import EXCHANGE
from pia.model.assessment import Assessment
from pia.model.deployment import Answer, LegalBasis, Technology
from tests.exchange.files_for_tests import again, places, prescan


def test_the_questions_of_the_prescan_are_those_of_wp248() -> None:
    found = EXCHANGE.read(prescan(), "prescan.json").deployment
    assert {name: given.value for name, given in found.answers.items() if isinstance(given, Answer)} == {
        "new_regulation": "no",
        "people_10000": "yes",
        "collected_monthly": "yes",
        "kept_one_year": "yes",
        "ordinary_kinds": "six_or_more",
        "special_kinds": "up_to_six",
        "subjects_children": "yes",
        "datasets_matched": "yes",
        "authority_list_item": "yes",
        "transfer_abroad": "none",
    }
    assert found.technologies == (Technology.CLOUD,)
    assert found.activities[0].legal_basis is LegalBasis.PUBLIC_TASK
    assert found.activities[0].data_subjects == ("Kinderen jonger dan 16 jaar", "iets anders")


def test_a_box_that_nobody_knows_is_left_and_one_not_ticked_stays_open() -> None:
    found = EXCHANGE.read(prescan(), "prescan.json")
    assert {"1.4.1", "0.5.3"} <= set(places(found))
    assert "subjects_employees" not in found.deployment.answers


def test_no_special_kinds_only_where_both_questions_say_no() -> None:
    tree = prescan()
    del tree["answers"]["1.2.2"], tree["answers"]["0.3"]
    tree["answers"]["1.2.1"]["value"] = "false"
    assert "special_kinds" not in EXCHANGE.read(tree, "prescan.json").deployment.answers
    tree["answers"]["1.3.1"] = {"value": False}
    found = EXCHANGE.read(tree, "prescan.json").deployment
    assert found.answers["special_kinds"] == Answer("none")
    assert found.activities == ()


def test_a_transfer_without_its_mechanism_is_left() -> None:
    tree = prescan()
    tree["answers"]["2.1.1"]["value"] = "true"
    found = EXCHANGE.read(tree, "prescan.json")
    assert "2.1.1" in places(found)
    assert "transfer_abroad" not in found.deployment.answers


def test_what_was_written_comes_back(sample: Assessment) -> None:
    answers = {"new_regulation": "yes", "large_scale": "yes", "subjects_citizens": "yes", "transfer_abroad": "none"}
    activities = (replace(sample.deployment.activities[0], legal_basis=LegalBasis.CONSENT),)
    deployment = replace(
        sample.deployment, answers=answers, activities=activities, technologies=(Technology.CLOUD, Technology.AI)
    )
    found = again(EXCHANGE, sample, deployment)
    assert {name: given.value for name, given in found.answers.items() if isinstance(given, Answer)} == answers
    assert found.activities[0].legal_basis is LegalBasis.CONSENT
    assert found.technologies == (Technology.CLOUD,)
