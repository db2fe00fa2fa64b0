from __future__ import annotations

import datetime
from collections.abc import Iterator
from difflib import ndiff
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from pia.edits import MISSING, edited_text, edited_tree, value_at
from pia.errors import DocumentError
from pia.model.review import Edit, Operation, PathIn
from pia.trees import parse_yaml

WORDS = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=12)
KEYS = st.sampled_from(["a", "b", "no", "名", "1", "x y", "null", "- c", "d: e", "#", "~", '"', "é", "true"])
SCALARS = st.one_of(
    WORDS,
    st.sampled_from(
        ["yes", "2026-11-24", "two\nlines", "- x", "a: b", "# c", "{", "~", "1.5", "0123", "é ", "'", "\u2028"]
    ),
    st.integers(-(10**6), 10**6),
    st.floats(allow_nan=False, allow_infinity=False),
    st.booleans(),
    st.none(),
)
VALUES = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3), max_leaves=8
)
TREES = st.dictionaries(KEYS, VALUES, min_size=1, max_size=5)


def places(tree: object, path: PathIn = ()) -> Iterator[PathIn]:
    items: Any = tree.items() if isinstance(tree, dict) else enumerate(tree) if isinstance(tree, list) else ()
    for name, value in items:
        yield (*path, name)
        yield from places(value, (*path, name))


@st.composite
def documents(draw: st.DrawFn) -> tuple[str, object]:
    """A document in some layout, with comments between its lines, and what it says."""
    tree = draw(TREES)
    text = yaml.safe_dump(
        tree,
        default_flow_style=draw(st.sampled_from([None, False, True])),
        allow_unicode=draw(st.booleans()),
        indent=draw(st.integers(2, 5)),
        width=draw(st.sampled_from([20, 1000])),
        default_style=draw(st.sampled_from([None, '"'])) if not has_others(tree) else None,
        sort_keys=False,
    )
    try:
        said, lines = parse_yaml(text, "d.yaml")
    except DocumentError:
        return "a: 1\n", {"a": 1}
    begins = {line for path, line in lines.items() if len(path) == 1 and isinstance(path[0], str)}
    rows = text.split("\n")
    marked = [f"# {number}\n{row}" if number in begins else row for number, row in enumerate(rows, start=1)]
    commented = "\n".join(marked) if draw(st.booleans()) and not text.startswith("{") else text
    return commented, said


def has_others(tree: object) -> bool:
    return any(not isinstance(value_at(tree, path), str | dict | list) for path in places(tree))


@given(documents(), st.data())
@settings(max_examples=60, deadline=None)
def test_an_edit_comes_to_the_same_in_text_and_data_and_keeps_comments(
    document: tuple[str, object], data: st.DataObject
) -> None:
    text, tree = document
    path = data.draw(st.sampled_from([*places(tree)]))
    operation = data.draw(st.sampled_from(list(Operation)))
    there = value_at(tree, path)
    if operation is Operation.ADD and not isinstance(there, list | None):
        operation = Operation.SET
    if operation is Operation.SET and isinstance(there, dict) and data.draw(st.booleans()):
        path = (*path, data.draw(KEYS.filter(lambda key: key not in there)))
    if operation is Operation.REMOVE and len(path) == 1 and isinstance(tree, dict) and len(tree) == 1:
        operation = Operation.SET
    edit = Edit(path, None if operation is Operation.REMOVE else data.draw(VALUES), operation)
    wanted = edited_tree(tree, edit)
    made = edited_text(text, edit, "d.yaml")
    assert parse_yaml(made, "d.yaml")[0] == wanted
    comments = [line for line in text.split("\n") if line.startswith("# ")]
    assert [line for line in made.split("\n") if line in comments] == comments


def changed_lines(before: str, after: str) -> list[str]:
    return [line for line in ndiff(before.splitlines(), after.splitlines()) if line[0] in "+-"]


@pytest.mark.parametrize("name", ["air-quality", "community-grid", "floating-population", "urban-sensing"])
def test_an_edit_of_a_sample_touches_its_own_lines_only(root: Path, name: str) -> None:
    text = (root / "samples" / name / "deployment.yaml").read_text(encoding="utf-8")
    for path, said in (
        (("controller", "name"), ["-   name:", "+   name: New one"]),
        (("answers", "brand_new"), ["+   brand_new: New one"]),
        (("next_review",), ["- next_review:", "+ next_review: New one"]),
        (("datasets", 0, "quasi_identifiers"), None),
    ):
        made = changed_lines(text, edited_text(text, Edit(path, "New one"), name))
        assert len(made) == len(said or made)
        assert all(line.startswith(start) for line, start in zip(made, said or made, strict=True)), made


DOCUMENT = """\
# head
name: "A"   # its name
text: >-   # folded
  some
  words

# the list
list:
  - a: 1   # one
    b: |
      lines
  # between
  -   a: 2
flow: {x: [1, 2], y: , z}
nothing:   # empty
keep: |+
  kept

last: [{p: 1}]   # end
"""


@pytest.mark.parametrize(
    ("edit", "old", "new"),
    [
        (Edit(("name",), "B: b"), 'name: "A"', 'name: "B: b"'),
        (Edit(("text",), "a\n\nb c"), ">-   # folded\n  some\n  words\n", "|-\n  a\n\n  b c\n"),
        (Edit(("list", 0, "a"), 3), "a: 1", "a: 3"),
        (Edit(("list", 0, "c"), datetime.date(2026, 11, 24)), "lines\n", "lines\n    c: 2026-11-24\n"),
        (Edit(("list",), {"a": "b"}, Operation.ADD), "  -   a: 2\n", "  -   a: 2\n  - a: b\n"),
        (Edit(("list", 1), operation=Operation.REMOVE), "  -   a: 2\n", ""),
        (Edit(("list", 0, "a"), operation=Operation.REMOVE), "a: 1   # one\n    b", "b"),
        (Edit(("flow", "x"), 9, Operation.ADD), "[1, 2]", "[1, 2, 9]"),
        (Edit(("flow", "x", 0), operation=Operation.REMOVE), "[1, 2]", "[2]"),
        (Edit(("flow", "x", 1), operation=Operation.REMOVE), "[1, 2]", "[1]"),
        (Edit(("flow", "w"), "v"), "z}", "z, w: v}"),
        (Edit(("flow", "z"), "v"), "z}", "z: v}"),
        (Edit(("nothing",), "v"), "nothing:", "nothing: v"),
        (Edit(("nothing", "deep", "er"), "v"), "nothing:", "nothing:\n  deep: {er: v}"),
        (Edit(("nothing",), "v", Operation.ADD), "nothing:", "nothing: [v]"),
        (Edit(("last", 0), operation=Operation.REMOVE), "[{p: 1}]", "[]"),
        (Edit(("last", 0, "p"), operation=Operation.REMOVE), "{p: 1}", "{}"),
        (Edit(("list",), "v"), "list:\n  - a: 1   # one\n    b: |\n      lines\n  # between\n  -   a: 2", "list: v"),
        (Edit(("keep",), operation=Operation.REMOVE), "keep: |+\n  kept\n\n", ""),
        (Edit(("more",), [{"a": 1}]), "# end\n", "# end\nmore:\n- {a: 1}\n"),
    ],
)
def test_only_what_an_edit_concerns_changes(edit: Edit, old: str, new: str) -> None:
    plain = Edit(edit.path, "2026-11-24" if isinstance(edit.value, datetime.date) else edit.value, edit.operation)
    made = edited_text(DOCUMENT, plain, "d.yaml")
    assert made == DOCUMENT.replace(old, new, 1)
    assert edited_text(DOCUMENT.replace("\n", "\r\n"), plain, "d.yaml") == made.replace("\n", "\r\n")


@pytest.mark.parametrize(
    "edit",
    [
        Edit((), 1),
        Edit(("no", 0), 1),
        Edit(("no",), operation=Operation.REMOVE),
        Edit(("no", "no"), operation=Operation.REMOVE),
        Edit(("list", 2), 1),
        Edit(("list", "a"), 1),
        Edit(("name", "x"), 1),
        Edit(("name",), 1, Operation.ADD),
    ],
)
def test_a_place_that_is_not_there_is_named(edit: Edit) -> None:
    with pytest.raises(DocumentError, match="there is no place '"):
        edited_text(DOCUMENT, edit, "d.yaml")


@pytest.mark.parametrize(
    ("text", "edit"),
    [
        ("a: &x {p: 1}\nb: *x\n", Edit(("b", "p"), 2)),
        ("a: &x {p: 1}\nb: *x\n", Edit(("a", "p"), 2)),
        ("a: &x {p: 1}\nb: *x\n", Edit(("b",), 1, Operation.REMOVE)),
        ("? a\n: 1\n", Edit(("a",), 2)),
        ("a: 1\n", Edit(("a",), float("nan"))),
        ("a: 1\n", Edit(("a",), "\ud800")),
        ("a: 1\n", Edit(("a",), operation=Operation.REMOVE)),
    ],
)
def test_what_no_splice_can_follow_is_refused(text: str, edit: Edit) -> None:
    with pytest.raises(DocumentError, match="cannot be edited without touching other places"):
        edited_text(text, edit, "d.yaml")


def test_a_document_that_is_malformed_is_refused() -> None:
    with pytest.raises(DocumentError, match="not valid YAML"):
        edited_text("a: [", Edit(("a",), 1), "d.yaml")


def test_what_is_missing_is_not_none() -> None:
    assert value_at({"a": [None]}, ("a", 0)) is None
    assert value_at({"a": [None]}, ("a", 1)) is MISSING
    assert value_at({"a": [None]}, ("a", "b")) is MISSING
