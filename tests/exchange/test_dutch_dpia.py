from __future__ import annotations

from datetime import date

from pia.exchange.dutch_dpia import EXCHANGE
from pia.model.deployment import Answer, Consultation, LegalBasis, Recipient, Transfer
from tests.exchange.files_for_tests import dpia, places


def test_chapters_come_together_as_activities() -> None:
    first, second = EXCHANGE.read(dpia(), "dpia.json").deployment.activities
    assert (first.purpose, second.purpose) == ("Tellen: openingstijden plannen", "Toegang")
    assert (first.legal_basis, first.legal_reference) == (LegalBasis.PUBLIC_TASK, "Gemeentewet")
    assert second.legal_basis is LegalBasis.CONTRACT
    assert (first.data_categories, first.data_subjects) == (("passeertijd",), ("bezoekers",))
    assert (first.storage_period_days, second.storage_period_days) == (14, None)


def test_parties_transfers_and_opinions() -> None:
    found = EXCHANGE.read(dpia(), "dpia.json").deployment
    assert found.controller.name == "Gemeente Voorbeeld"
    assert found.recipients == (Recipient("Tellers BV", "processor"),)
    assert found.answers["joint_control"] == Answer("yes", "Buurgemeente")
    assert found.transfers == (
        Transfer("Verenigde Staten", "", "Standaard contractsbepaling (SCC)"),
        Transfer("", "CH", "Adequaatheidsbesluit"),
    )
    assert found.consultations == (
        Consultation("F. Gegevens", on=date(2026, 2, 1), opinion="Akkoord, mits korter bewaard"),
        Consultation("Tellers BV", opinion="minder masten"),
    )


def test_procedures_are_answers_where_they_settle_the_question() -> None:
    answers = EXCHANGE.read(dpia(), "dpia.json").deployment.answers
    assert answers["rights_route"] == Answer("yes", "per brief")
    assert answers["notice_given"] == Answer("no")
    assert "accuracy_checks" not in answers
    assert answers["alternative_compared"] == Answer("dont_know", "Tellen met de hand kan niet")
    assert answers["new_use_compatible"] == Answer("not_applicable")
    assert answers["residual_high"] == Answer("yes")


def test_risks_and_all_else_without_a_place_are_listed() -> None:
    found = EXCHANGE.read(dpia(), "dpia.json")
    left = places(found)
    assert {"0", "18", "16.1.1[0]", "3.1.2[0]", "8.1.1.1[0]", "10.1.1.5[1]", "6.1.1.3[1]"} <= set(left)
    assert {item.field for item in found.to_settle} >= {"transfers[0].country", "measures[0].kind", "datasets"}
    assert found.version == "3.0"


def test_ratings_that_disagree_settle_nothing() -> None:
    tree = dpia()
    row = {"_index": 1, "13.1.1.5": {"value": "Verenigbaar met oorspronkelijk doeleinde"}}
    tree["answers"]["13.1.1"].append(row)
    found = EXCHANGE.read(tree, "dpia.json")
    assert "new_use_compatible" not in found.deployment.answers
    assert {"13.1.1.5[0]", "13.1.1.5[1]"} <= set(places(found))
