from __future__ import annotations

from pia.model.interval import Interval
from pia.scoring import Known
from pia.scoring._measured import at_least, because, decided, holds, reaches, truth

KNOWN = {
    "n": Known(5, ("a.x",)),
    "span": Known(Interval(3, 8)),
    "open": Known(Interval(3)),
    "yes": Known(True, ("a.y",)),
    "no": Known(False),
    "word": Known("x"),
}


def test_a_bound_is_reached_only_if_it_surely_is() -> None:
    assert [at_least(KNOWN, "n", bound) for bound in (5, 6)] == [True, False]
    assert [at_least(KNOWN, "span", bound) for bound in (3, 4, 8, 9)] == [True, None, None, False]
    assert [at_least(KNOWN, "open", bound) for bound in (3, 4)] == [True, None]
    assert at_least(KNOWN, "yes", 0) is at_least(KNOWN, "absent", 0) is at_least(KNOWN, "word", 0) is None


def test_truth_is_of_truths_alone() -> None:
    assert (truth(KNOWN, "yes"), truth(KNOWN, "no")) == (True, False)
    assert truth(KNOWN, "n") is truth(KNOWN, "absent") is None


def test_measured_answers_say_what_they_rest_on() -> None:
    assert because(KNOWN, "n", "absent", "yes") == ("n", "a.x", "yes", "a.y")
    assert reaches("n", 5)(KNOWN) == Known("yes", ("n", "a.x"))
    assert reaches("n", 6, no="")(KNOWN) is None
    assert holds("no", "yes")(KNOWN) == Known("yes", ("no", "yes", "a.y"))
    assert holds("no", "absent")(KNOWN) is None
    assert holds("no")(KNOWN) == Known("no", ("no",))
    assert decided(lambda _known: None, "n")(KNOWN) is None
