from __future__ import annotations

from dataclasses import replace

import pytest

from pia.edits import MISSING
from pia.errors import ReviewError
from pia.model.review import Item, ItemKind
from pia.model.risk import Question
from pia.review.items import Contents, check, content, digest, finding_id
from tests.admission.setting_for_tests import BASE, WORD

TREE = {"name": "City", "answers": {"a": "yes"}, "measures": ["text", {"title": "Lock"}]}
THERE = Contents(TREE, replace(BASE, questions=(Question("scan.subjects", WORD, (), (), "low"),)))
BARE = Contents({"measures": None}, None)


def item(kind: str, name: str) -> Item:
    return Item(ItemKind(kind), name)


@pytest.mark.parametrize(
    ("found", "wanted"),
    [
        (item("question", "a"), "yes"),
        (item("measure", "Lock"), {"title": "Lock"}),
        (item("section", "name"), "City"),
        (item("section", "risks"), BASE.risks),
        (item("risk", "risk.r.medium"), BASE.risks[0]),
        (item("finding", "t.mail#EMAIL_ADDRESS"), BASE.findings[0]),
        (item("question", "b"), MISSING),
        (item("measure", "text"), MISSING),
        (item("section", "tool"), MISSING),
        (item("risk", "no"), MISSING),
        (item("finding", "no"), MISSING),
    ],
)
def test_an_item_says_what_stands_there(found: Item, wanted: object) -> None:
    assert content(THERE, found) == wanted
    assert bool(digest(THERE, found)) is (wanted is not MISSING)
    assert content(BARE, found) is MISSING


def test_a_digest_changes_with_what_the_item_says() -> None:
    risk, changed = BASE.risks[0], Contents(TREE, replace(BASE, risks=(replace(BASE.risks[0], because=("x",)),)))
    assert digest(THERE, item("risk", risk.id)) != digest(changed, item("risk", risk.id))
    assert finding_id(BASE.findings[1]) == "u/x.illness#HEALTH"


def test_questions_and_sections_without_content_are_items_too() -> None:
    for found in (item("question", "new"), item("question", "scan.subjects"), item("section", "measures")):
        check(THERE, found, {"ans.new"})
    for found in (item("question", "old"), item("section", "tool"), item("risk", "no")):
        with pytest.raises(ReviewError, match=f"there is no such {found.kind}"):
            check(THERE, found, {"ans.new"})
