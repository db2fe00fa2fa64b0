from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pia.edits import MISSING, edited_tree, value_at
from pia.model.review import Edit, Operation, PathIn
from pia.review.merging import merged, place_now, same

LEAVES = st.sampled_from(["yes", "no", "dont_know", 1, 2, None, True])
ITEMS = st.dictionaries(st.sampled_from(["title", "status", "owner"]), LEAVES, max_size=3)
DEPLOYMENTS = st.fixed_dictionaries(
    {"name": LEAVES},
    optional={
        "answers": st.dictionaries(st.sampled_from(["a", "b", "c"]), LEAVES, max_size=3),
        "measures": st.lists(ITEMS, max_size=4),
        "technologies": st.lists(LEAVES, max_size=3),
    },
)


def places(tree: object, path: PathIn = ()) -> Iterator[PathIn]:
    items: Any = tree.items() if isinstance(tree, dict) else enumerate(tree) if isinstance(tree, list) else ()
    for name, value in items:
        yield (*path, name)
        yield from places(value, (*path, name))


def edits(tree: object) -> st.SearchStrategy[Edit]:
    there = [*places(tree)]
    lists = [path for path in there if isinstance(value_at(tree, path), list)] or [("technologies",)]
    return st.one_of(
        st.builds(Edit, st.sampled_from(there), LEAVES),
        st.builds(Edit, st.sampled_from([("answers", "a"), ("answers", "d"), ("description",)]), LEAVES),
        st.builds(Edit, st.sampled_from(there), st.none(), st.just(Operation.REMOVE)),
        st.builds(Edit, st.sampled_from(lists), LEAVES | ITEMS, st.just(Operation.ADD)),
    )


def entries(tree: object) -> Counter[PathIn]:
    """Every value of a tree, with the keys above it; the numbers of list entries left out, for they move.

    Nothing (`None`) may give way to the first entry of a list.
    """
    return Counter(
        (*[part for part in path if isinstance(part, str)], repr(value_at(tree, path)))
        for path in places(tree)
        if not isinstance(value_at(tree, path), dict | list | None)
    )


@given(st.data())
@settings(max_examples=60, deadline=None)
def test_of_two_edits_at_once_none_is_lost(data: st.DataObject) -> None:
    opened = data.draw(DEPLOYMENTS)
    theirs, mine = data.draw(edits(opened)), data.draw(edits(opened))
    current = edited_tree(opened, theirs)
    moved = merged(opened, current, mine)
    if moved is None:
        return
    both = edited_tree(current, moved)
    alone = edited_tree(opened, mine)
    added, removed = entries(alone) - entries(opened), entries(opened) - entries(alone)
    assert added <= entries(both)
    assert entries(current) - removed <= entries(both)
    if moved.operation is Operation.SET:
        assert same(value_at(both, moved.path), mine.value)


@given(st.data())
@settings(max_examples=30, deadline=None)
def test_edits_of_different_fields_are_merged_in_any_order(data: st.DataObject) -> None:
    opened = data.draw(DEPLOYMENTS)
    setting = st.builds(Edit, st.sampled_from([*places(opened)]), LEAVES)
    one, other = data.draw(setting), data.draw(setting)
    shorter = min(len(one.path), len(other.path))
    if one.path[:shorter] == other.path[:shorter] or any(isinstance(part, int) for part in (*one.path, *other.path)):
        return
    moved, back = (merged(opened, edited_tree(opened, first), second) for first, second in ((one, other), (other, one)))
    assert moved == other
    assert back == one
    assert edited_tree(edited_tree(opened, one), other) == edited_tree(edited_tree(opened, other), one)


def test_the_same_field_is_a_conflict_unless_both_want_the_same() -> None:
    opened: dict[str, object] = {"answers": {"a": "yes"}}
    current = {"answers": {"a": "no"}}
    assert merged(opened, current, Edit(("answers", "a"), "partly")) is None
    assert merged(opened, current, Edit(("answers", "a"), operation=Operation.REMOVE)) is None
    assert merged(opened, current, Edit(("answers",), {"b": "no"})) is None
    assert merged(opened, current, Edit(("answers", "a"), "no")) == Edit(("answers", "a"), "no")
    assert merged({}, {"a": 1}, Edit(("a",), Operation.ADD)) is None
    assert merged({"a": []}, {"a": 1}, Edit(("a",), 1, Operation.ADD)) is None
    assert merged({"a": {}}, {"a": 1}, Edit(("a", "b"), 1)) is None
    assert merged({"a": True}, {"a": 1}, Edit(("a",), 2)) is None


A, B, C = {"title": "A", "status": "planned"}, {"title": "B", "status": "planned"}, {"title": "C"}
B2 = {"title": "B", "status": "in_place"}


@pytest.mark.parametrize(
    ("opened", "current", "place", "now"),
    [
        ([A, B], [A, B], 1, 1),
        ([A, B], [B], 1, 0),
        ([A, B], [C, A, B2], 1, 2),
        ([A, B], [A], 1, None),
        ([A, B], [A, C], 1, None),
        ([A, A], [A, A, B], 1, 1),
        ([A, A], [C, A, A], 1, None),
        (["x", "y"], ["y"], 1, 0),
        (["x", "y"], ["x", "z"], 1, None),
        ([A], [A], 5, None),
        ([A], "text", 0, None),
    ],
)
def test_an_entry_of_a_list_is_found_where_it_has_gone(
    opened: list[object], current: object, place: int, now: int | None
) -> None:
    found = place_now({"list": opened}, {"list": current}, ("list", place, "status"))
    assert found == (None if now is None else ("list", now, "status"))


def test_what_is_missing_is_the_same_as_missing_only() -> None:
    assert same(MISSING, MISSING)
    assert not same(MISSING, None)
