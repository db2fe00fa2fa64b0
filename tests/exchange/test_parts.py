from __future__ import annotations

from dataclasses import replace

from pia.exchange._parts import Parts, answer_of, joined, left_of, said, split
from pia.model.assessment import Assessment
from pia.model.deployment import Answer, Controller, Measure
from pia.model.text import Text
from tests.exchange.files_for_tests import with_deployment

WHY = Text("why", "why")


def test_titles_split_only_where_they_join_again() -> None:
    for text in ("Log: all", "Log", ": x", "a: ", "a:  b", "a: b: c"):
        assert joined(*split(text)) == text
    assert joined("same", "same") == "same"


def test_what_is_as_by_default_is_not_said() -> None:
    keys = dict(said(Controller("City", contact="x")))
    assert keys == {"name": "City", "contact": "x"}
    assert dict(said({"a": (Measure("T", "technical", addresses=("r",)),)})) == {
        "a[0].title": "T",
        "a[0].kind": "technical",
        "a[0].addresses[0]": "r",
    }


def test_twice_the_same_must_come_back_twice(sample: Assessment) -> None:
    measure = Measure("Log", "technical")
    given = with_deployment(sample, replace(sample.deployment, measures=(measure, measure)))
    once = replace(given.deployment, measures=(measure,))
    assert [item.field for item in left_of(given, once, WHY)] == [
        "deployment.measures[1].title",
        "deployment.measures[1].kind",
    ]
    assert left_of(given, given.deployment, WHY) == ()


def test_what_the_file_does_not_say_is_to_be_settled() -> None:
    parts = Parts(jurisdictions=("eu",))
    parts.answer("a")
    parts.answer("b", note="text")
    found = parts.deployment()
    assert [item.field for item in parts.to_settle] == ["datasets", "controller.name"]
    assert found.answers == {"b": Answer("dont_know", "text")}
    assert answer_of(found, "a") == Answer("dont_know")
