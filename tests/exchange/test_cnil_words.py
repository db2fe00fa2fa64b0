from __future__ import annotations

from pia.exchange._cnil_words import AFTER, BEFORE, LISTED, NOTES
from pia.judging import Rulebook


def test_every_answer_is_one_that_pia_asks_for(book: Rulebook) -> None:
    names = {*NOTES.values(), *BEFORE.values(), *AFTER.values()}
    assert not [name for name in names if f"ans.{name}" not in book.facts]
    assert len({*BEFORE.values(), *AFTER.values()}) == 12


def test_questions_of_a_feared_event_stand_together() -> None:
    assert BEFORE[325] == "cnil_access_severity_before"
    assert BEFORE[346] == "cnil_loss_likelihood_before"
    assert (LISTED[335], LISTED[336]) == ((331,), (332, 333))
    assert AFTER["evaluations.3.3.gauges.y"] == "cnil_change_likelihood_after"
