from __future__ import annotations

from dataclasses import replace

from pia.assess.exposure import exposure_facts
from pia.model.dataset import Column
from pia.model.interval import Interval
from pia.model.linkage import JoinedColumns, Link, Linkage
from pia.model.reidentification import Exposure, QuasiIdentifier, ReidentificationRisk, SensitiveRisk
from pia.model.text import Text

TEXT = Text("e", "z")


def risk(dataset: str, k: int, unique: int, rows: int = 1000) -> ReidentificationRisk:
    quasi = (QuasiIdentifier(Column(dataset, "", "age"), 9, TEXT),)
    return ReidentificationRisk(dataset, "", rows, quasi, 5, 9, k, unique, 9, 1 / k, None, 0.1, ())


def join(left: str, right: str, reidentified: int, named: bool) -> Link:
    pair = JoinedColumns(Column(left, "", "a"), Column(right, "", "b"), 1.0, 0.0, TEXT)
    return Link(left, right, (pair,), 1000, 900, reidentified, (Column(right, "", "name"),) if named else (), ())


def test_the_worst_table_counts() -> None:
    facts = exposure_facts(Exposure((risk("a", 3, 0), risk("b", 1, 200)), (), None), examined=True)
    assert facts["scan.k"] == (1, ("b.age",))
    assert facts["scan.share_unique"] == (20.0, ("b.age",))
    assert facts["scan.share_in_small_classes"] == (0.9, ("a.age",))
    assert facts["scan.quasi_identifiers"] == (2, ("a.age", "b.age"))
    assert facts["scan.linked"] == (0, ())
    assert facts["scan.share_linked"] == (0, ())


def test_the_least_diverse_attribute_counts() -> None:
    def diversity(name: str, distinct: int) -> SensitiveRisk:
        return SensitiveRisk(Column("a", "", name), "categorical", distinct, 1.0, None, 1.0, 0.1, 0.1, 0.1, 0.1)

    given_away = (diversity("income", 3), diversity("illness", 1))
    facts = exposure_facts(Exposure((replace(risk("a", 3, 0), sensitive=given_away),), (), None), examined=True)
    assert facts["scan.l"] == (1, ("a.illness",))
    assert "scan.l" not in exposure_facts(Exposure((risk("a", 3, 0),), (), None), examined=True)


def test_few_people_are_an_interval() -> None:
    facts = exposure_facts(Exposure((risk("a", 1, 2),), (), None), examined=True)
    assert facts["scan.share_unique"][0] == Interval(0.1, 0.5)


def test_both_ways_of_a_join_are_one_pair_and_names_are_needed_for_people() -> None:
    linkage = Linkage(("a", "b"), (join("a", "b", 500, named=True), join("b", "a", 900, named=False)))
    facts = exposure_facts(Exposure((), (), linkage), examined=True)
    assert facts["scan.linked"] == (1, ("a.a", "b.a"))
    assert facts["scan.share_linked"] == (50.0, ("a.a",))
    assert "scan.k" not in facts


def test_a_part_of_the_data_says_nothing_of_the_whole() -> None:
    linkage = Linkage(("a", "b"), (join("a", "b", 500, named=True),))
    facts = exposure_facts(Exposure((risk("a", 3, 10),), (), linkage), examined=False)
    assert facts["scan.linked"][0] == facts["scan.quasi_identifiers"][0] == Interval(1)
    assert set(facts) == {"scan.linked", "scan.quasi_identifiers"}
