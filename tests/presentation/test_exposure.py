from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from pia.model.assessment import Assessment
from pia.model.dataset import Column
from pia.model.linkage import JoinedColumns, Link, Linkage
from pia.model.reidentification import Effect, MitigationReport, PopulationRisk, ReidentificationRisk
from pia.model.text import Language, Text
from pia.presentation.exposure import ExposureView, link_share
from pia.presentation.words import Words

VIEW, ZH = ExposureView(Words(Language.EN)), ExposureView(Words(Language.ZH))


@pytest.fixture
def risk(assessed: Callable[[str], Assessment]) -> ReidentificationRisk:
    return assessed("floating-population").reidentification[0]


def join(matched: int, reidentified: int, reveals: int = 1, rows: int = 1000) -> Link:
    pairs = tuple(
        JoinedColumns(Column("a", "", left), Column("b", "", right), contained, error, Text("e", "z"))
        for left, right, contained, error in (("birth", "born", 1.0, 0.0), ("sex", "sex", 0.97, 0.025))
    )
    shown = tuple(Column("a", "", f"c{place}") for place in range(reveals))
    return Link("a", "b", pairs, rows, matched, reidentified, (Column("b", "", "name"),), shown)


@pytest.mark.parametrize(
    ("number", "whole", "shown"),
    [
        (0, None, "0"),
        (4, None, "fewer than 5"),
        (5, None, "5"),
        (1, 100, "fewer than 5"),
        (98, 100, "all but fewer than 5"),
        (100, 100, "100 of 100 (100 %)"),
        (50, 100, "50 of 100 (50 %)"),
    ],
)
def test_small_numbers_of_people_are_hidden(number: int, whole: int | None, shown: str) -> None:
    assert VIEW.count(number, whole) == shown


def test_a_short_number_is_hidden_all_the_same() -> None:
    assert VIEW.count(50, 100, short=True) == "50"
    assert VIEW.count(98, 100, short=True) == "all but fewer than 5"


def test_an_officers_figures(risk: ReidentificationRisk) -> None:
    figures = {row[0]: row[1] for row in VIEW.figures(risk)}
    assert figures["Rows in the smallest class (k)"] == "1"
    assert figures["Rows that no other row resembles"] == "958 of 1,200 (80 %)"
    assert figures["Highest risk, if it is known who is in the data (prosecutor)"] == "100 %"
    assert "Population" not in figures
    assert len(ZH.figures(risk)) == len(VIEW.figures(risk))


def test_the_population_is_shown_if_it_is_known(risk: ReidentificationRisk) -> None:
    known = replace(risk, journalist=0.25, population=PopulationRisk(9000, 0.0001, None, 0.0004, 0.5, 4, 2))
    figures = {row[0]: row[1] for row in VIEW.figures(known)}
    assert figures["Highest risk for a person of the population (journalist)"] == "25 %"
    assert figures["Fewest people of the population who fit a row (k-map)"] == "4"
    assert figures["Rows that the population counts do not hold"] == "fewer than 5"
    assert figures["Unique in the population, estimated (Pitman)"] == "the model has no solution here"
    assert figures["Unique in the population, estimated (Zayatz)"] == "< 0.1 %"
    assert len(VIEW.figures(replace(known, population=PopulationRisk(9000, 0.1, 0.1, 0.1, 0.1)))) == 13


def test_tables_for_a_terminal(risk: ReidentificationRisk) -> None:
    tables = VIEW.risk_tables(replace(risk, table="sheet", notes=(Text("n was left out", "略去"),)))
    assert tables[0].title == "floating-population/sheet"
    assert all(len(row) == len(table.heads or row) for table in tables for row in table.rows)
    assert tables[2].note == "n was left out."
    assert len(tables) == 5
    assert len(VIEW.risk_tables(replace(risk, searched=None, sensitive=()))) == 3
    assert VIEW.sensitive(risk)[0][4] == "–"
    worse = replace(risk.sensitive[0], recursive_c=3)
    assert VIEW.sensitive(replace(risk, sensitive=(worse,)))[0][4] == "3"


def test_links(risk: ReidentificationRisk) -> None:
    (row,) = VIEW.links([join(900, 3, 10)])
    assert row[0] == "a → b"
    assert row[1] == "birth = born (100 %), sex (97 % ± 2.5 %)"
    assert row[3] == "fewer than 5"
    assert row[5] == "c0, c1, c2, c3, c4, c5, c6, c7 (+2)"
    assert link_share(join(900, 3), VIEW.words) == "< 0.5 %"
    assert link_share(join(900, 500), VIEW.words) == "50 %"
    assert link_share(join(0, 0, rows=0), VIEW.words) == "None"
    (full,) = VIEW.linkage_tables(Linkage(("a", "b"), (join(1, 1),)))
    assert len(full.heads) == len(full.rows[0])
    estimated = Linkage(("a", "b"), (), 1, join(1, 1).columns)
    assert VIEW.linkage_tables(estimated)[1].rows[1] == ("a → b", "sex (97 % ± 2.5 %)")
    (empty,) = VIEW.linkage_tables(Linkage(("a", "b")))
    assert (empty.heads, empty.rows) == ((), ())
    assert empty.note


def test_mitigation(risk: ReidentificationRisk) -> None:
    effect = Effect((Text("drop a", "删除"), Text("drop b", "删除")), 7, 2, 96, 0.5, 0.123)
    report = MitigationReport("d", "", 5, (), replace(effect, rows=100), effect, Text("s", "s"), (effect,), ())
    best, single = VIEW.mitigation_tables(report)
    assert best.rows[0][0] == "as it is"
    assert best.rows[1] == ("drop a, drop b", "7", "fewer than 5", "all but fewer than 5", "50 %", "12.3 %")
    assert single.rows == (best.rows[1],)
