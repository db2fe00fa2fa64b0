from __future__ import annotations

import re
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pia import plugins
from pia.checksums.run import KINDS
from pia.model.recognition import DeclaredRecognizer
from pia.recognizers._declared import (
    MOST_WORDS,
    Test,
    built,
    example_faults,
    faults,
    named_test,
    pattern_faults,
    shipped_tests,
    word_pattern,
)

STAFF = DeclaredRecognizer("staff", "PERSON_CODE", patterns=(r"EMP-\d{6}",), score=0.9)


@cache
def shipped() -> dict[str, Test]:
    return shipped_tests(one for family in plugins.load_all("recognizers").values() for one in family)


def wrong(**changes: object) -> list[tuple[object, str]]:
    settings: dict[str, object] = {"name": "a", "entity_type": "PERSON", "patterns": (r"x\d",), "score": 0.9} | changes
    return [(path, what) for path, what, _ in faults(DeclaredRecognizer(**settings), shipped())]  # type: ignore[arg-type]


def found(declared: DeclaredRecognizer, value: str) -> list[tuple[int, int, float]]:
    return [
        (match.start, match.end, match.score) for one in built(declared, shipped()) for match in one.matches([value])
    ]


def test_a_pattern_is_searched_for_and_scored() -> None:
    assert [one.name for one in built(STAFF, shipped())] == ["user.staff"]
    assert found(STAFF, "ask emp-123456 about it") == [(4, 14, 0.9)]
    assert not found(STAFF, "EMP-12345")


def test_a_checksum_decides() -> None:
    card = DeclaredRecognizer("card", "PERSON_CODE", patterns=(r"\d{10}",), checksum="stdnum.luhn", score=0.8)
    assert found(card, "7992739871 7992739813") == [(0, 10, 0.0), (11, 21, 0.0)]
    assert found(card, "1234567897") == [(0, 10, 0.8)]
    assert built(card, shipped())[0].chance == 0.1
    resident = DeclaredRecognizer("r", "NATIONAL_ID", patterns=(r"\d{17}[\dX]",), checksum="china.resident_id", score=1)
    assert found(resident, "11010519491231002X") == [(0, 18, 1)]
    assert found(resident, "110105194912310021") == [(0, 18, 0.0)]


def test_every_compiled_checksum_can_be_named() -> None:
    assert KINDS.keys() <= shipped().keys()
    assert all(named_test(name, shipped()) for name in KINDS)
    assert named_test("stdnum.nl.bsn", shipped())
    assert [named_test(name, shipped()) for name in ("stdnum.nope", "stdnum.util", "os.path", "stdnum")] == [None] * 4


def test_a_module_that_stumbles_says_no() -> None:
    test = named_test("stdnum.isin", shipped())
    assert test
    assert test("中" * 12) is False


@given(st.lists(st.text(min_size=1).filter(str.strip), min_size=1, max_size=4))
def test_words_are_found_as_they_are(words: list[str]) -> None:
    declared = DeclaredRecognizer("w", "PERSON", deny=tuple(words), score=1.0, ignore_case=False)
    for word in words:
        assert (0, len(word)) in [(start, end) for start, end, _ in found(declared, word)]


def test_a_word_does_not_stand_inside_another() -> None:
    compiled = re.compile(word_pattern("ada"))
    assert [bool(compiled.search(text)) for text in ("ada", "找ada。", "adam", "canada", "ada1")] == [
        True,
        True,
        False,
        False,
        False,
    ]
    words = DeclaredRecognizer("w", "PERSON", deny=("ada", "ada b"), patterns=(r"q\d",), score=0.9)
    assert [one.name for one in built(words, shipped())] == ["user.w", "user.w.words"]
    assert found(words, "ada b") == [(0, 5, 0.9)]


def test_faults_are_all_told() -> None:
    assert wrong() == []
    assert wrong(name="A b")[0][0] == ("name",)
    assert [what for _, what in wrong(patterns=())] == ["it looks for nothing"]
    assert wrong(deny=(" ",)) == [(("deny",), "a word of the deny list is empty")]
    assert wrong(deny=tuple(map(str, range(MOST_WORDS + 1))))[0][0] == ("deny",)
    assert wrong(context=("=",))[0][0] == ("context",)
    assert [path for path, _ in wrong(score=1.5, chance=-1.0)] == [("score",), ("chance",)]
    assert "can report nothing" in wrong(score=0.5)[0][1]
    assert wrong(score=0.5, context=("staff",)) == []
    assert "can report nothing" in wrong(score=0.1, context=("staff",))[0][1]
    assert wrong(checksum="china.resident_ids") == [(("checksum",), "there is no test 'china.resident_ids'")]


@pytest.mark.parametrize(
    ("expression", "what"),
    [
        (r"(?:a+)+$", "is catastrophic"),
        (r"\d+x", "is slow"),
        (r"[0-9", "no regular expression: character 1"),
        (r"[[a]x", "a set that other versions of Python read otherwise"),
        (r"(a)\1*b", "cannot be searched for in linear time"),
        (r"(?:a?)*b", "cannot be searched for in linear time: a repeated part can be empty"),
        (r"x?", "matches nothing at all"),
        ("a" * 1001, "more than 1,000 characters"),
        ("(" * 400 + "a" + ")" * 400, "too deeply"),
    ],
)
def test_patterns_that_are_refused(expression: str, what: str) -> None:
    told = [text for text, _ in pattern_faults(expression, 0)]
    assert len(told) == 1
    assert what in told[0]


def test_the_fault_of_a_pattern_names_its_place() -> None:
    assert wrong(patterns=(r"x\d", r"(?:a+)+$"))[0][0] == ("patterns", 1)


def test_examples_are_borne_out_or_named_by_number() -> None:
    declared = DeclaredRecognizer(
        "s", "PERSON", patterns=(r"EMP-\d{6}",), score=0.9, hits=("EMP-123456", "E-1"), misses=("x", "EMP-000000")
    )
    told = list(example_faults(declared, built(declared, shipped())))
    assert [(path, what) for path, what, _ in told] == [
        (("hits", 1), "number 2 of its hits is not found"),
        (("misses", 1), "number 2 of its misses is found"),
    ]
    assert "EMP" not in str(told)
