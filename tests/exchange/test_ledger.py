from __future__ import annotations

from datetime import date

from pia.exchange import Carried, Left
from pia.exchange._ledger import BOOKKEEPING, MISFIT, NO_PLACE, UNKNOWN, Ledger, leaves, whole


def test_only_what_says_something_is_a_field() -> None:
    tree = {"a": {"b": 0, "c": None, "d": ""}, "e": [1, 2], "f": [{"g": False}, "x"], "h": []}
    assert dict(leaves(tree)) == {"a.b": 0, "e": [1, 2], "f[0].g": False, "f[1]": "x"}


def test_every_field_is_taken_or_left_once() -> None:
    ledger = Ledger({"a.x": "1", "a.id": 2, "b.1.id": 3, "z.y": 4, "a.w": 5})
    assert ledger.take("a.x", "name") == "1"
    assert ledger.take("a.x") is None
    ledger.leave("a.w", MISFIT)
    ledger.leave("nothing", MISFIT)
    assert ledger.close({"id"}, {"a", "b"}) == (
        Left("a.w", MISFIT),
        Left("z.y", UNKNOWN),
        Left("a.id", BOOKKEEPING),
        Left("b.*.id", BOOKKEEPING),
    )
    assert ledger.carried == [Carried("name", "a.x")]


def test_a_value_of_another_kind_is_left() -> None:
    ledger = Ledger({"text": 5, "blank": "  ", "option": ["x"], "unknown": "?", "day": "soon", "flag": True})
    assert (ledger.text("text"), ledger.text("blank")) == ("", "")
    assert (ledger.option("option", {"x": "y"}), ledger.option("unknown", {"x": "y"})) == ("", "")
    assert ledger.day("day") is None
    assert ledger.option("flag", {"true": "yes"}) == "yes"
    assert {item.field for item in ledger.close()} == {"text", "blank", "option", "unknown", "day"}
    assert ledger.left[0] == Left("text", MISFIT)


def test_days_are_read_from_times() -> None:
    ledger = Ledger({"due": "2026-03-02T10:11:12Z", "rest": "x"})
    assert ledger.day("due", "measures[0].due") == date(2026, 3, 2)
    assert ledger.close() == (Left("rest", NO_PLACE),)


def test_texts_are_made_whole() -> None:
    assert whole("a\ud800b\x00\r\n\n\n\nc\t") == "a?b\n\nc"
