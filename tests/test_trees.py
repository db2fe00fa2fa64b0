from __future__ import annotations

import pytest

from pia.errors import DocumentError
from pia.trees import emit_yaml, parse_json, parse_yaml


def test_every_place_has_its_line() -> None:
    tree, lines = parse_yaml("a: 1\nb:\n- x\n- {c: y}\n", "d.yaml")
    assert tree == {"a": 1, "b": ["x", {"c": "y"}]}
    assert lines == {(): 1, ("a",): 1, ("b",): 2, ("b", 0): 3, ("b", 1): 4, ("b", 1, "c"): 4}


def test_anchors_stand_for_what_they_name() -> None:
    assert parse_yaml("a: &x [1]\nb: *x\n", "d.yaml")[0] == {"a": [1], "b": [1]}


def test_a_document_of_comments_is_nothing() -> None:
    assert parse_yaml("# only\n", "d.yaml") == (None, {})


def test_json_is_plain_data() -> None:
    assert parse_json('{"a": [1, 2.5, null, "x"]}', "x.json") == {"a": [1, 2.5, None, "x"]}
    with pytest.raises(DocumentError, match="stands twice"):
        parse_json('{"a": 1, "a": 1}', "x.json")


def told(text: str) -> list[str]:
    with pytest.raises(DocumentError) as caught:
        parse_yaml(text, "d.yaml")
    return [str(problem) for problem in caught.value.problems]


def test_an_alias_stands_for_what_was_named_last() -> None:
    text = "a: &x [1]\nb: &y {k: *x}\nc: &x 2\nd: *y\ne: *x\nf: &z [*x, &w 3]\ng: [*z, *w]\n"
    tree, lines = parse_yaml(text, "d.yaml")
    assert tree == {"a": [1], "b": {"k": [1]}, "c": 2, "d": {"k": [1]}, "e": 2, "f": [2, 3], "g": [[2, 3], 3]}
    assert lines["d",] == 4
    assert lines["d", "k"] == 2


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("a: &a [*a]\n", "d.yaml:1: this is not valid YAML"),
        ("a: 1\n[b]: 2\n", "d.yaml:2: this is not valid YAML"),
        ("a: &a x\n*a : 2\n", "d.yaml:2: this is not valid YAML"),
        ("a: &a x\nb: &b {*a : 2}\n", "d.yaml"),
        ("a: 1\n---\nb: 2\n", "d.yaml:2: a second document begins here"),
        ("a: !!python/object:os.system x\n", "d.yaml:1: the tag tag:yaml.org,2002:python/object:os.system"),
        ("a: [\x07]\n", "d.yaml: this is not valid YAML. Look for control characters."),
        ("a:\n" + "- [1, 2, 3]\n" * 10_001, "d.yaml:10002: a list holds more than 10,000 entries"),
        ("a:\n" + ("- [" + "1," * 9_999 + "]\n") * 21, "d.yaml: the document holds more than 200,000 values"),
    ],
)
def test_what_is_not_plain_is_refused(text: str, line: str) -> None:
    assert told(text)[0].startswith(line)


def test_all_that_is_wrong_before_the_end_is_told() -> None:
    assert told("a: .nan\nb: 1\nb: 2\nc: !x y\nd: -.inf\ne: [\n") == [
        "d.yaml:1: this is no finite number. Write a number, or leave it out.",
        "d.yaml:3: the key 'b' stands twice. Keep one.",
        "d.yaml:4: the tag !x is not allowed. Quote a text that begins with !.",
        "d.yaml:5: this is no finite number. Write a number, or leave it out.",
        "d.yaml:7: this is not valid YAML. Look at the indentation, the colons and the quotes around here; "
        "quote a text that begins with ! or *.",
    ]


def test_scalars_are_those_of_the_core_schema() -> None:
    text = "[~, null, true, 1, -2, 1.5, .5, 1e3, 1.5e-3, 0x1f, 1_000, 12:30.5, '1', !!str 1, yes, 2026-01-01, 012]"
    assert parse_yaml(text, "d.yaml")[0] == [
        *(None, None, True, 1, -2, 1.5, 0.5, "1e3", 0.0015),
        *("0x1f", "1_000", "12:30.5", "1", "1", "yes", "2026-01-01", "012"),
    ]


def test_a_number_of_thousands_of_digits_is_an_error_of_the_document() -> None:
    with pytest.raises(DocumentError, match="too many digits"):
        parse_json("[" + "9" * 5000 + "]", "x.json")


def test_what_is_emitted_repeats_equals_and_is_read_again() -> None:
    same = ["yes", "0123", "2026-01-01", "a\nb", "\x85", "a\u2028\nb", "\r", "\ufeffx", "a \n b"]
    text = emit_yaml({"a": same, "b": same, "中": None})
    assert text.count("'0123'") == 2
    assert "&" not in text
    assert parse_yaml(text, "d.yaml")[0] == {"a": same, "b": same, "中": None}
