from __future__ import annotations

from pathlib import Path

from pia.assess.facts import Measured, known_facts
from pia.judging import Rulebook
from pia.model.dataset import Column, Input, ScannedColumn
from pia.model.deployment import Answer, AnswerValue, Controller, DeclaredDataset, Deployment, ProcessingActivity
from pia.model.finding import EntityCategory, Finding, NotExamined
from pia.model.interval import Interval
from pia.model.reidentification import Exposure, ReidentificationRisk, SensitiveRisk
from pia.model.rule import FactValue
from pia.model.text import Text

LEFT = (NotExamined("a", Text("broken", "损坏"), 3),)


def finding(column: str, entity_type: str, dataset: str = "a", embedded: int = 0) -> Finding:
    return Finding(Column(dataset, "", column), entity_type, "x.x", 1.0, 5, 5, (), (), embedded)


def facts(
    book: Rulebook,
    *findings: Finding,
    left: tuple[NotExamined, ...] = (),
    deployment: Deployment | None = None,
    recognized: frozenset[str] | None = None,
    risks: tuple[ReidentificationRisk, ...] = (),
) -> dict[str, FactValue]:
    columns = tuple(ScannedColumn(item.column, 5, 5) for item in findings)
    declared = deployment or Deployment("n", "d", Controller("c"), (DeclaredDataset("a", "a.csv"),))
    types = recognized if recognized is not None else frozenset(book.categories)
    measured = Measured((Input("a", "a.csv", "0", 5, columns),), findings, left, Interval(3, 5), types, Exposure(risks))
    return {name: item.value for name, item in known_facts(declared, measured, book.categories).items()}


def test_findings_become_facts(book: Rulebook) -> None:
    found = facts(book, finding("mail", "EMAIL_ADDRESS"), finding("notes", "HEALTH", embedded=2))
    assert found["scan.personal"] is True
    assert found["scan.has.email"] is True
    assert found["scan.has.phone"] is False
    assert found["scan.special_category"] is True
    assert found["scan.sensitive"] is True
    assert found["scan.direct_identifier"] is True
    assert found["scan.free_text"] is True
    assert found["scan.personal_columns"] == 2
    assert found["scan.unmapped_columns"] == 2
    assert found["scan.subjects"] == Interval(3, 5)


def test_a_negative_is_a_fact_only_if_everything_was_examined(book: Rulebook) -> None:
    found = facts(book, finding("mail", "EMAIL_ADDRESS"), left=LEFT)
    assert found["scan.has.email"] is True
    assert "scan.has.phone" not in found
    assert "scan.special_category" not in found
    assert found["scan.complete"] is False
    assert found["scan.rows"] == Interval(5)
    assert found["scan.subjects"] == Interval(3)
    assert "scan.personal" not in facts(book, left=LEFT)


def test_what_nobody_looked_for_is_unknown(book: Rulebook) -> None:
    found = facts(book, recognized=frozenset({"EMAIL_ADDRESS"}))
    assert found["scan.has.email"] is False
    assert "scan.has.health" not in found


def test_columns_that_a_purpose_names_are_mapped(book: Rulebook) -> None:
    activity = ProcessingActivity("p", columns=("a.mail",))
    deployment = Deployment("n", "d", Controller("c"), (), (activity,))
    found = facts(book, finding("mail", "EMAIL_ADDRESS"), finding("tel", "PHONE_NUMBER"), deployment=deployment)
    assert found["scan.unmapped_columns"] == 1


def test_identifiers_shared_by_datasets_are_counted(book: Rulebook) -> None:
    found = facts(
        book, finding("mail", "EMAIL_ADDRESS"), finding("to", "EMAIL_ADDRESS", "b"), finding("sex", "SEX", "b")
    )
    assert found["scan.shared_identifiers"] == 1


def test_kinds_of_data_are_counted_and_the_gravest_is_known(book: Rulebook) -> None:
    found = [finding("mail", "EMAIL_ADDRESS"), finding("mail2", "EMAIL_ADDRESS"), finding("ill", "HEALTH")]
    whole, partial = facts(book, *found), facts(book, *found, left=LEFT)
    assert (whole["scan.ordinary_kinds"], whole["scan.special_kinds"], whole["scan.impact"]) == (1, 1, 4)
    assert (partial["scan.ordinary_kinds"], partial["scan.special_kinds"]) == (Interval(1), Interval(1))
    assert facts(book, found[0], left=LEFT)["scan.impact"] == Interval(book.categories["EMAIL_ADDRESS"].impact, 4)
    assert facts(book)["scan.impact"] == facts(book)["scan.special_kinds"] == 0


def test_answers_count_unless_nobody_knows(book: Rulebook) -> None:
    answers: dict[str, AnswerValue | Answer] = {
        "dpia_status": "draft",
        "large_scale": "dont_know",
        "dpo_consulted": Answer("yes", by="me"),
    }
    found = facts(book, deployment=Deployment("n", "d", Controller("c"), (), answers=answers))
    assert found["ans.dpia_status"] == "draft"
    assert found["ans.dpo_consulted"] == "yes"
    assert "ans.large_scale" not in found


def test_every_measured_and_declared_fact_is_declared_and_the_other_way_round(book: Rulebook, root: Path) -> None:
    activity = ProcessingActivity("p", storage_period_days=3)
    diversity = SensitiveRisk(Column("a", "", "x"), "categorical", 2, 1.0, None, 1.0, 0.1, 0.1, 0.1, 0.1)
    risk = ReidentificationRisk("a", "", 9, (), 5, 2, 4, 0, 4, 0.25, None, 0.2, (), (diversity,))
    deployment = Deployment("n", "d", Controller("c"), (), (activity,), practices=())
    known = set(facts(book, finding("mail", "EMAIL_ADDRESS"), deployment=deployment, risks=(risk,)))
    declared = {name for name in book.facts if not name.startswith("ans.")}
    assert known == declared


def test_an_unknown_entity_type_is_personal_data_all_the_same(book: Rulebook) -> None:
    found = facts(book, finding("x", "SOMETHING_NEW"))
    assert found["scan.personal"] is True
    assert isinstance(book.categories["PERSON"], EntityCategory)
