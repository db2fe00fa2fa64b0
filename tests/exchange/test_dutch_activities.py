from __future__ import annotations

from collections.abc import Mapping

from pia.exchange._dutch import ledger_of
from pia.exchange._dutch_activities import read_activities
from pia.exchange._parts import Parts
from pia.model.deployment import Answer, LegalBasis


def read(answers: Mapping[str, object]) -> tuple[Parts, list[str]]:
    tree = {
        "metadata": {"urn": "urn:nl:dpia:3.0"},
        "answers": {key: {"value": value} for key, value in answers.items()},
    }
    ledger, parts = ledger_of(tree, "f.json", "dpia"), Parts()
    read_activities(ledger, parts)
    return parts, [name for name in ledger.names() if not name.startswith("metadata")]


def test_one_activity_has_all_data_and_the_only_period() -> None:
    answers = {
        "3.1.1[0]": "Tellen",
        "2.1.1[0]": "naam",
        "2.1.2[0]": "burgers",
        "10.1.1.4[0]": "Jaar",
        "10.1.1.5[0]": "1 jaar",
    }
    parts, rest = read(answers)
    activity = parts.activities[0]
    assert (activity.purpose, activity.data_categories, activity.data_subjects) == ("Tellen", ("naam",), ("burgers",))
    assert activity.storage_period_days == 365
    assert parts.answers == {"kept_one_year": Answer("yes")}
    assert rest == []


def test_what_cannot_be_tied_to_one_of_several_activities_is_left() -> None:
    answers = {
        "3.1.1[0]": "Tellen",
        "3.1.1[1]": "Toegang",
        "2.1.1[0]": "naam",
        "10.1.1.5[0]": "7 dagen",
        "11.1.1.1[0]": "Rechtsgrond toestemming",
        "11.1.1.1[1]": "Rechtsgrond toestemming",
        "11.1.1.1[2]": "Rechtsgrond vitaal belang",
    }
    parts, rest = read(answers)
    assert [item.storage_period_days for item in parts.activities] == [None, None]
    assert [item.legal_basis for item in parts.activities] == [None, None]
    assert [item.data_categories for item in parts.activities] == [(), ()]
    assert rest == [name for name in answers if not name.startswith("3.")]


def test_a_lone_legal_basis_is_that_of_all() -> None:
    parts, rest = read({"3.1.1[0]": "a", "3.1.1[1]": "b", "11.1.1.1[0]": "Rechtsgrond toestemming"})
    assert {item.legal_basis for item in parts.activities} == {LegalBasis.CONSENT}
    assert rest == []


def test_without_activities_nothing_is_taken() -> None:
    parts, rest = read({"2.1.1[0]": "naam"})
    assert (list(parts.activities), rest) == ([], ["2.1.1[0]"])
