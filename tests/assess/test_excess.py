from __future__ import annotations

import pytest

from pia.assess.excess import column_needs
from pia.judging import Rulebook
from pia.model.dataset import Column, Input, ScannedColumn
from pia.model.deployment import Controller, DeclaredDataset, Deployment, ProcessingActivity
from pia.model.finding import Finding
from pia.model.necessity import ColumnNeed, Criterion
from pia.model.risk import Verdict

NAMES = ("mail", "ill", "hour")
FOUND = {"mail": "EMAIL_ADDRESS", "ill": "HEALTH"}


def needs(
    book: Rulebook,
    *activities: ProcessingActivity,
    complete: bool = True,
    found: dict[str, str] | None = None,
    quasi: tuple[str, ...] = (),
) -> dict[str, ColumnNeed]:
    columns = tuple(ScannedColumn(Column("a", "", name), 5, 5) for name in NAMES)
    findings = [
        Finding(Column("a", "", name), kind, "x.x", 1.0, 5, 5, (), ()) for name, kind in (found or FOUND).items()
    ]
    declared = Deployment(
        "n", "d", Controller("c"), (DeclaredDataset("a", "a.csv", quasi_identifiers=quasi),), activities
    )
    read = (Input("a", "a.csv", "0", 5, columns),)
    return {
        item.column.name: item for item in column_needs(declared, read, findings, book.categories, complete=complete)
    }


def test_personal_data_that_no_purpose_names_is_in_excess(book: Rulebook) -> None:
    found = needs(book, ProcessingActivity("p", columns=("a.mail",)))
    assert {name: item.verdict.value for name, item in found.items()} == {
        "mail": "pass",
        "ill": "fail",
        "hour": "not_applicable",
    }
    assert found["ill"].checks[0].criterion is Criterion.PURPOSE
    assert found["mail"].purposes == ("p",)


def test_a_column_that_every_purpose_could_do_without_is_in_excess(book: Rulebook) -> None:
    without = ProcessingActivity("p", columns=("a.mail",), columns_not_needed=("a.mail",))
    assert needs(book, without)["mail"].checks[-1].criterion is Criterion.NEED
    assert needs(book, without)["mail"].verdict is Verdict.FAIL
    assert needs(book, without, ProcessingActivity("q", columns=("a.mail",)))["mail"].verdict is Verdict.PASS


@pytest.mark.parametrize(
    ("said", "verdict"),
    [(("health data",), "pass"), (("names",), "fail"), (("visits",), "unresolved"), ((), "unresolved")],
)
def test_a_kind_beyond_what_its_purposes_declare_is_an_excess(
    book: Rulebook, said: tuple[str, ...], verdict: str
) -> None:
    found = needs(book, ProcessingActivity("p", columns=("a.ill",), data_categories=said))["ill"]
    assert found.verdict.value == verdict
    assert found.checks[-1].criterion is Criterion.KINDS
    assert "health" in found.checks[-1].because.en
    assert "健康" in found.checks[-1].because.zh


def test_a_purpose_that_could_do_without_a_column_declares_nothing_for_it(book: Rulebook) -> None:
    without = ProcessingActivity(
        "p", data_categories=("health data",), columns=("a.ill",), columns_not_needed=("a.ill",)
    )
    needing = ProcessingActivity("q", data_categories=("names",), columns=("a.ill",))
    assert needs(book, without, needing)["ill"].verdict is Verdict.FAIL


def test_ordinary_identifiers_need_no_declared_kind(book: Rulebook) -> None:
    named = ProcessingActivity("p", columns=("a.mail", "a.ill"), data_categories=("names",))
    assert needs(book, named)["mail"].verdict is Verdict.PASS
    assert needs(book, named, found={"mail": "SOMETHING_NEW"})["mail"].verdict is Verdict.PASS


def test_after_a_partial_scan_a_column_without_a_finding_is_open(book: Rulebook) -> None:
    found = needs(book, complete=False)
    assert (found["hour"].verdict, found["mail"].verdict) == (Verdict.UNRESOLVED, Verdict.FAIL)
    named = needs(book, ProcessingActivity("p", columns=("a.hour",)), complete=False)
    assert named["hour"].verdict is Verdict.PASS


def test_what_the_deployment_says_tells_people_apart_counts_as_personal(book: Rulebook) -> None:
    found = needs(book, quasi=("hour",))
    assert (found["hour"].personal, found["hour"].verdict) == (True, Verdict.FAIL)
