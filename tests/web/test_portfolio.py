from __future__ import annotations

from datetime import date

import pytest

from pia.model.review import Drift, ModelLevel, Standing, Summary
from pia.model.score import Concern, Step
from pia.model.text import Text
from pia.web.portfolio import SORTS, Row, chosen, risks_of, row_of

LOW, HIGH = Step(1, Text("low", "低"), Concern.LOW), Step(3, Text("high", "高"), Concern.HIGH)
DAY = date(2026, 11, 24)


def rows() -> tuple[Row, ...]:
    summaries = (
        Summary("b", "Bus", DAY, (ModelLevel("cnil", Text("C", "C"), LOW, LOW),), ((1, 2, 3),), 5, 1),
        Summary("a", "Ants", DAY, (ModelLevel("cnil", Text("C", "C"), None, HIGH),), ((1, 2, 1), (4, 4, 2)), 9, 0),
        Summary("c", "car", standing=Standing.LAPSED, next_review=DAY, overdue=True, assessed_on=DAY, stale=True),
        Summary("d", "Dog", standing=Standing.HOLDS, assessed_on=DAY, drift=Drift.CHANGED),
        Summary("e", "Eel", problems=("x",)),
        Summary("f", "fig", levels=(ModelLevel("nist_pram", Text("N", "N"), None, None),)),
    )
    return tuple(map(row_of, summaries))


def test_a_row_says_how_it_stands_and_what_moved_on() -> None:
    states = {row.summary.folder: row.states for row in rows()}
    assert states == {
        "a": ("draft",),
        "b": ("draft",),
        "c": ("void", "stale", "overdue"),
        "d": ("signed", "drift"),
        "e": ("broken",),
        "f": ("new",),
    }


def test_a_level_that_is_open_is_the_worst_one_possible() -> None:
    bus, ants, *_, fig = rows()
    assert [level.label.en for level in bus.levels + ants.levels] == ["low", "up to high"]
    assert ants.levels[0].label.zh == "最高高"
    assert (bus.gravest, ants.gravest, fig.gravest, fig.levels) == (1, 3, 0, ())


@pytest.mark.parametrize(
    ("sort", "order"),
    [
        ("name", "abcdef"),
        ("level", "abcdef"),
        ("open", "abcdef"),
        ("review", "cabdef"),
        ("state", "fabdce"),
        ("x", "abcdef"),
    ],
)
def test_rows_are_sorted(sort: str, order: str) -> None:
    assert "".join(row.summary.folder for row in chosen(rows(), "", "", sort)) == order
    assert set(SORTS) == {"name", "level", "open", "review", "state"}


def test_rows_are_filtered_by_text_and_state() -> None:
    def folders(text: str, state: str) -> str:
        return "".join(row.summary.folder for row in chosen(rows(), text, state, "name"))

    assert folders("ANT", "") == "a"
    assert folders("", "draft") == "ab"
    assert folders("", "stale") == "c"
    assert folders("", "drift") == "d"
    assert folders("nothing", "") == ""


def test_all_risks_are_added_up_by_likelihood_and_severity() -> None:
    assert risks_of(rows()) == {(2, 1): 4, (4, 4): 2}
