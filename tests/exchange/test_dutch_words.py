from __future__ import annotations

from pia.exchange._dutch import PERIODS
from pia.exchange._dutch_words import NOTES, RIGHTS, SETTLED, days, period
from pia.judging import Rulebook


def test_every_answer_is_one_that_pia_asks_for(book: Rulebook) -> None:
    assert not [name for name in {*NOTES.values(), *RIGHTS.values()} if f"ans.{name}" not in book.facts]
    assert set(RIGHTS) >= SETTLED


def test_periods_are_days_only_where_they_are_certain() -> None:
    assert [days(text) for text in ("1 dag", "3 weken", "2 jaar", "6 maanden", "ca. 2 jaar", "")] == [
        1,
        21,
        730,
        None,
        None,
        None,
    ]
    assert [period(number) for number in (0, 6, 27, 28, 364, 365, 730)] == [
        "Minder dan 24 uur",
        "Minder dan 1 week",
        "Minder dan 1 maand",
        "",
        "",
        "Jaar",
        "Aantal jaren",
    ]
    assert {period(number) for number in (0, 6, 27, 365, 730)} == set(PERIODS)
