from __future__ import annotations

from dataclasses import replace

from pia.model.review import Act, Entry, Item, ItemKind, Journal, Operation, Rating
from pia.review.items import Contents, digest
from pia.review.ledger import comments, item_of, last_edit, ratings, version
from tests.review.entries_for_tests import AUTHOR, EVALUATOR, NOW, OFFICER, entry

NAME = Item(ItemKind.SECTION, "name")
CITY = Contents({"name": "City"}, None)


def rated(rating: object, result: str) -> Entry:
    return replace(entry("why", EVALUATOR, Act.RATED), after=rating, result=result)


def edited(*path: str | int, file: str = "d.yaml") -> Entry:
    return replace(entry(act=Act.EDITED, where=""), file=file, path=path, operation=Operation.SET)


def test_comments_stand_in_their_order() -> None:
    lines = (entry("one"), entry("two", OFFICER), entry("three", where="risk:r"), entry("four", where="nothing"))
    found = comments(Journal(lines))
    assert [(comment.who, comment.text) for comment in found[NAME]] == [(AUTHOR, "one"), (OFFICER, "two")]
    assert [*found] == [NAME, Item(ItemKind.RISK, "r")]


def test_the_last_rating_counts_while_the_item_is_as_it_was() -> None:
    now = digest(CITY, NAME)
    found = ratings(Journal((rated("improvable", "x"), rated("acceptable", now), rated("great", now))), CITY)
    assert (found[NAME].rating, found[NAME].again, found[NAME].who) == (Rating.ACCEPTABLE, False, EVALUATOR)
    assert ratings(Journal((rated("acceptable", now),)), Contents({"name": "Town"}, None))[NAME].again
    assert ratings(Journal((rated("acceptable", now),)), Contents({}, None))[NAME].again


def test_who_changed_a_place_changed_what_is_around_or_in_it() -> None:
    journal = Journal((edited("a", "b"), edited("c"), edited("a", file="other.yaml"), entry()))
    for path, wanted in ((("a", "b", 0), AUTHOR), (("a",), AUTHOR), (("a", "c"), None), (("b",), None)):
        assert last_edit(journal, "d.yaml", path) == (wanted, NOW if wanted else None)
    assert version(journal, "d.yaml", ("c", 1), 5).value == 5


def test_a_line_about_something_else_is_about_no_item() -> None:
    assert item_of(entry(where="approval.json")) is None
    assert item_of(entry(where="colour:red")) is None
    assert item_of(entry(where="measure:a: b")) == Item(ItemKind.MEASURE, "a: b")
