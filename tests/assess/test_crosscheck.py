from __future__ import annotations

from pia import documents
from pia.assess import crosscheck
from pia.documents import Loaded
from pia.model.dataset import Column
from pia.model.deployment import Deployment
from tests.assess.facts_for_tests import FACTS


def loaded(text: str) -> Loaded[Deployment]:
    head = "name: x\ndescription: y\ncontroller: {name: z}\n"
    return documents.loads((head + text).encode(), "d.yaml", Deployment)


ONE = "datasets: [{name: a, path: a.csv}]\n"


def test_answers_nobody_asked_for_and_answers_that_are_no_option() -> None:
    given = loaded(ONE + "answers:\n  c: maybe\n  cc: yes\n  e: dont_know\n")
    told = [str(problem) for problem in crosscheck.check_answers(given, FACTS)]
    assert told == [
        "d.yaml:6: answers.c: this is not one of its options. Options: yes, partly, no, dont_know.",
        "d.yaml:7: answers.cc: no rule asks this. Did you mean 'c'?",
        "d.yaml:8: answers.e: no rule asks this. Known: c",
    ]
    assert not crosscheck.check_answers(loaded(ONE + "answers: {c: dont_know}\n"), FACTS)
    assert not crosscheck.check_answers(loaded(ONE + "answers: {c: {value: partly, by: me}}\n"), FACTS)


def test_columns_that_no_dataset_has() -> None:
    given = loaded(ONE + "activities:\n- purpose: p\n  columns: [a.mail, a.mial]\n")
    (problem,) = crosscheck.check_columns(given, {Column("a", "", "mail"), Column("a", "", "tel")})
    assert (
        str(problem) == "d.yaml:7: the activity names the column 'a.mial', which no dataset has. Did you mean 'a.mail'?"
    )


def test_quasi_identifiers_that_the_dataset_does_not_have() -> None:
    given = loaded(
        "datasets:\n- {name: a.b, path: a.csv, quasi_identifiers: [age, sxe]}\n"
        "- {name: c, path: c.csv, sensitive_attributes: [age]}\n"
    )
    columns = {Column("a.b", "", "age"), Column("a.b", "sheet", "sex"), Column("c", "", "illness")}
    told = [str(problem) for problem in crosscheck.check_columns(given, columns)]
    assert told == [
        "d.yaml:5: the dataset has no column 'sxe'. Did you mean 'sex'?",
        "d.yaml:6: the dataset has no column 'age'. Known: illness",
    ]


def test_measures_against_rules_that_do_not_exist() -> None:
    given = loaded(ONE + "measures: [{title: m, kind: technical, addresses: [t.1.one, t.9]}]\n")
    (problem,) = crosscheck.check_measures(given, {"t.1.one"})
    assert "addresses 't.9'" in problem.what


def test_datasets_have_names_of_their_own() -> None:
    twice = loaded("datasets: [{name: a, path: a.csv}, {name: a, path: b.csv}]\n")
    assert "two datasets are called 'a'" in crosscheck.check_names(twice)[0].what
    assert "no dataset is named" in crosscheck.check_names(loaded("datasets: []\n"))[0].what
    assert not crosscheck.check_names(loaded(ONE))


def test_an_activity_does_without_what_it_names_only() -> None:
    activity = "activities: [{purpose: p, columns: [a.mail, a.tel], columns_not_needed: [a.mial, a.tel]}]\n"
    (problem,) = crosscheck.check_needs(loaded(ONE + activity))
    assert "the activity does not name the column 'a.mial' under columns" in problem.what
    assert problem.fix == "Did you mean 'a.mail'?"
